// Package cli is the command line of jdlint: flags, commands, the files that
// are read, and exit codes. It alone touches files, terminal and environment.
//
// Each command stands in the file of its name (testrules.go for test-rules).
// Those that judge postings share what lies under them:
//
//	command.go   Command, the list of commands, exit codes; flags.go, help.go
//	input*.go    what arguments name: files, folders, patterns, addresses, the
//	             jobs of exports, the lines of streams; inputrun.go judges them
//	policy.go    what a posting is judged by: engine.go and the configuration
//	judge.go     an input becomes a report; pool.go does several at a time
//	filter.go    findings that a baseline knows, or that no change touches
//	output.go    reports in several formats, to files that appear whole
//	terminal.go  widths, colours, progress; signals.go
package cli

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"
	"syscall"

	"github.com/jdlint/jdlint/lint/report"
)

// Command is one run of the program. Stdin, Stdout and Stderr must be set.
type Command struct {
	Stdin          io.Reader
	Stdout, Stderr io.Writer

	// Getenv looks up environment variables; nil means that none is set.
	Getenv func(string) string

	// Place says of the nth line of a stream on standard input, from 1, in which file
	// it stands and as which line, for programs that hand on a part of a file; nil means
	// that standard input is all there is.
	Place func(n int) (file string, line int)

	// load makes the engine; nil means the real one. Tests put another here.
	load func(model string) (*engine, error)

	// out writes to Stdout in big pieces. Run flushes it when a command ends
	// without an error; errors of writing come out then.
	out *bufio.Writer

	progress *progress // nil shows none

	watched stamps // of what the run rests on, with --watch

	quiet bool // nothing is said but findings and errors
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
	// setup adds the flags of the command and returns what runs it once they
	// are parsed. It is nil for help alone, which takes no flags.
	setup func(*Command, *flags) func() error
}

// commands lists the commands in the order in which help shows them.
func commands() []command {
	return []command{
		{"check", "[FILE|DIR|GLOB|-]...", "judge postings; the default", (*Command).check},
		{"files", "[FILE|DIR|GLOB]...", "list which files are taken for postings, and why others are not", (*Command).files},
		{"survey", "[FILE|DIR|GLOB|-]...", "say what many postings show together: by employer, sector, country and year", (*Command).survey},
		{"explain", "[ID]", "explain a rule, category, verdict or role model", (*Command).explain},
		{"rules", "", "list what is checked", (*Command).rules},
		{"score", "LABELS.jsonl", "measure the rules on labelled postings", (*Command).score},
		{"init", "[DIR]", "write a configuration file to begin with", (*Command).init},
		{"config", "FILE...", "show what is in force for a posting, and why", (*Command).config},
		{"baseline", "[FILE|DIR|GLOB]...", "record the findings that stand today", (*Command).baseline},
		{"fix", "[FILE|DIR|GLOB]...", "retitle postings whose title is wrong", (*Command).fix},
		{"serve", "", "open a page on which to try postings out", (*Command).serve},
		{"lsp", "", "answer an editor that speaks the Language Server Protocol", (*Command).lsp},
		{"text", "FILE|-", "print the text of a file that offsets point into", (*Command).text},
		{"schema", "config|output|survey|rule|model", "print a JSON Schema", (*Command).schema},
		{"completion", "bash|zsh|fish", "print the completion for a shell", (*Command).completion},
		{"test-rules", "[DIR|FILE]...", "run the examples that rules carry", (*Command).testRules},
		{"version", "", "print the version", (*Command).version},
		{"help", "[COMMAND]", "explain a command and its flags", nil},
	}
}

func findCommand(name string) (command, bool) {
	for _, cmd := range commands() {
		if cmd.name == name {
			return cmd, true
		}
	}
	return command{}, false
}

func commandNames() []string {
	var names []string
	for _, cmd := range commands() {
		names = append(names, cmd.name)
	}
	return names
}

// Run does what the arguments, without the name of the program, ask for and
// returns the exit code.
func (c *Command) Run(args []string) int {
	surviveClosedPipe()
	c.out = bufio.NewWriterSize(c.Stdout, 64<<10)
	cmd, _ := findCommand("check")
	if len(args) > 0 {
		if named, ok := findCommand(args[0]); ok {
			cmd, args = named, args[1:]
		}
	}
	if cmd.setup == nil {
		return c.exit("", c.help(args))
	}
	f := newFlags(cmd.name)
	run := cmd.setup(c, f)
	err := f.parse(args)
	switch {
	case f.help && cmd.name == "check" && len(args) == 1:
		c.printOverview(f)
		err = nil
	case f.help:
		c.printHelp(cmd, f)
		err = nil
	case err == nil:
		if err = c.readList(f); err == nil {
			err = run()
		}
	default:
		err = usageError{err}
	}
	return c.exit(cmd.name, err)
}

// exitCode ends a run that went as it should.
type exitCode int

func (e exitCode) Error() string { return fmt.Sprintf("exit code %d", int(e)) }

// usageError is a mistake on the command line; the user is sent to the help.
type usageError struct{ error }

func usagef(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

// unreadableError is that of an input that could not be read, or a result not be
// written, so that the run has no outcome.
type unreadableError struct{ error }

// unwritten returns the error of a run whose result could not be written. A
// reader that went away ("| head") is no error, a full disk is.
func unwritten(err error) error {
	if err == nil || isClosedPipe(err) {
		return nil
	}
	return unreadableError{fmt.Errorf("the result could not be written: %w", err)}
}

// exit writes out what is left of the output of a command, prints its
// error, if it has one, and returns the exit code. All errors but those of the
// types above are mistakes in rules, role models and configuration files.
func (c *Command) exit(command string, err error) int {
	code, done := err.(exitCode)
	if done || err == nil {
		if err = unwritten(c.out.Flush()); err == nil {
			return int(code)
		}
	}
	errs := flatten(err)
	for i, e := range errs {
		if i == mostErrors {
			c.logf("and %d more", len(errs)-i)
			break
		}
		c.logf("%v", e)
	}
	switch err.(type) {
	case unreadableError:
		return exitUnreadable
	case usageError:
		if err == errNoPostings {
			command = ""
		}
		fmt.Fprintf(c.Stderr, "Run %q for what can be given.\n", strings.TrimSpace("jdlint help "+command))
	}
	return exitMisuse
}

// What is said of a mistake at most: what a configuration holds does not flood the log.
const (
	mostErrors = 50
	maxMessage = 2000 // bytes
)

// notef writes a line that is no error to standard error, unless all is to be quiet.
func (c *Command) notef(format string, args ...any) {
	if !c.quiet {
		c.logf(format, args...)
	}
}

// logf writes a line about the run to standard error. Names of files and what
// users typed are made safe for the terminal, and cut where they are endless.
func (c *Command) logf(format string, args ...any) {
	said := report.Clean(fmt.Sprintf(format, args...))
	if len(said) > maxMessage {
		said = strings.ToValidUTF8(said[:maxMessage], "") + "…"
	}
	c.progress.interrupt(func() {
		fmt.Fprintf(report.Guarded(c.Stderr), "jdlint: %s\n", said)
	})
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

func (c *Command) getenv(name string) string {
	if c.Getenv == nil {
		return ""
	}
	return c.Getenv(name)
}

// isClosedPipe reports whether an error says that the reader went away.
func isClosedPipe(err error) bool {
	return errors.Is(err, syscall.EPIPE) || errors.Is(err, io.ErrClosedPipe)
}
