package posting

import (
	"sync"
	"sync/atomic"

	"github.com/jdlint/jdlint/rules"
)

// Memory remembers how paragraphs were read, so that those which postings share
// (what a company says of itself, its benefits, the law) are read but once. In
// repositories of postings they are a quarter of the text. How a posting is read
// does not depend on what was read before. It is safe for concurrent use; the
// zero value is empty.
type Memory struct {
	shelves [16]shelf // so that goroutines seldom wait for each other
	spare   sync.Pool // of *scratch
}

// scratch is what the reading of a posting needs and leaves behind.
type scratch struct {
	facts  []fact
	begins []uint16
}

func (m *Memory) take() *scratch {
	if m != nil {
		if s, ok := m.spare.Get().(*scratch); ok {
			return s
		}
	}
	return &scratch{}
}

// put gives scratch back, as it has grown.
func (m *Memory) put(s *scratch, facts []fact, begins []uint16) {
	if m != nil && cap(facts) <= maxSpare {
		s.facts, s.begins = facts, begins
		m.spare.Put(s)
	}
}

// maxSpare bounds the scratch that is kept, in lines.
const maxSpare = 1 << 12

type shelf struct {
	mu   sync.RWMutex
	cuts map[passage]*cutting
	size int // of all texts, in bytes
}

// Bounds of what is remembered, in bytes of text: of a paragraph, so that the
// short ones do not crowd out those that are worth it, and of all.
const (
	leastRemembered = 24
	maxRemembered   = 3 << 20
)

// passage is all that the reading of a block depends on.
type passage struct {
	text     string
	sections *rules.Sections
	kind     blockKind
	level    int
	bold     bool
	next     nextBlock
}

// nextBlock is what stands behind a block.
type nextBlock uint8

const (
	nextOther nextBlock = iota
	nextBullet
	nextDeeper // a bullet of a deeper list
)

// cutting is what a block was cut into.
type cutting struct{ lines []cutPiece }

// cutPiece is a line of a block before it has its zone.
type cutPiece struct {
	from, end int // bytes of the block's text
	kind      Kind
	zone      Zone // of a heading
	level     int
	says      claim
	words     []Word
	note      Note
}

// Note is a place to keep what was found out of a line for those who meet the
// same line again, in another posting. It is safe for concurrent use.
type Note struct{ value atomic.Value }

// Get gives what was kept last, or nil. It may have been kept for a line that
// stands in another zone.
func (n *Note) Get() any { return n.value.Load() }

// Keep keeps a value, which must not be written to any more. All values that
// are kept must be of one type.
func (n *Note) Keep(v any) { n.value.Store(v) }

// passageOf gives what the reading of blocks[i] depends on.
func passageOf(blocks []block, i int, sections *rules.Sections) passage {
	b := &blocks[i]
	p := passage{text: b.text, sections: sections, kind: b.kind, level: b.level, bold: b.bold}
	if i+1 < len(blocks) && blocks[i+1].kind == bulletBlock {
		p.next = nextBullet
		if blocks[i+1].level > b.level {
			p.next = nextDeeper
		}
	}
	return p
}

func (m *Memory) shelf(p *passage) *shelf {
	n := len(p.text)
	return &m.shelves[(n+int(p.text[n/2])+int(p.text[n-1]))%len(m.shelves)]
}

// find gives what a paragraph was cut into, or nil. A nil m remembers nothing.
func (m *Memory) find(p *passage) *cutting {
	if m == nil || len(p.text) < leastRemembered {
		return nil
	}
	s := m.shelf(p)
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.cuts[*p]
}

// keep remembers the lines that a paragraph was cut into, and what the zoner
// has to know of them, and gives them notes.
func (m *Memory) keep(p *passage, lines []Line, facts []fact) {
	if m == nil || len(p.text) < leastRemembered || len(p.text) > maxIndexed {
		return
	}
	c := &cutting{make([]cutPiece, len(lines))}
	for i := range lines {
		l, f := &lines[i], &facts[i]
		c.lines[i] = cutPiece{from: l.from, end: l.from + len(l.Text), kind: l.Kind, zone: l.Zone, level: f.level, says: f.says, words: l.words}
		l.note = &c.lines[i].note
	}
	s := m.shelf(p)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.cuts == nil {
		s.cuts = map[passage]*cutting{}
	}
	if _, known := s.cuts[*p]; known {
		return // another goroutine was quicker
	}
	for old := range s.cuts { // in no order, so that any may go
		if s.size+len(p.text) <= maxRemembered/len(m.shelves) {
			break
		}
		delete(s.cuts, old)
		s.size -= len(old.text)
	}
	s.cuts[*p] = c
	s.size += len(p.text)
}
