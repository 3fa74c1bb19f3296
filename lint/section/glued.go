package section

import (
	"strings"

	"github.com/jdlint/jdlint/lint/read/block"
	"github.com/jdlint/jdlint/rules"
)

// gluedHeading gives the place in a text from which a known heading follows
// that was glued to the end of a sentence ("... at Acme.Responsibilities"), or
// 0. Job boards glue so what stood on a line of its own.
func (p *phraser) gluedHeading(text string) int {
	for i := len(text) - 2; i > 0 && len(text)-i <= longestHeading/2; i-- {
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

// endsSentence tells the signs that a heading may be glued to.
var endsSentence = [256]bool{'.': true, '!': true, '?': true, ')': true}

// unglue gives glued headings blocks of their own.
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
			before, after := *b, *b
			before.Text, before.Runs = b.Cut(0, len(strings.TrimRight(b.Text[:at], "#* ")))
			after.Text, after.Runs = b.Cut(at, len(b.Text))
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
