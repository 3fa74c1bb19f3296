package cli

import (
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

func TestBudgetIsKept(t *testing.T) {
	b := newBudget(10)
	var used, worst atomic.Int64
	var all sync.WaitGroup
	for i := range 200 {
		all.Go(func() {
			n, open := b.take(i % 15)
			if !open || n > 10 {
				t.Error(n, open)
			}
			if now := used.Add(int64(n)); now > worst.Load() {
				worst.Store(now)
			}
			used.Add(int64(-n))
			b.give(n)
		})
	}
	all.Wait()
	if worst.Load() > 10 {
		t.Errorf("%d of 10 were used", worst.Load())
	}
}

func TestBudgetCloses(t *testing.T) {
	b := newBudget(1)
	b.take(1)
	waits := make(chan bool)
	go func() {
		_, open := b.take(1)
		waits <- open
	}()
	select {
	case <-waits:
		t.Fatal("more was given than there is")
	case <-time.After(5 * time.Millisecond):
	}
	b.close()
	if <-waits {
		t.Error("taken from a closed budget")
	}
}
