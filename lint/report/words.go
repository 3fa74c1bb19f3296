package report

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/internal/sentence"
)

// RoleName returns what people call a role.
func RoleName(r lint.Role) string {
	switch r {
	case lint.ProductManager:
		return "Product Manager"
	case lint.ProductOwner:
		return "Product Owner"
	case lint.Both:
		return "Product Manager and Product Owner"
	}
	return "neither"
}

// whoseWork returns whose work a duty of a role is: "a Product Owner's work".
func whoseWork(r lint.Role) string {
	switch r {
	case "":
		return ""
	case lint.Both:
		return "either's work"
	}
	return "a " + RoleName(r) + "'s work"
}

// WhoseWork returns whose work a duty is: "a Product Owner's work".
func WhoseWork(d *lint.Duty) string { return whoseWork(roleOf(d)) }

// verdicts are the words for the verdicts, in the order of the closing counts.
var verdicts = []struct {
	id        lint.Verdict
	name      string // in a table
	one, many string // in a count
	line      string // as a headline
	color     string // by what the reader has to do about it
}{
	{lint.Fits, "fits", "fits", "fit", "The title fits.", green},
	{lint.Mistitled, "mistitled", "mistitled", "mistitled", "Wrong title.", red},
	{lint.Hybrid, "hybrid", "hybrid", "hybrid", "Two jobs in one.", yellow},
	{lint.OtherJob, "other role", "another role", "another role", "Another job.", yellow},
	{lint.Unclear, "unclear", "unclear", "unclear", "Too little to judge.", blue},
	{lint.OutOfScope, "out of scope", "out of scope", "out of scope", "Not checked.", dim},
}

// Verdicts returns the ids of the verdicts.
func Verdicts() (ids []string) {
	for _, v := range verdicts {
		ids = append(ids, string(v.id))
	}
	return ids
}

// VerdictName returns a verdict as a word in a table.
func VerdictName(v lint.Verdict) string {
	for _, words := range verdicts {
		if words.id == v {
			return words.name
		}
	}
	return string(v)
}

// VerdictLine returns the verdict of a report as a headline.
func VerdictLine(r *lint.Report) string {
	if r.Verdict == lint.Unclear && !tooLittle(r) {
		return "Not judged."
	}
	for _, words := range verdicts {
		if words.id == r.Verdict {
			return words.line
		}
	}
	return string(r.Verdict)
}

// tooLittle reports whether a posting that is not judged says too little: one of
// another language or without a title, or several in one file, say enough.
func tooLittle(r *lint.Report) bool {
	return !slices.ContainsFunc(r.Findings, func(f lint.Finding) bool {
		return f.Rule == "several-postings" || f.Rule == "unknown-language" || f.Rule == "no-title"
	})
}

// VerdictSaid returns the verdict as it is read out: headline and sentence.
func VerdictSaid(r *lint.Report) string { return VerdictLine(r) + " " + summary(r) }

// judged returns how sure the verdict is, and by what it was given.
func judged(r *lint.Report) string {
	sure := sureness(r.Confidence)
	if sure == "low" {
		sure += ", read it yourself"
	}
	return fmt.Sprintf("Confidence: %s (%.2f).", sure, r.Confidence) + judgedBy(r.RoleModel)
}

// sureness returns a confidence in a word.
func sureness(confidence float64) string {
	switch {
	case confidence >= 0.9:
		return "high"
	case confidence >= 0.7:
		return "fair"
	}
	return "low"
}

// judgedBy names the role model, as a sentence behind another one.
func judgedBy(model string) string {
	if model == "" {
		return ""
	}
	return fmt.Sprintf(" Judged by the role model “%s”.", Clean(model))
}

// summary returns the verdict in a sentence. The linter has none where the finding
// that states the verdict is off.
func summary(r *lint.Report) string {
	if r.Summary != "" {
		return Clean(r.Summary)
	}
	said := "This posting is without a title"
	if r.Title != "" {
		said = fmt.Sprintf("This posting is titled “%s”", Clean(r.Title))
	}
	owned := r.Strategic.Owned + r.Tactical.Owned
	foreign := len(ForeignDuties(r))
	weak := r.Strategic.Weak+r.Tactical.Weak > 0
	switch {
	case r.Verdict == lint.Mistitled && foreign == 0:
		said += ", but the duties are not those of that role"
	case r.Verdict == lint.Mistitled:
		said += fmt.Sprintf(", but %s a %s's work", share(foreign, owned, weak), RoleName(otherRole(r.Role)))
	case r.Verdict == lint.Hybrid:
		said += ", but it asks one person to do the work of a Product Manager and of a Product Owner"
	case r.Verdict == lint.OtherJob && r.OtherRole == "":
		said += ", but most of the work it describes is neither a Product Manager's nor a Product Owner's"
	case r.Verdict == lint.OtherJob:
		said += ", but most of the work it describes is that of another job: " + Clean(r.OtherRole)
	case r.Verdict == lint.Unclear && owned == 0:
		said += ", but it names no duty by which the title could be judged"
	case r.Verdict == lint.Unclear:
		said += fmt.Sprintf(", but with only %s there is too little to judge the title by", sentence.Count(owned, "telling duty", "telling duties"))
	}
	return said + "."
}

// pathName returns the name that people know the file of a posting by.
func pathName(r *lint.Report) string {
	if r.Path == "-" {
		return "standard input"
	}
	return Clean(r.Path)
}

// share returns "5 of its 6 duties are". Where weak ones stand beside, it says that
// it counts the owned ones.
func share(n, of int, weak bool) string {
	noun := "duties"
	if weak {
		noun = "owned duties"
	}
	switch {
	case n == of && of == 1:
		return "its only telling duty is"
	case n == of && of == 2:
		return fmt.Sprintf("both its %s are", noun)
	case n == of:
		return fmt.Sprintf("all its %s %s are", sentence.Number(of), noun)
	case n == 1:
		return fmt.Sprintf("1 of its %s %s is", sentence.Number(of), noun)
	}
	return fmt.Sprintf("%s of its %s %s are", sentence.Number(n), sentence.Number(of), noun)
}

func otherRole(r lint.Role) lint.Role {
	if r == lint.ProductManager {
		return lint.ProductOwner
	}
	return lint.ProductManager
}

// roleOf returns whose work a duty is.
func roleOf(d *lint.Duty) lint.Role {
	if d.Role == "" && d.Side == lint.Strategic {
		return lint.ProductManager
	}
	return cmp.Or(d.Role, lint.ProductOwner)
}

// isForeign reports whether a role's work is not what the title names.
func isForeign(r *lint.Report, role lint.Role) bool {
	return (r.Role == lint.ProductManager || r.Role == lint.ProductOwner) && role == otherRole(r.Role)
}

// ForeignDuties returns the owned duties that belong to the role that the title
// does not name.
func ForeignDuties(r *lint.Report) []*lint.Duty {
	var out []*lint.Duty
	for i := range r.Duties {
		if d := &r.Duties[i]; d.Strength == lint.Owned && isForeign(r, roleOf(d)) {
			out = append(out, d)
		}
	}
	return out
}

// why returns the reason why a duty is the other role's.
func why(d *lint.Duty) string {
	if d.Why != "" {
		return Clean(d.Why)
	}
	return fmt.Sprintf("%s: a %s's work", Clean(d.Category), RoleName(roleOf(d)))
}
