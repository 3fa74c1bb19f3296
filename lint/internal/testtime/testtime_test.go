package testtime

import (
	"testing"
	"time"
)

// recorder is a test whose failure is no failure.
type recorder struct {
	testing.TB
	failed, skipped bool
}

func (r *recorder) Helper()               {}
func (r *recorder) Errorf(string, ...any) { r.failed = true }
func (r *recorder) Skipf(string, ...any)  { r.skipped = true }

func TestLinear(t *testing.T) {
	if testing.Short() {
		t.Skip("nothing is measured")
	}
	var clock time.Duration
	now = func() time.Duration { return clock }
	t.Cleanup(func() { now = processTime })
	for name, tt := range map[string]struct {
		took  func(size int) int // milliseconds
		fails bool
	}{
		"constant":    {func(int) int { return 4 }, false},
		"linear":      {func(n int) int { return n }, false},
		"quadratic":   {func(n int) int { return n * n }, true},
		"interrupted": {func(n int) int { return n }, false},
	} {
		var r recorder
		runs := 0
		Linear(&r, name, 2, func(size int) func() {
			return func() {
				if runs++; name == "interrupted" && size > 2 && runs < 20 {
					clock += time.Second
				}
				clock += time.Duration(tt.took(size)) * time.Millisecond
			}
		})
		if r.failed != tt.fails {
			t.Errorf("%s work fails: %v, want %v", name, r.failed, tt.fails)
		}
	}
}

func TestSlow(t *testing.T) {
	for value, asked := range map[string]bool{"": false, "0": false, "1": true} {
		t.Setenv("JDLINT_SLOW", value)
		var r recorder
		if Slow(&r, "it takes long"); r.skipped == asked {
			t.Errorf("JDLINT_SLOW=%s: skipped %v", value, r.skipped)
		}
		if got := Size(1, 2) == 2; got != asked {
			t.Errorf("JDLINT_SLOW=%s: large %v", value, got)
		}
	}
}

func TestProcessTime(t *testing.T) {
	began := processTime()
	for start := time.Now(); processTime()-began < 5*time.Millisecond; {
		if time.Since(start) > time.Minute {
			t.Fatal("the time of the process stands still")
		}
	}
}
