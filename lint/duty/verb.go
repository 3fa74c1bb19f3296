package duty

import (
	"sort"

	"github.com/jdlint/jdlint/rules"
)

// before returns the token before i that is neither an adverb nor a "not" or
// "just", or -1.
func (r *Reader) before(i int) int {
	for i--; i >= 0; i-- {
		w := r.word(i)
		if w.Function&(rules.Negation|rules.NotNegated|rules.Prefix) == 0 && (!r.adverb(i) || w.Verb() != 0) {
			return i
		}
	}
	return -1
}

// verb reports whether token i is a verb here, and of which classes.
func (r *Reader) verb(i int) (rules.Classes, bool) {
	w := r.word(i)
	if w.Verb() == 0 {
		return 0, false
	}
	p := r.before(i)
	noun := w.Function&rules.NounFirst != 0
	starts := p < 0 || r.words[p] == rules.Stop || opening(r.text(p))
	var pw *rules.Word
	if p >= 0 {
		pw = r.word(p)
	} else {
		pw = &rules.Word{}
	}
	and := p >= 0 && (pw.Function&rules.And != 0 || r.text(p) == "," || r.text(p) == "/")
	afterVerb := and && r.clause.verbs != 0 && r.coordinated(r.clause.last, i)
	// After a comma or "and", a word that is a noun as often as a verb is a verb
	// only in the company of another verb or of its own object.
	joins := and && (afterVerb || w.Function&rules.NounToo == 0 || r.objectFollows(i) || w.Base != 0 && r.opensWhole(i))
	if r.grammar.Capitals && !starts && capital(r.text(i)) {
		return r.verbAsNoun(i) // "das Priorisieren"
	}
	switch {
	case r.grammar.VerbSecond && w.Base|w.S != 0 && i+1 < len(r.tokens) && r.word(i+1).Function&rules.Hire != 0 && pw.Function&rules.Hire == 0,
		r.grammar.VerbLast && w.Base|w.S != 0 && !starts && !joins && r.endsClause(i):
		return w.Base | w.S, true
	case r.grammar.VerbLast && w.Base != 0 && pw.Function&rules.Determiner != 0:
		return r.verbAsNoun(i) // "het beheren van"
	case w.Base != 0 && starts:
		if !noun || r.objectFollows(i) {
			return w.Base, true
		}
	case w.Base != 0 && (joins || pw.Function&(rules.To|rules.Modal|rules.Hire) != 0),
		w.Base != 0 && r.clause.verbs != 0 && r.clause.last == p && r.supports(): // "help define"
		return w.Base, true
	case w.Function&rules.Sure != 0:
		return w.Base, r.clause.verbs != 0 && r.clause.last == p // "make sure"
	case w.S != 0 && w.Function&rules.Including != 0 && r.clause.verbs == 0 && r.subject(i) == hire:
		return 0, false // "the role involves"
	case w.S != 0 && starts:
		if !noun || r.objectFollows(i) {
			return w.S, true
		}
	case w.S != 0 && (joins || pw.Function&(rules.Hire|rules.HireNoun|rules.Relative) != 0),
		w.S != 0 && r.clause.verbs == 0 && r.subjectAt(p) && (w.Function&rules.NounToo == 0 || r.objectFollows(i)):
		return w.S, true
	case w.S != 0 && r.clause.verbs != 0 && p > r.clause.last && (w.Function&rules.NounToo == 0 || r.objectFollows(i)) && r.subjectAt(p) && !r.rules.Lexicon.Has(w.S, countsOwned):
		return w.S, true // "ensure that the tool reflects the prices"
	case w.Base != 0 && r.clause.verbs == 0 && r.pluralAt(p) && (r.objectFollows(i) || r.opensWhole(i)):
		return w.Base, true // "our engineers own the backlog"
	case w.Ing != 0 && (starts || pw.Function&beforeIng != 0):
		if !noun || r.objectFollows(i) || r.opensWhole(i) {
			return w.Ing, true
		}
	case r.leadsIn(i, p):
		return w.Ing, true
	case w.Ing != 0 && (joins || r.clause.verbs != 0 && r.clause.last == p && (w.Function&rules.NounToo == 0 || r.objectFollows(i))): // "involves defining"
		return w.Ing, true
	}
	if w.Ed != 0 && w.Base == 0 && starts && !(w.Function&rules.Participle != 0 && r.prepositionFollows(i)) {
		// "Launched ...": a result of the past, told of the candidate.
		r.clause.agent = somebody
	}
	return 0, false
}

// leadsIn reports whether a form in "-ing" at i, behind the word at p, says what
// is done together with others: "work with the team ensuring that ...".
func (r *Reader) leadsIn(i, p int) bool {
	w, c := r.word(i), &r.clause
	return w.Ing != 0 && w.Function&rules.NounToo == 0 && c.blocked && r.rules.Lexicon.Has(c.verbs, opens) && r.subjectAt(p) &&
		(r.objectFollows(i) || i+1 < len(r.tokens) && r.word(i+1).Function&rules.Relative != 0)
}

// beforeIng are the words before which a form in "-ing" is a verb: "of
// defining", "while leading".
const beforeIng = rules.Of | rules.On | rules.Block | rules.Be | rules.Clause | rules.To | rules.Including | rules.Hire | rules.Into

// subjectAt reports whether the token can be the subject of a verb that
// follows: a noun that is no function word.
func (r *Reader) subjectAt(p int) bool {
	if p < 0 || !letters(r.text(p)) {
		return false
	}
	w := r.word(p)
	return (w.Verb() == 0 || w.Function&rules.NounToo != 0) && w.Function&^(rules.NounFirst|rules.NounToo|rules.HireNoun) == 0
}

// pluralAt reports whether the token can be a plural subject: "our engineers".
func (r *Reader) pluralAt(p int) bool {
	return r.subjectAt(p) && p > r.clause.start && r.endsIn(p, r.grammar.Plurals) && r.word(p-1).Function&rules.Determiner != 0
}

// opensWhole reports whether a phrase that states a duty whole begins with the
// verb at i, and the verb does not only help.
func (r *Reader) opensWhole(i int) bool {
	h, found := r.hitAt(i)
	return found && h.Whole && h.Rule != nil && !r.rules.Lexicon.Has(r.word(i).Base|r.word(i).Ing, onlyHelps)
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

// hitAt returns the first phrase that begins with a token.
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
	for k := i + 1; k < len(r.tokens) && k <= i+6; k++ {
		w := r.word(k)
		if w.Function&(rules.Of|rules.On|rules.To) != 0 || r.text(k) == ":" {
			return true
		}
		if w.Function&rules.Helping != 0 && r.rules.Lexicon.Has(r.word(i).Head, countsWeak) {
			return true // "participation in"
		}
		if r.grammar.NounsAct && (r.adjectiveAt(k) && k <= i+2 || w.Function&rules.Determiner != 0 && r.word(k-1).Function&rules.And != 0) {
			continue // "analyse détaillée des", "le pilotage et la priorisation du"
		}
		if r.grammar.NounsAct && r.text(k) == "," && k+1 < len(r.tokens) && r.word(k+1).Function&rules.Clause != 0 {
			return true // "Festlegung, welche Funktionen ..."
		}
		if w.Function&rules.And == 0 && w.Head == 0 && r.text(k) != "/" && r.text(k) != "," && !(k+1 < len(r.tokens) && r.word(k+1).Head != 0) {
			return false
		}
	}
	return false
}

func opening(sign string) bool {
	switch sign {
	case "(", "-", "–", "—", "*", "\"", "“", "●", "▪", "◦", "+", "o", "§", ">", "✓", "→":
		return true
	}
	return false
}
