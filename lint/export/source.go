package export

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"unicode/utf16"
	"unicode/utf8"
)

// A source gives the text of a file in UTF-8, in pieces. It bounds how much is
// read without progress, so that nobody who reads from it has to, and knows
// where lines begin.
type source struct {
	r     *bufio.Reader
	utf16 int // 0: no; 1: low byte first; 2: high byte first
	fresh bool

	left  int // bytes until the job is too long
	parts int // values of the job so far
	total int // bytes given
	err   error
	rest  []byte // decoded and not given yet
	buf   []byte

	lines    int   // that end before kept
	start    int   // of the line after them
	newlines []int // offsets behind line feeds, since then
}

func newSource(r io.Reader) *source {
	return &source{r: bufio.NewReaderSize(r, 64<<10), fresh: true, left: maxJob}
}

// Read gives UTF-8 whatever the file is written in: UTF-16 needs a byte order
// mark; bytes that are not valid UTF-8 are read as Windows-1252, one by one.
func (s *source) Read(p []byte) (int, error) {
	if len(s.rest) == 0 {
		if s.err != nil {
			return 0, s.err
		}
		s.fill()
		if len(s.rest) == 0 && s.err != nil {
			return 0, s.err
		}
	}
	switch {
	case s.left <= 0:
		s.err = fmt.Errorf("%w: a job of more than %d MB, or the file is no export", ErrTooLarge, maxJob>>20)
		return 0, s.err
	case s.total > maxFile:
		s.err = fmt.Errorf("%w: more than %d MB; split the file", ErrTooLarge, maxFile>>20)
		return 0, s.err
	}
	n := copy(p[:min(len(p), s.left)], s.rest)
	s.rest = s.rest[n:]
	s.left -= n
	for i := 0; ; {
		k := bytes.IndexByte(p[i:n], '\n')
		if k < 0 {
			break
		}
		i += k + 1
		s.newlines = append(s.newlines, s.total+i)
	}
	s.total += n
	return n, nil
}

// progress says that all before an offset was taken in.
func (s *source) progress(offset int64) {
	s.left, s.parts = maxJob, 0
	k := 0
	for k < len(s.newlines) && s.newlines[k] <= int(offset) {
		k++
	}
	if k > 0 {
		s.lines += k
		s.start = s.newlines[k-1]
		s.newlines = append(s.newlines[:0], s.newlines[k:]...)
	}
}

// part counts a value of a job.
func (s *source) part() error {
	if s.parts++; s.parts > maxParts {
		return fmt.Errorf("%w: a job of more than %d values, or the file is no export", ErrTooLarge, maxParts)
	}
	return nil
}

// place gives the line and the byte column of an offset that lies behind the
// last progress.
func (s *source) place(offset int64) (line, column int) {
	line, start := s.lines+1, s.start
	for _, n := range s.newlines {
		if n > int(offset) {
			break
		}
		line, start = line+1, n
	}
	return line, max(int(offset)-start, 0) + 1
}

// fill decodes the next piece.
func (s *source) fill() {
	if s.fresh {
		s.fresh = false
		head, _ := s.r.Peek(3)
		skip := 0
		switch {
		case bytes.HasPrefix(head, []byte("\uFEFF")):
			skip = 3
		case bytes.HasPrefix(head, []byte{0xFF, 0xFE}):
			skip, s.utf16 = 2, 1
		case bytes.HasPrefix(head, []byte{0xFE, 0xFF}):
			skip, s.utf16 = 2, 2
		}
		s.r.Discard(skip)
	}
	piece, err := s.r.Peek(32 << 10)
	if err != nil {
		s.err = err // after what is there
	}
	if s.utf16 > 0 {
		s.fill16(piece)
		return
	}
	s.buf = s.buf[:0]
	i := 0
	for i < len(piece) {
		k := i
		for k < len(piece) && piece[k] < utf8.RuneSelf {
			k++
		}
		s.buf = append(s.buf, piece[i:k]...)
		if i = k; i == len(piece) {
			break
		}
		r, n := utf8.DecodeRune(piece[i:])
		switch {
		case r != utf8.RuneError || n > 1:
			s.buf = append(s.buf, piece[i:i+n]...)
		case !utf8.FullRune(piece[i:]) && err == nil:
			n = 0 // the rest of it comes with the next piece
		default:
			s.buf = utf8.AppendRune(s.buf, windows1252(piece[i]))
		}
		if n == 0 {
			break
		}
		i += n
	}
	s.r.Discard(i)
	s.rest = s.buf
}

func (s *source) fill16(piece []byte) {
	s.buf = s.buf[:0]
	unit := func(i int) rune {
		if s.utf16 == 1 {
			return rune(piece[i]) | rune(piece[i+1])<<8
		}
		return rune(piece[i])<<8 | rune(piece[i+1])
	}
	i := 0
	for i+1 < len(piece) {
		r, n := unit(i), 2
		if utf16.IsSurrogate(r) {
			if i+3 >= len(piece) && s.err == nil && i > 0 {
				break // its other half comes with the next piece
			}
			pair := rune(utf8.RuneError)
			if i+3 < len(piece) {
				pair = utf16.DecodeRune(r, unit(i+2))
			}
			if r = pair; r != utf8.RuneError {
				n = 4
			}
		}
		s.buf = utf8.AppendRune(s.buf, r)
		i += n
	}
	if i == 0 && s.err != nil {
		i = len(piece)
	}
	s.r.Discard(i)
	s.rest = s.buf
}

// windows1252 gives the character of a byte of 0x80 and above.
func windows1252(c byte) rune {
	const upper = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ"
	if c >= 0xA0 {
		return rune(c)
	}
	n := int(c) - 0x80
	for _, r := range upper {
		if n == 0 {
			return r
		}
		n--
	}
	return rune(c)
}
