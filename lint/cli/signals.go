package cli

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"
)

// interrupted is the cause for which the user's signal ends a run.
type interrupted struct{ os.Signal }

func (i interrupted) Error() string { return fmt.Sprintf("stopped by a signal: %v", i.Signal) }

// code is the exit code of the run, as shells have it: 128 and the number of
// the signal.
func (i interrupted) code() exitCode {
	if number, ok := i.Signal.(syscall.Signal); ok {
		return 128 + exitCode(number)
	}
	return 128 + exitCode(syscall.SIGINT)
}

// notifyContext returns a context that ends, because of interrupted, when the
// user wants the program to stop, so that a run leaves nothing half done: the
// terminal clear, no drafts of files. A second signal kills. The caller must
// call stop.
func notifyContext() (ctx context.Context, stop func()) {
	ctx, cancel := context.WithCancelCause(context.Background())
	signals := make(chan os.Signal, 1)
	for _, s := range []os.Signal{os.Interrupt, syscall.SIGTERM} {
		if !signal.Ignored(s) { // as a shell starts what runs behind
			signal.Notify(signals, s)
		}
	}
	go func() {
		select {
		case s := <-signals:
			signal.Stop(signals)
			cancel(interrupted{s})
		case <-ctx.Done():
		}
	}()
	return ctx, func() {
		signal.Stop(signals)
		cancel(nil)
	}
}

// surviveClosedPipe makes writing to a reader that went away ("| head") an
// error like others; without it the program would be killed in the middle.
func surviveClosedPipe() { signal.Notify(make(chan os.Signal, 1), syscall.SIGPIPE) }
