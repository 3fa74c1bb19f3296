package suppress

import (
	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/read"
)

// Read reads a posting. The requests of jdlint in plain text, which
// has no comments, are no part of it.
func Read(path string, src []byte, o read.Options) (*posting.Posting, error) {
	p, err := read.Read(path, src, o)
	if err != nil || p.Format != posting.Plain {
		return p, err
	}
	whole, recoded := p.Source, p.Recoded
	blank := Blank(whole)
	if &blank[0] == &whole[0] { // not a copy: there are none
		return p, nil
	}
	if p, err = read.Read(path, blank, o); err != nil {
		return nil, err
	}
	p.Source, p.Recoded = whole, recoded
	return p, nil
}
