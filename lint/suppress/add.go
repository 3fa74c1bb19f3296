package suppress

import (
	"bytes"
	"errors"
	"path/filepath"
	"slices"
	"strings"

	"github.com/jdlint/jdlint/lint/posting"
)

// errNoComments is that of a format in which nothing can be said beside the text.
var errNoComments = errors.New("this format has no comments, so nothing can be suppressed in it; record it in a baseline")

// CheckReason returns why a text cannot be the reason of a suppression.
func CheckReason(reason string) error {
	for _, end := range []string{closes, "*/", "\n", "\r", "\x00"} {
		if strings.Contains(reason, end) {
			return errors.New("the reason stands in a comment: one line, without --> and */")
		}
	}
	if strings.TrimSpace(reason) == "" {
		return errors.New("a suppression needs a reason")
	}
	return nil
}

// Add returns the source of a posting with a comment at its top that leaves out findings,
// by their ids, in the whole file. It is written as the format of the file has it.
func Add(p *posting.Posting, ids []string, reason string) ([]byte, error) {
	if p.Format == posting.Plain || !p.InPlace() {
		return nil, errNoComments
	}
	src, ext := p.Source, strings.ToLower(filepath.Ext(p.Path))
	eol := "\n"
	if n := bytes.IndexByte(src, '\n'); n > 0 && src[n-1] == '\r' {
		eol = "\r\n"
	}
	text := prefix + string(whole) + " " + strings.Join(ids, ", ") + ": " + strings.Join(strings.Fields(reason), " ")
	before, after := Comment(p.Path)
	line := before + text + after + eol
	at := len(src) - len(bytes.TrimPrefix(src, []byte("\uFEFF")))
	switch front := frontMatterEnd(src); {
	case front > 0 && ext == ".astro": // where code stands
		n := bytes.IndexByte(src[front+1:], '\n')
		if at = front + 1 + n + 1; n < 0 {
			at, line = len(src), eol+line
		}
	case front > 0:
		at += bytes.IndexByte(src[at:], '\n') + 1
		line = "# " + text + eol
	case p.Format == posting.HTML:
		at += doctype(src[at:])
	case lineSigns[ext] == "" || ext == ".rst": // else what follows would belong to it
		line += eol
	}
	return slices.Concat(src[:at], []byte(line), src[at:]), nil
}

// doctype returns where the declaration ends with which a page begins, 0 if it has none:
// with a comment before it, old browsers lay out pages otherwise.
func doctype(src []byte) int {
	const begins = "<!doctype"
	if len(src) < len(begins) || !strings.EqualFold(string(src[:len(begins)]), begins) {
		return 0
	}
	n := bytes.IndexByte(src, '>') + 1
	if rest := bytes.TrimLeft(src[n:], " \t\r"); n > 0 && bytes.HasPrefix(rest, []byte("\n")) {
		return len(src) - len(rest) + 1
	}
	return n
}
