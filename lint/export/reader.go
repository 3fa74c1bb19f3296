package export

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/transform"

	"github.com/jdlint/jdlint/lint/read/charset"
)

// A source is the text of a file in UTF-8. It bounds how much is read without
// progress, so that nobody who reads from it has to, and keeps that much, to tell
// what stands where.
type source struct {
	r     io.Reader // decodes
	left  int       // bytes until the job is too long
	parts int       // values of the job so far
	total int       // bytes read

	endless bool // total has no bound

	kept   []byte   // what was read
	gone   int      // of it before the last progress, which is kept no longer than needed
	offset int      // of the last progress
	begin  position // there
	last   struct { // the place that was asked for last; the next one often stands behind it
		offset int
		position
	}
}

// newSource returns the text of a file. Bytes that are not valid UTF-8 are read in
// the encoding that the declaration of an XML file names, or as Windows-1252, one by
// one.
func newSource(r io.Reader) *source {
	in := bufio.NewReaderSize(r, 64<<10)
	head, _ := in.Peek(32 << 10) // its error comes again
	var decoder transform.Transformer = validUTF8{}
	if d := charset.UTF16(head); d != nil {
		decoder = d
	} else if bytes.HasPrefix(head, []byte("\uFEFF")) {
		in.Discard(len("\uFEFF"))
	} else if bytes.HasPrefix(bytes.TrimLeft(head, " \t\r\n"), []byte("<?xml")) {
		if e := charset.Lookup(charset.Named(head)); e != nil && e != charmap.Windows1252 && !isUTF8(head) {
			decoder = e.NewDecoder()
		}
	}
	return &source{r: transform.NewReader(in, decoder), left: maxJob}
}

// isUTF8 reports whether a text begins with characters of UTF-8, whatever it says.
func isUTF8(head []byte) bool {
	for n := 0; n < utf8.UTFMax && len(head) > 0; n++ { // the last one may be cut off
		if utf8.Valid(head) {
			return bytes.ContainsFunc(head, func(r rune) bool { return r >= utf8.RuneSelf })
		}
		head = head[:len(head)-1]
	}
	return false
}

// validUTF8 replaces bytes that are not valid UTF-8 by what they are in Windows-1252.
type validUTF8 struct{ transform.NopResetter }

// Transform implements transform.Transformer.
func (validUTF8) Transform(dst, src []byte, atEOF bool) (nDst, nSrc int, err error) {
	for nSrc < len(src) {
		r, size := rune(src[nSrc]), 1
		if r >= utf8.RuneSelf {
			if !atEOF && !utf8.FullRune(src[nSrc:]) {
				return nDst, nSrc, transform.ErrShortSrc
			}
			if r, size = utf8.DecodeRune(src[nSrc:]); r == utf8.RuneError && size == 1 {
				r = charmap.Windows1252.DecodeByte(src[nSrc])
			}
		}
		if nDst+utf8.RuneLen(r) > len(dst) {
			return nDst, nSrc, transform.ErrShortDst
		}
		nDst += utf8.EncodeRune(dst[nDst:], r)
		nSrc += size
	}
	return nDst, nSrc, nil
}

// Read implements io.Reader.
func (s *source) Read(p []byte) (int, error) {
	switch {
	case s.left <= 0:
		return 0, fmt.Errorf("%w: a job of more than %d MB, or the file is no export", ErrTooLarge, maxJob>>20)
	case s.total > maxFile && !s.endless:
		return 0, fmt.Errorf("%w: more than %d MB; split the file", ErrTooLarge, maxFile>>20)
	}
	n, err := s.r.Read(p[:min(len(p), s.left)])
	if s.gone > 0 {
		s.kept, s.gone = append(s.kept[:0], s.kept[s.gone:]...), 0
	}
	s.kept = append(s.kept, p[:n]...)
	s.left -= n
	s.total += n
	return n, err
}

// progress allows for another job: all before an offset was taken in.
func (s *source) progress(offset int64) {
	s.left, s.parts = maxJob, 0
	s.begin = s.at(int(offset))
	to := s.offset + len(s.between(s.offset, int(offset)))
	s.gone += to - s.offset
	s.offset = to
}

// between returns the text between two offsets that lie behind the last progress,
// as far as it was read.
func (s *source) between(from, to int) []byte {
	text := s.kept[s.gone:]
	to = min(max(to-s.offset, 0), len(text))
	return text[min(max(from-s.offset, 0), to):to]
}

// at returns the position of an offset that lies behind the last progress.
func (s *source) at(offset int) position {
	if s.last.offset < s.offset || s.last.offset > offset {
		s.last.offset, s.last.position = s.offset, s.begin
	}
	text := s.between(s.last.offset, offset)
	s.last.pass(text)
	s.last.offset += len(text)
	return s.last.position
}

// part counts a value of a job.
func (s *source) part() error {
	if s.parts++; s.parts > maxParts {
		return fmt.Errorf("%w: a job of more than %d values, or the file is no export", ErrTooLarge, maxParts)
	}
	return nil
}
