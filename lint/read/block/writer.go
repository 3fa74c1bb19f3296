package block

import (
	"bytes"
	"slices"
	"unicode/utf8"

	"github.com/jdlint/jdlint/lint/posting"
)

// A Writer collects the blocks of a document that is read from Text. All blocks
// share one text and one list of runs.
type Writer struct {
	Text []byte

	// Of the block that is open.
	Open     bool
	Kind     Kind
	Level    int
	Bold     int // how many bold elements are open
	Cell     At
	Emphasis bool // a star or an underscore has opened emphasis; for readers to set

	out    []byte        // clean text of all blocks
	runs   []posting.Run // At counts from the start of out
	pieces []piece       // the blocks that are finished
	blocks []Block       // what Finish returned

	start    int // of the open block in out
	firstRun int
	gap      bool // white space waits for more text: Text[gapFrom:gapTo]
	gapFrom  int
	gapTo    int
	counted  bool // hollow is known
	hollow   bool // see hollowSigns
	thin     bool // the block holds letters that are not bold
	fat      bool // the block holds letters that are
}

// Memory is what a writer is made of, for one document after another.
type Memory struct {
	writer Writer
	lent   bool // the writer is in use
}

// How large a document may be whose memory is kept for others: its text in bytes,
// and its runs. Hardly one has more, and those that do would hold on to it for long.
const (
	maxKeptText = 1 << 18
	maxKeptRuns = 1 << 13
)

// Begin makes the memory ready for another document.
func (m *Memory) Begin() { m.lent = false }

// Trim frees memory that a huge document took.
func (m *Memory) Trim() {
	if max(len(m.writer.Text), cap(m.writer.out)) > maxKeptText || cap(m.writer.runs) > maxKeptRuns {
		*m = Memory{}
	}
}

// NewWriter returns a writer for text[i:]. The memory serves one writer at a time;
// a document that takes more of them gets new ones.
func NewWriter(m *Memory, text []byte, i int) *Writer {
	n := len(text) - i
	w := &m.writer
	if m.lent {
		w = new(Writer)
	}
	m.lent = true
	*w = Writer{
		Text:   text,
		out:    slices.Grow(w.out[:0], n),
		runs:   slices.Grow(w.runs[:0], n/48+4),
		pieces: slices.Grow(w.pieces[:0], n/96+4),
		blocks: w.blocks[:0],
	}
	return w
}

// piece is a finished block.
type piece struct {
	kind            Kind
	level           int
	bold            bool
	cell            At
	start, end      int // in Writer.out
	firstRun, runTo int // in Writer.runs
}

// Begin ends the block that is open and begins another.
func (w *Writer) Begin(kind Kind, level int) {
	w.End()
	w.Open, w.Kind, w.Level = true, kind, level
	w.start, w.firstRun = len(w.out), len(w.runs)
	w.thin, w.fat, w.Emphasis = false, false, false
}

// End ends the block that is open, if there is one; without text it leaves no
// trace.
func (w *Writer) End() {
	w.gap = false
	if !w.Open {
		return
	}
	w.Open = false
	if len(w.Pending()) > 0 {
		w.pieces = append(w.pieces, piece{w.Kind, w.Level, w.AllBold(), w.Cell, w.start, len(w.out), w.firstRun, len(w.runs)})
	}
}

// BreakLine ends a block at a hard line break and goes on with one like it.
func (w *Writer) BreakLine() {
	if !w.Empty() && w.Kind != Heading { // a title set in two lines is one title
		w.Begin(w.Kind, w.Level)
	}
}

// AllBold reports whether the open block holds letters, all of them bold.
func (w *Writer) AllBold() bool { return w.fat && !w.thin }

// Empty reports whether there is no open block or it has no text yet.
func (w *Writer) Empty() bool { return !w.Open || len(w.Pending()) == 0 }

// Pending returns the text of the open block so far, or of the last one.
func (w *Writer) Pending() []byte { return w.out[w.start:] }

// Size returns how many bytes of text the blocks have so far.
func (w *Writer) Size() int { return len(w.out) }

// First reports whether no block has any text yet and none is open.
func (w *Writer) First() bool { return len(w.pieces) == 0 && !w.Open }

// Space notes white space, text[i:j], between what was and what comes.
func (w *Writer) Space(i, j int) {
	if w.Empty() {
		return
	}
	if !w.gap {
		w.gap, w.gapFrom = true, i
	}
	w.gapTo = j
}

// Item turns the open block, which is empty, into a list item if text[i:j]
// begins with the sign of one, and returns the place after the sign.
func (w *Writer) Item(i, j int) int {
	if w.Kind == Heading {
		return i
	}
	at := SkipBlanks(w.Text, i, j)
	after, ok := ListSign(w.Text, at, j, at < j && w.Text[at] == 'o' && w.hollowSigns())
	if !ok || w.Kind == Cell && after >= j {
		return i // a tick or a cross
	}
	if w.Kind != Bullet {
		w.Kind, w.Level = Bullet, 1
	}
	return after
}

// hollowSigns reports whether several pieces of markup begin with an "o", which is no
// word then but a bullet.
func (w *Writer) hollowSigns() bool {
	if !w.counted {
		w.counted, w.hollow = true, bytes.Count(w.Text, []byte(">o ")) > 1
	}
	return w.hollow
}

func (w *Writer) flushSpace() {
	if w.gap {
		w.gap = false
		w.runs = posting.AddRun(w.runs, w.firstRun, len(w.out), 1, w.gapFrom, w.gapTo)
		w.out = append(w.out, ' ')
	}
}

// Add takes over text[i:j] as it is.
func (w *Writer) Add(i, j int) {
	if i >= j {
		return
	}
	w.flushSpace()
	w.runs = posting.AddRun(w.runs, w.firstRun, len(w.out), j-i, i, j)
	w.out = append(w.out, w.Text[i:j]...)
	w.weigh(w.Text[i:j])
}

// Put writes s in the place of text[i:j].
func (w *Writer) Put(s string, i, j int) {
	if s == "" {
		return
	}
	w.flushSpace()
	w.runs = posting.AddRun(w.runs, w.firstRun, len(w.out), len(s), i, j)
	w.out = append(w.out, s...)
	w.weigh(w.out[len(w.out)-len(s):])
}

// weigh notes whether s, which was added, holds letters in bold or others.
func (w *Writer) weigh(s []byte) {
	seen := &w.thin
	if w.Bold > 0 {
		seen = &w.fat
	}
	if *seen {
		return
	}
	for _, c := range s {
		if IsAlnum(c) || c >= utf8.RuneSelf {
			*seen = true
			return
		}
	}
}

// Finish returns the blocks.
func (w *Writer) Finish() []Block {
	w.End()
	all := string(w.out)
	w.blocks = slices.Grow(w.blocks[:0], len(w.pieces))
	for _, p := range w.pieces {
		runs := w.runs[p.firstRun:p.runTo:p.runTo]
		for k := range runs {
			runs[k].At -= p.start
		}
		w.blocks = append(w.blocks, Block{p.kind, p.level, p.bold, p.cell, all[p.start:p.end], runs})
	}
	return w.blocks
}

// Plain writes text[i:j] that holds no markup but entities, folding white
// space.
func (w *Writer) Plain(i, j int) {
	from := i
	for i < j {
		c := w.Text[i]
		if !Special(c) || c > ' ' && c < utf8.RuneSelf && c != '&' {
			i++
			continue
		}
		n, what, sub := w.Peek(i, j)
		if what == AsIs {
			i += n
			continue
		}
		w.Add(from, i)
		switch what {
		case Blank:
			w.Space(i, i+n)
		case Replaced:
			w.Put(sub, i, i+n)
		}
		i += n
		from = i
	}
	w.Add(from, j)
}

// Peek reads a special character, apart from the signs of Markdown: it returns what
// the n bytes from i on mean, and the text that takes their place if it is Replaced.
func (w *Writer) Peek(i, j int) (n int, what Meaning, sub string) {
	c := w.Text[i]
	switch {
	case c == ' ' || c >= '\t' && c <= '\r':
		k := i + 1
		for k < j && (w.Text[k] == ' ' || w.Text[k] >= '\t' && w.Text[k] <= '\r') {
			k++
		}
		return k - i, Blank, ""
	case c < ' ':
		return 1, Gone, ""
	case c == '&':
		return entity(w.Text[i:j])
	case c >= utf8.RuneSelf:
		r, n := utf8.DecodeRune(w.Text[i:j])
		if 0xFB00 <= r && r <= 0xFB06 {
			return n, Replaced, ligatures[r-0xFB00]
		}
		return n, MeaningOf(r), ""
	}
	return 1, AsIs, ""
}
