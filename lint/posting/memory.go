package posting

// Memory is what the text and the lines of a posting lie in. Reading many
// postings one after the other into the same memory saves making it anew and
// sweeping it, which takes longer than much of the reading. The zero value is
// ready for use, by one Read at a time.
type Memory struct {
	writer   writer
	splitter splitter
	lent     bool // the writer is in use
}

// How large a posting may be whose memory is kept for others: its text in bytes,
// and its lines. Hardly one has more, and those that do would hold on to it for long.
const (
	mostText  = 1 << 18
	mostLines = 1 << 13
)

// Trim lets go of memory that a huge posting took. That posting is good no longer.
func (m *Memory) Trim() {
	w, s := &m.writer, &m.splitter
	if max(len(w.text), cap(w.out)) > mostText || max(cap(s.lines), cap(w.runs), cap(s.runs)) > mostLines {
		*m = Memory{}
	}
}

// begin makes the memory ready for another posting.
func (m *Memory) begin() {
	m.Trim()
	m.lent = false
}

// roomFor gives a slice of no elements that has room for n, that of old where
// there is enough.
func roomFor[T any](old []T, n int) []T {
	if cap(old) < n {
		return make([]T, 0, n)
	}
	return old[:0]
}

// sized is roomFor for a slice of n elements, whatever they hold.
func sized[T any](old []T, n int) []T { return roomFor(old, n)[:n] }
