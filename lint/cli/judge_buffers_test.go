package cli

import "testing"

// TestBuffersAreUsedAgain: what one posting was read into the next one gets, unless
// printers may keep reports.
func TestBuffersAreUsedAgain(t *testing.T) {
	var closed bufferPool
	if closed.get() != nil {
		t.Error("a pool that is not enabled has buffers")
	}
	closed.put(nil)
	open := bufferPool{enabled: true}
	first := open.get()
	if first == nil {
		t.Fatal("no buffers")
	}
	// A pool may drop what it is given now and then.
	again := false
	for range 100 {
		open.put(first)
		next := open.get()
		again = again || next == first
	}
	if !again {
		t.Error("buffers that were given back are never used again")
	}
}
