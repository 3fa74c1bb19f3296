package read

import (
	"bytes"
	"iter"

	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/read/block"
	"github.com/jdlint/jdlint/lint/read/html"
)

// Fields returns what stands beside the text of a posting, each with its name: the keys
// of its front matter that have a value on their line, and the fields of the JobPosting
// data of a page.
func Fields(p *posting.Posting) iter.Seq2[string, string] {
	return func(yield func(name, value string) bool) {
		if p.Format == posting.HTML {
			more := true
			html.JobFields(p.Source, func(name, value string) bool {
				more = yield(name, value)
				return more
			})
			if !more {
				return
			}
		}
		f := frontMatterOf(p.Path, p.Source)
		for i := f.data.Start; i < f.data.End; {
			end, next := block.LineEnd(f.text, i)
			if key := keyOf(bytes.TrimLeft(f.text[i:end], " \t{,")); key != "" {
				k := i + bytes.IndexAny(f.text[i:end], ":=") + 1
				if b, ok := inlineValue(f.text, k, end); ok && b.Text != "" && !yield(key, b.Text) {
					return
				}
			}
			i = next
		}
	}
}
