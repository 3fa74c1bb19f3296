// Package suppress leaves out findings that a posting itself asks to leave
// out, in comments and in its front matter, and reports such requests when
// they have no reason or nothing to suppress.
package suppress

import (
	"bytes"
	"path/filepath"
	"slices"
	"strings"

	"github.com/jdlint/jdlint/lint/posting"
)

// directive is one request to leave out findings.
type directive struct {
	kind   kind
	word   string       // as it stands there, when the kind is unknown
	rules  []string     // empty: all
	reason string       // "" when none is given
	at     posting.Span // of the comment, or of the entry in the front matter
	bad    string       // what cannot be understood, if anything
	front  bool         // stands in front matter
}

type kind string

const (
	nextLine kind = "disable-next-line"
	thisLine kind = "disable-line"
	begin    kind = "disable"
	end      kind = "enable"
	whole    kind = "disable-file"
	unknown  kind = ""
)

var kinds = []string{string(nextLine), string(thisLine), string(begin), string(end), string(whole)}

const (
	opens  = "<!--"
	closes = "-->"
	prefix = "jdlint-"
)

// comments finds the directives in the comments of a source. It looks for the
// word before it looks for comments: nearly no posting has any.
func comments(src []byte) []directive {
	if !bytes.Contains(src, []byte(prefix)) {
		return nil
	}
	var all []directive
	for i := 0; ; {
		n := bytes.Index(src[i:], []byte(opens))
		if n < 0 {
			return all
		}
		start := i + n
		n = bytes.Index(src[start+len(opens):], []byte(closes))
		if n < 0 {
			return all
		}
		stop := start + len(opens) + n + len(closes)
		body := strings.TrimSpace(string(src[start+len(opens) : stop-len(closes)]))
		if rest, ok := strings.CutPrefix(body, prefix); ok {
			all = append(all, parse(rest, posting.Span{Start: start, End: stop}))
		}
		i = stop
	}
}

// lineSigns are what begins a comment that goes to the end of its line, by the extension
// of the file.
var lineSigns = map[string]string{".adoc": "//", ".asciidoc": "//", ".asc": "//", ".rst": "..", ".org": "#", ".toml": "#"}

// Comment returns what stands around a directive in a file, by its extension.
func Comment(path string) (before, after string) {
	ext := strings.ToLower(filepath.Ext(path))
	switch sign := lineSigns[ext]; {
	case sign != "":
		return sign + " ", ""
	case ext == ".mdx":
		return "{/* ", " */}"
	}
	return opens + " ", " " + closes
}

// lineComments finds the directives in comments that the format of a file has beside
// those of HTML: lines of other markup and of front matter, and {/* */} in MDX.
func lineComments(path string, src []byte) (all []directive) {
	ext := strings.ToLower(filepath.Ext(path))
	front := frontMatterEnd(src)
	for i := 0; ; {
		n := bytes.Index(src[i:], []byte(prefix))
		if n < 0 {
			return all
		}
		at := i + n
		start := bytes.LastIndexByte(src[:at], '\n') + 1
		stop := len(src)
		if n := bytes.IndexByte(src[at:], '\n'); n >= 0 {
			stop = at + n
		}
		i = stop
		sign := strings.TrimSpace(string(src[start:at]))
		switch {
		case sign != "" && sign == lineSigns[ext], sign == "#" && at < front:
		case ext == ".mdx" && strings.HasSuffix(sign, "{/*"):
			start += strings.LastIndex(string(src[start:at]), "{/*")
			n := bytes.Index(src[at:], []byte("*/}"))
			if n < 0 {
				return all
			}
			stop = at + n
			i = max(i, stop)
		default:
			continue
		}
		all = append(all, parse(strings.TrimSpace(string(src[at+len(prefix):stop])), posting.Span{Start: start, End: stop}))
	}
}

// parse reads what stands behind "jdlint-" in a comment: a word, rules, a colon
// and a reason.
func parse(text string, at posting.Span) directive {
	d := directive{at: at}
	n := strings.IndexAny(text, ": \t\r\n")
	if n < 0 {
		n = len(text)
	}
	d.word = text[:n]
	if slices.Contains(kinds, d.word) {
		d.kind = kind(d.word)
	}
	names, reason, _ := strings.Cut(text[n:], ":")
	d.rules = strings.FieldsFunc(names, func(r rune) bool { return strings.ContainsRune(", \t\r\n", r) })
	d.reason = strings.Join(strings.Fields(reason), " ")
	return d
}

// Blank returns a source in which the directives in comments are blanks, of the
// same length. In plain text, where a comment is a text like any other, they
// would be read as a part of the posting. A source without any comes back as
// it is.
func Blank(src []byte) []byte {
	all := comments(src)
	if len(all) == 0 {
		return src
	}
	out := bytes.Clone(src)
	for _, d := range all {
		for i := d.at.Start; i < d.at.End; i++ {
			if out[i] != '\n' && out[i] != '\r' {
				out[i] = ' '
			}
		}
	}
	return out
}
