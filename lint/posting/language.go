package posting

import "github.com/jdlint/jdlint/rules"

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
