package report

import (
	"github.com/jdlint/jdlint/lint"
)

// style colours text, or leaves it alone when it is false. Text must be clean
// and cut to its width before it is coloured.
type style bool

// The escape sequences of terminals for the looks that are used.
const (
	bold   = "1"
	dim    = "2"
	red    = "1;31"
	green  = "32"
	yellow = "33"
	blue   = "34"
	cyan   = "36"
)

func (s style) paint(look, text string) string {
	if !s || text == "" {
		return text
	}
	return "\x1b[" + look + "m" + text + "\x1b[0m"
}

func (s style) bold(text string) string   { return s.paint(bold, text) }
func (s style) dim(text string) string    { return s.paint(dim, text) }
func (s style) yellow(text string) string { return s.paint(yellow, text) }
func (s style) cyan(text string) string   { return s.paint(cyan, text) }

func (s style) verdict(v lint.Verdict, text string) string {
	for _, words := range verdicts {
		if words.id == v {
			return s.paint(words.color, text)
		}
	}
	return s.dim(text)
}

func (s style) severity(v lint.Severity, text string) string {
	return s.paint(bySeverity(v, red, yellow, blue), text)
}
