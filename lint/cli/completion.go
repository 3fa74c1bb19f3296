package cli

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"github.com/jdlint/jdlint/lint/book"
)

// shells are the shells that there is completion for.
var shells = []string{"bash", "zsh", "fish"}

// completion prints the completion for a shell. It is made from the commands
// and flags themselves, so it cannot lag behind them.
func (c *Command) completion(args []string) int {
	f := newFlags("completion")
	err := f.parse(args)
	switch {
	case f.help:
		return c.usage("completion", f)
	case err != nil:
		return c.misuse("completion", err)
	case f.NArg() != 1 || !slices.Contains(shells, f.Arg(0)):
		return c.misuse("completion", errors.New("name the shell: "+orList(shells)))
	}
	_, b, err := builtinBook()
	if err != nil {
		return c.fail(err)
	}
	var all []completed
	for _, cmd := range commands() {
		all = append(all, complete(cmd, b))
	}
	w, done := c.buffered()
	switch f.Arg(0) {
	case "bash":
		bash(w, all)
	case "zsh":
		zsh(w, all)
	case "fish":
		fish(w, all)
	}
	return done(exitOK, nil)
}

// completed is what can be completed of a command.
type completed struct {
	name, short string
	flags       []completedFlag
	words       []string // that it takes; with files when files is true
	files       bool
}

type completedFlag struct {
	name, usage string
	takes       bool     // a value
	words       []string // the values that it takes; none: a file
}

// complete finds out what a command takes by asking for its help.
func complete(cmd command, b *book.Book) completed {
	out := completed{name: cmd.name, short: cmd.short}
	var set *flags
	probe := Command{Stdout: io.Discard, Stderr: io.Discard, onHelp: func(f *flags) { set = f }}
	if cmd.name != "help" {
		cmd.run(&probe, []string{"--help"})
	}
	if set != nil {
		set.VisitAll(func(f *pflag.Flag) {
			_, usage := pflag.UnquoteUsage(f)
			flag := completedFlag{name: f.Name, usage: usage, takes: f.NoOptDefVal == ""}
			if ch, ok := f.Value.(*choice); ok {
				flag.words = ch.known
			}
			if fs, ok := f.Value.(*formats); ok {
				flag.words = fs.known
			}
			if f.Name == "role-model" {
				flag.words = b.Models()
			}
			out.flags = append(out.flags, flag)
		})
	}
	switch cmd.name {
	case "explain":
		out.words = slices.Compact(slices.Sorted(slices.Values(b.IDs())))
	case "help":
		out.words = commandNames()
	case "completion":
		out.words = shells
	case "schema":
		out.words = schemaNames()
	default:
		out.files = strings.Contains(cmd.args, "FILE") || strings.Contains(cmd.args, "DIR") || strings.Contains(cmd.args, "jsonl")
	}
	return out
}

func flagNames(all []completedFlag) []string {
	var names []string
	for _, f := range all {
		names = append(names, "--"+f.name)
	}
	return names
}

// bash prints the completion for bash. It runs in bash 3.2, which macOS has.
func bash(w io.Writer, all []completed) {
	fmt.Fprint(w, `# Completion of jdlint for bash: source <(jdlint completion bash)
_jdlint() {
    local cur=${COMP_WORDS[COMP_CWORD]} prev="" cmd=check i words="" files=""
    [ "$COMP_CWORD" -gt 0 ] && prev=${COMP_WORDS[COMP_CWORD-1]}
    # bash takes --flag=value apart
    if [ "$cur" = "=" ]; then cur=""; elif [ "$prev" = "=" ]; then prev=${COMP_WORDS[COMP_CWORD-2]}; fi
    [ "$COMP_CWORD" -gt 1 ] && case "${COMP_WORDS[1]}" in
`)
	fmt.Fprintf(w, "        %s) cmd=${COMP_WORDS[1]} ;;\n    esac\n", strings.Join(commandNames(), "|"))
	fmt.Fprint(w, "    case \"$cmd:$prev\" in\n")
	for _, c := range all {
		for _, f := range c.flags {
			if !f.takes {
				continue
			}
			do := "files=yes"
			if len(f.words) > 0 {
				do = fmt.Sprintf("words='%s'", strings.Join(f.words, " "))
			}
			if f.name == "role-model" {
				do += "; files=yes"
			}
			fmt.Fprintf(w, "        %s:--%s) %s ;;\n", c.name, f.name, do)
		}
	}
	fmt.Fprint(w, "        *) case \"$cmd:$cur\" in\n")
	for _, c := range all {
		if len(c.flags) > 0 {
			fmt.Fprintf(w, "            %s:-*) words='%s' ;;\n", c.name, strings.Join(flagNames(c.flags), " "))
		}
		do := ":"
		if len(c.words) > 0 {
			do = fmt.Sprintf("words='%s'", strings.Join(c.words, " "))
		} else if c.files {
			do = "files=yes"
		}
		if c.name == "check" {
			do += fmt.Sprintf("; [ \"$COMP_CWORD\" -eq 1 ] && words='%s'", strings.Join(commandNames(), " "))
		}
		fmt.Fprintf(w, "            %s:*) %s ;;\n", c.name, do)
	}
	fmt.Fprint(w, `        esac ;;
    esac
    COMPREPLY=()
    local IFS=$' \t\n'
    [ -n "$words" ] && COMPREPLY=($(compgen -W "$words" -- "$cur"))
    if [ -n "$files" ]; then
        IFS=$'\n'
        COMPREPLY+=($(compgen -f -- "$cur"))
        compopt -o filenames 2>/dev/null
    fi
    return 0
}
complete -F _jdlint jdlint
`)
}

// zsh prints the completion for zsh.
func zsh(w io.Writer, all []completed) {
	fmt.Fprint(w, "#compdef jdlint\n# Completion of jdlint for zsh: source <(jdlint completion zsh)\n_jdlint() {\n    local cmd=check\n    local -a commands\n    commands=(\n")
	for _, c := range all {
		fmt.Fprintf(w, "        %s\n", inQuotes(strings.ReplaceAll(c.name, ":", `\:`)+":"+c.short))
	}
	fmt.Fprintf(w, "    )\n    if (( CURRENT > 2 )); then\n        case $words[2] in\n            %s) cmd=$words[2]; shift words; (( CURRENT-- )) ;;\n        esac\n    elif [[ $PREFIX != -* ]]; then\n        _describe command commands\n    fi\n    case $cmd in\n",
		strings.Join(commandNames(), "|"))
	for _, c := range all {
		fmt.Fprintf(w, "        %s) _arguments", c.name)
		for _, f := range c.flags {
			usage := strings.NewReplacer("[", "(", "]", ")", ":", " -").Replace(f.usage)
			spec := fmt.Sprintf("--%s[%s]", f.name, usage)
			if f.takes {
				action := "_files"
				if len(f.words) > 0 {
					action = "(" + strings.Join(f.words, " ") + ")"
				}
				spec = fmt.Sprintf("--%s=[%s]:%s:%s", f.name, usage, f.name, action)
			}
			fmt.Fprintf(w, " \\\n            %s", inQuotes(spec))
		}
		switch {
		case len(c.words) > 0:
			fmt.Fprintf(w, " \\\n            %s", inQuotes("*::("+strings.Join(c.words, " ")+")"))
		case c.files:
			fmt.Fprintf(w, " \\\n            %s", inQuotes("*: :_files"))
		}
		fmt.Fprint(w, " ;;\n")
	}
	fmt.Fprint(w, "    esac\n}\nif [[ $funcstack[1] = _jdlint ]]; then _jdlint \"$@\"; else compdef _jdlint jdlint; fi\n")
}

// fish prints the completion for fish.
func fish(w io.Writer, all []completed) {
	names := strings.Join(commandNames(), " ")
	fmt.Fprint(w, "# Completion of jdlint for fish: jdlint completion fish | source\n")
	for _, c := range all {
		fmt.Fprintf(w, "complete -c jdlint -n __fish_use_subcommand -a %s -d %s\n", c.name, inQuotes(c.short))
	}
	for _, c := range all {
		when := "__fish_seen_subcommand_from " + c.name
		if c.name == "check" {
			when = "not __fish_seen_subcommand_from " + strings.ReplaceAll(" "+names+" ", " check ", " ")
			when = strings.TrimSpace(when)
		}
		for _, f := range c.flags {
			fmt.Fprintf(w, "complete -c jdlint -n %s -l %s -d %s", inQuotes(when), f.name, inQuotes(f.usage))
			if f.takes && len(f.words) > 0 {
				fmt.Fprintf(w, " -x -a %s", inQuotes(strings.Join(f.words, " ")))
			} else if f.takes {
				fmt.Fprint(w, " -r")
			}
			fmt.Fprintln(w)
		}
		if len(c.words) > 0 {
			fmt.Fprintf(w, "complete -c jdlint -f -n %s -a %s\n", inQuotes(when), inQuotes(strings.Join(c.words, " ")))
		}
	}
}

// inQuotes puts a text in single quotes as all three shells read them.
func inQuotes(s string) string { return "'" + strings.ReplaceAll(s, "'", "’") + "'" }
