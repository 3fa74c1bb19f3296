//go:build !unix

package testtime

import "time"

var started = time.Now()

// processTime returns the time since the start.
func processTime() time.Duration { return time.Since(started) }
