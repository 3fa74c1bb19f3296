package cli

import "iter"

// inOrder does work on each task, several at a time, and gives the results to
// out one by one in the order of the tasks, whatever the number of jobs. It
// holds no more than a few results for each job. It ends early with the error
// of out.
func inOrder[T, R any](jobs int, tasks iter.Seq[T], work func(T) R, out func(R) error) error {
	if jobs <= 1 {
		for task := range tasks {
			if err := out(work(task)); err != nil {
				return err
			}
		}
		return nil
	}
	type slot struct {
		task   T
		result chan R
	}
	const ahead = 8 // results held for each job
	todo := make(chan slot)
	order := make(chan slot, ahead*jobs)
	quit := make(chan struct{})
	defer close(quit)
	go func() {
		defer close(order)
		defer close(todo)
		for task := range tasks {
			s := slot{task, make(chan R, 1)}
			select {
			case order <- s:
			case <-quit:
				return
			}
			select {
			case todo <- s:
			case <-quit:
				return
			}
		}
	}()
	for range jobs {
		go func() {
			for s := range todo {
				s.result <- work(s.task)
			}
		}()
	}
	for s := range order {
		if err := out(<-s.result); err != nil {
			return err
		}
	}
	return nil
}
