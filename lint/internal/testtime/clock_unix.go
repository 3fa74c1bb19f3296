//go:build unix

package testtime

import (
	"syscall"
	"time"
)

// processTime returns the time that the process has used of processors.
func processTime() time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		panic(err) // only for wrong arguments
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
