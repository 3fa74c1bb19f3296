package cli

import (
	"fmt"
	"strings"

	_ "embed" // for the overview
)

// overview is the help of the whole program, with COMMANDS for the list of them.
//
//go:embed help.txt
var overview string

// help prints what the program or a command is for.
func (c *Command) help(args []string) error {
	if len(args) == 0 {
		c.printOverview(nil)
		return nil
	}
	cmd, ok := findCommand(args[0])
	switch {
	case !ok:
		return usagef("there is no command %s%s", args[0], didYouMean("", args[0], commandNames()))
	case cmd.setup == nil:
		c.printHelp(cmd, nil)
		return nil
	}
	f := newFlags(cmd.name)
	cmd.setup(c, f)
	if cmd.name == "check" {
		c.printOverview(f)
	} else {
		c.printHelp(cmd, f)
	}
	return nil
}

// printOverview prints the help of the whole program, with the flags of check
// unless they are nil.
func (c *Command) printOverview(check *flags) {
	var list strings.Builder
	for _, cmd := range commands() {
		name := cmd.name + " "
		if cmd.name == "check" {
			name = "[check] "
		}
		fmt.Fprintf(&list, "  %-38s %s\n", strings.TrimSpace("jdlint "+name+cmd.args), cmd.short)
	}
	fmt.Fprint(c.out, strings.Replace(overview, "COMMANDS\n", list.String(), 1))
	if check != nil {
		fmt.Fprintf(c.out, "\nFlags of check:\n%s", check.FlagUsagesWrapped(100))
	}
}

// printHelp prints the help of one command.
func (c *Command) printHelp(cmd command, f *flags) {
	fmt.Fprintf(c.out, "Usage: %s\n\n%s.\n", strings.TrimSpace("jdlint "+cmd.name+" [flags] "+cmd.args), strings.ToUpper(cmd.short[:1])+cmd.short[1:])
	if f != nil {
		fmt.Fprintf(c.out, "\nFlags:\n%s", f.FlagUsagesWrapped(100))
	}
}
