package rules

import (
	"maps"
	"slices"
	"strings"

	"github.com/jdlint/jdlint/lint/token"
	"github.com/jdlint/jdlint/rules/internal/load"
	"github.com/jdlint/jdlint/rules/internal/phrase"
)

// Classes is a set of classes of verbs.
type Classes uint32

// Word is what is known of one form of a word.
type Word struct {
	Base, S, Ing, Ed Classes // the classes of verbs it belongs to, by its form
	Head             Classes // the class of verbs it acts as before "of", "for", "to"
	Function         function
}

// Verb returns the classes of the word in whatever form it stands.
func (w *Word) Verb() Classes { return w.Base | w.S | w.Ing | w.Ed }

// function is a set of the roles that a function word can play.
type function uint64

// The roles of function words, as in FunctionWords.
const (
	To function = 1 << iota
	Of
	On
	Into
	Block
	Including
	And
	Clause
	Relative
	Determiner
	Modal
	Be
	Negation
	Hire
	HireNoun
	Others
	Seeking
	Asking
	Past
	NounFirst
	NounToo
	Able
	Role
	Participle
	NotNegated
	Helping
	Sure
	By
	Abbreviation
	Prefix
	They
	One
	NewPhrase // begins an object of its own, see phrase.Grammar
	Particle  // leaves its verb
)

// Lexicon knows the words of a language that matter to the rules. It is
// immutable after it is built, and safe for concurrent use.
type Lexicon struct {
	Vocabulary *token.Vocabulary // that numbers the words

	// What is known of words: few kinds of them differ.
	kinds []Word
	kind  []uint32 // in kinds, by number
	words []Word   // the same by number, until all of them are known

	names []string
	class []VerbClass // by bit of Classes
	// While phrases are compiled, verbs by their base forms, and what forms returned.
	verbs   map[string]string
	made    map[wordForms][]token.ID
	Grammar *phrase.Grammar
	and     token.ID
	ands    [][]token.ID // sequences that mean "and"
	joins   []bool       // by word, up to the last with which one begins
	known   []bool       // by word: the rules say something of it; only where words are compounded
	joints  []string     // of compounds
}

// JoinAnd replaces, in the words of a line, each sequence that means "and" ("as
// well as") by that word, so that the number of words stays.
func (x *Lexicon) JoinAnd(words []token.ID) {
	for i, id := range words {
		if int(id) >= len(x.joins) || !x.joins[id] {
			continue
		}
		for _, seq := range x.ands {
			if id == seq[0] && i+len(seq) <= len(words) && slices.Equal(words[i:i+len(seq)], seq) {
				for k := range seq {
					words[i+k] = x.and
				}
			}
		}
	}
}

// ID returns the number of a word, whatever its case.
func (x *Lexicon) ID(word string) token.ID { return x.Vocabulary.ID(word) }

// Size is one more than the greatest number of a word.
func (x *Lexicon) Size() int { return x.Vocabulary.Size() }

// Word returns what is known of a word; the pointer must not be written to.
func (x *Lexicon) Word(id token.ID) *Word {
	if int(id) >= len(x.kind) { // Stop, and words of phrases and headings alone
		id = token.Unknown
	}
	return &x.kinds[x.kind[id]]
}

// Has reports whether one of the classes has a property.
func (x *Lexicon) Has(set Classes, property func(*VerbClass) bool) bool {
	for i := range x.class {
		if set&(1<<i) != 0 && property(&x.class[i]) {
			return true
		}
	}
	return false
}

// Only returns the classes of a set that have a property.
func (x *Lexicon) Only(set Classes, property func(*VerbClass) bool) Classes {
	var only Classes
	for i := range x.class {
		if set&(1<<i) != 0 && property(&x.class[i]) {
			only |= 1 << i
		}
	}
	return only
}

// newLexicon returns the lexicon of some words, which it adds to the vocabulary.
func newLexicon(w *words, v *token.Vocabulary) (*Lexicon, error) {
	x := &Lexicon{Vocabulary: v, Grammar: &w.Grammar, words: make([]Word, 1), verbs: map[string]string{}, made: map[wordForms][]token.ID{}}
	for _, word := range w.Frequent { // what is known of these so lies side by side
		x.Vocabulary.Add(word)
	}
	x.names = slices.Sorted(maps.Keys(w.Verbs))
	if len(x.names) > 32 {
		return nil, load.ErrorAt(w.At, "there are %d classes of verbs; there is room for 32", len(x.names))
	}
	for i, name := range x.names {
		class := w.Verbs[name]
		if !slices.Contains([]string{"owned", "weak", "no"}, class.Counts) {
			return nil, load.ErrorAt(class.At, "counts: must be owned, weak or no, not %q", class.Counts)
		}
		for _, verb := range class.Words {
			if strings.ContainsAny(verb, " -") {
				return nil, load.ErrorAt(class.At, "verbs: %q is more than one word; a phrase can say it", verb)
			}
			x.addVerb(verb, 1<<i)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(w.Heads)) {
		heads := w.Heads[name]
		bit, ok := x.bit(name)
		if !ok {
			return nil, load.ErrorAt(w.At, "heads: there is no class of verbs %q%s", name, load.Hint(name, w.Verbs))
		}
		for _, head := range heads {
			for _, s := range x.Grammar.WordSpellings(head) {
				x.word(s).Head |= bit
			}
		}
	}
	for _, word := range w.NounFirst {
		for _, form := range x.Grammar.NounForms(word) {
			x.word(form).Function |= NounFirst | NounToo
		}
	}
	for _, word := range w.NounToo {
		for _, form := range x.Grammar.NounForms(word) {
			x.word(form).Function |= NounToo
		}
	}
	for _, text := range w.Function.AndPhrases {
		var seq []token.ID
		for _, word := range strings.Fields(text) {
			seq = append(seq, x.Vocabulary.Add(word))
		}
		x.ands = append(x.ands, seq)
	}
	if and := w.Function.And; len(and) > 0 {
		x.and = x.Vocabulary.Add(and[0])
	}
	for _, list := range w.Function.lists() {
		for _, word := range *list.words {
			x.word(word).Function |= list.role
		}
	}
	for _, word := range w.Grammar.NewPhrase {
		x.word(word).Function |= NewPhrase
	}
	for _, word := range w.Grammar.Particles {
		x.word(word).Function |= Particle
	}
	x.link(w, v)
	x.pack()
	return x, nil
}

// link makes what compiled words do without.
func (x *Lexicon) link(w *words, v *token.Vocabulary) {
	x.Vocabulary, x.Grammar = v, &w.Grammar
	x.names, x.class = slices.Sorted(maps.Keys(w.Verbs)), nil
	for _, name := range x.names {
		x.class = append(x.class, w.Verbs[name])
	}
	for _, seq := range x.ands {
		if n := int(seq[0]) + 1 - len(x.joins); n > 0 {
			x.joins = append(x.joins, make([]bool, n)...)
		}
		x.joins[seq[0]] = true
	}
}

// word returns the entry of a word form to write to, new if need be.
func (x *Lexicon) word(form string) *Word {
	id := int(x.Vocabulary.Add(form))
	if n := id + 1 - len(x.words); n > 0 {
		x.words = append(x.words, make([]Word, n)...)
	}
	return &x.words[id]
}

// pack keeps each kind of word once.
func (x *Lexicon) pack() {
	known := map[Word]uint32{}
	x.kind = mapped(x.words, func(w Word) uint32 {
		n, ok := known[w]
		if !ok {
			n = uint32(len(x.kinds))
			known[w] = n
			x.kinds = append(x.kinds, w)
		}
		return n
	})
	x.words = nil
}

func (x *Lexicon) addVerb(verb string, class Classes) {
	base := phrase.BaseForm(verb)
	for _, spelling := range x.Grammar.WordSpellings(base) {
		verb := strings.Replace(verb, base, spelling, 1)
		if known := x.verbs[spelling]; strings.Count(verb, "/") >= strings.Count(known, "/") { // with its past forms
			x.verbs[spelling] = verb
		}
		forms := x.Grammar.VerbForms(verb)
		for _, written := range phrase.Sorted(forms) {
			w, is := x.word(written), forms[written]
			if is&phrase.Base != 0 {
				w.Base |= class
			}
			if is&phrase.S != 0 {
				w.S |= class
			}
			if is&phrase.Ing != 0 {
				w.Ing |= class
			}
			if is&phrase.Ed != 0 {
				w.Ed |= class
			}
		}
	}
}

func (x *Lexicon) bit(class string) (Classes, bool) {
	i, ok := slices.BinarySearch(x.names, class)
	return 1 << i, ok
}

// forms returns the numbers of the forms of a word of a phrase: as a noun, and, if
// it is known as a verb, as a verb. A trailing "!" asks for the form alone.
func (x *Lexicon) forms(word string, asVerb bool) []token.ID {
	if exact, ok := strings.CutSuffix(word, "!"); ok {
		return []token.ID{x.Vocabulary.Add(exact)}
	}
	key := wordForms{word, asVerb}
	if all, ok := x.made[key]; ok {
		return all
	}
	var all []token.ID
	for _, s := range x.Grammar.WordSpellings(word) {
		for _, form := range x.Grammar.NounForms(s) {
			all = append(all, x.Vocabulary.Add(form))
		}
		if verb, known := x.verbs[s]; known && asVerb {
			for _, written := range phrase.Sorted(x.Grammar.VerbForms(verb)) {
				all = append(all, x.Vocabulary.Add(written))
			}
		}
	}
	x.made[key] = all
	return all
}

// wordForms asks for the forms of a word.
type wordForms struct {
	word   string
	asVerb bool
}
