package report

import (
	"github.com/jdlint/jdlint/lint"
)

// style colours text, or leaves it alone when it is false. Text must be clean
// and cut to its width before it is coloured.
type style bool

func (s style) paint(code, text string) string {
	if !s || text == "" {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}

func (s style) bold(text string) string   { return s.paint("1", text) }
func (s style) dim(text string) string    { return s.paint("2", text) }
func (s style) red(text string) string    { return s.paint("1;31", text) }
func (s style) green(text string) string  { return s.paint("32", text) }
func (s style) yellow(text string) string { return s.paint("33", text) }
func (s style) blue(text string) string   { return s.paint("34", text) }
func (s style) cyan(text string) string   { return s.paint("36", text) }

// verdict colours by what the reader has to do about it.
func (s style) verdict(v lint.Verdict, text string) string {
	switch v {
	case lint.Fits:
		return s.green(text)
	case lint.Mistitled:
		return s.red(text)
	case lint.Hybrid, lint.OtherJob:
		return s.yellow(text)
	case lint.Unclear:
		return s.blue(text)
	}
	return s.dim(text)
}

func (s style) severity(v lint.Severity, text string) string {
	return bySeverity(v, s.red(text), s.yellow(text), s.blue(text))
}
