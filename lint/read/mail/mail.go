// Package mail takes the text out of mails (.eml) and of pages that a browser saved as
// one file (.mhtml), which are mails in their form.
package mail

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"net/textproto"
	"strings"
	"unicode/utf8"

	"github.com/jdlint/jdlint/lint/read/block"
	"github.com/jdlint/jdlint/lint/read/charset"
)

// Message is what is read of a mail.
type Message struct {
	Text    []byte // its body, in UTF-8
	HTML    bool   // the body is HTML
	Subject string // without "Re:" and the like

	Attached []string // names of attachments
}

// What is read at most.
const (
	maxHeader = 64 << 10 // bytes
	maxBody   = 16 << 20 // bytes of a body, decoded
	maxParts  = 1000
	maxNest   = 10 // parts in each other

	// maxCover is how many bytes of text a letter has that comes with a posting.
	maxCover = 600
	// leastItems is how many list items a posting has at least.
	leastItems = 3
)

// Is reports whether a file is a mail: it begins with header fields, among them one
// that only mails have, or those that each mail has.
func Is(src []byte) bool {
	src = withoutEnvelope(src[:min(len(src), maxHeader)])
	var from, subject, other bool
	for first := true; len(src) > 0; first = false {
		line, rest, _ := bytes.Cut(src, []byte("\n"))
		src = rest
		line = bytes.TrimRight(line, "\r")
		if len(line) == 0 {
			break
		}
		if !first && (line[0] == ' ' || line[0] == '\t') {
			continue // goes on with the field before
		}
		name, _, ok := bytes.Cut(line, []byte(":"))
		if !ok || len(name) == 0 || bytes.ContainsFunc(name, func(r rune) bool { return r <= ' ' || r > '~' }) {
			return false
		}
		switch {
		case bytes.EqualFold(name, []byte("MIME-Version")), bytes.EqualFold(name, []byte("Message-ID")):
			return true
		case bytes.EqualFold(name, []byte("From")):
			from = true
		case bytes.EqualFold(name, []byte("Subject")):
			subject = true
		case bytes.EqualFold(name, []byte("Date")), bytes.EqualFold(name, []byte("To")), bytes.EqualFold(name, []byte("Received")):
			other = true
		}
	}
	return from && subject && other
}

// withoutEnvelope returns a mail without the byte order mark and the line that mail
// boxes put above it: "From anna@example.org Mon Nov 30".
func withoutEnvelope(src []byte) []byte {
	src = bytes.TrimPrefix(src, []byte("\uFEFF"))
	if bytes.HasPrefix(src, []byte("From ")) {
		if line, rest, _ := bytes.Cut(src, []byte("\n")); bytes.IndexByte(line, '@') > 0 {
			return rest
		}
	}
	return src
}

// Read takes the text out of a mail. Of several bodies it takes the HTML, which shows
// what is a list.
func Read(src []byte) (*Message, error) {
	src = withoutEnvelope(src)
	m, err := mail.ReadMessage(bytes.NewReader(src))
	if err != nil {
		return nil, block.Damaged("a mail (.eml, .mhtml)", err)
	}
	r := reader{}
	r.part(textproto.MIMEHeader(m.Header), m.Body, 0)
	if r.err != nil {
		return nil, r.err
	}
	out := &Message{Text: r.html, HTML: true, Subject: subject(m.Header.Get("Subject")), Attached: r.attached}
	if len(bytes.TrimSpace(r.html)) == 0 {
		out.Text, out.HTML = r.plain, false
	}
	if len(r.attached) > 0 && isCover(out) {
		return nil, fmt.Errorf("the posting does not stand in the mail, but most likely in what is attached (%s); save that and check it", quoted(r.attached))
	}
	return out, nil
}

// isCover reports whether the body of a mail is no posting, but a few words that come
// with one: it is short and lists nothing.
func isCover(m *Message) bool {
	if m.HTML {
		return len(visible(m.Text)) < maxCover && bytes.Count(bytes.ToLower(m.Text), []byte("<li")) < leastItems
	}
	items := 0
	for line := range bytes.Lines(m.Text) {
		line = bytes.TrimLeft(line, " \t")
		if bytes.HasPrefix(line, []byte("- ")) || bytes.HasPrefix(line, []byte("* ")) || bytes.HasPrefix(line, []byte("•")) || bytes.HasPrefix(line, []byte("·")) {
			items++
		}
	}
	return len(bytes.TrimSpace(m.Text)) < maxCover && items < leastItems
}

// visible returns markup without its tags, roughly.
func visible(html []byte) (out []byte) {
	tag := false
	for _, c := range html {
		switch {
		case c == '<':
			tag = true
		case c == '>':
			tag = false
		case !tag:
			out = append(out, c)
		}
	}
	return bytes.TrimSpace(out)
}

// quoted lists the first names, for people.
func quoted(names []string) string {
	const most = 3
	var all []string
	for _, name := range names[:min(len(names), most)] {
		if len(name) > 80 {
			name = strings.ToValidUTF8(name[:80], "") + "…"
		}
		all = append(all, "“"+name+"”")
	}
	if len(names) > most {
		all = append(all, "…")
	}
	return strings.Join(all, ", ")
}

// reader reads the parts of a mail.
type reader struct {
	html, plain []byte
	attached    []string
	parts       int
	err         error
}

// part reads a part, which may have parts of its own. What is wrong with one costs no
// other.
func (r *reader) part(h textproto.MIMEHeader, body io.Reader, depth int) {
	if r.parts++; r.parts > maxParts || depth > maxNest || r.err != nil {
		return
	}
	kind, params, err := mime.ParseMediaType(h.Get("Content-Type"))
	if kind == "" || err != nil && !errors.Is(err, mime.ErrInvalidMediaParameter) {
		kind = "text/plain"
	}
	how, disposition, _ := mime.ParseMediaType(h.Get("Content-Disposition"))
	name := decodeWords(disposition["filename"])
	if name == "" {
		name = decodeWords(params["name"])
	}
	switch {
	case strings.HasPrefix(kind, "multipart/"):
		parts := multipart.NewReader(body, params["boundary"])
		for r.parts <= maxParts {
			p, err := parts.NextRawPart()
			if err != nil {
				return
			}
			r.part(p.Header, p, depth+1)
		}
	case how == "attachment" || name != "" && !strings.HasPrefix(kind, "text/") && !strings.HasPrefix(kind, "image/"):
		r.attached = append(r.attached, name)
	case kind == "message/rfc822":
		if m, err := mail.ReadMessage(decoded(h, body)); err == nil {
			r.part(textproto.MIMEHeader(m.Header), m.Body, depth+1)
		}
	case kind == "text/html" && len(bytes.TrimSpace(r.html)) == 0:
		r.html = r.text(h, body, params)
	case kind == "text/plain" && len(bytes.TrimSpace(r.plain)) == 0:
		r.plain = r.text(h, body, params)
		if strings.EqualFold(params["format"], "flowed") {
			r.plain = unflow(r.plain, strings.EqualFold(params["delsp"], "yes"))
		}
	}
}

// decoded returns the bytes that a part stands for.
func decoded(h textproto.MIMEHeader, body io.Reader) io.Reader {
	switch strings.ToLower(strings.TrimSpace(h.Get("Content-Transfer-Encoding"))) {
	case "quoted-printable":
		return quotedprintable.NewReader(body)
	case "base64":
		return base64.NewDecoder(base64.StdEncoding, onlyBase64{body})
	}
	return body
}

// onlyBase64 passes over what stands between the letters of base64.
type onlyBase64 struct{ r io.Reader }

func (o onlyBase64) Read(p []byte) (int, error) {
	for {
		n, err := o.r.Read(p)
		k := 0
		for _, c := range p[:n] {
			if c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9' || c == '+' || c == '/' || c == '=' {
				p[k] = c
				k++
			}
		}
		if k > 0 || err != nil || len(p) == 0 {
			return k, err
		}
	}
}

// text returns the text of a part in UTF-8.
func (r *reader) text(h textproto.MIMEHeader, body io.Reader, params map[string]string) []byte {
	text, err := io.ReadAll(io.LimitReader(decoded(h, body), maxBody+1))
	switch {
	case len(text) > maxBody:
		r.err = block.ErrTooLarge
		return nil
	case err != nil && len(text) == 0:
		return nil
	}
	name := params["charset"]
	if name == "" && !utf8.Valid(text) {
		if name = charset.Named(text); name == "" {
			name = "windows-1252"
		}
	}
	if out, ok := charset.Decode(text, name); ok {
		text = out
	}
	return bytes.ToValidUTF8(text, []byte("\uFFFD"))
}

// unflow joins the lines of a text of format=flowed (RFC 3676) that end with a blank
// with the next.
func unflow(text []byte, dropBlank bool) []byte {
	out := make([]byte, 0, len(text))
	for line := range bytes.Lines(text) {
		line = bytes.TrimRight(line, "\r\n")
		if bytes.HasPrefix(line, []byte(" ")) {
			line = line[1:] // stuffed
		}
		out = append(out, line...)
		switch {
		case !bytes.HasSuffix(line, []byte(" ")) || bytes.Equal(line, []byte("-- ")):
			out = append(out, '\n')
		case dropBlank:
			out = out[:len(out)-1]
		}
	}
	return out
}

// decodeWords decodes the words of a header field: "=?utf-8?Q?Product=20Owner?=".
func decodeWords(s string) string {
	d := mime.WordDecoder{CharsetReader: func(name string, in io.Reader) (io.Reader, error) {
		e := charset.Lookup(name)
		if e == nil {
			return nil, fmt.Errorf("the encoding %q is not known", name)
		}
		return e.NewDecoder().Reader(in), nil
	}}
	if out, err := d.DecodeHeader(s); err == nil {
		s = out
	}
	return strings.Join(strings.Fields(strings.ToValidUTF8(s, "\uFFFD")), " ")
}

// subject returns a subject without what mail programs put before it: "Re: ",
// "WG: ", "Fwd[2]: ".
func subject(s string) string {
	const longest = 8
	s = decodeWords(s)
	for {
		word, rest, ok := strings.Cut(s, ":")
		if !ok || len(word) > longest || strings.Contains(word, " ") || strings.TrimSpace(rest) == "" {
			return s
		}
		s = strings.TrimSpace(rest)
	}
}
