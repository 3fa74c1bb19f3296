package phrase

import (
	"strings"

	"github.com/jdlint/jdlint/lint/token"
)

// Words cuts an entry of a phrase into the words and signs that lines are
// cut into, but that a hyphen always parts words. It returns, second, what would
// never be found: what can be no word of a line, or ends a sentence.
func (g *Grammar) Words(entry string) (words []string, never string) {
	var tokens []token.Token
	for field := range strings.FieldsSeq(strings.ReplaceAll(strings.ToLower(entry), "-", " ")) {
		field, exact := strings.CutSuffix(field, "!")
		if field == "" {
			return nil, "!"
		}
		tied := strings.HasPrefix(field, "'") || strings.HasPrefix(field, "’")
		if tied { // to the word before, of which some letter must stand there: "customer 's"
			field = "x" + field
		}
		if tokens = new(token.Vocabulary).Scan(tokens[:0], field); tied {
			tokens = tokens[1:]
		}
		g.Elide(tokens, field)
		for i := range tokens {
			word := strings.ReplaceAll(tokens[i].In(field), "’", "'")
			if strings.ContainsAny(word, ".;:!?|[]") || len(word) > token.MaxWord {
				return nil, word
			}
			words = append(words, word)
		}
		if exact {
			words[len(words)-1] += "!"
		}
	}
	return words, ""
}
