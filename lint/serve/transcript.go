package serve

import (
	"bytes"
	"strings"

	"github.com/jdlint/jdlint/lint/posting"
)

// Transcript returns a posting as Markdown without its markup, so that it can be
// read and typed on. What surrounds the posting on its page is left out.
func Transcript(p *posting.Posting) []byte {
	var b bytes.Buffer
	last := posting.Heading
	end := 0
	for i := range p.Lines {
		l := &p.Lines[i]
		text := strings.TrimSpace(l.Text)
		if l.Zone == posting.Furniture || text == "" {
			continue
		}
		span := l.Span()
		gap := p.Source[min(end, span.Start):span.Start]
		end = max(end, span.End)
		goesOn := b.Len() > 0 && l.Kind != posting.Heading && l.Kind == last && len(bytes.TrimSpace(gap)) == 0 && bytes.IndexByte(gap, '\n') < 0
		switch {
		case goesOn:
			b.WriteByte(' ')
		case b.Len() > 0 && l.Kind == posting.Bullet && last == posting.Bullet:
			b.WriteByte('\n')
		case b.Len() > 0:
			b.WriteString("\n\n")
		}
		switch {
		case goesOn:
		case l.Kind == posting.Heading:
			b.WriteString("## ")
		case l.Kind == posting.Bullet:
			b.WriteString("- ")
		}
		b.WriteString(text)
		last = l.Kind
	}
	b.WriteByte('\n')
	return b.Bytes()
}
