package report

import (
	"bytes"
	"encoding/json"
	"io"
	"unicode/utf16"

	"github.com/jdlint/jdlint/lint"
)

// newJSON returns the printer of one JSON document that holds all reports, each in
// a line of its own.
func newJSON(w io.Writer, o Options) Printer {
	between := ""
	return &document{
		w: w, head: `{"version": ` + jsonOf(o.Version) + `, "role_model": ` + jsonOf(o.RoleModel) + `, "postings": [` + "\n",
		add: func(b *bytes.Buffer, r *lint.Report) error {
			b.WriteString(between)
			between = ",\n"
			b.Write(appendReport(b.AvailableBuffer(), r))
			return nil
		},
		end: func() string {
			if between != "" {
				return "\n]}\n"
			}
			return "]}\n"
		},
	}
}

// ndjsonPrinter prints one JSON object a line, one line a report.
type ndjsonPrinter struct {
	w    io.Writer
	line []byte
}

func newNDJSON(w io.Writer, _ Options) Printer { return &ndjsonPrinter{w: w} }

func (p *ndjsonPrinter) Print(r *lint.Report) error {
	p.line = append(appendReport(p.line[:0], r), '\n')
	_, err := p.w.Write(p.line)
	return err
}

// Fail prints the answer to a line of a stream that could not be judged.
func (p *ndjsonPrinter) Fail(f *Failure) error {
	var b bytes.Buffer
	if err := appendJSON(&b, f); err != nil {
		return err
	}
	_, err := p.w.Write(append(b.Bytes(), '\n'))
	return err
}

func (p *ndjsonPrinter) Close() error { return nil }

// jsonOf returns the JSON of a string.
func jsonOf(s string) string { return string(appendString(nil, s)) }

// appendJSON appends the JSON of v to b. It is safe to show: valid UTF-8, and
// every character that a terminal would obey is written as \u escape. Those can
// only stand inside strings there.
func appendJSON(b *bytes.Buffer, v any) error {
	var raw bytes.Buffer
	enc := json.NewEncoder(&raw)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return err
	}
	for _, r := range string(bytes.TrimSuffix(raw.Bytes(), []byte("\n"))) {
		if unsafe(r) {
			b.Write(appendEscape(b.AvailableBuffer(), r))
		} else {
			b.WriteRune(r)
		}
	}
	return nil
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
