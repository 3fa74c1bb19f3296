package cli

import "sync"

// budget bounds how many bytes are in work at a time, however many tasks they
// are.
type budget struct {
	mu     sync.Mutex
	more   *sync.Cond
	total  int
	left   int
	closed bool
}

func newBudget(total int) *budget {
	b := &budget{total: total, left: total}
	b.more = sync.NewCond(&b.mu)
	return b
}

// take waits until n bytes are free and takes them; more than there are in
// all it takes for itself alone. It gives what to give back, and false when
// the budget was closed.
func (b *budget) take(n int) (int, bool) {
	n = min(n, b.total)
	b.mu.Lock()
	defer b.mu.Unlock()
	for b.left < n && !b.closed {
		b.more.Wait()
	}
	b.left -= n
	return n, !b.closed
}

func (b *budget) give(n int) {
	b.mu.Lock()
	b.left += n
	b.mu.Unlock()
	b.more.Signal()
}

// close lets go of all that wait.
func (b *budget) close() {
	b.mu.Lock()
	b.closed = true
	b.mu.Unlock()
	b.more.Broadcast()
}
