package cli

import (
	"bytes"
	"errors"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

func count(n int) func(func(int) bool) {
	return func(yield func(int) bool) {
		for i := range n {
			if !yield(i) {
				return
			}
		}
	}
}

func TestInOrder(t *testing.T) {
	for _, jobs := range []int{1, 2, 5, 50} {
		var got []int
		err := inOrder(pool{jobs: jobs}, count(300), nil, func(i int) int {
			if i%7 == 0 {
				time.Sleep(time.Millisecond / 4)
			}
			return i * i
		}, func(i int) error { got = append(got, i); return nil })
		if err != nil || len(got) != 300 || !slices.IsSorted(got) {
			t.Errorf("%d jobs: %v %v", jobs, got, err)
		}
	}
}

// TestInOrderIsBounded: a slow reader of results holds the work back.
func TestInOrderIsBounded(t *testing.T) {
	var begun atomic.Int64
	var worst int64
	taken := int64(0)
	inOrder(pool{jobs: 4}, count(2000), nil, func(i int) int { begun.Add(1); return i }, func(int) error {
		taken++
		runtime.Gosched()
		worst = max(worst, begun.Load()-taken)
		return nil
	})
	if worst > 8*4+4+1 {
		t.Errorf("%d results were held", worst)
	}
}

func TestInOrderStops(t *testing.T) {
	stop := errors.New("stop")
	for _, jobs := range []int{1, 4} {
		before := runtime.NumGoroutine()
		seen := 0
		if err := inOrder(pool{jobs: jobs}, count(1<<30), nil, func(i int) int { return i }, func(int) error {
			if seen++; seen == 10 {
				return stop
			}
			return nil
		}); err != stop {
			t.Errorf("%d jobs: %v", jobs, err)
		}
		for range 100 {
			if runtime.NumGoroutine() <= before {
				break
			}
			time.Sleep(time.Millisecond)
		}
		if n := runtime.NumGoroutine(); n > before {
			t.Errorf("%d jobs: %d goroutines are left", jobs, n-before)
		}
	}
}

// locked is a buffer that two goroutines may use.
type locked struct {
	mu sync.Mutex
	bytes.Buffer
}

func (l *locked) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.Buffer.Write(p)
}

func (l *locked) text() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.String()
}

func TestProgress(t *testing.T) {
	var w locked
	p := newProgress(&w, 0, time.Millisecond, func() int { return 3 })
	p.step()
	p.step()
	p.file()
	for range 2000 {
		if strings.Contains(w.text(), "2 postings checked, 1 of 3 files, about ") {
			break
		}
		time.Sleep(time.Millisecond)
	}
	p.interrupt(func() { w.Write([]byte("message\n")) })
	p.stop()
	got := w.text()
	if !strings.Contains(got, "2 postings checked, 1 of 3 files, about 1s left ...") || !strings.Contains(got, "\x1b[Kmessage\n") {
		t.Errorf("%q", got)
	}
	shown := strings.TrimSuffix(got, "message\n")
	if i := strings.LastIndex(shown, "\r\x1b[K"); shown != got && i != len(shown)-len("\r\x1b[K") {
		t.Errorf("not cleared: %q", got)
	}
	time.Sleep(5 * time.Millisecond)
	if w.text() != got {
		t.Error("it goes on after the end")
	}
}

func TestTimeLeft(t *testing.T) {
	for _, tt := range []struct {
		files, total int
		want         string
	}{
		{0, 0, ""}, {0, 10, ""}, {5, 0, ""}, {11, 10, ""},
		{5, 20, ", 5 of 20 files, about 30s left"},
		{20, 20, ", 20 of 20 files, about 1s left"},
	} {
		p := progress{files: tt.files, total: tt.total}
		if got := p.rest(10 * time.Second); got != tt.want {
			t.Errorf("%d of %d: %q, want %q", tt.files, tt.total, got, tt.want)
		}
	}
}

func TestNoProgressOnShortRuns(t *testing.T) {
	var w locked
	p := newProgress(&w, time.Hour, time.Hour, nil)
	p.step()
	p.stop()
	if w.text() != "" {
		t.Errorf("%q", w.text())
	}
	var q *progress // no terminal: nothing happens
	q.step()
	q.interrupt(func() {})
	q.stop()
}
