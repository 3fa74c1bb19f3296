package report

import (
	"fmt"
	"strings"

	"github.com/jdlint/jdlint/lint"
)

// roleName is how people call a role.
func roleName(r lint.Role) string {
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

// verdictName is the verdict as a word in a table.
func verdictName(v lint.Verdict) string {
	switch v {
	case lint.OtherJob:
		return "other role"
	case lint.OutOfScope:
		return "out of scope"
	}
	return string(v)
}

// verdictLine is the verdict as a headline.
func verdictLine(v lint.Verdict) string {
	switch v {
	case lint.Fits:
		return "The title fits."
	case lint.Mistitled:
		return "Wrong title."
	case lint.Hybrid:
		return "Two jobs in one."
	case lint.OtherJob:
		return "Another job."
	case lint.Unclear:
		return "Too little to judge."
	case lint.OutOfScope:
		return "Not checked."
	}
	return string(v)
}

// sureness puts a confidence into words.
func sureness(confidence float64) string {
	switch {
	case confidence >= 0.9:
		return "high"
	case confidence >= 0.7:
		return "fair"
	}
	return "low, read it yourself"
}

// summary is the verdict in a sentence.
func summary(r *lint.Report) string {
	if r.Summary != "" {
		return Clean(r.Summary)
	}
	title := "without a title"
	if r.Title != "" {
		title = fmt.Sprintf("titled “%s”", Clean(r.Title))
	}
	owned := r.Strategic.Owned + r.Tactical.Owned
	foreign := len(foreignDuties(r))
	switch r.Verdict {
	case lint.Fits:
		if r.Role == lint.Both {
			return fmt.Sprintf("This posting, %s, declares both roles and describes both.", title)
		}
		if owned == 0 {
			return fmt.Sprintf("This posting is %s, and nothing in it speaks against that.", title)
		}
		return fmt.Sprintf("This posting is %s, and that is the job it describes: %s a %s's work.", title,
			share(owned-foreign, owned), roleName(r.Role))
	case lint.Mistitled:
		if foreign == 0 {
			return fmt.Sprintf("This posting is %s, but the duties are not those of that role.", title)
		}
		return fmt.Sprintf("This posting is %s, but %s a %s's work.", title,
			share(foreign, owned), roleName(otherRole(r.Role)))
	case lint.Hybrid:
		return fmt.Sprintf("This posting is %s, but it asks one person to do the work of a Product Manager and of a Product Owner.", title)
	case lint.OtherJob:
		if r.OtherRole == "" {
			return fmt.Sprintf("This posting is %s, but most of the work it describes is neither a Product Manager's nor a Product Owner's.", title)
		}
		return fmt.Sprintf("This posting is %s, but most of the work it describes is that of another job: %s.", title, Clean(r.OtherRole))
	case lint.Unclear:
		if owned == 0 {
			return fmt.Sprintf("This posting is %s, but it names no duty by which the title could be judged.", title)
		}
		return fmt.Sprintf("This posting is %s, but with only %s there is too little to judge the title by.", title, count(owned, "telling duty", "telling duties"))
	case lint.OutOfScope:
		return fmt.Sprintf("This posting is %s, which is neither a Product Manager nor a Product Owner: there is nothing to check.", title)
	}
	return fmt.Sprintf("This posting is %s.", title)
}

// share is "5 of its 6 duties are".
func share(n, of int) string {
	switch {
	case n == of && of == 1:
		return "its only telling duty is"
	case n == of:
		return fmt.Sprintf("all its %s duties are", number(of))
	case n == 1:
		return fmt.Sprintf("1 of its %s duties is", number(of))
	}
	return fmt.Sprintf("%s of its %s duties are", number(n), number(of))
}

// number writes 12345 as 12,345.
func number(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// count is a number with its noun.
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return number(n) + " " + many
}

// list joins words as a sentence does.
func list(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}

func otherRole(r lint.Role) lint.Role {
	if r == lint.ProductManager {
		return lint.ProductOwner
	}
	return lint.ProductManager
}

// roleOf says whose work a duty is.
func roleOf(d *lint.Duty) lint.Role {
	switch {
	case d.Role != "":
		return d.Role
	case d.Side == lint.Strategic:
		return lint.ProductManager
	}
	return lint.ProductOwner
}

// foreignDuties gives the owned duties that belong to the role that the title
// does not name.
func foreignDuties(r *lint.Report) []*lint.Duty {
	if r.Role != lint.ProductManager && r.Role != lint.ProductOwner {
		return nil
	}
	var out []*lint.Duty
	for i := range r.Duties {
		d := &r.Duties[i]
		if d.Strength == lint.Owned && roleOf(d) == otherRole(r.Role) {
			out = append(out, d)
		}
	}
	return out
}

// otherDuties gives the duties that are another job's.
func otherDuties(r *lint.Report) []*lint.Duty {
	var out []*lint.Duty
	for i := range r.OtherDuties() {
		out = append(out, &r.OtherDuties()[i])
	}
	return out
}

// why gives the reason why a duty is the other role's.
func why(d *lint.Duty) string {
	if d.Why != "" {
		return Clean(d.Why)
	}
	return fmt.Sprintf("%s: a %s's work", Clean(d.Category), roleName(roleOf(d)))
}
