package cli

import (
	"fmt"
	"io"
	"sync"
	"time"
)

// progress shows on a terminal how many postings were checked and when the end may
// come, once that takes longer than a reader waits gladly. A nil one shows nothing.
type progress struct {
	w     io.Writer
	every time.Duration
	timer *time.Timer
	start time.Time
	count func() int // of all files; nil where nobody knows

	mu      sync.Mutex
	done    int // postings
	files   int // looked at
	total   int // files; 0 while that is not known
	shown   bool
	stopped bool
}

const (
	progressAfter = time.Second
	progressEvery = 200 * time.Millisecond
)

// newProgress starts to show progress on w. It counts the files when it shows itself.
func newProgress(w io.Writer, after, every time.Duration, count func() int) *progress {
	p := &progress{w: w, every: every, start: time.Now(), count: count}
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
	if count := p.count; count != nil {
		p.count = nil
		go func() {
			n := count()
			p.mu.Lock()
			defer p.mu.Unlock()
			p.total = n
		}()
	}
	fmt.Fprintf(p.w, "\r\x1b[K%d postings checked%s ...", p.done, p.rest(time.Since(p.start)))
	p.shown = true
	p.timer.Reset(p.every)
}

// rest returns how many of the files were looked at in a time, and how long the rest will
// take if it goes on like that; "" while nobody knows.
func (p *progress) rest(spent time.Duration) string {
	if p.files == 0 || p.files > p.total { // more than were counted: some came since
		return ""
	}
	left := spent / time.Duration(p.files) * time.Duration(p.total-p.files)
	return fmt.Sprintf(", %d of %d files, about %v left", p.files, p.total, max(left.Round(time.Second), time.Second))
}

// step counts one more posting.
func (p *progress) step() {
	if p != nil {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.done++
	}
}

// file counts one more file that count counts.
func (p *progress) file() {
	if p != nil {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.files++
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
