package report

import (
	"bytes"
	"io"

	"github.com/jdlint/jdlint/lint"
)

// document is the printer of a format that is one document: a head, what each
// report adds, and an end. It is written as it comes.
type document struct {
	w    io.Writer
	head string
	add  func(*bytes.Buffer, *lint.Report) error
	end  func() string // asked for after the last report

	part  bytes.Buffer
	begun bool
}

func (d *document) Print(r *lint.Report) error {
	return d.write(func(b *bytes.Buffer) error { return d.add(b, r) })
}

func (d *document) Close() error {
	return d.write(func(b *bytes.Buffer) error {
		b.WriteString(d.end())
		return nil
	})
}

// write writes a part, the first one behind the head.
func (d *document) write(part func(*bytes.Buffer) error) error {
	d.part.Reset()
	if !d.begun {
		d.begun = true
		d.part.WriteString(d.head)
	}
	if err := part(&d.part); err != nil {
		return err
	}
	_, err := d.part.WriteTo(d.w)
	return err
}

// newFindingList returns the printer of a document of JSON that ends in a list of
// findings, each on a line of its own: head ends in the bracket that opens the
// list, end begins with the one that closes it.
func newFindingList(w io.Writer, o Options, head, end string, entry func(*platformFinding) any) Printer {
	between := "\n"
	return &document{
		w: w, head: head,
		add: func(b *bytes.Buffer, r *lint.Report) error {
			for _, f := range platformFindings(o, r) {
				b.WriteString(between)
				between = ",\n"
				if err := appendJSON(b, entry(f)); err != nil {
					return err
				}
			}
			return nil
		},
		end: func() string {
			if between != "\n" {
				return "\n" + end
			}
			return end
		},
	}
}
