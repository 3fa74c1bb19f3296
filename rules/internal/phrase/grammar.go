package phrase

import (
	"slices"
	"strings"

	"github.com/jdlint/jdlint/lint/token"
	"github.com/jdlint/jdlint/rules/internal/load"
)

// Grammar is how the sentences and words of a language are built, as its grammar.yaml
// says. Its zero value is that of a language with the order of English words, in
// which words have one form.
type Grammar struct {
	Language string `yaml:"language"`

	// Start is set while a language knows only some of the categories: its rules are
	// tested, but postings in it are not judged yet.
	Start bool `yaml:"start"`
	// Prose is set where the library prose, which knows English, is asked as well.
	Prose bool `yaml:"prose"`
	// VerbLast is set where an object may stand before its verb: "das Backlog
	// pflegen".
	VerbLast bool `yaml:"verb_last"`
	// VerbSecond is set where the subject may stand behind its verb: "in dieser
	// Rolle verantwortest du ...".
	VerbSecond bool `yaml:"verb_second"`
	// NounsAct is set where duties are mostly told by nouns, one behind another:
	// "gestion du backlog et rédaction des user stories".
	NounsAct bool `yaml:"nouns_act"`
	// Capitals is set where nouns begin with a capital, so that verbs do not.
	Capitals bool `yaml:"capitals"`

	// NewPhrase has the articles that begin an object of their own behind "with the
	// team": "mit dem Team die Roadmap definieren".
	NewPhrase []string `yaml:"new_phrase"`
	// Particles leave their verb and stand at the end of the clause: "setzt ... um".
	Particles []string `yaml:"particles"`
	// Elisions are words that lose their last letter before a vowel and are written
	// on: "l'", "d'".
	Elisions []string `yaml:"elisions"`
	// Adverbs are the ends of words that stand between others and say nothing of
	// duties: "ly". Plurals are those of nouns in the plural.
	Adverbs []string `yaml:"adverbs"`
	Plurals []string `yaml:"plurals"`

	// Crosses are what a cell of a table says that is no tick: the row is not done by
	// whom the column names, who may be asked or told.
	Crosses []string `yaml:"crosses"`

	// Joints may stand between the parts of words that are written together:
	// "Priorisierung|s|regel". Where there are none, words are not.
	Joints []string `yaml:"joints"`
	// Parts are short words that are parts of such, too; others have at least
	// MinPart bytes.
	Parts []string `yaml:"compound_parts"`

	Inflection `yaml:"inflection"`
	At         load.Pos
}

// MinPart is how many bytes a part of a compound has at least, unless it is listed.
const MinPart = 4

// Elide moves the apostrophe of an elided word from the token behind it to the word
// itself: "l" and "'équipe", as text is cut, become "l'" and "équipe".
func (g *Grammar) Elide(tokens []token.Token, text string) {
	if len(g.Elisions) == 0 {
		return
	}
	for i := 1; i < len(tokens); i++ {
		t, before := &tokens[i], &tokens[i-1]
		word := t.In(text)
		mark := 1
		if !strings.HasPrefix(word, "'") {
			if mark = len("’"); !strings.HasPrefix(word, "’") {
				continue
			}
		}
		if before.End == t.Start && len(word) > mark && slices.Contains(g.Elisions, strings.ToLower(before.In(text))+"'") {
			before.End += int32(mark)
			t.Start += int32(mark)
		}
	}
}
