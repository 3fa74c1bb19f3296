package duty

import (
	"slices"

	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/token"
	"github.com/jdlint/jdlint/rules"
)

// compare holds a line against those that people labelled: it drops from the
// duties that were found in it, all[from:], what the words of the line speak
// against, and adds what only they speak for. What the rules found to be weak, and
// what a team's own rules say, stays.
func (r *Reader) compare(all []Duty, from int, line *posting.Line, i int) []Duty {
	l := r.rules.Likeness
	strategic, tactical := l.Sides(line.Text, line.Tokens)
	likely := func(s rules.Side) float64 {
		if s == rules.Tactical {
			return tactical
		}
		return strategic
	}
	kept := slices.DeleteFunc(all[from:], func(d Duty) bool {
		return !d.Weak && !d.Rule.Team() && likely(d.Rule.Category.Side) < l.DoubtsBelow
	})
	all = all[:from+len(kept)]
	side := rules.Strategic
	if tactical > strategic {
		side = rules.Tactical
	}
	if likely(side) < l.CountsFrom || r.beginsWithOthers() || slices.ContainsFunc(kept, func(d Duty) bool { return !d.Weak || d.Rule.Category.Side == side }) {
		return all
	}
	column := l.Best(line.Text, line.Tokens, l.Kinds(side))
	return append(all, Duty{Line: i, Rule: l.Rule(column), End: len(line.Text), verbAt: -1})
}

// beginsWithOthers reports whether the first word of the line is somebody else, "we",
// "I", and nothing behind it speaks of the hire.
func (r *Reader) beginsWithOthers() bool {
	for i := range r.words {
		if r.tokens[i].Kind&token.Sign == 0 {
			return r.word(i).Function&rules.Others != 0 && !r.speaksOfHire()
		}
	}
	return false
}
