package export

import (
	"encoding/xml"
	"io"
)

// sharedStrings are the texts that the cells of a workbook refer to by their numbers.
// Programs write them in the order in which cells use them, so that they are read
// alongside the rows, and a long one that was used is forgotten. A cell that asks for
// one again has them read anew from the first; after a few of those all are kept.
type sharedStrings struct {
	in     *xmlFile // nil before the first and behind the last
	next   int      // the number of the text that comes next
	ended  bool
	kept   map[int]string
	again  int // how often they were read anew
	unused int // texts at the beginning that were read before
}

const (
	maxForgotten = 64 // bytes of a text that is kept when it was used
	maxAgain     = 4
)

// at returns the text of a number, or "" if there is none.
func (s *sharedStrings) at(w *workbook, n int) (string, error) {
	const file = "xl/sharedStrings.xml"
	if text, ok := s.kept[n]; ok {
		s.use(n, text)
		return text, nil
	}
	if w.files[file] == nil || s.ended && n >= s.next {
		return "", nil
	}
	if n < s.next {
		s.close()
		s.again++
		s.unused = s.next
		s.next, s.ended = 0, false
	}
	if s.kept == nil {
		s.kept = map[int]string{}
	}
	for {
		if s.in == nil {
			in, err := w.open(file, maxStrings)
			if err != nil {
				return "", err
			}
			s.in = in
		}
		text, err := s.read()
		if err == io.EOF {
			s.close()
			s.ended = true
			return "", nil
		}
		if err != nil {
			return "", s.in.explain(err)
		}
		number := s.next
		s.next++
		if number == n {
			s.keep(number, text, true)
			return text, nil
		}
		s.keep(number, text, number < s.unused)
	}
}

// read returns the next text.
func (s *sharedStrings) read() (string, error) {
	for {
		t, err := s.in.Token()
		if err != nil {
			return "", err
		}
		if e, ok := t.(xml.StartElement); ok && e.Name.Local == "si" {
			var shared richText
			if err := s.in.DecodeElement(&shared, &e); err != nil {
				return "", noEOF(err)
			}
			return shared.join()
		}
	}
}

// keep keeps a text, unless it was used and is long.
func (s *sharedStrings) keep(n int, text string, used bool) {
	if !used || len(text) <= maxForgotten || s.again >= maxAgain {
		s.kept[n] = text
	}
}

// use forgets a text that was used if it is long.
func (s *sharedStrings) use(n int, text string) {
	if len(text) > maxForgotten && s.again < maxAgain {
		delete(s.kept, n)
	}
}

func (s *sharedStrings) close() {
	if s.in != nil {
		s.in.close()
		s.in = nil
	}
}
