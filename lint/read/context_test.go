package read

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/jdlint/jdlint/lint/internal/readtest"
)

// endsAfter is a context that ends when it was asked so many times.
type endsAfter struct {
	context.Context
	left int
}

func (c *endsAfter) Err() error {
	if c.left--; c.left < 0 {
		return context.Canceled
	}
	return nil
}

// TestContext: a context that ends ends the reading, within a document and behind it.
func TestContext(t *testing.T) {
	many := func(piece string) string { return strings.Repeat(piece, 20_000) }
	for name, src := range map[string]string{
		"x.md":   "# Product Owner\n\n- Own the backlog\n",
		"x.docx": string(readtest.Docx(t, readtest.Para("", readtest.TextRun("Product Owner"))+many(readtest.Para("", readtest.TextRun("a"))))),
		"x.odt":  string(readtest.Zip(t, "mimetype", "application/vnd.oasis.opendocument.text", "content.xml", "<x><text><h>Product Owner</h>"+many("<p>a</p>")+"</text></x>")),
		"x.rtf":  `{\rtf1 Product Owner\par ` + many(`a\par `) + "}",
		"x.pdf":  string(readtest.PDFOf(readtest.PDFObjects("BT /F1 12 Tf 72 700 Td (Product Owner) Tj " + many("q Q ") + "ET"))),
	} {
		for _, asked := range []int{0, 1, 3} {
			ctx := &endsAfter{t.Context(), asked}
			_, err := Read(name, []byte(src), Options{Context: ctx})
			switch {
			case name == "x.md" && asked == 3: // it was asked twice, behind the reading and behind the splitting
				if err != nil {
					t.Errorf("%s: %v", name, err)
				}
			case !errors.Is(err, context.Canceled):
				t.Errorf("%s, ended when asked the %d. time: %v", name, asked+1, err)
			case ctx.left < -10:
				t.Errorf("%s: goes on, and asks %d times", name, -ctx.left)
			}
		}
	}
}
