package cli

import "iter"

// pool does work, several tasks at a time. The zero value does one at a time.
type pool struct {
	jobs int
	// quit ends the work early when it is closed; nil never does.
	quit <-chan struct{}
	// idle is called when no task waits: what was put out may be all that
	// there is for long. It may be nil.
	idle func()
}

// ahead is how many results are held for each job.
const resultsPerJob = 4

// inOrder does work on each task and gives the results to out one by one in
// the order of the tasks, whatever the number of jobs. It holds no more than a
// few results for each job. It ends early with the error of out, or with
// errQuit.
func inOrder[T, R any](p pool, tasks iter.Seq[T], work func(T) R, out func(R) error) error {
	type slot struct {
		task   T
		result chan R
	}
	jobs := max(p.jobs, 1)
	todo := make(chan slot, resultsPerJob*jobs)
	order := make(chan slot, resultsPerJob*jobs)
	done := make(chan struct{})
	defer close(done)
	go func() {
		defer close(order)
		defer close(todo)
		for task := range tasks {
			s := slot{task, make(chan R, 1)}
			select {
			case order <- s:
			case <-done:
				return
			}
			select {
			case todo <- s:
			case <-done:
				return
			}
		}
	}()
	for range jobs {
		go func() {
			for s := range todo {
				select {
				case <-done:
					return
				default:
					s.result <- work(s.task)
				}
			}
		}()
	}
	for {
		if p.idle != nil && len(order) == 0 {
			p.idle()
		}
		var s slot
		var more bool
		select {
		case s, more = <-order:
		case <-p.quit:
			return errQuit
		}
		if !more {
			return nil
		}
		select {
		case r := <-s.result:
			if err := out(r); err != nil {
				return err
			}
		case <-p.quit:
			return errQuit
		}
	}
}
