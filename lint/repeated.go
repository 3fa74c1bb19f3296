package lint

import (
	"hash/maphash"

	"github.com/jdlint/jdlint/lint/posting"
)

// repeated finds lines that a posting says again. The zero value is ready for use,
// for one posting after another.
type repeated struct {
	seen []int32 // an open table of the lines seen, numbered from 1
	is   []bool  // by line
}

// lines tells by its number which line stands in the posting before.
func (r *repeated) lines(p *posting.Posting) []bool {
	size := 16 // a power of two, twice as many as there are lines
	for size < 2*len(p.Lines) {
		size *= 2
	}
	r.seen, r.is = zeros(r.seen, size), zeros(r.is, len(p.Lines))
	seed := maphash.MakeSeed()
	for i := range p.Lines {
		text := p.Lines[i].Text
		at := maphash.String(seed, text) % uint64(size)
		for r.seen[at] > 0 && p.Lines[r.seen[at]-1].Text != text {
			at = (at + 1) % uint64(size)
		}
		if r.is[i] = r.seen[at] > 0; !r.is[i] {
			r.seen[at] = int32(i + 1)
		}
	}
	return r.is
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
