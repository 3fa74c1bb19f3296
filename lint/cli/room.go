package cli

import (
	"sync"

	"github.com/jdlint/jdlint/lint/read"
)

// room is the memory that a posting is read into. It is nil where each posting
// takes memory of its own.
type room struct {
	src     []byte
	posting read.Memory
}

func (r *room) memory() *read.Memory {
	if r == nil {
		return nil
	}
	return &r.posting
}

// bytes gives the room for the bytes of a file.
func (r *room) bytes() []byte {
	if r == nil {
		return nil
	}
	return r.src
}

// longestKept is how long a file may be whose room is kept for others, in bytes.
const longestKept = 1 << 18

// keep notes where the bytes of a file lie, for the next file.
func (r *room) keep(src []byte) {
	if r != nil && cap(src) <= longestKept {
		r.src = src
	}
}

// rooms are those of postings that are printed, to be used again. They are
// open where printers keep nothing of a report. It is safe for concurrent use.
type rooms struct {
	open bool
	free sync.Pool
}

func (r *rooms) take() *room {
	if !r.open {
		return nil
	}
	if free, ok := r.free.Get().(*room); ok {
		return free
	}
	return new(room)
}

// give takes back the room of a posting that is no longer needed.
func (r *rooms) give(used *room) {
	if used != nil {
		used.posting.Trim()
		r.free.Put(used)
	}
}
