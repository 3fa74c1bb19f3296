package section

import (
	"strings"

	"github.com/jdlint/jdlint/lint/read/block"
	"github.com/jdlint/jdlint/lint/token"
	"github.com/jdlint/jdlint/rules"
)

// gluedHeading returns the place in a text from which a known heading follows
// that was glued to the end of a sentence ("... at Acme.Responsibilities"), or
// 0. Job boards glue so what stood on a line of its own.
func (p *phraseFinder) gluedHeading(text string) int {
	for i, first := len(text)-2, max(1, len(text)-longestHeading/2); i >= first; i-- {
		if !endsSentence[text[i]] {
			continue
		}
		tail := strings.TrimLeft(text[i+1:], "#* ")
		at := len(text) - len(tail)
		if tail == "" || at == i+1 && !isUpperAt(text, at) || at > i+1 && text[i+1] == ' ' {
			continue // a sentence follows, as sentences do
		}
		f := p.longest(tail, 0, rules.WholeHeading)
		if f.words == 0 {
			f = p.longest(tail, 0, rules.InHeading)
		}
		if f.words > 0 && strings.TrimRight(tail[f.end:], ": *") == "" ||
			strings.HasSuffix(tail, ":") && strings.Count(tail, " ") < 5 && p.headingZone(tail) != "" {
			return at
		}
	}
	return 0
}

// endsSentence has the signs that a heading may be glued to.
var endsSentence = [256]bool{'.': true, '!': true, '?': true, ')': true}

// unglue returns glued headings blocks of their own.
func (s *Splitter) unglue(blocks []block.Block) []block.Block {
	var out []block.Block // nil: nothing was glued so far
	for i := range blocks {
		b := &blocks[i]
		at := s.gluedHeading(b.Text)
		switch {
		case at == 0 && out != nil:
			out = append(out, *b)
		case at > 0:
			if out == nil {
				out = append(make([]block.Block, 0, len(blocks)+1), blocks[:i]...)
			}
			before, after := b.Cut(0, len(strings.TrimRight(b.Text[:at], "#* "))), b.Cut(at, len(b.Text))
			before.Kind, before.Bold = block.Paragraph, false
			if b.Kind != block.Heading {
				after.Kind, after.Level, after.Bold = block.Paragraph, 0, true
			}
			out = append(out, before, after)
		}
	}
	if out == nil {
		return blocks
	}
	return out
}

// glued looks for a line that begins inside the word text[i:j]:
// "stakeholdersCreate". Names are written like that as well ("GitHub"), so the
// second half must begin a duty or a known phrase.
func (s *Splitter) glued(i, j int) (next int, ok bool) {
	text := s.text
	if j-i < 6 || j-i > 60 {
		return 0, false
	}
	if w, ok := s.index.at(text, i); ok && w.Kind == token.Plain { // small letters behind the first
		return 0, false
	}
	for k := i + 1; k+2 < j; k++ {
		if !isUpperAt(text, k) || !isLowerAt(text, k+1) {
			continue
		}
		lower := isLowerAt(text, k-1)
		if !lower && !isDigitAt(text, k-1) && !isUpperAt(text, k-1) {
			continue
		}
		if lower && k-i < 3 {
			continue
		}
		if s.mayBeHeading(k) {
			next, _ := s.headingAt(k, false, true)
			if next > 0 {
				return next, true
			}
		}
		if !s.beginsLine(k, j, !isUpperAt(text, i) || s.seams > 1) && !s.plainlyGlued(i, k, j) {
			continue
		}
		s.seams++
		s.cut(k, k, s.next())
		return k, true
	}
	return 0, false
}

// plainlyGlued reports whether the word text[i:j] can be no name, so that text[k:j]
// must begin a line whatever it is: "prior commitmentsUnited Airlines is ...".
// A title may be glued to an adjective, within a sentence.
func (s *Splitter) plainlyGlued(i, k, j int) bool {
	text := s.text
	if !isLowerAt(text, i) || k-i < 5 || j-k < 3 || k-s.start < 30 {
		return false
	}
	for words := 0; words < 4 && k < len(text); words++ {
		if s.phraseFinder.kind(text, k, j)&rules.RoleNoun != 0 {
			return false
		}
		k = nextWord(text, j)
		j = s.end(text, k)
	}
	return true
}

// beginsLine reports whether the word text[k:j] may begin a line although no
// blank stands before it.
func (s *Splitter) beginsLine(k, j int, sure bool) bool {
	text := s.text
	if f := s.phraseFinder.longest(text, k, rules.Opener); f.words >= 2 || f.words == 1 && sure {
		return true
	}
	if j-k >= 5 && text[j-2:j] == "ly" && s.startsWithVerb(text, k) { // "Independently creates"
		return true
	}
	kind := s.phraseFinder.kind(text, k, j)
	if kind&rules.DutyVerb == 0 || j+1 >= len(text) || text[j] != ' ' && text[j] != ',' {
		return false
	}
	return sure || isLowerAt(text, j+1) && (kind&rules.AlsoNoun == 0 || s.governs(j+1))
}
