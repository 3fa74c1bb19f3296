package cli

import (
	"embed"
	"slices"
	"strings"
	"text/template"

	"github.com/spf13/pflag"

	"github.com/jdlint/jdlint/lint/book"
)

// completionScripts are templates of the scripts, one for each shell. That of
// bash runs in bash 3.2, which macOS has.
//
//go:embed completion
var completionScripts embed.FS

// shells are the shells that there is completion for.
var shells = []string{"bash", "zsh", "fish"}

// completion prints the completion for a shell. It is made from the commands
// and flags themselves, so it cannot lag behind them.
func (c *Command) completion(f *flags) func() error {
	return func() error {
		if f.NArg() != 1 || !slices.Contains(shells, f.Arg(0)) {
			return usagef("name the shell: %s", orList(shells))
		}
		_, b, err := builtinBook()
		if err != nil {
			return err
		}
		var data struct {
			Names    []string
			Commands []completedCommand
		}
		data.Names = commandNames()
		for _, cmd := range commands() {
			data.Commands = append(data.Commands, newCompletedCommand(cmd, b))
		}
		name := f.Arg(0) + ".tmpl"
		script, err := template.New(name).Funcs(template.FuncMap{"join": strings.Join, "quote": quote, "plain": withoutMarks}).ParseFS(completionScripts, "completion/"+name)
		if err != nil {
			return err
		}
		return unwritten(script.Execute(c.out, data))
	}
}

// quote puts texts, joined, in single quotes as all three shells read them.
func quote(texts ...string) string {
	return "'" + strings.ReplaceAll(strings.Join(texts, ""), "'", "’") + "'"
}

// withoutMarks replaces what means something in a description for zsh.
func withoutMarks(usage string) string {
	return strings.NewReplacer("[", "(", "]", ")", ":", " -").Replace(usage)
}

// completedCommand is what can be completed of a command.
type completedCommand struct {
	Name, Short string
	Flags       []completedFlag
	Words       []string // that it takes
	Files       bool     // it takes files
}

type completedFlag struct {
	Name, Usage string
	Takes       bool     // a value
	Words       []string // the values that it takes; none: a file
}

// When is the condition under which fish completes the command.
func (c completedCommand) When() string {
	if c.Name == "check" { // which need not be named
		return "not __fish_seen_subcommand_from " + strings.Replace(strings.Join(commandNames(), " "), "check", "", 1)
	}
	return "__fish_seen_subcommand_from " + c.Name
}

// newCompletedCommand finds out what a command takes from its flags.
func newCompletedCommand(cmd command, b *book.Book) completedCommand {
	out := completedCommand{Name: cmd.name, Short: cmd.short}
	if cmd.setup != nil {
		f := newFlags(cmd.name)
		cmd.setup(&Command{}, f)
		f.VisitAll(func(flag *pflag.Flag) {
			_, usage := pflag.UnquoteUsage(flag)
			words := knownWords(flag)
			if flag.Name == "role-model" {
				words = b.Models()
			}
			out.Flags = append(out.Flags, completedFlag{Name: flag.Name, Usage: usage, Takes: flag.NoOptDefVal == "", Words: words})
		})
	}
	switch cmd.name {
	case "explain":
		out.Words = slices.Compact(slices.Sorted(slices.Values(b.IDs())))
	case "help":
		out.Words = commandNames()
	case "completion":
		out.Words = shells
	case "schema":
		out.Words = schemaNames()
	default:
		out.Files = strings.Contains(cmd.args, "FILE") || strings.Contains(cmd.args, "DIR") || strings.Contains(cmd.args, "jsonl")
	}
	return out
}
