package report

import (
	"bytes"
	"encoding/json"
	"io"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/jdlint/jdlint/lint"
)

// jsonPrinter prints one JSON document that holds all reports, each in a line
// of its own.
type jsonPrinter struct {
	w     io.Writer
	o     Options
	enc   encoder
	line  []byte
	began bool
}

func newJSON(w io.Writer, o Options) *jsonPrinter { return &jsonPrinter{w: w, o: o} }

func (p *jsonPrinter) Print(r *lint.Report) error {
	if err := p.begin(); err != nil {
		return err
	}
	p.line = appendReport(p.line[:0], r)
	_, err := p.w.Write(p.line)
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
		out.Write(appendEscape(out.AvailableBuffer(), r))
		i += size
		from = i
	}
	out.Write(line[from:])
}

// appendEscape appends a character as an escape of JSON, of two halves where it
// is beyond 16 bits.
func appendEscape(b []byte, r rune) []byte {
	const hex = "0123456789abcdef"
	if r > 0xffff {
		high, low := utf16.EncodeRune(r)
		return appendEscape(appendEscape(b, high), low)
	}
	return append(b, '\\', 'u', hex[r>>12&15], hex[r>>8&15], hex[r>>4&15], hex[r&15])
}
