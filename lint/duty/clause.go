package duty

import (
	"math/bits"
	"slices"

	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/rules"
)

// agent is who does what a clause says.
type agent uint8

const (
	unsaid agent = iota // imperative, "-ing", "Writes ...": a bullet's way
	hire
	somebody // we, our engineers, the Product Owner who ...
)

// clause is the state of reading a sentence from left to right.
type clause struct {
	agent  agent
	verbs  rules.Classes // of the group of verbs that governs what follows; 0: none yet
	verbAt int           // first token of the group
	last   int           // last token of the group

	weak     bool // a verb such as "support" governs the group
	blocked  bool // a preposition such as "with" stands between
	into     bool // "into" stands between
	object   bool // the group has its object already
	purpose  bool // "... to refine the strategy": why, not what
	negated  bool
	relative bool // "the roadmap that guides ...": about the noun, not the hire
	asked    bool // "experience in ...": a requirement
	you      bool // "you ..." is the subject
	job      bool // "will" or "in this role": said of the job, not of the person
	seeking  bool // "we are looking for a ... who will"
	content  int  // words of the clause that are neither function words nor verbs
	start    int  // first token of the clause
	aside    bool // within brackets behind the object: examples, not duties
	outside  bool // what blocked was before the bracket
	brackets int  // that are open
	enabled  bool // "coach teams to ...": what follows is what others do
	done     bool // a duty was found under a verb before the purpose began

	waiting []waiting // for a verb that may stand behind them
}

// scan walks the tokens of a line and adds the duties that hold.
func (r *Reader) scan(l *posting.Line) {
	c := &r.clause
	*c = clause{waiting: c.waiting[:0]}
	next := 0 // in r.hits
	for i := 0; i < len(r.tokens); {
		if next < len(r.hits) && r.hits[next].Start == i {
			first := next
			for next < len(r.hits) && r.hits[next].Start == i && r.hits[next].End == r.hits[first].End {
				next++
			}
			i = r.phrase(l, r.hits[first:next])
			continue
		}
		r.step(i)
		if len(c.waiting) > 0 && c.last == i && c.verbs != 0 {
			r.judgeWaiting(l, i)
		}
		i++
	}
}

// phrase takes in a phrase that one or more rules found, and returns the token
// that stands behind it.
func (r *Reader) phrase(l *posting.Line, same []rules.Hit) int {
	c := &r.clause
	h := same[0]
	if !h.Whole && h.End == h.Start+1 {
		if classes, ok := r.verb(h.Start); ok {
			r.group(h.Start, classes) // "you need", "budget the work": a verb here
			r.judgeWaiting(l, h.Start)
			return h.End
		}
	}
	if h.Rule != nil && h.Whole {
		r.leadingVerb(h)
	}
	if !r.modifies(h) {
		judged := r.judgeFirst(l, same)
		if r.grammar.VerbLast && r.waits(judged) {
			c.waiting = append(c.waiting, waiting{same, c.blocked})
		}
	}
	if !c.blocked {
		c.object = true
	}
	c.content++
	if w := r.word(h.Start); h.End == h.Start+1 && w.Head != 0 && c.verbs == 0 && r.headFollows(h.Start) {
		// "Execution of sprint planning": what follows is done as well.
		c.verbs, c.verbAt, c.last, c.object = w.Head, h.Start, h.Start, false
	}
	return h.End
}

// judgeFirst adds the duty of the first rule that holds, of rules that share
// a phrase: those that ask for more of the verbs that stand there go first.
func (r *Reader) judgeFirst(l *posting.Line, same []rules.Hit) bool {
	if len(same) > 1 {
		slices.SortStableFunc(same, func(a, b rules.Hit) int { return r.agreement(&b) - r.agreement(&a) })
	}
	for _, h := range same {
		if r.judge(l, h) {
			return true
		}
	}
	return false
}

// agreement counts the classes of verbs that a rule asks for and that govern
// its phrase.
func (r *Reader) agreement(h *rules.Hit) int {
	if h.Rule == nil {
		return 0
	}
	return bits.OnesCount32(uint32(h.Rule.Verbs & r.clause.verbs))
}

// modifies reports whether a phrase only says more of the one right behind it:
// "the product feature backlog" is about the backlog.
func (r *Reader) modifies(h rules.Hit) bool {
	if h.Rule == nil || h.Whole {
		return false
	}
	next, found := r.hitAt(h.End)
	if !found || next.Whole || next.Rule == nil {
		return false
	}
	_, isVerb := r.verb(h.End)
	return !isVerb
}

// leadingVerb lets the first verb of a whole phrase be a new group, so that
// what came before ("help", "work with design to") is seen in its light.
func (r *Reader) leadingVerb(h rules.Hit) {
	i := h.Start
	for i+1 < h.End && r.word(i).Verb() == 0 && r.adverb(i) {
		i++ // "to deeply understand the problem"
	}
	if classes, ok := r.verb(i); ok {
		asked := r.clause.asked
		r.group(i, classes)
		r.clause.asked = r.clause.asked && asked // "you have the final say on ...": the phrase says what of it is a duty
		r.clause.last = h.End - 1
	} else if p := r.before(i); p >= 0 && r.word(p).Function&rules.To != 0 && r.rules.Lexicon.Has(r.clause.verbs, opens) {
		r.clause.verbs, r.clause.blocked = 0, false // "work with experts to pin down the rules": the phrase begins with a verb that stands in no class
	}
}

// step takes in one token that is part of no phrase.
func (r *Reader) step(i int) {
	c := &r.clause
	if r.words[i] == rules.Stop {
		r.stop(i)
		return
	}
	w := r.word(i)
	f := w.Function
	if f&(rules.Modal|rules.HireNoun) != 0 {
		c.job = true
	}
	if f&rules.Modal != 0 && c.agent == hire {
		c.asked = false // "you are part of the team and will ...": a duty follows
	}
	if f&(rules.Block|rules.Of|rules.On) != 0 && r.hyphenated(i) {
		f = 0 // "in-depth", "well-defined"
	}
	switch r.text(i) {
	case "(":
		if c.brackets++; c.brackets == 1 {
			c.aside, c.outside = c.object, c.blocked
		}
		return
	case ")":
		if c.brackets == 1 { // one that was opened: not that of "a)"
			c.aside, c.blocked = false, c.outside
		}
		c.brackets = max(0, c.brackets-1)
		return
	}
	if f&rules.Seeking != 0 && c.agent != hire {
		// "We are looking for a Product Owner who will ...": what follows is the hire's.
		c.agent, c.seeking, c.verbs = hire, true, 0
		return
	}
	if classes, ok := r.verb(i); ok {
		r.group(i, classes)
		return
	}
	if r.grammar.VerbSecond && f&rules.Hire != 0 && r.subjectBehind(i) {
		c.agent, c.you, c.relative, c.asked, c.negated = hire, true, false, false, false
		return
	}
	switch {
	case f&rules.Able != 0 && c.agent != somebody && c.verbs == 0:
		c.asked = true // "you can articulate a vision": a trait
	case f&rules.Be != 0 && c.agent == hire && c.verbs == 0 && r.trait(i):
		c.asked = true // "you are comfortable ..."
	case f&rules.Hire != 0:
		if i > 0 && r.text(i-1) == "," {
			c.waiting = c.waiting[:0] // "our Product Owner writes the stories, you test them"
		}
		c.agent, c.relative, c.asked, c.start = hire, false, false, i
		c.job = c.job && !c.you
		c.you = true
		c.verbs, c.blocked, c.object, c.purpose, c.content = 0, false, false, false, 0
		c.negated, c.enabled = false, false
	case r.namesOthers(i) && r.theyWill(i):
	case r.namesOthers(i):
		c.agent = somebody
		c.verbs = 0
	case f&rules.Negation != 0 && !(i+1 < len(r.tokens) && r.word(i+1).Function&rules.NotNegated != 0):
		c.negated = true
	case f&rules.Relative != 0:
		if !(i > 0 && c.last == i-1 && c.verbs != 0) { // not "ensure that"
			if c.seeking || r.theOne(i) {
				c.verbs = 0
			} else {
				c.relative = true
			}
		}
	case f&rules.Clause != 0 && c.verbs != 0 && c.last == i-1 && r.isGiven() && i+1 < len(r.tokens) && r.word(i+1).Function&rules.To != 0:
		c.asked = true // "you know how to ..."
	case f&rules.Clause != 0:
		c.verbs, c.blocked, c.into, c.object = 0, false, false, false
		c.start, c.content = i+1, aloneWords+1 // no duty without a verb here
	case f&rules.Asking != 0:
		if c.verbs == 0 && (c.agent != hire || c.seeking && c.blocked) {
			c.asked = true // also "we are looking for somebody with experience in ..."
		}
		c.content++
	case f&rules.Determiner != 0 && r.tucked(i), f&rules.NewPhrase != 0 && i > 0 && r.word(i-1).Function&beforeNoun == 0:
		c.blocked = false
	case w.Head != 0 && c.verbs != 0 && !c.object && r.coordinated(c.last, i) && r.word(c.last).Head != 0:
		c.verbs, c.last = c.verbs|w.Head, i // "preparation and maintenance of"
	case w.Head != 0 && r.grammar.NounsAct && c.verbs != 0 && !c.object && !c.blocked && r.takesNoun(w.Head) && r.headFollows(i) && !r.beginsPart(i):
		c.verbs, c.last = c.verbs|w.Head, i // "assurer la gestion du backlog"
	case w.Head != 0 && r.headFollows(i) && (c.verbs == 0 || r.grammar.NounsAct && r.beginsPart(i) || r.given(w.Head) || r.partIn(i) || c.agent == hire && r.andIs(i)):
		c.asked = c.asked && c.verbs == 0 // "you will have", and no requirement
		if p := r.before(i); c.agent == unsaid && p >= 0 && r.word(p).Function&rules.Be != 0 {
			c.agent = r.subject(p) // "the Product Owner is responsible for"
		}
		c.weak, c.purpose = false, false
		c.verbs, c.verbAt, c.last = w.Head, i, i
		c.blocked, c.object = false, false
	case w.Head != 0 && c.verbs != 0 && r.rules.Lexicon.Has(w.Head, countsWeak) && r.headFollows(i):
		c.weak, c.blocked, c.object = true, false, false // "provide input to"
	case f&rules.Into != 0 && r.intoVerb():
		c.into, c.blocked, c.object = true, false, false
	case f&rules.On != 0:
		c.blocked = c.object || r.enables() || c.blocked && !r.rules.Lexicon.Has(c.verbs, opens)
	case f&rules.Of != 0:
		if c.object {
			c.blocked = true
		}
	case f&rules.To != 0 && c.object:
		c.blocked = true // "groom the backlog to realise the strategy"
	case f&rules.Including != 0:
		c.blocked = c.blocked && c.aside
		if c.verbs == 0 {
			c.content = 0 // "Responsibilities include ..."
			if c.agent == unsaid && r.subject(i) == hire {
				c.agent = hire
			}
		}
	case f&rules.Participle != 0:
		// "aligned with", "driven by", but "aligned priorities".
		c.blocked = c.blocked || r.prepositionFollows(i)
	case f&rules.Block != 0:
		c.blocked = !(f&rules.Of != 0 && !c.object) && !r.asRole(i) && !r.helping(i)
	case f == 0 && w.Verb() == 0 && letters(r.text(i)):
		c.content++
	}
}

// stop ends a sentence within the line.
func (r *Reader) stop(i int) {
	c := &r.clause
	seeking, asked := c.seeking, c.asked
	ag := c.agent
	*c = clause{start: i + 1, waiting: c.waiting[:0]}
	if r.text(i) == ":" {
		c.agent, c.seeking, c.asked = ag, seeking, asked
		for k := range r.found {
			r.found[k].label = r.found[k].verbAt < 0
		}
	}
}
