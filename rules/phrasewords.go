package rules

import (
	"strings"
	"unicode"
)

// phraseWords cuts an entry of a phrase into the words that lines are cut into:
// hyphens part words, other signs are words of their own, and so are "'s" and
// "n't". It gives, second, what can be no word of a line or reach over the end of
// a sentence, and so would never be found.
func phraseWords(entry string) (words []string, never string) {
	for field := range strings.FieldsSeq(strings.ReplaceAll(strings.ToLower(entry), "-", " ")) {
		field, exact := strings.CutSuffix(field, "!")
		cut := cutSigns(field)
		if len(cut) == 0 {
			return nil, "!"
		}
		for _, w := range cut {
			if strings.ContainsAny(w, ".;:!?|[]") || len(w) > maxWord {
				return nil, w
			}
		}
		if exact {
			cut[len(cut)-1] += "!"
		}
		words = append(words, cut...)
	}
	return words, ""
}

// cutSigns parts the words and the signs of a text without blanks.
func cutSigns(text string) (all []string) {
	word := 0 // where it begins
	end := func(at int) {
		if word < at {
			all = append(all, text[word:at])
		}
		word = at
	}
	for i, r := range text {
		switch {
		case r == '\'' && i > word && strings.HasSuffix(text[:i], "n") && text[i:] == "'t":
			end(i - 1) // "is|n't"
		case r == '\'' && i > word:
			end(i) // "customer|'s"
		case r == '\'' || r == '’' || r == '&' || unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
		default:
			end(i)
			end(i + len(string(r)))
		}
	}
	end(len(text))
	return all
}
