package section

import (
	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/token"
	"github.com/jdlint/jdlint/rules"
)

// languageSample is how much of a posting is read to tell its language, in
// bytes: some five hundred words, of which the small ones tell it.
const languageSample = 3000

// languageOf returns the language of lines (ISO 639-1), or "" when they are too
// short to tell or in none that is known.
func languageOf(lines []posting.Line, known *rules.Headings) string {
	var t rules.Tally
	seen := 0
	for i := range lines {
		l := &lines[i]
		end := int32(0) // of the last word
		for _, w := range l.Tokens {
			if seen+int(w.Start) >= languageSample {
				break
			}
			if w.Start < end {
				continue // a contraction is one word
			}
			if w.Kind&token.Plain == 0 {
				w = known.Vocabulary.Whole(l.Text, w)
			}
			if end = w.End; w.Start == end {
				continue
			}
			known.Languages.Count(&t, w.ID)
			if t.Words()%64 == 63 && known.Languages.Sure(&t) {
				return known.Languages.Best(&t)
			}
		}
		if seen += len(l.Text); seen >= languageSample {
			break
		}
	}
	return known.Languages.Best(&t)
}
