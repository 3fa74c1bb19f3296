package duty

import (
	"math/bits"
	"slices"
	"sort"
	"strings"

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
	enabled  bool // "coach teams to ...": what follows is what others do
	done     bool // a duty was found under a verb before the purpose began
}

// scan walks the tokens of a line and enters the duties that hold.
func (r *Reader) scan(l *posting.Line) {
	c := &r.clause
	*c = clause{}
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
		i++
	}
}

// phrase takes in a phrase that one or more rules found, and gives the token
// that stands behind it.
func (r *Reader) phrase(l *posting.Line, same []rules.Hit) int {
	c := &r.clause
	h := same[0]
	if !h.Whole && h.End == h.Start+1 {
		if classes, ok := r.verb(h.Start); ok {
			r.group(h.Start, classes) // "you need", "budget the work": a verb here
			return h.End
		}
	}
	if h.Rule != nil && h.Whole {
		r.leadingVerb(h)
	}
	if !r.modifies(h) {
		r.judgeFirst(l, same)
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

// judgeFirst enters the duty of the first rule that holds, of rules that share
// a phrase: those that ask for more of the verbs that stand there go first.
func (r *Reader) judgeFirst(l *posting.Line, same []rules.Hit) {
	if len(same) > 1 {
		slices.SortStableFunc(same, func(a, b rules.Hit) int { return r.agreement(&b) - r.agreement(&a) })
	}
	for _, h := range same {
		if r.judge(l, h) {
			return
		}
	}
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
	if classes, ok := r.verb(h.Start); ok {
		r.group(h.Start, classes)
		r.clause.last = h.End - 1
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
	switch r.tokens[i].Text {
	case "(":
		c.aside, c.outside = c.object, c.blocked
		return
	case ")":
		c.aside, c.blocked = false, c.outside
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
	switch {
	case f&rules.Able != 0 && c.agent == hire && c.verbs == 0:
		c.asked = true // "you can articulate a vision": a trait
	case f&rules.Be != 0 && c.agent == hire && c.verbs == 0 && r.trait(i):
		c.asked = true // "you are comfortable ..."
	case f&rules.Hire != 0:
		c.agent, c.relative, c.asked, c.start = hire, false, false, i
		c.job = c.job && !c.you
		c.you = true
		c.verbs, c.blocked, c.object, c.purpose, c.content = 0, false, false, false, 0
		c.negated, c.enabled = false, false
	case f&rules.Others != 0:
		c.agent = somebody
		c.verbs = 0
	case f&rules.Negation != 0 && !(i+1 < len(r.tokens) && r.word(i+1).Function&rules.NotNegated != 0):
		c.negated = true
	case f&rules.Relative != 0:
		if !(i > 0 && c.last == i-1 && c.verbs != 0) { // not "ensure that"
			if c.seeking {
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
		if c.verbs == 0 && c.agent != hire {
			c.asked = true
		}
		c.content++
	case w.Head != 0 && r.headFollows(i) && (c.verbs == 0 || r.given() || c.agent == hire && r.andIs(i)):
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
	case f == 0 && w.Verb() == 0 && letters(r.tokens[i].Text):
		c.content++
	}
}

// prepositionFollows reports whether a preposition stands behind the token.
func (r *Reader) prepositionFollows(i int) bool {
	return i+1 < len(r.tokens) && r.word(i+1).Function&(rules.Block|rules.On|rules.To) != 0
}

// hyphenated reports whether a hyphen joins the token to a neighbour.
func (r *Reader) hyphenated(i int) bool { return r.hyphenBehind(i) || i > 0 && r.hyphenBehind(i-1) }

func (r *Reader) hyphenBehind(i int) bool {
	if i+1 >= len(r.tokens) {
		return false
	}
	switch r.text[r.tokens[i].End:r.tokens[i+1].Start] {
	case "-", "\u2010", "\u2011":
		return true
	}
	return false
}

// asRole reports whether the token is the "as" of "act as a liaison".
func (r *Reader) asRole(i int) bool {
	return r.clause.verbs != 0 && r.clause.last == i-1 && r.word(i).Function&rules.Role != 0
}

// helping reports whether the token is the "in" of "participate in planning" or
// the "with" of "assist with testing".
func (r *Reader) helping(i int) bool {
	c, x := &r.clause, r.rules.Lexicon
	return c.last == i-1 && r.word(i).Function&rules.Helping != 0 && x.Has(c.verbs, countsWeak) && !x.Has(c.verbs, opens)
}

// trait reports whether what follows a form of "be" says what the hire is like,
// and not what the hire does or answers for.
func (r *Reader) trait(i int) bool {
	for i++; i < len(r.tokens) && strings.HasSuffix(r.tokens[i].Text, "ly"); i++ {
	}
	if i >= len(r.tokens) || r.words[i] == rules.Stop {
		return false
	}
	w := r.word(i)
	return w.Head == 0 && w.Ing == 0 && w.Function&(rules.Determiner|rules.Seeking|rules.Block|rules.On|rules.Of|rules.To|rules.Negation) == 0 && w.Ed == 0
}

// stop ends a sentence within the line.
func (r *Reader) stop(i int) {
	c := &r.clause
	seeking, asked := c.seeking, c.asked
	ag := c.agent
	*c = clause{start: i + 1}
	if r.tokens[i].Text == ":" {
		c.agent, c.seeking, c.asked = ag, seeking, asked
		for k := range r.found {
			r.found[k].label = r.found[k].verbAt < 0
		}
	}
}

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
	if link == linkSubject && c.agent != hire {
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

// partIn reports whether the verb at i says what a role, just named, is about.
func (r *Reader) partIn(i int) bool {
	p := r.before(i)
	return p > 0 && r.word(p-1).Function&rules.HireNoun != 0
}

// given reports whether the verb says no more than that the job comes with what
// follows: "you will have ownership of ...".
func (r *Reader) given() bool {
	c := &r.clause
	return c.agent == hire && c.job && c.asked && r.onlyAttitude(c.verbs)
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
	return p >= 0 && (r.word(p).Function&rules.And != 0 || r.tokens[p].Text == ",")
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

func isAttitude(c *rules.VerbClass) bool  { return c.Asks }
func opens(c *rules.VerbClass) bool       { return c.Opens }
func forOthers(c *rules.VerbClass) bool   { return c.Others }
func countsNot(c *rules.VerbClass) bool   { return c.Counts == "no" }
func countsWeak(c *rules.VerbClass) bool  { return c.Counts == "weak" }
func countsOwned(c *rules.VerbClass) bool { return c.Counts == "owned" }
func takesInto(c *rules.VerbClass) bool   { return c.Into }

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
	case r.words[p] == rules.Stop:
		return linkStart
	case w.Function&rules.To != 0:
		return linkTo
	case w.Function&rules.And != 0 || r.tokens[p].Text == ",":
		return linkAnd
	case w.Function&(rules.Block|rules.Of|rules.On) != 0, w.Function&rules.Including != 0 && r.clause.verbs != 0:
		return linkIn
	case p == r.clause.last && r.clause.verbs != 0:
		return linkDirect
	}
	return linkSubject
}

// before gives the token before i that is neither an adverb nor a "not" or
// "just", or -1.
func (r *Reader) before(i int) int {
	for i--; i >= 0; i-- {
		w := r.word(i)
		if w.Function&(rules.Negation|rules.NotNegated) == 0 && (!strings.HasSuffix(r.tokens[i].Text, "ly") || w.Verb() != 0) {
			return i
		}
	}
	return -1
}

// coordinated reports whether only commas and coordinating words stand between
// two verbs.
func (r *Reader) coordinated(last, i int) bool {
	if last+1 >= i {
		return false // "help define"
	}
	for k := last + 1; k < i; k++ {
		t := r.tokens[k].Text
		if r.word(k).Function&rules.And == 0 && t != "," && t != "/" && t != "(" && !strings.HasSuffix(t, "ly") {
			return false
		}
	}
	return true
}

// verb tells whether token i is a verb here, and of which classes.
func (r *Reader) verb(i int) (rules.Classes, bool) {
	w := r.word(i)
	if w.Verb() == 0 {
		return 0, false
	}
	p := r.before(i)
	noun := w.Function&rules.NounFirst != 0
	starts := p < 0 || r.words[p] == rules.Stop || opening(r.tokens[p].Text)
	var pw *rules.Word
	if p >= 0 {
		pw = r.word(p)
	} else {
		pw = &rules.Word{}
	}
	and := p >= 0 && (pw.Function&rules.And != 0 || r.tokens[p].Text == "," || r.tokens[p].Text == "/")
	afterVerb := and && r.clause.verbs != 0 && r.coordinated(r.clause.last, i)
	// After a comma or "and", a word that is a noun as often as a verb is a verb
	// only in the company of another verb or of its own object.
	joins := and && (afterVerb || w.Function&rules.NounToo == 0 || r.objectFollows(i))
	switch {
	case w.Base != 0 && starts:
		if !noun || r.objectFollows(i) {
			return w.Base, true
		}
	case w.Base != 0 && (joins || pw.Function&(rules.To|rules.Modal|rules.Hire) != 0),
		w.Base != 0 && r.clause.verbs != 0 && r.clause.last == p && r.supports(): // "help define"
		return w.Base, true
	case w.Function&rules.Sure != 0:
		return w.Base, r.clause.verbs != 0 && r.clause.last == p // "make sure"
	case w.S != 0 && starts:
		if !noun || r.objectFollows(i) {
			return w.S, true
		}
	case w.S != 0 && (joins || pw.Function&(rules.Hire|rules.HireNoun|rules.Relative) != 0),
		w.S != 0 && r.clause.verbs == 0 && r.subjectAt(p) && (w.Function&rules.NounToo == 0 || r.objectFollows(i)):
		return w.S, true
	case w.Base != 0 && r.clause.verbs == 0 && r.pluralAt(p) && r.objectFollows(i):
		return w.Base, true // "our engineers own the backlog"
	case w.Ing != 0 && (starts || pw.Function&beforeIng != 0):
		if !noun || r.objectFollows(i) {
			return w.Ing, true
		}
	case w.Ing != 0 && (joins || r.clause.verbs != 0 && r.clause.last == p && (w.Function&rules.NounToo == 0 || r.objectFollows(i))): // "involves defining"
		return w.Ing, true
	}
	if w.Ed != 0 && w.Base == 0 && starts && !(w.Function&rules.Participle != 0 && r.prepositionFollows(i)) {
		// "Launched ...": a result of the past, told of the candidate.
		r.clause.agent = somebody
	}
	return 0, false
}

// beforeIng are the words before which a form in "-ing" is a verb: "of
// defining", "while leading".
const beforeIng = rules.Of | rules.On | rules.Block | rules.Be | rules.Clause | rules.To | rules.Including | rules.Hire | rules.Into

// subjectAt reports whether the token can be the subject of a verb that
// follows: a noun that is no function word.
func (r *Reader) subjectAt(p int) bool {
	if p < 0 || !letters(r.tokens[p].Text) {
		return false
	}
	w := r.word(p)
	return (w.Verb() == 0 || w.Function&rules.NounToo != 0) && w.Function&^(rules.NounFirst|rules.NounToo|rules.HireNoun) == 0
}

// pluralAt reports whether the token can be a plural subject: "our engineers".
func (r *Reader) pluralAt(p int) bool {
	return r.subjectAt(p) && p > r.clause.start && strings.HasSuffix(r.tokens[p].Text, "s") && r.word(p-1).Function&rules.Determiner != 0
}

// objectFollows reports whether an article or a phrase of the rules follows.
func (r *Reader) objectFollows(i int) bool {
	if i+1 >= len(r.tokens) || r.words[i+1] == rules.Stop {
		return false
	}
	if r.word(i+1).Function&rules.Determiner != 0 {
		return true
	}
	_, found := r.hitAt(i + 1)
	return found
}

// hitAt gives the first phrase that begins with a token.
func (r *Reader) hitAt(i int) (*rules.Hit, bool) {
	k := sort.Search(len(r.hits), func(k int) bool { return r.hits[k].Start >= i })
	if k < len(r.hits) && r.hits[k].Start == i {
		return &r.hits[k], true
	}
	return nil, false
}

// headFollows reports whether "of", "for" or the like follows a head, which
// makes it act as a verb.
func (r *Reader) headFollows(i int) bool {
	for k := i + 1; k < len(r.tokens) && k <= i+4; k++ {
		w := r.word(k)
		if w.Function&(rules.Of|rules.On|rules.To) != 0 || r.tokens[k].Text == ":" {
			return true
		}
		if w.Function&rules.Helping != 0 && r.rules.Lexicon.Has(r.word(i).Head, countsWeak) {
			return true // "participation in"
		}
		if w.Function&rules.And == 0 && w.Head == 0 && r.tokens[k].Text != "/" {
			return false
		}
	}
	return false
}

// maxSubject is how many words before a verb its subject is looked for.
const maxSubject = 30

// subject decides who does what the verb at i says, from the words before it.
func (r *Reader) subject(i int) agent {
	foreign, own, any := false, false, false
	for k := max(r.clause.start, i-maxSubject); k < i; k++ {
		w := r.word(k)
		switch {
		case w.Function&rules.Hire != 0:
			own, foreign = true, false
		case w.Function&rules.Others != 0:
			foreign = true
		case r.other != 0 && r.words[k] == r.other:
			foreign, own = true, false
		case w.Function&rules.HireNoun != 0 || r.self != 0 && r.words[k] == r.self:
			own, foreign = true, false
		case w.Function == 0 && letters(r.tokens[k].Text):
			any = true
		}
	}
	switch {
	case own && !foreign:
		return hire
	case foreign || any:
		return somebody
	}
	return unsaid
}

func (r *Reader) intoVerb() bool {
	return r.clause.verbs != 0 && r.rules.Lexicon.Has(r.clause.verbs, takesInto)
}

func (r *Reader) word(i int) *rules.Word {
	if id := r.words[i]; id != rules.Stop {
		return r.rules.Lexicon.Word(id)
	}
	return r.rules.Lexicon.Word(0)
}

func opening(sign string) bool {
	switch sign {
	case "(", "-", "–", "—", "*", "\"", "“", "●", "▪", "◦", "+", "o", "§", ">", "✓", "→":
		return true
	}
	return false
}

func letters(s string) bool { return s != "" && (s[0]|0x20 >= 'a' && s[0]|0x20 <= 'z' || s[0] >= 0x80) }
