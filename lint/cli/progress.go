package cli

import (
	"fmt"
	"io"
	"sync"
	"time"
)

// progress shows on a terminal how many postings were checked, once that
// takes longer than a reader waits gladly. A nil one shows nothing.
type progress struct {
	w     io.Writer
	every time.Duration
	timer *time.Timer

	mu      sync.Mutex
	done    int
	shown   bool
	stopped bool
}

const (
	progressAfter = time.Second
	progressEvery = 200 * time.Millisecond
)

// newProgress starts to show progress on w.
func newProgress(w io.Writer, after, every time.Duration) *progress {
	p := &progress{w: w, every: every}
	p.mu.Lock() // show waits for the timer to be set
	defer p.mu.Unlock()
	p.timer = time.AfterFunc(after, p.show)
	return p
}

func (p *progress) show() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.stopped { // while waiting for the lock
		return
	}
	fmt.Fprintf(p.w, "\r\x1b[K%d postings checked ...", p.done)
	p.shown = true
	p.timer.Reset(p.every)
}

// step counts one more posting.
func (p *progress) step() {
	if p != nil {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.done++
	}
}

// interrupt clears the line, so that f can write something, and keeps the
// progress away meanwhile.
func (p *progress) interrupt(f func()) {
	if p != nil {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.clear()
	}
	f()
}

// stop clears the line for good.
func (p *progress) stop() {
	if p != nil {
		p.interrupt(func() { p.stopped = true })
		p.timer.Stop()
	}
}

func (p *progress) clear() {
	if p.shown {
		fmt.Fprint(p.w, "\r\x1b[K")
		p.shown = false
	}
}
