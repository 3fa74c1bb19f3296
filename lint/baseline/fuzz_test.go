package baseline

import (
	"bytes"
	"testing"
)

// FuzzRead: what can be read can be written, and reads the same again.
func FuzzRead(f *testing.F) {
	var b Baseline
	b.Record("jobs/a.md", report("x", "one two", "one", "two"))
	data, err := b.Bytes()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Add([]byte(`{"version":1}`))
	f.Add([]byte(`{"version":1,"fingerprint":"2","findings":[{"path":"../a"},null]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		b, err := Read(data)
		if err != nil {
			if err.Error() == "" {
				t.Error("an error that says nothing")
			}
			return
		}
		b.Known("jobs/a.md", report("x", "one two", "one", "two"))
		written, err := b.Bytes()
		if err != nil {
			t.Fatal(err)
		}
		again, err := Read(written)
		if err != nil {
			t.Fatalf("%v in %s", err, written)
		}
		twice, err := again.Bytes()
		if err != nil || !bytes.Equal(twice, written) || again.Len() != b.Len() {
			t.Errorf("%v: %s\nthen %s", err, written, twice)
		}
	})
}
