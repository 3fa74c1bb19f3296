package duty

import (
	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/rules"
)

// aloneWords is how many words may stand before a phrase that counts without a
// verb: "Effective backlog management".
const aloneWords = 2

// judge decides whether the phrase that was found is a duty of the hire, and
// enters it.
func (r *Reader) judge(l *posting.Line, h rules.Hit) bool {
	c := &r.clause
	if h.Rule == nil || r.byOthers(h) || r.passedOn(h) || c.aside || c.enabled || c.agent == somebody || c.negated || c.relative || c.asked {
		return false
	}
	if l.Zone != posting.Duties && c.agent != hire || c.purpose && c.done {
		return false
	}
	if l.Zone == posting.Requirements && c.you && !c.job {
		return false // "you define metrics before you build": how the candidate is to be
	}
	weak, ok := r.governed(h)
	if !ok {
		return false
	}
	if r.rules.Lexicon.Has(h.Rule.Verbs, countsWeak) {
		weak = false // a rule that lists verbs of support: who helps does it, too
	}
	from, last, verbAt := h.Start, h.End-1, -1
	if c.verbs != 0 {
		verbAt = c.verbAt
		from, last = min(from, verbAt), max(last, verbAt)
	}
	if !c.purpose {
		c.done = true
	}
	r.add(Duty{Rule: h.Rule, Weak: weak || h.Rule.Weak, Start: int(r.tokens[from].Start), End: int(r.tokens[last].End), verbAt: verbAt})
	return true
}

// passive reports whether the phrase is the subject of what follows: "the
// roadmap is set by our Product Manager".
func (r *Reader) passive(h rules.Hit) bool {
	return h.End < len(r.tokens) && r.words[h.End] != rules.Stop && r.word(h.End).Function&(rules.Be|rules.Modal) != 0
}

// subjectOf reports whether something is said of the phrase, though not right
// behind it: "the roadmap for the next year is full".
func (r *Reader) subjectOf(h rules.Hit) bool {
	for i := h.End; i < len(r.tokens) && r.words[i] != rules.Stop; i++ {
		w := r.word(i)
		switch f := w.Function; {
		case f&(rules.Be|rules.Modal) != 0, r.grammar.Capitals && w.S != 0 && w.Base == 0 && !capital(r.text(i)):
			return !r.hireFollows(i)
		case f&(rules.Relative|rules.Clause|rules.To|rules.And|rules.Including|rules.Participle) != 0 || f&rules.Into != 0 && f&rules.Block == 0 || r.text(i) == "," || r.text(i) == "(":
			return false
		}
	}
	return false
}

// byOthers reports whether the phrase goes on to say that somebody else does it:
// "execute the strategy set by leadership", but "decisions backed by data".
func (r *Reader) byOthers(h rules.Hit) bool {
	if h.End+1 >= len(r.tokens) || r.words[h.End] == rules.Stop || r.words[h.End+1] == rules.Stop {
		return false
	}
	done := r.word(h.End).Ed
	return done != 0 && !r.rules.Lexicon.Has(done, countsWeak) && r.word(h.End+1).Function&rules.By != 0
}

// passedOn reports whether the phrase goes on to say that it is only told:
// "ensure that the vision is communicated".
func (r *Reader) passedOn(h rules.Hit) bool {
	if !r.passive(h) || h.End+1 >= len(r.tokens) || r.words[h.End+1] == rules.Stop {
		return false
	}
	told := r.word(h.End + 1).Ed
	return told != 0 && r.rules.Lexicon.Only(told, countsNot) == told
}

// begins reports whether a phrase that holds its verb begins a clause of its own,
// in the form of the verbs before: "agree terms with suppliers and set prices".
func (r *Reader) begins(i int) bool {
	c := &r.clause
	p := r.before(i)
	if c.verbs == 0 || !c.blocked || p <= c.last || r.word(p).Function&rules.And == 0 {
		return false
	}
	verb, last := r.word(i), r.word(c.last)
	return verb.Base != 0 && last.Base != 0 || verb.S != 0 && last.S != 0 || verb.Ing != 0 && last.Ing != 0
}

// governed reports whether the verb before a phrase makes it a duty, and
// whether only a weak one.
func (r *Reader) governed(h rules.Hit) (weak, ok bool) {
	c := &r.clause
	x := r.rules.Lexicon
	rule := h.Rule
	if h.Whole {
		if r.begins(h.Start) {
			return c.weak, true
		}
		if c.verbs != 0 && c.blocked && c.verbAt < h.Start {
			return false, false
		}
		return c.weak || c.verbAt < h.Start && x.Has(c.verbs, countsWeak) && !x.Has(c.verbs, countsOwned), true
	}
	if c.verbs == 0 {
		return false, rule.Alone && c.content <= aloneWords && !c.blocked && !c.you && !r.subjectOf(h)
	}
	if c.blocked {
		return false, false
	}
	verbs := c.verbs
	if turning := x.Only(verbs, takesInto); turning != 0 {
		if c.into {
			return c.weak, rule.Verbs == 0 || rule.Verbs&turning != 0
		}
		// What is turned into something else is given.
		if verbs &^= turning; verbs == 0 {
			return false, false
		}
	}
	switch {
	case rule.Verbs != 0 && verbs&rule.Verbs != 0, rule.Verbs == 0 && x.Has(verbs, countsOwned):
		return c.weak, true
	}
	return true, !rule.NeedsVerb && (x.Has(verbs, countsWeak) || c.weak)
}
