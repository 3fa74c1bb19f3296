package duty

import (
	"github.com/jdlint/jdlint/rules"
)

// group takes a verb in: it joins the group before it ("define and own") or
// begins a new one.
func (r *Reader) group(i int, classes rules.Classes) {
	c := &r.clause
	defer func() { c.last = i }()
	if c.verbs != 0 && r.coordinated(c.last, i) && !c.object {
		c.verbs |= classes
		return
	}
	link := r.link(i)
	if c.agent == hire && r.onlyAttitude(classes) {
		c.asked = true // "you love ...", "you have ..."
	} else if c.asked && c.job && link == linkIn && r.partIn(i) {
		c.asked = false // "you will have a key role in defining ..."
	} else if c.asked && c.job && link == linkTo && c.last == i-2 && r.onlyAttitude(c.verbs) {
		c.asked = false // "you will have to define ..."
	}
	weak, purpose := false, false
	switch {
	case link == linkAnd || link == linkStart || link == linkSubject:
		c.enabled = false
	case c.verbs != 0 && c.last < i-1 && r.enables():
		c.enabled = true
	}
	if c.verbs != 0 && c.last < i {
		switch {
		case r.rules.Lexicon.Has(c.verbs, opens):
			weak = c.weak
		case link == linkTo || link == linkIn:
			weak = c.weak || r.supports()
			purpose = !weak && link == linkTo
		case link == linkDirect:
			weak = r.supports()
		}
	}
	if r.grammar.VerbLast && r.word(i).Base != 0 && r.endsClause(i) {
		if c.agent == somebody && c.start < i && r.word(c.start).Function&rules.Determiner != 0 {
			c.agent = unsaid // "unsere Roadmap weiterentwickeln"
		}
	} else if link == linkSubject && c.agent != hire {
		c.agent = r.subject(i)
	}
	c.verbs, c.verbAt = classes, i
	c.weak, c.purpose = weak, purpose
	c.blocked, c.into, c.object = false, false, false
	if link == linkAnd {
		c.relative = false
	}
	c.negated = c.negated && link != linkAnd
}

// partIn reports whether the verb or head at i says what a role, just named, is
// about: "a role in defining", "a role in the definition of".
func (r *Reader) partIn(i int) bool {
	p := r.before(i)
	if r.word(i).Head != 0 {
		if p > 0 && r.word(p).Function&rules.Determiner != 0 {
			p--
		}
		if p > 0 && r.word(p).Function&rules.Helping == 0 {
			return false
		}
	}
	return p > 0 && r.word(p-1).Function&rules.HireNoun != 0
}

// given reports whether the verb says no more than that the job comes with the
// head that follows: "you will have ownership of ...", "act as owner of ...".
func (r *Reader) given(head rules.Classes) bool {
	c, x := &r.clause, r.rules.Lexicon
	if c.blocked || c.object || c.agent == somebody {
		return false
	}
	return r.onlyAttitude(c.verbs) && (c.agent == hire && c.job || x.Has(head, countsOwned)) || x.Has(c.verbs, opens)
}

// tucked reports whether the article at i begins the object of verbs behind
// which something was put: "define, with your tech lead, the roadmap", "define
// together with your team the roadmap".
func (r *Reader) tucked(i int) bool {
	c, x := &r.clause, r.rules.Lexicon
	if !c.blocked || c.object || !x.Has(c.verbs, countsOwned) || x.Has(c.verbs, opens) || i <= c.last+3 {
		return false
	}
	k := c.last + 1
	switch {
	case r.text(i-1) == ",":
		if r.text(k) != "," {
			return false
		}
		k++
	case !r.subjectAt(i - 1):
		return false
	case r.word(k).Function == 0:
		k++ // "together"
	}
	return r.word(k).Function&rules.Block != 0
}

// andIs reports whether "and is" or the like stands before the token: "the role
// sits in our hub and is responsible for ...".
func (r *Reader) andIs(i int) bool {
	p := r.before(i)
	if p <= 0 || r.word(p).Function&rules.Be == 0 {
		return false
	}
	if p = r.before(p); p > 0 && r.word(p).Function&rules.Modal != 0 {
		p = r.before(p)
	}
	return p >= 0 && (r.word(p).Function&rules.And != 0 || r.text(p) == ",")
}

// isGiven reports whether the verbs of the group leave their object to others:
// "know", "follow".
func (r *Reader) isGiven() bool { return r.rules.Lexicon.Has(r.clause.verbs, countsNot) }

// enables reports whether the verbs of the group let others do what follows.
func (r *Reader) enables() bool { return r.rules.Lexicon.Has(r.clause.verbs, forOthers) }

// supports reports whether the group of verbs only helps.
func (r *Reader) supports() bool {
	x, verbs := r.rules.Lexicon, r.clause.verbs
	return x.Has(verbs, countsWeak) && !x.Has(verbs, countsOwned)
}

// onlyAttitude reports whether all classes say what the hire is like.
func (r *Reader) onlyAttitude(classes rules.Classes) bool {
	return r.rules.Lexicon.Only(classes, isAttitude) == classes
}

func isAttitude(c *rules.VerbClass) bool { return c.Asks }

func opens(c *rules.VerbClass) bool { return c.Opens }

func forOthers(c *rules.VerbClass) bool { return c.Others }

func countsNot(c *rules.VerbClass) bool { return c.Counts == "no" }

func countsWeak(c *rules.VerbClass) bool { return c.Counts == "weak" }

func onlyHelps(c *rules.VerbClass) bool { return countsWeak(c) && !c.Opens }

func countsOwned(c *rules.VerbClass) bool { return c.Counts == "owned" }

func takesInto(c *rules.VerbClass) bool { return c.Into }

// link is how a verb hangs on what stands before it.
type link uint8

const (
	linkStart   link = iota // first word of the clause
	linkTo                  // "to define"
	linkIn                  // "in defining", "by defining", "including defining"
	linkDirect              // "help define"
	linkAnd                 // "..., and define"
	linkSubject             // "the team defines", "you will define"
)

func (r *Reader) link(i int) link {
	p := r.before(i)
	if p < 0 {
		return linkStart
	}
	w := r.word(p)
	switch {
	case r.words[p] == rules.Stop || w.Function&rules.Clause != 0:
		return linkStart
	case w.Function&rules.To != 0:
		return linkTo
	case w.Function&rules.And != 0 || r.text(p) == ",":
		return linkAnd
	case w.Function&(rules.Block|rules.Of|rules.On) != 0, w.Function&rules.Including != 0 && r.clause.verbs != 0:
		return linkIn
	case p == r.clause.last && r.clause.verbs != 0:
		return linkDirect
	case r.leadsIn(i, p):
		return linkAnd
	}
	return linkSubject
}

// coordinated reports whether only commas and coordinating words stand between
// two verbs.
func (r *Reader) coordinated(last, i int) bool {
	if last+1 >= i {
		return false // "help define"
	}
	for k := last + 1; k < i; k++ {
		t := r.text(k)
		if r.word(k).Function&rules.And == 0 && t != "," && t != "/" && t != "(" && !r.adverb(k) {
			return false
		}
	}
	return true
}

func (r *Reader) intoVerb() bool {
	return r.clause.verbs != 0 && r.rules.Lexicon.Has(r.clause.verbs, takesInto)
}
