package cli

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// atomicFile is a file that appears whole or not at all: it is written under
// another name and renamed at the end. A device or a pipe is written as it
// comes.
type atomicFile struct {
	*os.File
	target string // "" when File is the target itself
}

// createAtomic begins a file. An old one of the name stays until commit, which
// keeps its mode; a link is followed.
func createAtomic(name string) (*atomicFile, error) {
	target := name
	if real, err := filepath.EvalSymlinks(name); err == nil {
		target = real
	}
	info, err := os.Stat(target)
	switch {
	case err == nil && info.IsDir():
		return nil, &os.PathError{Op: "open", Path: name, Err: errors.New("is a folder")}
	case err == nil && !info.Mode().IsRegular():
		f, err := os.OpenFile(target, os.O_WRONLY, 0)
		return &atomicFile{File: f}, err
	}
	old := err == nil
	draft := filepath.Join(filepath.Dir(target), fmt.Sprintf(".%s.%s.tmp", filepath.Base(target), rand.Text()))
	f, err := os.OpenFile(draft, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666) // less the umask
	if err != nil {
		return nil, err
	}
	a := &atomicFile{f, target}
	if old {
		if err := f.Chmod(info.Mode().Perm()); err != nil {
			a.abort()
			return nil, err
		}
	}
	return a, nil
}

// commit closes the file and renames it to its target.
func (a *atomicFile) commit() error {
	err := a.Close()
	if a.target == "" {
		return err
	}
	if err == nil {
		err = os.Rename(a.Name(), a.target)
	}
	if err != nil {
		os.Remove(a.Name())
	}
	return err
}

// abort drops the file. After commit it does nothing.
func (a *atomicFile) abort() {
	if a.Close() == nil && a.target != "" {
		os.Remove(a.Name())
	}
}

// writeFile writes a file in one step: it holds the old text or the new one,
// whatever happens meanwhile.
func writeFile(name string, data []byte) error {
	f, err := createAtomic(name)
	if err == nil {
		defer f.abort()
		_, err = f.Write(data)
	}
	if err == nil {
		err = f.commit()
	}
	switch {
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("writing %s: not allowed to write in this folder", name)
	case err != nil:
		return fmt.Errorf("writing %w", readError(name, err))
	}
	return nil
}
