package lint

import (
	"hash/maphash"

	"github.com/jdlint/jdlint/lint/posting"
)

// repeated finds lines that a posting says again. The zero value is ready for use,
// for one posting after another.
type repeated struct {
	seed  maphash.Seed
	seen  []int32 // an open table of the lines seen, numbered from 1
	first []int32 // by line: the first one with the same text
	asked []int32 // by first line: which of those with its text was asked about first, numbered from 1
}

// begin turns to the lines of another posting.
func (r *repeated) begin(p *posting.Posting) {
	size := 16 // a power of two, twice as many as there are lines
	for size < 2*len(p.Lines) {
		size *= 2
	}
	if r.seed == (maphash.Seed{}) {
		r.seed = maphash.MakeSeed()
	}
	r.seen, r.first = zeros(r.seen, size), zeros(r.first, len(p.Lines))
	for i := range p.Lines {
		text := p.Lines[i].Text
		at := maphash.String(r.seed, text) % uint64(size)
		for r.seen[at] > 0 && p.Lines[r.seen[at]-1].Text != text {
			at = (at + 1) % uint64(size)
		}
		if r.seen[at] == 0 {
			r.seen[at] = int32(i + 1)
		}
		r.first[i] = r.seen[at] - 1
	}
	r.ask()
}

// ask forgets which lines were asked about.
func (r *repeated) ask() { r.asked = zeros(r.asked, len(r.first)) }

// again reports whether a line says what one said that was asked about before.
// Lines that nobody asks about, such as a heading, repeat nothing: what they say
// was not counted.
func (r *repeated) again(line int) bool {
	first := &r.asked[r.first[line]]
	if *first == 0 {
		*first = int32(line + 1)
	}
	return *first != int32(line+1)
}

// zeros gives a slice of n zeros, in the memory of old if that is enough.
func zeros[T any](old []T, n int) []T {
	if cap(old) < n {
		return make([]T, n)
	}
	old = old[:n]
	clear(old)
	return old
}
