package report

import (
	"bytes"
	"encoding/json"
	"io"
	"unicode/utf8"

	"github.com/jdlint/jdlint/lint"
)

// jsonPrinter prints one JSON document that holds all reports, each in a line
// of its own.
type jsonPrinter struct {
	w     io.Writer
	o     Options
	enc   encoder
	began bool
}

func newJSON(w io.Writer, o Options) *jsonPrinter { return &jsonPrinter{w: w, o: o} }

func (p *jsonPrinter) Print(r *lint.Report) error {
	if err := p.begin(); err != nil {
		return err
	}
	line, err := p.enc.encode(filled(r))
	if err != nil {
		return err
	}
	_, err = p.w.Write(bytes.TrimSuffix(line, []byte("\n")))
	return err
}

// begin writes what stands before a report: the head of the document, or the
// comma after the report before.
func (p *jsonPrinter) begin() error {
	if p.began {
		_, err := io.WriteString(p.w, ",\n")
		return err
	}
	p.began = true
	for _, part := range []struct{ key, value string }{
		{`{"version": `, p.o.Version}, {`, "role_model": `, p.o.RoleModel},
	} {
		value, err := p.enc.encode(part.value)
		if err != nil {
			return err
		}
		if _, err := io.WriteString(p.w, part.key+string(bytes.TrimSuffix(value, []byte("\n")))); err != nil {
			return err
		}
	}
	_, err := io.WriteString(p.w, ", \"postings\": [\n")
	return err
}

func (p *jsonPrinter) Close() error {
	end := "\n]}\n"
	if !p.began {
		if err := p.begin(); err != nil {
			return err
		}
		end = "]}\n"
	}
	_, err := io.WriteString(p.w, end)
	return err
}

// filled gives a copy of the report in which empty lists are lists.
func filled(r *lint.Report) *lint.Report {
	c := *r
	c.Strategic.Categories = notNil(c.Strategic.Categories)
	c.Tactical.Categories = notNil(c.Tactical.Categories)
	c.Duties = notNil(c.Duties)
	c.Findings = make([]lint.Finding, len(r.Findings))
	for i, f := range r.Findings {
		f.Edits = notNil(f.Edits)
		c.Findings[i] = f
	}
	return &c
}

func notNil[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// encoder turns values into JSON that is safe to show: valid UTF-8, and
// every character that a terminal would obey written as \u escape.
type encoder struct {
	raw, out bytes.Buffer
}

// encode gives the JSON of v, ended by a line feed. The bytes are good until
// the next call.
func (e *encoder) encode(v any) ([]byte, error) {
	e.raw.Reset()
	enc := json.NewEncoder(&e.raw)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	line := e.raw.Bytes()
	if !hasUnsafe(line) {
		return line, nil
	}
	e.out.Reset()
	escapeUnsafe(&e.out, line)
	return e.out.Bytes(), nil
}

// hasUnsafe reports whether a byte of the line may begin a character that
// escapeUnsafe escapes, or is one. Most lines have none.
func hasUnsafe(line []byte) bool {
	for _, c := range line {
		if c == 0x7f || c == 0xc2 || c == 0xd8 || c == 0xe2 || c == 0xef || c == 0xf3 {
			return true
		}
	}
	return false
}

// escapeUnsafe copies JSON and writes the unsafe characters, which can only
// stand inside strings there, as escapes.
func escapeUnsafe(out *bytes.Buffer, line []byte) {
	const hex = "0123456789abcdef"
	unit := func(u rune) {
		out.WriteString(`\u`)
		for shift := 12; shift >= 0; shift -= 4 {
			out.WriteByte(hex[u>>shift&15])
		}
	}
	from := 0
	for i := 0; i < len(line); {
		if c := line[i]; c < utf8.RuneSelf && c != 0x7f {
			i++
			continue
		}
		r, size := utf8.DecodeRune(line[i:])
		if !unsafe(r) {
			i += size
			continue
		}
		out.Write(line[from:i])
		if r > 0xffff {
			unit(0xd800 + (r-0x10000)>>10)
			unit(0xdc00 + (r-0x10000)&0x3ff)
		} else {
			unit(r)
		}
		i += size
		from = i
	}
	out.Write(line[from:])
}
