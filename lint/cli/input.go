package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"syscall"

	"github.com/jdlint/jdlint/lint/change"
	"github.com/jdlint/jdlint/lint/export"
	"github.com/jdlint/jdlint/lint/posting"
)

// input is one posting to judge, or why there is none.
type input struct {
	path string // of its file, or its address without a password; "-" is standard input
	// address is that of a web page, as it was given.
	address string
	// found is true for a file that the user did not name: one that turns out
	// to be no posting is passed over there without a word.
	found bool
	below string // the path below the folder that the user named, with slashes
	// included is true for a file that is a posting whatever it looks like, as the
	// configuration says.
	included bool
	isFolder bool // of which nothing is looked at
	// submodule is the folder of the one that it lies in, where skip is inSubmodule.
	submodule string
	policy    *policy
	// changed is what changed in the file; nil where all of it counts.
	changed *change.File

	size int    // of a regular file, in bytes, when cost looked
	err  error  // it cannot be read
	skip skip   // it is not to be judged
	why  string // so: by what it is passed over or, for one that is included, taken
	note string // printed for the user then, "" for nothing

	// Where it is, if not in the file of the path alone.
	job    *export.Record // in an export
	number int            // on this line of a stream, from 1
	line   []byte
	src    io.Reader
	format posting.Format // of src, if it is known
}

// configError holds the mistakes in a configuration file, which end the run.
type configError struct{ error }

func (e configError) Unwrap() []error { return []error{e.error} }

const (
	maxSize = 64 << 20 // bytes of a posting; the longest real ones have 50 thousand
	maxLine = 16 << 20 // bytes of a line of a stream
	// maxInFlight is how many bytes of inputs are in work at a time, whatever
	// the number of jobs.
	maxInFlight = maxLine
	// overhead is what an input takes beside its bytes, more or less.
	overhead = 4 << 10
)

// cost returns how many bytes an input takes while it is judged, as far as that
// is known. It looks at the size of files.
func (in *input) cost() int {
	size := int64(len(in.line))
	switch {
	case in.job != nil:
		size = int64(in.job.Size())
	case in.skip != notSkipped:
	case in.number == 0:
		if info, err := os.Stat(in.path); err == nil && info.Mode().IsRegular() {
			size = info.Size()
			in.size = int(min(size, maxSize))
		}
	}
	return int(min(size, maxSize)) + overhead
}

// readRegular reads a regular file of so many bytes over those of room, or into new
// memory. It is not ok for a file that has grown since or cannot be read; package os
// then reads it, or tells why it cannot. For each file that asks the kernel seven
// things more, so as to wait for pipes as well, and takes new memory: 4 % of the CPU of
// judging 1,000 postings, and 8 % of the memory.
func readRegular(path string, size int, room []byte) (src []byte, ok bool) {
	fd, err := syscall.Open(path, syscall.O_RDONLY|syscall.O_CLOEXEC|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, false
	}
	defer syscall.Close(fd)
	room = slices.Grow(room[:0], size+1)[:size+1] // the last byte is one that should not be there
	for n := 0; n < size; {
		k, err := syscall.Read(fd, room[n:])
		switch {
		case err == syscall.EINTR:
		case err != nil || n+k > size:
			return nil, false
		case k == 0: // it has shrunk
			return room[:n], true
		default:
			n += k
		}
	}
	return room[:size], true
}

// readFile returns the bytes of a file, or of standard input.
func (c *Command) readFile(path string) ([]byte, error) {
	if path == "-" {
		return readAll(c.Stdin, 0)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	size := int64(0)
	if info, err := f.Stat(); err == nil && info.Mode().IsRegular() {
		size = info.Size()
	}
	if size > maxSize {
		return nil, errTooLarge
	}
	return readAll(f, int(size))
}

var errTooLarge = fmt.Errorf("larger than %d MB: that is no posting", maxSize>>20)

// readAll reads what will most likely be of a size in bytes.
func readAll(r io.Reader, size int) ([]byte, error) {
	var b bytes.Buffer
	b.Grow(size + bytes.MinRead)
	_, err := b.ReadFrom(io.LimitReader(r, maxSize+1))
	if err == nil && b.Len() > maxSize {
		err = errTooLarge
	}
	return b.Bytes(), err
}

// displayName is the name of an input for people.
func displayName(name string) string {
	if name == "-" {
		return "standard input"
	}
	return name
}

// readError returns, in plain words, why a file could not be read.
func readError(path string, err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%s: there is no such file or folder", path)
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("%s: not allowed to read it", path)
	}
	if named, ok := errors.AsType[*fs.PathError](err); ok {
		err = named.Err
	}
	return fmt.Errorf("%s: %w", path, err)
}

// inputError returns why no posting could be read from an input, with its name.
func inputError(path string, err error) error {
	return fmt.Errorf("%s: %w", displayName(path), withoutPath(err))
}

// withoutPath returns an error of posting.Read that does not name the path
// another time.
func withoutPath(err error) error {
	if cause := errors.Unwrap(err); cause != nil {
		return cause
	}
	return err
}
