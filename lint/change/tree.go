package change

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io/fs"
	"path"
	"strings"
)

// Tree is the files of the repository at the commit compared with. It is not safe
// for concurrent use.
type Tree struct {
	set   *Set
	links map[string]bool // by name in the repository: whether it is a link
	dirs  map[string]bool
}

// Tree returns the files as they were.
func (s *Set) Tree() (*Tree, error) {
	out, err := s.run.output(s.root, "ls-tree", "-r", "-z", "--full-tree", s.base)
	if err != nil {
		return nil, fmt.Errorf("asking git for the files of %s: %w", s.base, err)
	}
	t := &Tree{set: s, links: map[string]bool{}, dirs: map[string]bool{".": true}}
	for entry := range strings.SplitSeq(string(out), "\x00") {
		head, name, ok := strings.Cut(entry, "\t")
		if !ok {
			continue
		}
		t.links[name] = strings.HasPrefix(head, "120000")
		for dir := path.Dir(name); !t.dirs[dir]; dir = path.Dir(dir) {
			t.dirs[dir] = true
		}
	}
	return t, nil
}

// maxLinks is how many links are followed, one behind the other.
const maxLinks = 10

// Contains reports whether a path lies in the repository.
func (t *Tree) Contains(name string) bool {
	_, err := t.set.name(name)
	return err == nil
}

// Exists reports whether there was a file or folder of this name.
func (t *Tree) Exists(name string) bool {
	name, err := t.set.name(name)
	if err != nil {
		return false
	}
	_, file := t.links[name]
	return file || t.dirs[name]
}

// ReadFile returns the content that a file had. That of a link is the one of the file
// which it led to, if that is in the repository.
func (t *Tree) ReadFile(name string) ([]byte, error) {
	at, err := t.set.name(name)
	if err != nil {
		return nil, err
	}
	for range maxLinks {
		link, ok := t.links[at]
		if !ok {
			break
		}
		data, err := t.set.blob(at)
		if err != nil {
			return nil, err
		}
		if !link {
			return data, nil
		}
		at = path.Join(path.Dir(at), string(data))
	}
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

// Folder returns the files that a folder had.
func (t *Tree) Folder(name string) (fs.FS, error) {
	at, err := t.set.name(name)
	if err != nil {
		return nil, err
	}
	if !t.dirs[at] {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	if at == "." {
		at = ""
	}
	out, err := t.set.run.output(t.set.root, "archive", "--format=zip", t.set.base+":"+at)
	if err != nil {
		return nil, fmt.Errorf("asking git for %s as it was: %w", name, err)
	}
	return zip.NewReader(bytes.NewReader(out), int64(len(out)))
}
