package posting

import "github.com/jdlint/jdlint/rules"

// languageSample is how much of a posting is read to tell its language, in
// bytes: some five hundred words, of which the small ones tell it.
const languageSample = 3000

// languageOf gives the language of blocks (ISO 639-1), or "" when the text is
// too short to tell or in none that is known. known is where words are looked
// up, in whatever language: all know the small words of all languages.
func languageOf(blocks []block, known *rules.Sections, languages *rules.Languages) string {
	var t rules.Tally
	seen := 0
	for i := range blocks {
		text := blocks[i].text[:min(len(blocks[i].text), languageSample-seen)]
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
