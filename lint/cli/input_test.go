package cli

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/jdlint/jdlint/lint/read"
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
		in.cost()
		write(t, name, after)
		j := &judge{c: &Command{}}
		for _, m := range []*read.Memory{nil, {}, {File: make([]byte, 20)}} {
			if got, err := j.bytesOf(&in, m); err != nil || string(got) != after {
				t.Errorf("%d bytes of %d, %v", len(got), len(after), err)
			}
		}
	}
}
