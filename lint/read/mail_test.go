package read

import (
	"encoding/base64"
	"strings"
	"testing"

	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/read/mail"
)

// TestMail reads mails and saved pages: their text is that of the body, and the
// places of the lines lead into it.
func TestMail(t *testing.T) {
	const text = "What you will do\r\n\r\n- Own the P&L of the parking app\r\n- Set pricing for M=C3=BCnchen\r\n"
	const page = "<h1>Product Owner, Parking App</h1><h2 class=3D\"x\">What you will do</h2><ul><li>Own the P&amp=\r\n;L of the parking app</li><li>Set pri=\r\ncing for M=C3=BCnchen</li></ul>"
	encoded := base64.StdEncoding.EncodeToString([]byte("What you will do\n\n- Own the P&L of the parking app\n- Set pricing for M\xfcnchen\n"))
	header := func(fields ...string) string {
		return "From: a@example.org\r\nTo: b@example.org\r\nSubject: WG: Re: =?utf-8?Q?Product_Owner=2C?= Parking App\r\nMIME-Version: 1.0\r\n" + strings.Join(fields, "\r\n") + "\r\n\r\n"
	}
	part := func(boundary string, parts ...string) string {
		return "--" + boundary + "\r\n" + strings.Join(parts, "\r\n--"+boundary+"\r\n") + "\r\n--" + boundary + "--\r\n"
	}
	const plainPart = "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" + text
	const htmlPart = "Content-Type: text/html; charset=\"utf-8\"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" + page
	const attached = "Content-Type: application/pdf; name=\"p.pdf\"\r\nContent-Disposition: attachment; filename=\"=?utf-8?Q?M=C3=BCnchen.pdf?=\"\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERi0="
	for name, src := range map[string]string{
		"text":               header("Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: quoted-printable") + text,
		"page":               header("Content-Type: text/html; charset=utf-8", "Content-Transfer-Encoding: quoted-printable") + page,
		"base64":             header("Content-Type: text/plain; charset=iso-8859-1", "Content-Transfer-Encoding: base64") + encoded[:40] + "\r\n" + encoded[40:],
		"flowed":             header("Content-Type: text/plain; format=flowed; charset=utf-8") + "What you will do\n\n- Own the P&L of \nthe parking app\n- Set pricing for \nMünchen\n",
		"both":               header("Content-Type: multipart/alternative; boundary=x") + part("x", plainPart, htmlPart),
		"with an attachment": header("Content-Type: multipart/mixed; boundary=\"y\"") + part("y", "Content-Type: multipart/alternative; boundary=x\r\n\r\n"+part("x", plainPart, htmlPart), attached+strings.Repeat("A", 100)+"\r\n"),
		"forwarded":          header("Content-Type: multipart/mixed; boundary=y") + part("y", "Content-Type: message/rfc822\r\n\r\n"+header("Content-Type: text/html", "Content-Transfer-Encoding: quoted-printable")+page),
		"a saved page":       header("Content-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"--X--\"") + part("--X--", htmlPart, "Content-Type: image/png\r\n\r\nx"),
		"no declaration":     "From: a\nTo: b\nSubject: Product Owner, Parking App\n\nWhat you will do\n\n- Own the P&L of the parking app\n- Set pricing for M\xfcnchen\n",
		"in a mail box":      "From a@example.org Mon Nov 30\nFrom: a\nTo: b\nSubject: Product Owner, Parking App\n\nWhat you will do\n\n- Own the P&L of the parking app\n- Set pricing for M\xfcnchen\n",
		"cut off":            header("Content-Type: multipart/mixed; boundary=y") + "--y\r\n" + htmlPart,
	} {
		t.Run(name, func(t *testing.T) {
			if strings.Contains(name, "attachment") {
				src = strings.ReplaceAll(src, "What you will do", "What you will do "+strings.Repeat("and so forth ", 60))
			}
			p, err := Read("x.eml", []byte(src), Options{IsTitle: namesJob, Headings: headings(t)})
			if err != nil {
				t.Fatal(err)
			}
			if p.Title.Text != "Product Owner, Parking App" || p.InPlace() {
				t.Errorf("title %+v, in place: %v", p.Title, p.InPlace())
			}
			var lines []string
			for i := range p.Lines {
				l := &p.Lines[i]
				if l.Kind == posting.Bullet {
					s := l.Span()
					lines = append(lines, l.Text)
					if got := string(p.Source[s.Start:s.End]); !strings.HasPrefix(got, l.Text[:3]) || !strings.HasSuffix(got, l.Text[len(l.Text)-3:]) {
						t.Errorf("line %q stands in %q", l.Text, got)
					}
				}
			}
			if want := "Own the P&L of the parking app|Set pricing for München"; strings.Join(lines, "|") != want {
				t.Errorf("lines %q", lines)
			}
		})
	}
	only := header("Content-Type: multipart/mixed; boundary=y") + part("y", "Content-Type: text/plain\r\n\r\nHi, see below.", attached)
	if _, err := Read("x.eml", []byte(only), Options{}); err == nil || !strings.Contains(err.Error(), "“München.pdf”") {
		t.Errorf("of what is attached the error says %v", err)
	}
	for _, src := range []string{"Title: Product Owner\nFrom: May on\n\nWe", "Subject: x\n", "From the start: you own it\n", "- From: a\nTo: b\nSubject: c\n\n"} {
		if mail.Is([]byte(src)) {
			t.Errorf("%q is taken for a mail", src)
		}
	}
}

// FuzzMail feeds any bytes to the reader of mails.
func FuzzMail(f *testing.F) {
	for _, src := range []string{
		"From: a\nTo: b\nSubject: =?utf-8?Q?a?=\n\n- b\n",
		"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n<p>=3D=\n</p>\n--x\nContent-Disposition: attachment; filename=a\n\nb\n--x--",
		"MIME-Version: 1.0\nContent-Type: text/plain; charset=shift_jis; format=flowed\nContent-Transfer-Encoding: base64\n\nYWJj\n",
		"MIME-Version: 1.0\nContent-Type: message/rfc822\n\nMIME-Version: 1.0\n\na",
	} {
		f.Add([]byte(src))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		p, err := Read("x.eml", append([]byte("MIME-Version: 1.0\n"), src...), Options{IsTitle: func(s string) bool { return strings.Contains(s, "a") }})
		if err != nil {
			return
		}
		for i := range p.Lines {
			if s := p.Lines[i].Span(); s.Start < 0 || s.End <= s.Start || s.End > len(p.Source) {
				t.Fatalf("line %+v lies outside of the text", p.Lines[i])
			}
		}
	})
}

// TestCharsets reads pages in the encodings that they name.
func TestCharsets(t *testing.T) {
	for name, src := range map[string]string{
		"iso-8859-2":    "<html><head><meta charset=\"iso-8859-2\"></head><body><h1>Product Owner</h1><p>Praca w \xa3odzi</p>",
		"http-equiv":    "<html><head><meta http-equiv=\"Content-Type\" content=\"text/html; charset=iso-8859-2\"></head><body><h1>Product Owner</h1><p>Praca w \xa3odzi</p>",
		"utf-16":        inUTF16("<html><body><h1>Product Owner</h1><p>Praca w Łodzi</p>"),
		"marked":        "\xff\xfe" + inUTF16("<html><body><h1>Product Owner</h1><p>Praca w Łodzi</p>"),
		"wrongly named": "<html><head><meta charset=\"iso-8859-2\"></head><body><h1>Product Owner</h1><p>Praca w Łodzi</p>",
	} {
		p, err := Read("x.html", []byte(src), Options{IsTitle: namesJob})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if last := p.Lines[len(p.Lines)-1].Text; last != "Praca w Łodzi" || p.Title.Text != "Product Owner" {
			t.Errorf("%s: %q, %q", name, p.Title.Text, last)
		}
	}
}

// inUTF16 returns text in UTF-16, the lower byte first.
func inUTF16(s string) string {
	var b strings.Builder
	for _, r := range s {
		b.WriteByte(byte(r))
		b.WriteByte(byte(r >> 8))
	}
	return b.String()
}
