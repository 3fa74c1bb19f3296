package cli

import (
	"fmt"
	"strings"
)

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
	fmt.Fprint(c.out, `jdlint reads job postings and tells whether the title names the role that the
duties describe: product manager or product owner.

`)
	for _, cmd := range commands() {
		name := cmd.name + " "
		if cmd.name == "check" {
			name = "[check] "
		}
		fmt.Fprintf(c.out, "  %-38s %s\n", strings.TrimSpace("jdlint "+name+cmd.args), cmd.short)
	}
	fmt.Fprint(c.out, `
Examples:
  jdlint posting.md                          one posting, in full
  jdlint jobs/                               a folder, with all folders in it
  jdlint posting.docx                        a Word file; .odt, .rtf and .pdf, too

Exit codes: 0 nothing to report, 1 findings, 2 wrong usage or rules, 3 an input
could not be read (the others were checked).

"jdlint help COMMAND" explains the flags of a command.
`)
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
