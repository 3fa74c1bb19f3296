package markdown

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jdlint/jdlint/lint/internal/readtest"
	"github.com/jdlint/jdlint/lint/read/block"
)

func TestPlain(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"no markup", "Use `x`, [a](b) and **c**\n# no heading\n<b>d</b> 3 < 5\n", []string{"Use `x`, [a](b) and **c**", "# no heading", "<b>d</b> 3 < 5"}},
		{"underlined", "Senior Product Owner\n====================\n\nDuties\n------\n• Own it\n", []string{"# Senior Product Owner", "## Duties", "- Own it"}},
		{"entities", "R&amp;D&nbsp;&nbsp;team", []string{"R&D team"}},
		{"old Mac", "One\rTwo\r\rThree", []string{"One", "Two", "Three"}},
		{"columns", "Role:\t\tProduct Owner\nTeam: \t payments", []string{"Role:", "- Product Owner", "Team: payments"}},
		{"colon lines", "What you will do:\nown the product backlog of the payments team\nWhat we ask:", []string{"What you will do:", "own the product backlog of the payments team", "What we ask:"}},
		{"mail", "> You will own the backlog\n> • Write stories", []string{"You will own the backlog", "- Write stories"}},
		{"blank", " \n\t\r\n\u00a0\n", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := ReadPlain(new(block.Memory), []byte(c.text), 0)
			if diff := cmp.Diff(c.want, readtest.Texts(d.Blocks)); diff != "" {
				t.Error(diff)
			}
			readtest.CheckBlocks(t, []byte(c.text), d.Blocks)
		})
	}
}
