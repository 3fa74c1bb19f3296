package cli

import (
	"crypto/rand"
	"errors"
	"fmt"
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
	mode := os.FileMode(0o666) // less the umask
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
		if err != nil {
			return nil, err
		}
		return &atomicFile{File: f}, nil
	}
	old := err == nil
	draft := filepath.Join(filepath.Dir(target), fmt.Sprintf(".%s.%s.tmp", filepath.Base(target), rand.Text()))
	f, err := os.OpenFile(draft, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
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

// commit ends the file and gives it its name.
func (a *atomicFile) commit() error {
	draft := a.Name()
	if a.target == "" {
		return a.Close()
	}
	if err := a.Close(); err != nil {
		os.Remove(draft)
		return err
	}
	if err := os.Rename(draft, a.target); err != nil {
		os.Remove(draft)
		return err
	}
	return nil
}

// abort drops the file. After commit it does nothing.
func (a *atomicFile) abort() {
	if a.Close() == nil && a.target != "" {
		os.Remove(a.Name())
	}
}
