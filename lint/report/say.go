package report

import (
	"fmt"

	"github.com/jdlint/jdlint/lint"
)

// VerdictName is a verdict as a word in a table.
func VerdictName(v lint.Verdict) string { return verdictName(v) }

// VerdictLine is a verdict as a headline.
func VerdictLine(v lint.Verdict) string { return verdictLine(v) }

// VerdictSaid is the verdict as it is read out: headline and sentence.
func VerdictSaid(r *lint.Report) string { return verdictLine(r.Verdict) + " " + summary(r) }

// RoleName is how people call a role.
func RoleName(r lint.Role) string { return roleName(r) }

// ForeignDuties gives the owned duties that belong to the role that the title
// does not name.
func ForeignDuties(r *lint.Report) []*lint.Duty { return foreignDuties(r) }

// Edit is a change of the source as people see it: in its line.
type Edit struct {
	Where                   string // "line 3", "page 2"
	Before, Old, New, After string
}

// Edits gives the edits of a finding; none where they do not lie in the source.
func Edits(r *lint.Report, f *lint.Finding) []Edit {
	if len(f.Edits) == 0 {
		return nil
	}
	var out []Edit
	for i, e := range newLineIndex(r).edits(f) {
		at := &f.Edits[i]
		before, after := around(r.Posting().Source, at.Start, at.End)
		where := r.Posting().Where(at.Start)
		if where == "" {
			where = fmt.Sprintf("line %d", e.from.line)
		}
		out = append(out, Edit{
			Where: where, Before: before, Old: Clean(string(r.Posting().Source[at.Start:at.End])), New: Clean(e.text), After: after,
		})
	}
	return out
}
