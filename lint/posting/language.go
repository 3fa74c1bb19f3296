package posting

import (
	"unicode/utf8"

	"github.com/jdlint/jdlint/rules"
)

// languageSample is how much of a posting is read to tell its language, in
// bytes: some five hundred words, of which the small ones tell it.
const languageSample = 3000

// languageOf gives the language of blocks (ISO 639-1), or "" when the text is
// too short to tell or in none that is known.
func languageOf(blocks []block, known *rules.Languages) string {
	var t rules.Tally
	var buf [longestWord + 8]byte
	seen := 0
	for i := range blocks {
		text := blocks[i].text[:min(len(blocks[i].text), languageSample-seen)]
		for k := 0; k < len(text); {
			if c := text[k]; alnum[c] == 0 && c < utf8.RuneSelf && c != '&' { // begins no word
				k++
				continue
			}
			j, plain, _ := cutWord(text, k)
			switch {
			case j == k:
				k++
			case plain:
				known.CountPlain(&t, text, k, j)
			case j-k <= longestWord:
				known.Count(&t, foldWord(buf[:0], text[k:j]))
			}
			k = max(k, j)
			if t.Words()%64 == 63 && known.Sure(&t) {
				return known.Best(&t)
			}
		}
		if seen += len(text); seen >= languageSample {
			break
		}
	}
	return known.Best(&t)
}

// languageOfLines is languageOf for lines whose words are looked up. It is not ok
// where they are not.
func languageOfLines(lines []Line, known *rules.Languages) (language string, ok bool) {
	var t rules.Tally
	seen := 0
	for i := range lines {
		l := &lines[i]
		if len(l.words) == 0 && len(l.Text) > longestWord {
			return "", false
		}
		for k := range l.words {
			w := &l.words[k]
			if seen+int(w.at)-l.from >= languageSample {
				break
			}
			t.Add(w.known)
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
