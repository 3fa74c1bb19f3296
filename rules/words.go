package rules

import "github.com/jdlint/jdlint/rules/internal/phrase"

// words is what is known of a language besides duties: classes of verbs, lists
// of words and the function words that hold a sentence together.
type words struct {
	Language string `yaml:"language"`

	// Verbs are the classes of verbs, by name.
	Verbs map[string]VerbClass `yaml:"verbs"`
	// Heads are nouns and adjectives that act as verbs when "of", "for" or
	// "to" follows: "responsible for", "ownership of"; by class of verbs.
	Heads map[string][]string `yaml:"heads"`
	// NounFirst are words that are nouns, not verbs, at the beginning of a
	// line, unless an article or an object follows: "market analysis".
	NounFirst []string `yaml:"noun_first"`
	// NounToo are words that are nouns as often as verbs.
	NounToo []string `yaml:"noun_too"`
	// Lists are lists of nouns that phrases name as @list.
	Lists map[string][]string `yaml:"lists"`

	// RoleNouns are the nouns by which running text names the two roles.
	RoleNouns map[string]string `yaml:"role_nouns"`

	// RoleShorts are what their titles are shortened to: "PM", "PO".
	RoleShorts map[string]string `yaml:"role_shorts"`

	// Calls are wordings around a role's name that make it the hire's.
	Calls calls `yaml:"calls"`

	// Frequent are the words that come up most in postings, the most frequent
	// first. The search for a phrase begins with others; what it finds does not
	// depend on them.
	Frequent []string `yaml:"frequent"`

	Likeness likenessWords `yaml:"likeness"`

	Function functionWords `yaml:"function"`
	At       Pos

	// Grammar is that of grammar.yaml beside it.
	Grammar phrase.Grammar `yaml:"-"`
}

// Grammar is how the sentences and words of a language are built.
type Grammar = phrase.Grammar

// calls says when a text calls the person hired by the name of a role: "as a
// Product Owner", "the Product Owner will".
type calls struct {
	Before   []string `yaml:"before"`   // stands before the name and is enough
	Articles []string `yaml:"articles"` // stands before the name ...
	After    []string `yaml:"after"`    // ... when this follows it
	// Seeks are those of Before by which the text looks for somebody.
	Seeks []string `yaml:"seeks"`
	// Past are words by which what stands behind them was the person's job
	// before: "three years as a product owner".
	Past []string `yaml:"past"`
}

// VerbClass is a class of verbs and how far it makes what follows the hire's
// own duty.
type VerbClass struct {
	Means  string   `yaml:"means"`
	Counts string   `yaml:"counts"` // owned, weak or no
	Opens  bool     `yaml:"opens"`  // the verb behind it decides: "work with design to define"
	Others bool     `yaml:"others"` // what follows is what others do: "coach teams to write stories"
	Asks   bool     `yaml:"asks"`   // with "you" it says what the hire is like, as does all behind it
	Into   bool     `yaml:"into"`   // what stands behind "into" counts, what stands before does not
	Words  []string `yaml:"words"`
	At     Pos
}

// functionWords are the words that hold a sentence together.
type functionWords struct {
	To           []string `yaml:"to"`
	Of           []string `yaml:"of"`           // prepositions that carry a duty on: "ownership of the backlog"
	On           []string `yaml:"on"`           // as Of, and they end a preposition that blocks
	Into         []string `yaml:"into"`         // "translate into"
	Block        []string `yaml:"block"`        // prepositions behind which nothing counts
	Including    []string `yaml:"including"`    // words that open a list of what counts
	And          []string `yaml:"and"`          // coordinating words
	AndPhrases   []string `yaml:"and_phrases"`  // several words that mean as much: as well as
	Clause       []string `yaml:"clause"`       // words that begin a clause of its own: so that, while
	Relative     []string `yaml:"relative"`     // who, which, that
	Determiners  []string `yaml:"determiners"`  // the, our, a
	Modals       []string `yaml:"modals"`       // will, must
	Be           []string `yaml:"be"`           // is, are, being
	Negations    []string `yaml:"negations"`    // not, without
	NotNegated   []string `yaml:"not_negated"`  // behind a negation they take it back: not only, not least
	Participles  []string `yaml:"participles"`  // block when a preposition follows: aligned with, driven by
	Hire         []string `yaml:"hire"`         // you, s/he
	HireNouns    []string `yaml:"hire_nouns"`   // role, position, candidate
	Others       []string `yaml:"others"`       // we, they
	Seeking      []string `yaml:"seeking"`      // looking, seeking, hiring
	Asking       []string `yaml:"asking"`       // experience, ability: what follows is asked, not done
	Abbreviation []string `yaml:"abbreviation"` // words that end in a dot without ending a sentence
	Able         []string `yaml:"able"`         // can: what follows is a trait
	By           []string `yaml:"by"`           // "set by leadership"
	Role         []string `yaml:"role"`         // "act as"
	Past         []string `yaml:"past"`         // have, has, had: results of the past follow
	Sure         []string `yaml:"sure"`         // behind a verb they are the verb: make sure
	Helping      []string `yaml:"helping"`      // lead from a verb of support to what is helped with: participate in, assist with
	They         []string `yaml:"they"`         // others, or at the head of a duty the person hired: "they will ..."
	Prefix       []string `yaml:"prefix"`       // belong to the word behind their hyphen: co-ordinate, re-prioritise
	One          []string `yaml:"one"`          // name the person hired behind "the": "you are the one who decides"
}

// lists returns the lists of single words with the roles that these play.
func (f *functionWords) lists() []functionList {
	return []functionList{
		{&f.To, To}, {&f.Of, Of}, {&f.On, On}, {&f.Into, Into}, {&f.Block, Block}, {&f.Including, Including}, {&f.And, And},
		{&f.Clause, Clause}, {&f.Relative, Relative}, {&f.Determiners, Determiner}, {&f.Modals, Modal}, {&f.Be, Be},
		{&f.Negations, Negation}, {&f.Hire, Hire}, {&f.HireNouns, HireNoun}, {&f.Others, Others}, {&f.Seeking, Seeking},
		{&f.Asking, Asking}, {&f.Past, Past}, {&f.Able, Able}, {&f.Role, Role}, {&f.Participles, Participle}, {&f.NotNegated, NotNegated},
		{&f.Helping, Helping}, {&f.Sure, Sure}, {&f.By, By}, {&f.Abbreviation, Abbreviation},
		{&f.Prefix, Prefix}, {&f.They, They}, {&f.One, One},
	}
}

type functionList struct {
	words *[]string
	role  function
}
