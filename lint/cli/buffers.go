package cli

import (
	"sync"

	"github.com/jdlint/jdlint/lint/read"
)

// buffers are the memory that a posting is read into. They are nil where each posting
// takes memory of its own.
type buffers struct {
	src     []byte
	posting read.Memory
}

func (r *buffers) memory() *read.Memory {
	if r == nil {
		return nil
	}
	return &r.posting
}

// file returns the memory for the bytes of a file, nil for none.
func (r *buffers) file() []byte {
	if r == nil {
		return nil
	}
	return r.src
}

// longestKept is how long a file may be whose memory is kept for others, in bytes.
const longestKept = 1 << 18

// keep notes where the bytes of a file lie, for the next file.
func (r *buffers) keep(src []byte) {
	if r != nil && cap(src) <= longestKept {
		r.src = src
	}
}

// bufferPool holds the buffers of postings that were printed, to be used again.
// It is enabled where printers keep nothing of a report. It is safe for concurrent use.
type bufferPool struct {
	enabled bool
	free    sync.Pool
}

func (r *bufferPool) get() *buffers {
	if !r.enabled {
		return nil
	}
	if free, ok := r.free.Get().(*buffers); ok {
		return free
	}
	return new(buffers)
}

// put takes back the buffers of a posting that is no longer needed.
func (r *bufferPool) put(used *buffers) {
	if used != nil {
		used.posting.Trim()
		r.free.Put(used)
	}
}
