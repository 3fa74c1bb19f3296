package duty

import (
	"strings"

	"github.com/jdlint/jdlint/rules"
)

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
	switch r.line[r.tokens[i].End:r.tokens[i+1].Start] {
	case "-", "\u2010", "\u2011", "–", "−":
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
	// What comes in between tells nothing: "you are also responsible for".
	for i++; i < len(r.tokens) && (r.adverb(i) || r.word(i).Function&rules.And != 0); i++ {
	}
	if i >= len(r.tokens) || r.words[i] == rules.Stop {
		return false
	}
	w := r.word(i)
	return w.Head == 0 && w.Ing == 0 && w.Function&(rules.Determiner|rules.Seeking|rules.Block|rules.On|rules.Of|rules.To|rules.Negation) == 0 && w.Ed == 0
}

// theOne reports whether the relative at i speaks of the person hired: "you are
// the one who decides".
func (r *Reader) theOne(i int) bool {
	return r.clause.agent == hire && i > 1 && r.word(i-2).Function&rules.Determiner != 0 &&
		r.word(i-1).Function&rules.One != 0 && r.clause.verbs == 0
}

// theyWill reports whether the word at i begins a sentence such as "They will own
// the backlog", in which a posting that tells of the hire by a name goes on.
func (r *Reader) theyWill(i int) bool {
	return i == r.clause.start && (i == 0 || r.text(i-1) != ":") && r.word(i).Function&rules.They != 0 && i+1 < len(r.tokens) && r.word(i+1).Function&rules.Modal != 0
}

// namesOthers reports whether the word at i names others than the person hired. One
// that is an article as well does where it begins a clause: "unser Team pflegt", but
// "du pflegst unser Backlog".
func (r *Reader) namesOthers(i int) bool {
	f := r.word(i).Function
	return f&rules.Others != 0 && (f&rules.Determiner == 0 || i == r.clause.start)
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
		case r.namesOthers(k):
			foreign = foreign || !r.theyWill(k)
		case r.other != 0 && r.words[k] == r.other:
			foreign, own = true, false
		case w.Function&rules.HireNoun != 0 || r.self != 0 && r.words[k] == r.self:
			own, foreign = true, false
		case w.Function == 0 && letters(r.text(k)):
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

func (r *Reader) word(i int) *rules.Word { return r.rules.Lexicon.Word(r.words[i]) }

// adverb reports whether the token ends as adverbs do.
func (r *Reader) adverb(i int) bool { return r.endsIn(i, r.grammar.Adverbs) }

// endsIn reports whether the token ends in one of some ways.
func (r *Reader) endsIn(i int, ends []string) bool {
	for _, end := range ends {
		if strings.HasSuffix(r.text(i), end) {
			return true
		}
	}
	return false
}

func letters(s string) bool { return s != "" && (s[0]|0x20 >= 'a' && s[0]|0x20 <= 'z' || s[0] >= 0x80) }
