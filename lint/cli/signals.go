package cli

import (
	"errors"
	"os"
	"os/signal"
	"syscall"
)

// errQuit ends a run that the user stops.
var errQuit = errors.New("stopped")

// signals turns a wish of the user to stop into the end of a run that leaves
// nothing half done: the terminal clear, no drafts of files. A second one
// kills.
type signals struct {
	quit chan struct{} // closed when the run is to end
	got  os.Signal     // which one it was; read it after quit is closed
	stop func()
}

// watchSignals begins to watch; the caller must call stop.
func watchSignals() *signals {
	s := &signals{quit: make(chan struct{})}
	c := make(chan os.Signal, 1)
	for _, wish := range []os.Signal{os.Interrupt, syscall.SIGTERM} {
		if !signal.Ignored(wish) { // as a shell starts what runs behind
			signal.Notify(c, wish)
		}
	}
	over := make(chan struct{})
	s.stop = func() {
		signal.Stop(c)
		close(over)
	}
	go func() {
		select {
		case s.got = <-c:
			signal.Stop(c)
			close(s.quit)
		case <-over:
		}
	}()
	return s
}

// code is the exit code of a run that was stopped, as shells have it: 128 and
// the number of the signal.
func (s *signals) code() int {
	if number, ok := s.got.(syscall.Signal); ok {
		return 128 + int(number)
	}
	return 128 + int(syscall.SIGINT)
}

// surviveClosedPipe makes writing to a reader that went away ("| head") an
// error like others; without it the program would be killed in the middle.
func surviveClosedPipe() { signal.Notify(make(chan os.Signal, 1), syscall.SIGPIPE) }
