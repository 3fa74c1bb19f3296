package duty

import (
	"unicode"
	"unicode/utf8"

	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/token"
	"github.com/jdlint/jdlint/rules"
)

// Here is what languages do with the order of words that English does not: objects
// before their verb, subjects behind it, verbs in two parts.

// beforeNoun are the words behind which an article goes on with what they begin:
// "mit den Teams".
const beforeNoun = rules.Block | rules.Of | rules.On | rules.Into | rules.Helping | rules.And

// waiting is a phrase that no verb before it governs, in a language whose verbs may
// stand behind their objects.
type waiting struct {
	same    []rules.Hit
	blocked bool // a preposition stands before it
}

// maxWaiting is how many phrases of a clause wait for their verb.
const maxWaiting = 8

// waits reports whether a phrase may belong to a verb that follows. judged says
// whether it was found to be a duty under those before it.
func (r *Reader) waits(judged bool) bool {
	c := &r.clause
	return len(c.waiting) < maxWaiting && (!judged || c.verbs == 0 || r.rules.Lexicon.Has(c.verbs, opens))
}

// judgeWaiting judges the phrases that wait, under the verb at i that ends their
// clause or has its subject behind it, and under those that share them with it:
// "das Backlog pflegen und priorisieren".
func (r *Reader) judgeWaiting(l *posting.Line, i int) {
	c := &r.clause
	if len(c.waiting) == 0 || !r.endsClause(i) && !r.hireFollows(i) {
		return
	}
	verbs, blocked, agent := c.verbs, c.blocked, c.agent
	for k := i; k+2 < len(r.tokens) && (r.word(k+1).Function&rules.And != 0 || r.text(k+1) == ",") && r.endsClause(k+2); k += 2 {
		w := r.word(k + 2)
		c.verbs |= w.Base | w.S
	}
	if r.grammar.VerbSecond && r.hireFollows(i) {
		c.agent = hire
	}
	for _, w := range c.waiting {
		c.blocked, c.into = w.blocked, r.behindInto(w.same[0].Start)
		if c.into && r.intoVerb() {
			c.blocked = false
		}
		r.judgeFirst(l, w.same)
	}
	c.waiting = c.waiting[:0]
	c.verbs, c.blocked, c.agent, c.into = verbs, blocked, agent, false
}

// behindInto reports whether the token belongs to what something is turned into: "die
// Vision in Epics und Stories übersetzen".
func (r *Reader) behindInto(i int) bool {
	for k := i - 1; k >= max(r.clause.start, i-maxInto); k-- {
		if r.words[k] != rules.Stop && r.word(k).Function&rules.Into != 0 {
			return true
		}
	}
	return false
}

// maxInto is how many words before what something is turned into its "into" is looked for.
const maxInto = 4

// hireFollows reports whether a word for the person hired stands behind the token.
func (r *Reader) hireFollows(i int) bool {
	return i+1 < len(r.tokens) && r.words[i+1] != rules.Stop && r.word(i+1).Function&rules.Hire != 0
}

// endsClause reports whether nothing of the clause stands behind the verb at i, but
// other verbs that share its object.
func (r *Reader) endsClause(i int) bool {
	w := r.word(i)
	if w.Verb() == 0 || r.grammar.Capitals && capital(r.text(i)) {
		return false
	}
	if i+1 >= len(r.tokens) || r.words[i+1] == rules.Stop {
		return true
	}
	switch r.text(i + 1) {
	case ",", "(", ")", "/":
		return true
	}
	f := r.word(i + 1).Function
	return f&(rules.And|rules.Clause|rules.Modal) != 0 || w.Base != 0 && f&behindVerb != 0 // "de prijs bepalen voor ..."
}

// behindVerb are the words with which a clause goes on behind the verb that ends it.
const behindVerb = rules.Block | rules.Of | rules.On | rules.Into | rules.To | rules.Helping

// subjectBehind reports whether the token is the subject of the verb right before
// it: "in dieser Rolle verantwortest du ...".
func (r *Reader) subjectBehind(i int) bool {
	c := &r.clause
	return i > 0 && c.verbs != 0 && c.last == i-1 && r.word(i-1).Base|r.word(i-1).S != 0
}

// beginsPart reports whether the head at i begins another duty told by nouns, behind
// a comma or "and": "gestion du backlog et rédaction des user stories".
func (r *Reader) beginsPart(i int) bool {
	p := r.before(i)
	for p >= 0 && r.word(p).Function&rules.Determiner != 0 {
		p = r.before(p)
	}
	return p > r.clause.last && (r.word(p).Function&rules.And != 0 || r.text(p) == ",")
}

// takesNoun reports whether the verbs of the group say, with a head as their object, that
// the hire does what the head says: "assurer la gestion du backlog".
func (r *Reader) takesNoun(head rules.Classes) bool {
	x, verbs := r.rules.Lexicon, r.clause.verbs
	return x.Has(verbs, countsOwned) && !x.Has(verbs, onlyHelps) && !x.Has(head, countsWeak)
}

// adjectiveAt reports whether the token may be an adjective: a word that plays no other
// part.
func (r *Reader) adjectiveAt(i int) bool {
	w := r.word(i)
	return w.Function == 0 && w.Base|w.S|w.Ing|w.Head == 0 && letters(r.text(i)) && r.words[i] != rules.Stop
}

// verbAsNoun returns the classes of a verb in the infinitive that is used as a noun
// with its object behind it: "das Priorisieren des Backlogs".
func (r *Reader) verbAsNoun(i int) (rules.Classes, bool) {
	w := r.word(i)
	return w.Base, w.Base != 0 && r.headFollows(i)
}

// joinParticles gives the verbs of a line that stand in two parts the number of the
// whole verb: "setzt ... um", "uit te werken".
func (r *Reader) joinParticles() {
	x := r.rules.Lexicon
	for i, t := range r.tokens {
		if r.words[i] == rules.Stop || r.word(i).Function&rules.Particle == 0 {
			continue
		}
		particle := t.In(r.line)
		if i+2 < len(r.tokens) && r.word(i+1).Function&rules.To != 0 {
			if whole := x.ID(particle + r.text(i+2)); x.Word(whole).Verb() != 0 {
				r.words[i+2], r.words[i] = whole, token.Unknown
				continue
			}
		}
		if i+1 < len(r.tokens) && r.words[i+1] != rules.Stop && r.word(i+1).Function&(rules.And|rules.Clause|rules.Relative|behindVerb) == 0 && r.text(i+1) != "," {
			continue // a preposition
		}
		for k := i - 1; k >= max(0, i-maxApart) && r.words[k] != rules.Stop; k-- {
			if whole := x.ID(particle + r.text(k)); whole != token.Unknown && x.Word(whole).S|x.Word(whole).Base != 0 {
				r.words[k], r.words[i] = whole, token.Unknown
				break
			}
		}
	}
}

// maxApart is how many words a verb and its particle stand apart.
const maxApart = 40

func capital(s string) bool {
	first, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(first)
}
