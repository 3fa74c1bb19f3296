package posting

import (
	"html"
	"unicode"
	"unicode/utf8"
	"unsafe"
)

// A writer collects the blocks of a posting. All blocks share one text and
// one list of runs until the end, which costs two allocations a posting at most,
// not two a block.
type writer struct {
	text   []byte // what is read
	out    []byte // clean text of all blocks
	runs   []run  // at counts from the start of out
	pieces []piece

	open     bool // a block has begun
	kind     blockKind
	level    int
	start    int // of the block in out
	firstRun int
	gap      bool // white space waits for more text
	gapFrom  int
	gapTo    int
	bold     int  // how many bold elements are open
	thin     bool // the block holds letters that are not bold
	fat      bool // the block holds letters that are
	anyEmph  bool // a single star or underscore was opened in the block

	noComment bool // no HTML comment ends from here on

	blocks []block // the outcome
}

// newWriter makes a writer for text[i:]. That of the memory serves once; a
// posting that takes more of them gets new ones.
func newWriter(m *Memory, text []byte, i int) *writer {
	n := len(text) - i
	w := &m.writer
	if m.lent {
		w = new(writer)
	}
	m.lent = true
	*w = writer{
		text:   text,
		out:    roomFor(w.out, n),
		runs:   roomFor(w.runs, n/48+4),
		pieces: roomFor(w.pieces, n/96+4),
		blocks: w.blocks,
	}
	return w
}

// piece is a finished block.
type piece struct {
	kind               blockKind
	level              int
	bold               bool
	start, end         int // in writer.out
	firstRun, lastRun1 int
}

// begin ends the block that is open and begins another.
func (w *writer) begin(kind blockKind, level int) {
	w.end()
	w.open, w.kind, w.level = true, kind, level
	w.start, w.firstRun = len(w.out), len(w.runs)
	w.thin, w.fat, w.anyEmph = false, false, false
}

// end ends the block that is open, if there is one; without text it leaves no
// trace.
func (w *writer) end() {
	w.gap = false
	if !w.open {
		return
	}
	w.open = false
	if len(w.out) > w.start {
		w.pieces = append(w.pieces, piece{w.kind, w.level, w.fat && !w.thin, w.start, len(w.out), w.firstRun, len(w.runs)})
	}
}

// breakLine ends a block at a hard line break and goes on with one like it.
func (w *writer) breakLine() {
	if !w.open || len(w.out) == w.start {
		return
	}
	kind, level := w.kind, w.level
	if kind == headingBlock {
		// A title set in two lines is one title.
		return
	}
	w.begin(kind, level)
}

// empty says whether the open block has no text yet.
func (w *writer) empty() bool { return !w.open || len(w.out) == w.start }

// space notes white space, text[i:j], between what was and what comes.
func (w *writer) space(i, j int) {
	if w.empty() {
		return
	}
	if !w.gap {
		w.gap, w.gapFrom = true, i
	}
	w.gapTo = j
}

func (w *writer) flushSpace() {
	if w.gap {
		w.gap = false
		w.runs = addRun(w.runs, w.firstRun, len(w.out), 1, w.gapFrom, w.gapTo)
		w.out = append(w.out, ' ')
	}
}

// add takes over text[i:j] as it is.
func (w *writer) add(i, j int) {
	if i >= j {
		return
	}
	w.flushSpace()
	w.runs = addRun(w.runs, w.firstRun, len(w.out), j-i, i, j)
	w.out = append(w.out, w.text[i:j]...)
	w.weigh(w.text[i:j])
}

// put writes s in the place of text[i:j].
func (w *writer) put(s string, i, j int) {
	if s == "" {
		return
	}
	w.flushSpace()
	w.runs = addRun(w.runs, w.firstRun, len(w.out), len(s), i, j)
	w.out = append(w.out, s...)
	w.weigh(w.out[len(w.out)-len(s):])
}

// weigh keeps count of what is bold.
func (w *writer) weigh(s []byte) {
	seen := &w.thin
	if w.bold > 0 {
		seen = &w.fat
	}
	if *seen {
		return
	}
	for _, c := range s {
		if isAlnum(c) || c >= utf8.RuneSelf {
			*seen = true
			return
		}
	}
}

// finish gives the blocks.
func (w *writer) finish() []block {
	w.end()
	all := unsafe.String(unsafe.SliceData(w.out), len(w.out)) // nothing writes to it before the next posting
	w.blocks = sized(w.blocks, len(w.pieces))
	for i, p := range w.pieces {
		runs := w.runs[p.firstRun:p.lastRun1:p.lastRun1]
		for k := range runs {
			runs[k].at -= p.start
		}
		w.blocks[i] = block{p.kind, p.level, p.bold, all[p.start:p.end], runs}
	}
	return w.blocks
}

// plain writes text[i:j] that holds no markup but entities, folding white
// space.
func (w *writer) plain(i, j int) {
	from := i
	for i < j {
		c := w.text[i]
		if !special(c) || i > from && c == ' ' && i+1 < j && !special(w.text[i+1]) || c > ' ' && c < utf8.RuneSelf && c != '&' {
			i++
			continue
		}
		n, what, sub := w.peek(i, j)
		if what == asIs {
			i += n
			continue
		}
		w.add(from, i)
		switch what {
		case blank:
			w.space(i, i+n)
		case other:
			w.put(sub, i, i+n)
		}
		i += n
		from = i
	}
	w.add(from, j)
}

// special tells the bytes that cannot be copied without a look: blanks and those
// that are marked.
func special(c byte) bool { return c == ' ' || marked[c] != 0 }

// marked marks the bytes that cannot be copied as they are: white space other
// than blanks, entities, the first bytes of characters that may be white space or
// invisible, and the signs of Markdown.
var marked = [256]uint8{
	'\t': 1, '\n': 1, '\v': 1, '\f': 1, '\r': 1, '&': 1,
	0: 1, 1: 1, 2: 1, 3: 1, 4: 1, 5: 1, 6: 1, 7: 1, 8: 1, 0x1B: 1,
	0xC2: 1, 0xE1: 1, 0xE2: 1, 0xE3: 1, 0xEF: 1,
	'\\': 1, '*': 1, '_': 1, '[': 1, ']': 1, '!': 1, '<': 1, '`': 1, '{': 1, '~': 1,
}

// meaning is what becomes of a piece of source text.
type meaning uint8

const (
	asIs  meaning = iota
	blank         // white space
	gone          // invisible
	other         // another text takes its place
)

// peek says what the n bytes from i on mean, where special is set, apart from
// Markdown.
func (w *writer) peek(i, j int) (n int, what meaning, sub string) {
	c := w.text[i]
	switch {
	case c == ' ' || c >= '\t' && c <= '\r':
		k := i + 1
		for k < j && (w.text[k] == ' ' || w.text[k] >= '\t' && w.text[k] <= '\r') {
			k++
		}
		return k - i, blank, ""
	case c < ' ':
		return 1, gone, ""
	case c == '&':
		return entity(w.text[i:j])
	case c >= utf8.RuneSelf:
		r, n := utf8.DecodeRune(w.text[i:j])
		return n, meaningOf(r), ""
	}
	return 1, asIs, ""
}

// meaningOf tells visible characters from blanks and from characters that
// cannot be seen.
func meaningOf(r rune) meaning {
	switch {
	case r == 0x00A0, r == 0x1680, 0x2000 <= r && r <= 0x200A, r == 0x2028, r == 0x2029, r == 0x202F, r == 0x205F, r == 0x3000, r == 0x0085:
		return blank
	case r == 0x00AD, 0x200B <= r && r <= 0x200F, 0x202A <= r && r <= 0x202E, 0x2060 <= r && r <= 0x2064, r == 0xFEFF:
		return gone
	case 0x80 <= r && r < 0xA0:
		return gone
	}
	return asIs
}

// entity reads a character reference at the beginning of s. A reference that
// was escaped twice ("&amp;nbsp;") is taken for what was meant.
func entity(s []byte) (n int, what meaning, sub string) {
	name, n := entityName(s)
	if n == 0 {
		return 1, asIs, ""
	}
	if name == "amp" || name == "#38" {
		inner, m := entityName(append([]byte{'&'}, s[n:min(len(s), n+maxEntity)]...))
		if _, ok := decodeEntity(inner); !ok {
			return n, other, "&"
		}
		name = inner
		n += m - 1
	}
	text, ok := decodeEntity(name)
	if !ok {
		return 1, asIs, ""
	}
	r, size := utf8.DecodeRuneInString(text)
	if size == len(text) {
		if r < 0x80 && unicode.IsSpace(r) {
			return n, blank, ""
		}
		if m := meaningOf(r); m != asIs {
			return n, m, ""
		}
	}
	return n, other, text
}

// decodeEntity gives what a character reference stands for.
func decodeEntity(name string) (text string, ok bool) {
	switch name { // nearly all of them
	case "":
		return "", false
	case "amp", "#38":
		return "&", true
	case "nbsp", "#160":
		return "\u00a0", true
	case "lt":
		return "<", true
	case "gt":
		return ">", true
	case "quot", "#34":
		return `"`, true
	case "#39", "apos":
		return "'", true
	}
	text = html.UnescapeString("&" + name + ";")
	if len(text) > 1 && text[len(text)-1] == ';' {
		return "", false // unknown, or known but for the end
	}
	return text, true
}

const maxEntity = 32

// entityName gives the name of the reference at the beginning of s, and the
// length of the whole.
func entityName(s []byte) (name string, n int) {
	for k := 1; k < len(s) && k < maxEntity; k++ {
		c := s[k]
		if c == ';' && k > 1 {
			return string(s[1:k]), k + 1
		}
		if !isAlnum(c) && !(c == '#' && k == 1) {
			break
		}
	}
	return "", 0
}

func isAlpha(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
func isDigit(c byte) bool { return c >= '0' && c <= '9' }
func isAlnum(c byte) bool { return isAlpha(c) || isDigit(c) }
func isBlank(c byte) bool { return c == ' ' || c >= '\t' && c <= '\r' }
