package cli

import (
	"fmt"
	"io"

	"github.com/jdlint/jdlint/lint/book"
	"github.com/jdlint/jdlint/lint/report"
)

// pagePrinter prints one explanation. Errors of writing come out at the end, when
// the buffer behind w is flushed.
type pagePrinter struct {
	w     io.Writer
	width int
}

func (p *pagePrinter) print(b *book.Page) {
	p.head(b.ID, b.Kind, b.Name)
	for i := range b.Parts {
		part := &b.Parts[i]
		text := part.Text
		if part.Ref != "" {
			text = joined(part.Ref, ", ", text)
		}
		if len(part.Items) == 0 {
			p.part(part.Heading, text)
			continue
		}
		lines := make([]string, len(part.Items))
		for k, item := range part.Items {
			lines[k] = item.Text
			if item.Ref != "" {
				lines[k] = joined(item.Ref, ": ", item.Text)
			}
		}
		p.list(part.Heading, lines)
	}
}

func joined(a, between, b string) string {
	if b == "" {
		return a
	}
	return a + between + b
}

func (p *pagePrinter) head(id, kind, name string) {
	fmt.Fprintf(p.w, "%s (%s)", report.Clean(id), kind)
	if name != "" && name != id {
		fmt.Fprintf(p.w, ": %s", report.Clean(name))
	}
	fmt.Fprintln(p.w)
}

// part prints a paragraph under a heading; an empty text prints nothing.
func (p *pagePrinter) part(heading, text string) {
	lines := report.Wrap(report.Clean(text), p.width-2)
	if len(lines) == 0 {
		return
	}
	fmt.Fprintln(p.w)
	indent := ""
	if heading != "" {
		fmt.Fprintln(p.w, heading)
		indent = "  "
	}
	for _, line := range lines {
		fmt.Fprintf(p.w, "%s%s\n", indent, line)
	}
}

// list prints lines under a heading.
func (p *pagePrinter) list(heading string, lines []string) {
	if len(lines) == 0 {
		return
	}
	fmt.Fprintf(p.w, "\n%s\n", heading)
	for _, line := range lines {
		lead := "  - "
		for _, row := range report.Wrap(report.Clean(line), p.width-4) {
			fmt.Fprintf(p.w, "%s%s\n", lead, row)
			lead = "    "
		}
	}
}
