package suppress

import (
	"strings"
	"testing"

	"github.com/jdlint/jdlint/lint/posting"
)

// TestAdd: the comment stands where it is a comment and what was there before stays.
func TestAdd(t *testing.T) {
	const line = "jdlint-disable-file x, y: so it is"
	for _, tt := range []struct {
		path   string
		format posting.Format
		src    string
		want   string
	}{
		{"a.md", posting.Markdown, "# A\n", "<!-- " + line + " -->\n\n# A\n"},
		{"a.md", posting.Markdown, "\ufeff# A\r\nb\r\n", "\ufeff<!-- " + line + " -->\r\n\r\n# A\r\nb\r\n"},
		{"a.md", posting.Markdown, "---\r\na: b\r\n---\r\nc", "---\r\n# " + line + "\r\na: b\r\n---\r\nc"},
		{"a.md", posting.Markdown, "---\n\nno fence\n", "<!-- " + line + " -->\n\n---\n\nno fence\n"},
		{"a.toml", posting.Markdown, "a = 1\n", "# " + line + "\na = 1\n"},
		{"a.html", posting.HTML, "<!doctype html><p>a", "<!doctype html><!-- " + line + " -->\n<p>a"},
		{"a.html", posting.HTML, "<p>a", "<!-- " + line + " -->\n<p>a"},
		{"a.astro", posting.HTML, "---\na\n---", "---\na\n---\n<!-- " + line + " -->\n"},
		{"a.rst", posting.Markdown, "A\n=\n", ".. " + line + "\n\nA\n=\n"},
		{"a", posting.Markdown, "", "<!-- " + line + " -->\n\n"},
	} {
		p := &posting.Posting{Path: tt.path, Format: tt.format, Source: []byte(tt.src)}
		got, err := Add(p, []string{"x", "y"}, " so  it is")
		if err != nil || string(got) != tt.want {
			t.Errorf("%s %q: %q, %v, want %q", tt.path, tt.src, got, err, tt.want)
		}
	}
	for _, p := range []*posting.Posting{
		{Path: "a.txt", Format: posting.Plain}, {Path: "a.docx", Format: posting.Docx, Unit: posting.ByParagraph}, {Path: "a.md", Format: posting.Markdown, Recoded: true},
	} {
		if _, err := Add(p, []string{"x"}, "so"); err == nil {
			t.Errorf("%s: a comment where there can be none", p.Path)
		}
	}
	for _, reason := range []string{"", " ", "a\nb", "-->", "a */ b"} {
		if CheckReason(reason) == nil {
			t.Errorf("%q is a reason", reason)
		}
	}
}

// FuzzAdd: what is added to any text can be taken away again, and ends no comment early.
func FuzzAdd(f *testing.F) {
	for _, ext := range []string{".md", ".mdx", ".astro", ".html", ".rst", ".toml"} {
		f.Add("a"+ext, "---\na\n---\n<!doctype html>\n# b\n")
	}
	f.Add("a.astro", "---\n---")
	f.Fuzz(func(t *testing.T, path, src string) {
		for _, format := range []posting.Format{posting.Markdown, posting.HTML} {
			got, err := Add(&posting.Posting{Path: path, Format: format, Source: []byte(src)}, []string{"x"}, "so")
			if err != nil {
				t.Fatal(err)
			}
			at := strings.Index(string(got), "jdlint-disable-file x: so")
			if at < 0 || len(got) <= len(src) {
				t.Fatalf("%q has no comment", got)
			}
		}
	})
}
