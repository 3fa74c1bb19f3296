package posting

import (
	"strings"

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
func (s *splitter) unglue(blocks []block) []block {
	var out []block // nil: nothing was glued so far
	for i := range blocks {
		b := &blocks[i]
		at := s.gluedHeading(b.text)
		switch {
		case at == 0 && out != nil:
			out = append(out, *b)
		case at > 0:
			if out == nil {
				out = append(make([]block, 0, len(blocks)+1), blocks[:i]...)
			}
			before, after := *b, *b
			before.text, before.runs = b.cut(0, len(strings.TrimRight(b.text[:at], "#* ")))
			after.text, after.runs = b.cut(at, len(b.text))
			before.kind, before.bold = paragraphBlock, false
			if b.kind != headingBlock {
				after.kind, after.level, after.bold = paragraphBlock, 0, true
			}
			out = append(out, before, after)
		}
	}
	if out == nil {
		return blocks
	}
	return out
}
