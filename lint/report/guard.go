package report

import (
	"bytes"
	"io"
)

// guard keeps the machines that run checks from taking words of a posting for
// commands: they read whatever a step prints, in any format. What they look
// for is "::name ...::" at the start of a line, after blanks
// (https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs),
// and "##name[" anywhere in one: "##[" there, "##vso[" of Azure Pipelines
// (https://learn.microsoft.com/en-us/azure/devops/pipelines/scripts/logging-commands)
// and "##teamcity[". Both are broken by another spelling of one character.
type guard struct {
	w              io.Writer
	colon, bracket string // how the format spells these

	inLine bool // something other than blanks stands before, in this line
	colons int  // that stand right before, if nothing else does in the line
	name   int  // 1 after "#", 2 after "##" and letters after it

	out bytes.Buffer
}

// spellings of a colon and of an opening bracket.
var (
	inText     = [2]string{`\x3a`, `\x5b`}
	inJSON     = [2]string{`\u003a`, `\u005b`}
	inXML      = [2]string{"&#58;", "&#91;"}
	inMarkdown = [2]string{`\:`, `\[`}
)

// Guarded gives a writer of text on w that leaves no command of a machine that
// runs checks.
func Guarded(w io.Writer) io.Writer { return guarded(w, inText) }

func guarded(w io.Writer, spelling [2]string) *guard {
	return &guard{w: w, colon: spelling[0], bracket: spelling[1]}
}

func (g *guard) Write(p []byte) (int, error) {
	if !g.suspicious(p) {
		g.pass(p)
		return g.w.Write(p)
	}
	g.out.Reset()
	for i, c := range p {
		switch broken := g.step(c); {
		case !broken:
			g.out.WriteByte(p[i])
		case c == ':':
			g.out.WriteString(g.colon)
		default:
			g.out.WriteString(g.bracket)
		}
	}
	if _, err := g.w.Write(g.out.Bytes()); err != nil {
		return 0, err
	}
	return len(p), nil
}

// suspicious reports whether a command may begin or end in p.
func (g *guard) suspicious(p []byte) bool {
	return g.colons > 0 || g.name > 0 || bytes.Contains(p, []byte("##")) || !isObject(p) && bytes.Contains(p, []byte("::"))
}

// isObject reports whether p is one line that begins with a brace, as JSON does:
// the colons in it begin no command. It is asked first because JSON is full of
// colons, and looking for two of them takes longer.
func isObject(p []byte) bool {
	return len(p) > 0 && p[0] == '{' && bytes.IndexByte(p[:len(p)-1], '\n') < 0 && bytes.IndexByte(p, '\r') < 0
}

// pass goes over bytes without a command: what they end in may begin one.
func (g *guard) pass(p []byte) {
	last := bytes.LastIndexByte(p, '\n')
	if behind := bytes.LastIndexByte(p[last+1:], '\r'); behind >= 0 {
		last += 1 + behind
	}
	g.inLine = g.inLine && last < 0
	if !g.inLine {
		at := last + 1
		for at < len(p) && isBlank(p[at]) {
			at++
		}
		g.inLine = at < len(p)
		if at == len(p)-1 && p[at] == ':' {
			g.inLine, g.colons = false, 1
		}
	}
	if bytes.HasSuffix(p, []byte("#")) {
		g.name = 1
	}
}

// isBlank takes all bytes that are not ASCII for parts of blanks, as there are
// many.
func isBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\v' || c == '\f' || c >= 0x80 }

// step goes over one byte and reports whether it would make a command.
func (g *guard) step(c byte) (broken bool) {
	switch {
	case c == '#' && g.name < 2:
		g.name++
	case g.name == 2 && c == '[':
		broken, g.name = true, 0
	case g.name == 2 && (c == '#' || 'a' <= c|0x20 && c|0x20 <= 'z'):
	default:
		g.name = 0
	}
	switch {
	case c == '\n' || c == '\r':
		g.inLine, g.colons = false, 0
	case g.inLine || isBlank(c):
		g.inLine = g.inLine || g.colons > 0
		g.colons = 0
	case c == ':' && g.colons == 0:
		g.colons = 1
	default:
		broken = broken || c == ':'
		g.inLine, g.colons = true, 0
	}
	return broken
}
