package section

import (
	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/read/block"
	"github.com/jdlint/jdlint/rules"
)

// languageSample is how much of a posting is read to tell its language, in
// bytes: some five hundred words, of which the small ones tell it.
const languageSample = 3000

// languageOf gives the language of blocks (ISO 639-1), or "" when the text is
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

// Split tells the language of blocks and cuts them into lines with zones. Most postings are in English, and all are cut as such first: the words are
// then looked up already that tell the language.
func (s *Splitter) Split(blocks []block.Block, known *rules.Headings) (language string, lines []posting.Line, err error) {
	if known == nil {
		return "", plainLines(blocks), nil
	}
	english, err := known.In("")
	if err != nil {
		return "", nil, err
	}
	lines = s.makeLines(blocks, english)
	var ok bool
	if language, ok = languageOfLines(lines, known.Languages); !ok {
		language = languageOf(blocks, english, known.Languages)
	}
	sections, err := known.In(language)
	if err != nil {
		return "", nil, err
	}
	if sections != english {
		lines = s.makeLines(blocks, sections)
	}
	return language, lines, nil
}

// plainLines makes one line of each block.
func plainLines(blocks []block.Block) []posting.Line {
	out := make([]posting.Line, len(blocks))
	for i, b := range blocks {
		out[i] = posting.Line{Text: b.Text, Zone: posting.Intro}
		out[i].SetRuns(b.Runs)
		switch b.Kind {
		case block.Heading:
			out[i].Kind = posting.Heading
		case block.Bullet:
			out[i].Kind = posting.Bullet
		}
	}
	return out
}
