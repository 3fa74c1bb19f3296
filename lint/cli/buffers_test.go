package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestFileThatGrew: a file that grows, or shrinks, after its size was asked for
// is read as a whole.
func TestFileThatGrew(t *testing.T) {
	name := filepath.Join(t.TempDir(), "a.md")
	for before, after := range map[string]string{
		"# Product Owner\n": "# Product Owner\n\n- Own the backlog\n", strings.Repeat("a long text. ", 1000): "short", "the same": "the same", "one byte les": "one byte less",
	} {
		write(t, name, before)
		in := input{path: name, found: true}
		in.measure()
		write(t, name, after)
		for _, r := range []*buffers{nil, {}, {src: make([]byte, 1<<16)}} {
			d := judge{c: &Command{}}
			if got, err := d.readInput(&in, r); err != nil || string(got) != after {
				t.Errorf("%d bytes of %d, %v", len(got), len(after), err)
			}
		}
	}
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestRoomsAreUsedAgain: what one posting was read into the next one gets, unless
// printers may keep reports.
func TestRoomsAreUsedAgain(t *testing.T) {
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
	if first.keep(make([]byte, longestKept+1)); first.src != nil {
		t.Error("the bytes of a huge file are kept")
	}
	if first.keep(make([]byte, 100)); len(first.file()) != 100 {
		t.Error("the bytes of a file are not kept")
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
