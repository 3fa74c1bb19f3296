package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/jdlint/jdlint/lint/change"
	"github.com/jdlint/jdlint/lint/ignore"
)

// How many bytes are read of a file that is no posting.
const (
	maxConfig   = 1 << 20  // of a configuration, a role model, titles and rules
	maxBaseline = 64 << 20 // with 100,000 findings it has 20 MB
)

var errNotRegular = errors.New("not a regular file")

// readConfig reads a file that a configuration names, or that is one. It comes from
// the checkout: a device or a pipe would keep the run waiting, or never end.
func readConfig(name string) ([]byte, error) {
	info, err := os.Stat(name) // before it is opened, which waits at a pipe
	if err == nil && !info.Mode().IsRegular() && !info.IsDir() {
		err = &fs.PathError{Op: "read", Path: name, Err: errNotRegular}
	}
	if err != nil {
		return nil, err
	}
	return readNamed(name)
}

// readNamed reads a configuration that the command line names, be it a pipe.
func readNamed(name string) ([]byte, error) { return readUpTo(name, maxConfig) }

func tooLarge(most int64) error { return fmt.Errorf("larger than %d MB", most>>20) }

// readUpTo reads a file of most bytes at most.
func readUpTo(name string, most int64) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var b bytes.Buffer
	_, err = b.ReadFrom(io.LimitReader(f, most+1))
	if err == nil && int64(b.Len()) > most {
		err = &fs.PathError{Op: "read", Path: name, Err: tooLarge(most)}
	}
	return b.Bytes(), err
}

// readIgnored reads a .gitignore. As git does, it follows no link.
func readIgnored(name string) ([]byte, error) {
	info, err := os.Lstat(name)
	if err == nil && !info.Mode().IsRegular() {
		err = &fs.PathError{Op: "read", Path: name, Err: errNotRegular}
	}
	if err != nil {
		return nil, err
	}
	return readNamed(name)
}

// ownIgnored reads the files of patterns that git keeps for a repository and for its
// user.
func ownIgnored(root string) (all []ignore.Lines) {
	for _, name := range change.ExcludeFiles(root) {
		if data, err := readConfig(name); err == nil {
			all = append(all, ignore.ReadLines(name, data))
		}
	}
	return all
}

// configFolder is a folder of rules, whose files are held to the same.
type configFolder struct{ fs.FS }

// ReadFile implements fs.ReadFileFS.
func (f configFolder) ReadFile(name string) ([]byte, error) {
	info, err := fs.Stat(f.FS, name)
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, &fs.PathError{Op: "read", Path: name, Err: errNotRegular}
	case info.Size() > maxConfig:
		return nil, &fs.PathError{Op: "read", Path: name, Err: tooLarge(maxConfig)}
	}
	return fs.ReadFile(f.FS, name)
}
