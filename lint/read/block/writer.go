package block

import (
	"slices"
	"unicode/utf8"

	"github.com/jdlint/jdlint/lint/posting"
)

// A Writer collects the blocks of a posting. All blocks share one text and
// one list of runs until the end, which costs two allocations a posting at most,
// not two a block.
type Writer struct {
	Text   []byte        // what is read
	Out    []byte        // clean text of all blocks
	runs   []posting.Run // at counts from the start of out
	Pieces []piece

	Open     bool // a block has begun
	Kind     Kind
	Level    int
	Start    int // of the block in out
	firstRun int
	gap      bool // white space waits for more text
	gapFrom  int
	gapTo    int
	Bold     int  // how many bold elements are open
	thin     bool // the block holds letters that are not bold
	fat      bool // the block holds letters that are
	AnyEmph  bool // a single star or underscore was opened in the block
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

// Trim lets go of memory that a huge document took.
func (m *Memory) Trim() {
	if max(len(m.writer.Text), cap(m.writer.Out)) > maxKeptText || cap(m.writer.runs) > maxKeptRuns {
		*m = Memory{}
	}
}

// NewWriter makes a writer for text[i:]. That of the memory serves once; a
// posting that takes more of them gets new ones.
func NewWriter(m *Memory, text []byte, i int) *Writer {
	n := len(text) - i
	w := &m.writer
	if m.lent {
		w = new(Writer)
	}
	m.lent = true
	*w = Writer{
		Text:   text,
		Out:    slices.Grow(w.Out[:0], n),
		runs:   slices.Grow(w.runs[:0], n/48+4),
		Pieces: slices.Grow(w.Pieces[:0], n/96+4),
	}
	return w
}

// piece is a finished block.
type piece struct {
	kind               Kind
	level              int
	bold               bool
	start, end         int // in writer.out
	firstRun, lastRun1 int
}

// Begin ends the block that is open and begins another.
func (w *Writer) Begin(kind Kind, level int) {
	w.End()
	w.Open, w.Kind, w.Level = true, kind, level
	w.Start, w.firstRun = len(w.Out), len(w.runs)
	w.thin, w.fat, w.AnyEmph = false, false, false
}

// End ends the block that is open, if there is one; without text it leaves no
// trace.
func (w *Writer) End() {
	w.gap = false
	if !w.Open {
		return
	}
	w.Open = false
	if len(w.Out) > w.Start {
		w.Pieces = append(w.Pieces, piece{w.Kind, w.Level, w.AllBold(), w.Start, len(w.Out), w.firstRun, len(w.runs)})
	}
}

// BreakLine ends a block at a hard line break and goes on with one like it.
func (w *Writer) BreakLine() {
	if !w.Open || len(w.Out) == w.Start {
		return
	}
	kind, level := w.Kind, w.Level
	if kind == Heading {
		// A title set in two lines is one title.
		return
	}
	w.Begin(kind, level)
}

// AllBold reports whether the open block holds letters, all of them bold.
func (w *Writer) AllBold() bool { return w.fat && !w.thin }

// Empty says whether the open block has no text yet.
func (w *Writer) Empty() bool { return !w.Open || len(w.Out) == w.Start }

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
// begins with the sign of one, and gives the place after the sign.
func (w *Writer) Item(i, j int) int {
	if w.Kind == Heading {
		return i
	}
	at := SkipBlanks(w.Text, i, j)
	after, ok := ListSign(w.Text, at, j, false)
	if !ok {
		return i
	}
	if w.Kind != Bullet {
		w.Kind, w.Level = Bullet, 1
	}
	return after
}

func (w *Writer) flushSpace() {
	if w.gap {
		w.gap = false
		w.runs = posting.AddRun(w.runs, w.firstRun, len(w.Out), 1, w.gapFrom, w.gapTo)
		w.Out = append(w.Out, ' ')
	}
}

// Add takes over text[i:j] as it is.
func (w *Writer) Add(i, j int) {
	if i >= j {
		return
	}
	w.flushSpace()
	w.runs = posting.AddRun(w.runs, w.firstRun, len(w.Out), j-i, i, j)
	w.Out = append(w.Out, w.Text[i:j]...)
	w.weigh(w.Text[i:j])
}

// Put writes s in the place of text[i:j].
func (w *Writer) Put(s string, i, j int) {
	if s == "" {
		return
	}
	w.flushSpace()
	w.runs = posting.AddRun(w.runs, w.firstRun, len(w.Out), len(s), i, j)
	w.Out = append(w.Out, s...)
	w.weigh(w.Out[len(w.Out)-len(s):])
}

// weigh keeps count of what is bold.
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

// Finish gives the blocks.
func (w *Writer) Finish() []Block {
	w.End()
	all := string(w.Out)
	blocks := make([]Block, len(w.Pieces))
	for i, p := range w.Pieces {
		runs := w.runs[p.firstRun:p.lastRun1:p.lastRun1]
		for k := range runs {
			runs[k].At -= p.start
		}
		blocks[i] = Block{p.kind, p.level, p.bold, all[p.start:p.end], runs}
	}
	return blocks
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

// Peek says what the n bytes from i on mean, where special is set, apart from
// Markdown.
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
		return n, MeaningOf(r), ""
	}
	return 1, AsIs, ""
}
