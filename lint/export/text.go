package export

import (
	"html"
	"strings"

	"github.com/jdlint/jdlint/lint/posting"
)

// A text is a piece of a job, and where it stands in the file if somebody asked: its
// runs. What stands nowhere there, as headings and tags do that are put between texts,
// has runs that begin before the file.
type text struct {
	s    string
	runs []posting.Run
}

// nowhere is where a run begins and ends that stands nowhere in the file.
const nowhere = -1

// cut returns a part of a text.
func (t text) cut(start, end int) text {
	if t.runs == nil {
		return text{s: t.s[start:end]}
	}
	return text{t.s[start:end], posting.AppendRuns(nil, t.runs, len(t.s), start, end)}
}

// trimmed returns a text without the characters of a set at its ends.
func (t text) trimmed(set string) text {
	start := len(t.s) - len(strings.TrimLeft(t.s, set))
	return t.cut(start, start+len(strings.Trim(t.s, set)))
}

// replace returns a text in which each first text of a pair is the second.
func (t text) replace(pairs ...string) text {
	if t.runs == nil {
		return text{s: strings.NewReplacer(pairs...).Replace(t.s)}
	}
	return t.edited(func(s string) (skip, n int, by string) {
		for i := range s {
			for k := 0; k < len(pairs); k += 2 {
				if strings.HasPrefix(s[i:], pairs[k]) {
					return i, len(pairs[k]), pairs[k+1]
				}
			}
		}
		return len(s), 0, ""
	})
}

// unescaped returns a text with its entities decoded.
func (t text) unescaped() text {
	if t.runs == nil {
		return text{s: html.UnescapeString(t.s)}
	}
	return t.edited(entity)
}

// entity finds the first entity of a text: how many bytes stand before it, how many it
// has, and what it means.
func entity(s string) (skip, n int, by string) {
	for {
		k := strings.IndexByte(s[skip:], '&')
		if k < 0 {
			return len(s), 0, ""
		}
		skip += k
		part := s[skip:] // to the next one
		if k := strings.IndexByte(part[1:], '&'); k >= 0 {
			part = part[:k+1]
		}
		decoded := html.UnescapeString(part)
		if decoded == part {
			skip += len(part)
			continue
		}
		for i := range decoded { // the shortest that leaves the rest as it is
			if i > 0 && strings.HasSuffix(part, decoded[i:]) {
				return skip, len(part) - len(decoded[i:]), decoded[:i]
			}
		}
		return skip, len(part), decoded
	}
}

// edited returns a text with changes, which next finds in the rest: how many bytes
// are left alone, how many behind them get other ones, and which.
func (t text) edited(next func(rest string) (skip, n int, by string)) text {
	var b textBuilder
	for at := 0; at < len(t.s); {
		skip, n, by := next(t.s[at:])
		b.add(t.cut(at, at+skip))
		b.addFor(by, t.cut(at+skip, at+skip+n))
		at += skip + n
	}
	return b.text()
}

// A textBuilder puts a text together.
type textBuilder struct {
	out  []byte
	runs []posting.Run
}

// WriteString adds what stands nowhere in the file.
func (b *textBuilder) WriteString(s string) { b.add(text{s: s}) }

// add adds a text.
func (b *textBuilder) add(t text) {
	switch {
	case t.s == "":
		return
	case t.runs == nil && b.runs != nil:
		b.runs = append(b.runs, posting.Run{At: len(b.out), Start: nowhere, End: nowhere})
	case t.runs != nil:
		b.track()
		for _, r := range t.runs {
			b.runs = append(b.runs, posting.Run{At: len(b.out) + r.At, Start: r.Start, End: r.End})
		}
	}
	b.out = append(b.out, t.s...)
}

// addFor adds what stands for a text, as a whole.
func (b *textBuilder) addFor(s string, t text) {
	if s != "" && t.runs != nil {
		b.track()
		span := spanOf(t.runs, len(t.s), 0, len(t.s))
		b.runs = append(b.runs, posting.Run{At: len(b.out), Start: span.Start, End: span.End})
	}
	b.out = append(b.out, s...)
}

// track begins to keep runs.
func (b *textBuilder) track() {
	if b.runs == nil && len(b.out) > 0 {
		b.runs = append(b.runs, posting.Run{Start: nowhere, End: nowhere})
	}
}

func (b *textBuilder) text() text { return text{string(b.out), b.runs} }

// spanOf returns where a part of a text stands, of size bytes, without what stands
// nowhere: nowhere where all of it does.
func spanOf(runs []posting.Run, size, start, end int) posting.Span {
	span := posting.Span{Start: nowhere, End: nowhere}
	for _, r := range posting.AppendRuns(nil, runs, size, start, end) {
		if r.Start == nowhere {
			continue
		}
		if span.Start == nowhere {
			span = posting.Span{Start: r.Start, End: r.End}
		}
		span.End = max(span.End, r.End)
	}
	return span
}

// decoded returns the runs of a text that a piece of a file is, which begins at an
// offset. next says what the beginning of the rest is: so many bytes for a text; none
// for what it cannot tell. Then, and where all does not come to the text, that stands
// for the piece as a whole.
func decoded(raw string, offset int, want string, next func(rest string) (n int, is string)) []posting.Run {
	var runs []posting.Run
	at := 0
	for i := 0; i < len(raw); {
		n, is := next(raw[i:])
		if n == 0 || !strings.HasPrefix(want[at:], is) {
			at = len(want) + 1
			break
		}
		if is != "" {
			runs = posting.AddRun(runs, 0, at, len(is), offset+i, offset+i+n)
		}
		i, at = i+n, at+len(is)
	}
	if at != len(want) {
		return []posting.Run{{At: 0, Start: offset, End: offset + len(raw)}}
	}
	return runs
}

// upTo returns how much of a text stands before the first of some characters, or of
// the first of them if that is where it begins.
func upTo(s, set string) int {
	if k := strings.IndexAny(s, set); k >= 0 {
		return k
	}
	return len(s)
}

// jsonPiece tells what the beginning of a text in a string of JSON is.
func jsonPiece(s string) (n int, is string) {
	if n = upTo(s, `\`); n > 0 || len(s) < 2 {
		return n, s[:n]
	}
	if k := strings.IndexByte(`"\/bfnrt`, s[1]); k >= 0 {
		return 2, "\"\\/\b\f\n\r\t"[k : k+1]
	}
	r, digits := hex(s[2:], 4)
	if s[1] != 'u' || digits != 4 {
		return 0, ""
	}
	if r >= 0xD800 && r < 0xDC00 && strings.HasPrefix(s[6:], `\u`) {
		if low, digits := hex(s[8:], 4); digits == 4 && low >= 0xDC00 && low < 0xE000 {
			return 12, string(0x10000 + (r-0xD800)<<10 + low - 0xDC00)
		}
	}
	return 6, string(r) // a half of a pair is the sign for what is no character
}

// xmlPiece tells what the beginning of a text of XML is.
func xmlPiece(s string) (n int, is string) {
	if n, is = lineEndPiece(s, "&\r"); n > 0 {
		return n, is
	}
	skip, n, is := entity(s[:min(len(s), 64)])
	if skip > 0 {
		return 0, ""
	}
	return n, is
}

// lineEndPiece tells what the beginning of a text is up to one of some characters,
// of which the carriage return is a line end. n is 0 before another.
func lineEndPiece(s, set string) (n int, is string) {
	switch n = upTo(s, set); {
	case n > 0:
		return n, s[:n]
	case strings.HasPrefix(s, "\r\n"):
		return 2, "\n"
	case s[0] == '\r':
		return 1, "\n"
	}
	return 0, ""
}

// cdataPiece tells what the beginning of a section of XML without entities is.
func cdataPiece(s string) (n int, is string) { return lineEndPiece(s, "\r") }

// cellPiece tells what the beginning of a cell is that stands in quotation marks.
func cellPiece(s string) (n int, is string) {
	if n, is = lineEndPiece(s, "\"\r"); n > 0 {
		return n, is
	}
	if strings.HasPrefix(s, `""`) {
		return 2, `"`
	}
	return 1, `"`
}
