package posting

import "github.com/jdlint/jdlint/rules"

// languageSample is how much of a posting is read to tell its language, in
// bytes: some five hundred words, of which the small ones tell it.
const languageSample = 3000

// languageOf gives the language of blocks (ISO 639-1), or "" when the text is
// too short to tell or in none that is known.
func languageOf(blocks []block, known *rules.Languages) string {
	var t rules.Tally
	var buf [24]byte
	seen := 0
	for i := range blocks {
		text := blocks[i].text[:min(len(blocks[i].text), languageSample-seen)]
		for k := 0; k < len(text); {
			j := wordAt(text, k)
			if j == k {
				k++
				continue
			}
			if j-k <= len(buf)-8 && (text[k] == '&' || !known.CountPlain(&t, text[k:j])) {
				known.Count(&t, foldWord(buf[:0], text[k:j]))
			}
			k = j
		}
		if seen += len(text); seen >= languageSample {
			break
		}
	}
	return known.Best(&t)
}
