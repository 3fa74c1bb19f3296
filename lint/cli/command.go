// Package cli is the command line of jdlint: flags, commands, the files that
// are read, and exit codes. It alone touches files, terminal and environment.
package cli

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"syscall"

	"github.com/jdlint/jdlint/lint/report"
)

// Command is one run of the program. Stdin, Stdout and Stderr must be set.
type Command struct {
	Stdin          io.Reader
	Stdout, Stderr io.Writer

	// Getenv looks up environment variables; nil means that none is set.
	Getenv func(string) string

	// load makes the engine; nil means the real one. Tests put another here.
	load func(model string) (*engine, error)

	// onHelp receives the flags of a command instead of its help being
	// printed; nil prints it.
	onHelp func(*flags)
}

// Exit codes.
const (
	exitOK         = 0 // nothing at or above --fail-on
	exitFound      = 1 // findings
	exitMisuse     = 2 // wrong usage, or rules that cannot be used
	exitUnreadable = 3 // an input could not be read; the others were checked
	// A run that a signal stops ends with 128 and its number: 130 for SIGINT.
)

// command is one of the words that may come first on the command line.
type command struct {
	name, args, short string
	run               func(*Command, []string) int
}

// commands lists the commands in the order in which help shows them.
func commands() []command {
	return []command{
		{"check", "[FILE|DIR|GLOB|-]...", "judge postings; the default", (*Command).check},
		{"explain", "ID", "explain a rule, category, verdict or role model", (*Command).explain},
		{"rules", "", "list what is checked", (*Command).rules},
		{"score", "LABELS.jsonl", "measure the rules on labelled postings", (*Command).score},
		{"init", "[DIR]", "write a configuration file to begin with", (*Command).init},
		{"config", "FILE...", "show what is in force for a posting, and why", (*Command).config},
		{"baseline", "[FILE|DIR|GLOB]...", "record the findings that stand today", (*Command).baseline},
		{"fix", "[FILE|DIR|GLOB]...", "retitle postings whose title is wrong", (*Command).fix},
		{"serve", "", "open a page on which to try postings out", (*Command).serve},
		{"text", "FILE|-", "print the text of a file that offsets point into", (*Command).text},
		{"schema", "config|output|rule|model", "print a JSON Schema", (*Command).schema},
		{"completion", "bash|zsh|fish", "print the completion for a shell", (*Command).completion},
		{"test-rules", "[DIR|FILE]...", "run the examples that rules carry", (*Command).testRules},
		{"version", "", "print the version", (*Command).version},
		{"help", "[COMMAND]", "explain a command and its flags", (*Command).help},
	}
}

func findCommand(name string) (command, bool) {
	for _, c := range commands() {
		if c.name == name {
			return c, true
		}
	}
	return command{}, false
}

func commandNames() []string {
	var names []string
	for _, c := range commands() {
		names = append(names, c.name)
	}
	return names
}

// Run does what the arguments, without the name of the program, ask for and
// gives the exit code.
func (c *Command) Run(args []string) int {
	surviveClosedPipe()
	if len(args) > 0 {
		if cmd, ok := findCommand(args[0]); ok {
			return cmd.run(c, args[1:])
		}
	}
	return c.check(args)
}

func (c *Command) getenv(name string) string {
	if c.Getenv == nil {
		return ""
	}
	return c.Getenv(name)
}

// logf writes a line about the run to standard error. Names of files and what users typed
// are made safe for the terminal.
func (c *Command) logf(format string, args ...any) {
	fmt.Fprintf(report.Guarded(c.Stderr), "jdlint: %s\n", report.Clean(fmt.Sprintf(format, args...)))
}

// misuse reports what is wrong with the command line and points at the help.
func (c *Command) misuse(name string, err error) int {
	for _, e := range flatten(err) {
		c.logf("%v", e)
	}
	hint := "jdlint help"
	if name != "" {
		hint += " " + name
	}
	fmt.Fprintf(c.Stderr, "Run %q for what can be given.\n", hint)
	return exitMisuse
}

// fail reports rules or a role model that cannot be used: one line
// for each of the mistakes.
func (c *Command) fail(err error) int {
	for _, e := range flatten(err) {
		c.logf("%v", e)
	}
	return exitMisuse
}

// flatten takes joined errors apart.
func flatten(err error) []error {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		var out []error
		for _, e := range joined.Unwrap() {
			out = append(out, flatten(e)...)
		}
		return out
	}
	return []error{err}
}

// buffered returns a writer on standard output that writes in big pieces, and
// the function that ends it, which turns the outcome into an exit code: a
// reader that went away ("| head") is no error, a full disk is.
func (c *Command) buffered() (*bufio.Writer, func(code int, err error) int) {
	w := bufio.NewWriterSize(c.Stdout, 64<<10)
	return w, func(code int, err error) int {
		if err == nil {
			err = w.Flush()
		}
		switch {
		case err == nil || isClosedPipe(err):
			return code
		default:
			c.logf("the result could not be written: %v", err)
			return exitUnreadable
		}
	}
}

// isClosedPipe reports whether an error says that the reader went away.
func isClosedPipe(err error) bool {
	return errors.Is(err, syscall.EPIPE) || errors.Is(err, io.ErrClosedPipe)
}
