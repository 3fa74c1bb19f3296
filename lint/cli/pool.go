package cli

import (
	"context"
	"iter"

	"golang.org/x/sync/semaphore"
)

// pool does work, several tasks at a time. The zero value does one at a time.
type pool struct {
	jobs int
	// ctx ends the work early; nil never does.
	ctx context.Context
	// idle is called when no task waits: what was put out may be all that
	// there is for long. It may be nil.
	idle func()
}

// ahead is how many results are held for each job.
const ahead = 4

// inOrder works on each task and passes the results to out one by one in
// the order of the tasks, whatever the number of jobs. It holds no more than a few
// results for each job, and no tasks that cost more than maxInFlight in all; a nil
// cost means that they cost nothing. It ends early with the error of out, or with
// the cause of the end of the context.
func inOrder[T, R any](p pool, tasks iter.Seq[T], cost func(*T) int, work func(T) R, out func(R) error) error {
	type slot struct {
		task   T
		cost   int64
		result chan R
	}
	if p.ctx == nil {
		p.ctx = context.Background()
	}
	ctx, cancel := context.WithCancel(p.ctx)
	defer cancel()
	jobs := max(p.jobs, 1)
	todo := make(chan slot, ahead*jobs)
	order := make(chan slot, ahead*jobs)
	inFlight := semaphore.NewWeighted(maxInFlight)
	go func() {
		defer close(order)
		defer close(todo)
		for task := range tasks {
			s := slot{task: task, result: make(chan R, 1)}
			if cost != nil {
				s.cost = int64(min(cost(&s.task), maxInFlight))
			}
			if inFlight.Acquire(ctx, s.cost) != nil {
				return
			}
			for _, queue := range []chan slot{order, todo} {
				select {
				case queue <- s:
				case <-ctx.Done():
					return
				}
			}
		}
	}()
	for range jobs {
		go func() {
			for s := range todo {
				if ctx.Err() != nil {
					return
				}
				s.result <- work(s.task)
			}
		}()
	}
	for {
		if p.idle != nil && len(order) == 0 {
			p.idle()
		}
		var s slot
		more := false
		select {
		case s, more = <-order:
		case <-ctx.Done():
		}
		if !more {
			return context.Cause(ctx) // nil when all is done
		}
		select {
		case r := <-s.result:
			if err := out(r); err != nil {
				return err
			}
			inFlight.Release(s.cost)
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
}
