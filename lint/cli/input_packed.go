package cli

import (
	"bufio"
	"compress/gzip"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/jdlint/jdlint/lint/export"
)

// How packed files begin.
const (
	gzipMagic = "\x1f\x8b"
	zstdMagic = "\x28\xb5\x2f\xfd"
)

// errZstd refuses what is packed with Zstandard: the library for it makes each run 7 %
// longer when the program starts, packed or not.
var errZstd = errors.New("packed with Zstandard; unpack it first: zstd -dc FILE | jdlint --input ndjson -")

// unpacked returns a reader of what r holds, unpacked if it is packed with gzip. It reads
// no further than it must: who writes to a pipe may wait for an answer.
func unpacked(r io.Reader) (io.Reader, error) {
	b := bufio.NewReader(r)
	begins := func(magic string) bool {
		first, _ := b.Peek(1) // errors come again
		if len(first) == 0 || first[0] != magic[0] {
			return false
		}
		head, _ := b.Peek(len(magic))
		return string(head) == magic
	}
	switch {
	case begins(gzipMagic):
		return gzip.NewReader(b)
	case begins(zstdMagic):
		return nil, errZstd
	}
	return b, nil
}

// withoutPacking returns the name of what a file with such a name holds.
func withoutPacking(name string) string {
	if ext := filepath.Ext(name); strings.EqualFold(ext, ".gz") || strings.EqualFold(ext, ".zst") {
		return name[:len(name)-len(ext)]
	}
	return name
}

// kindOfName returns the kind of an export by the name of its file, packed or not, or
// "" for another file.
func kindOfName(name string) export.Kind { return export.KindOfName(withoutPacking(name)) }

// openExport opens the file of an export, packed or not.
func openExport(name string) (io.ReadCloser, error) {
	f, err := os.Open(name)
	if err != nil || withoutPacking(name) == name {
		return f, err
	}
	r, err := unpacked(f)
	if err != nil {
		f.Close()
		return nil, err
	}
	return struct {
		io.Reader
		io.Closer
	}{r, f}, nil
}
