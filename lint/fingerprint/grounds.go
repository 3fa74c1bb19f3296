package fingerprint

import (
	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/posting"
)

// OnTitle reports whether a finding is about the whole posting: it points at
// the title, or at nothing when the title does not stand in the source.
func OnTitle(r *lint.Report, f *lint.Finding) bool {
	return f.Start >= f.End || r.Posting() != nil && r.Posting().Title.Span == posting.Span{Start: f.Start, End: f.End}
}

// mostGrounds is how many duties a finding rests on at most: what reads
// findings takes no more places for one of them
// (https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning).
const mostGrounds = 1000

// Grounds returns the duties that a finding rests on, in the order of the
// source. A finding that states the verdict rests on the duties that the hire
// owns: on those of the other role where the title is wrong, on all where two
// jobs are one or there are too few. That it is another job altogether rests on
// duties of neither role, which stand in no ledger. Other findings rest on the
// words they point at.
func Grounds(r *lint.Report, f *lint.Finding) []*lint.Duty {
	if !f.OfVerdict || r.Verdict == lint.OtherJob {
		return nil
	}
	var out []*lint.Duty
	for i := range r.Duties {
		d := &r.Duties[i]
		if len(out) == mostGrounds {
			break
		}
		if d.Strength == lint.Owned && (r.Verdict != lint.Mistitled || isForeign(r, d)) {
			out = append(out, d)
		}
	}
	return out
}

// isForeign reports whether a duty is the work of the role that the title does
// not name.
func isForeign(r *lint.Report, d *lint.Duty) bool {
	role := d.Role
	if role == "" { // a report made by hand: the side tells
		role = lint.ProductOwner
		if d.Side == lint.Strategic {
			role = lint.ProductManager
		}
	}
	switch r.Role {
	case lint.ProductManager:
		return role == lint.ProductOwner
	case lint.ProductOwner:
		return role == lint.ProductManager
	}
	return false
}
