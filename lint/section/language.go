package section

import (
	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/read/block"
	"github.com/jdlint/jdlint/rules"
)

// languageSample is how much of a posting is read to tell its language, in
// bytes: some five hundred words, of which the small ones tell it.
const languageSample = 3000

// languageOf returns the language of blocks (ISO 639-1), or "" when the text is
// too short to tell or in none that is known. known is where words are looked
// up, in whatever language: all know the small words of all languages.
func languageOf(blocks []block.Block, known *rules.Sections, languages *rules.Languages) string {
	var t rules.Tally
	seen := 0
	for i := range blocks {
		text := blocks[i].Text[:min(len(blocks[i].Text), languageSample-seen)]
		for k := 0; k < len(text); {
			j, plain, _ := cutWord(text, k)
			switch {
			case j == k:
				k++
				continue
			case plain:
				t.Add(known.PlainWord(text, k, j))
			default:
				t.Add(anyWord(known, text[k:j]))
			}
			k = j
			if t.Words()%64 == 63 && languages.Sure(&t) {
				return languages.Best(&t)
			}
		}
		if seen += len(text); seen >= languageSample {
			break
		}
	}
	return languages.Best(&t)
}

// languageOfLines is languageOf for lines whose words are looked up. It is not ok
// where they are not.
func languageOfLines(lines []posting.Line, known *rules.Languages) (language string, ok bool) {
	var t rules.Tally
	seen := 0
	for i := range lines {
		l := &lines[i]
		words := l.Words()
		if len(words) == 0 && len(l.Text) > longestWord {
			return "", false
		}
		for k := range words {
			w := &words[k]
			if start, _, _, _ := l.Word(w); seen+start >= languageSample {
				break
			}
			t.Add(w.Known)
			if t.Words()%64 == 63 && known.Sure(&t) {
				return known.Best(&t), true
			}
		}
		if seen += len(l.Text); seen >= languageSample {
			break
		}
	}
	return known.Best(&t), true
}
