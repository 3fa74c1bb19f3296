package cli

import (
	"fmt"
	"io"
	"sync"
	"time"
)

// progress shows on a terminal how many postings were checked, once that
// takes longer than a reader waits gladly.
type progress struct {
	w    io.Writer
	mu   sync.Mutex
	done int
	on   bool // something is shown
	quit chan struct{}
}

const (
	progressAfter = time.Second
	progressEvery = 200 * time.Millisecond
)

// newProgress starts to show progress on w; nil w shows none.
func newProgress(w io.Writer, after, every time.Duration) *progress {
	p := &progress{w: w, quit: make(chan struct{})}
	if w != nil {
		go p.run(after, every)
	}
	return p
}

func (p *progress) run(after, every time.Duration) {
	wait := time.NewTimer(after)
	defer wait.Stop()
	for {
		select {
		case <-p.quit:
			return
		case <-wait.C:
			p.show()
			wait.Reset(every)
		}
	}
}

func (p *progress) show() {
	p.mu.Lock()
	defer p.mu.Unlock()
	select {
	case <-p.quit: // while waiting for the lock
		return
	default:
	}
	fmt.Fprintf(p.w, "\r\x1b[K%d postings checked ...", p.done)
	p.on = true
}

// step counts one more posting.
func (p *progress) step() {
	p.mu.Lock()
	p.done++
	p.mu.Unlock()
}

// interrupt clears the line, so that f can write something, and keeps the
// progress away meanwhile.
func (p *progress) interrupt(f func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.clear()
	f()
}

// stop clears the line for good.
func (p *progress) stop() {
	p.mu.Lock()
	defer p.mu.Unlock()
	close(p.quit)
	p.clear()
}

func (p *progress) clear() {
	if p.on {
		fmt.Fprint(p.w, "\r\x1b[K")
		p.on = false
	}
}
