package cli

import (
	"bufio"
	"errors"
	"io"
)

// lineReader reads a stream line by line, in memory that the longest line
// allowed bounds.
type lineReader struct {
	r   *bufio.Reader
	max int // bytes of a line
}

func newLineReader(r io.Reader, longest int) *lineReader {
	return &lineReader{bufio.NewReaderSize(r, 128<<10), longest}
}

// errLongLine is that of a line longer than allowed, which was skipped.
var errLongLine = errors.New("long line")

// next returns the next line without its end (LF or CRLF), in bytes that are
// the caller's. At the end the error is io.EOF. After errLongLine the line
// after can be read; no other error can be gone beyond.
func (l *lineReader) next() ([]byte, error) {
	var line []byte
	long, any := false, false
	for {
		piece, err := l.r.ReadSlice('\n')
		any = any || len(piece) > 0
		// The end of the line does not count.
		if !long && len(line)+len(piece) > l.max+len("\r\n") {
			line, long = nil, true
		}
		if !long {
			line = append(line, piece...)
		}
		switch {
		case err == bufio.ErrBufferFull:
			continue
		case err != nil && (err != io.EOF || !any):
			return nil, err
		}
		line = withoutEnd(line)
		if long || len(line) > l.max {
			return nil, errLongLine
		}
		return line, nil
	}
}

func withoutEnd(line []byte) []byte {
	if n := len(line); n > 0 && line[n-1] == '\n' {
		line = line[:n-1]
		if n > 1 && line[n-2] == '\r' {
			line = line[:n-2]
		}
	}
	return line
}
