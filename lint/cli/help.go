package cli

import (
	"fmt"
	"strings"
)

// help prints what the program or a command is for.
func (c *Command) help(args []string) int {
	if len(args) == 0 {
		w, done := c.buffered()
		fmt.Fprint(w, overview())
		return done(exitOK, nil)
	}
	cmd, ok := findCommand(args[0])
	if !ok {
		return c.misuse("", fmt.Errorf("there is no command %s%s", args[0], didYouMean("", args[0], commandNames())))
	}
	if cmd.name == "help" {
		return c.usage(cmd.name, nil)
	}
	return cmd.run(c, []string{"--help"})
}

// overview is the help of the whole program.
func overview() string {
	var b strings.Builder
	b.WriteString(`jdlint reads job postings and tells whether the title names the role that the
duties describe: product manager or product owner.

`)
	for _, cmd := range commands() {
		name := cmd.name + " "
		if cmd.name == "check" {
			name = "[check] "
		}
		fmt.Fprintf(&b, "  %-38s %s\n", strings.TrimSpace("jdlint "+name+cmd.args), cmd.short)
	}
	b.WriteString(`
Examples:
  jdlint posting.md                          one posting, in full
  jdlint jobs/                               a folder, with all folders in it
  jdlint posting.docx                        a Word file; .odt, .rtf and .pdf, too

Exit codes: 0 nothing to report, 1 findings, 2 wrong usage or rules, 3 an input
could not be read (the others were checked).

"jdlint help COMMAND" explains the flags of a command.
`)
	return b.String()
}

// usage prints the help of one command.
func (c *Command) usage(name string, f *flags) int {
	if c.onHelp != nil {
		c.onHelp(f)
		return exitOK
	}
	cmd, _ := findCommand(name)
	w, done := c.buffered()
	fmt.Fprintf(w, "Usage: %s\n\n%s.\n", strings.TrimSpace("jdlint "+name+" [flags] "+cmd.args), strings.ToUpper(cmd.short[:1])+cmd.short[1:])
	if f != nil {
		fmt.Fprintf(w, "\nFlags:\n%s", f.FlagUsagesWrapped(100))
	}
	return done(exitOK, nil)
}
