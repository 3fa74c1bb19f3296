// Package testtime keeps the tests quick: what takes long runs where it is asked
// for, and that a time is linear shows at small sizes.
package testtime

import (
	"math"
	"os"
	"runtime"
	"runtime/debug"
	"testing"
	"time"
)

// slow reports whether slow tests are asked for, as .ci/run does. The go command
// sees that the variable is read and runs a package again when it changes.
func slow() bool { return os.Getenv("JDLINT_SLOW") == "1" }

// Slow skips the test unless slow tests are asked for. The reason says what it
// does that takes long.
func Slow(t testing.TB, reason string) {
	t.Helper()
	if !slow() {
		t.Skipf("%s; run it with JDLINT_SLOW=1", reason)
	}
}

// Size returns how much of something a test takes: large where slow tests are
// asked for, small otherwise.
func Size(small, large int) int {
	if slow() {
		return large
	}
	return small
}

// now is the clock of Linear: how much the process has computed, where the system
// says so, since a busy machine makes it wait.
var now = processTime

// Linear fails the test if the time of some work grows faster than its size.
// Prepare makes the work of a size, of which only the running is measured, for
// size and for eight times as much. The time for the larger one must be over two
// milliseconds to fail.
func Linear(t testing.TB, what string, size int, prepare func(size int) (work func())) {
	t.Helper()
	one := prepare(size)
	if testing.Short() {
		one() // the race detector takes times of its own
		return
	}
	eight := prepare(8 * size)
	// Sweeping the rules that live beside the work takes longer than the work.
	defer debug.SetGCPercent(debug.SetGCPercent(-1))
	timed := func(work func()) time.Duration {
		began := now()
		work()
		return now() - began
	}
	// Eight is linear, and memory farther away makes up to twenty of it; sixty-four
	// is quadratic. Whatever disturbs a measurement makes it longer, but not all of
	// them.
	const (
		most, granted = 28, 2 * time.Millisecond
		attempts      = 12
	)
	small, large := time.Duration(math.MaxInt64), time.Duration(math.MaxInt64)
	for n := range attempts {
		if n > 0 {
			runtime.GC()
		}
		before := timed(one)
		large = min(large, timed(eight))
		small = min(small, before, timed(one))
		if large <= most*small+granted {
			return
		}
	}
	t.Errorf("%s: %v for a size of %d, %v for eight times as much, at best of %d", what, small, size, large, attempts)
}
