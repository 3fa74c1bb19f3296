package config

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/jdlint/jdlint/rules"
)

// Loader finds and reads configuration files, each once. It is safe for
// concurrent use.
type Loader struct {
	// ReadFile reads a file; its errors are those of os.ReadFile.
	ReadFile func(name string) ([]byte, error)
	// Exists reports whether there is a file or folder of this name.
	Exists func(name string) bool
	// Abs makes a path absolute.
	Abs func(name string) (string, error)

	// Rules are the ids of the findings whose severity can be set.
	Rules []string

	// File is the configuration to use for all postings, instead of the one
	// that is found; "" for none.
	File string

	mu    sync.Mutex
	dirs  map[string]found // by folder
	files map[string]found // by absolute name
}

// found is what came of looking for a file.
type found struct {
	file *file // nil: there is none
	err  error
}

// For returns what is in force for a posting. Errors are those of the files: each
// names file, line and column.
func (l *Loader) For(path string) (*Settings, error) {
	abs, err := l.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("finding the configuration for %s: %w", path, err)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	var f found
	if l.File != "" {
		f = l.read(l.File, nil)
	} else {
		f = l.nearest(filepath.Dir(path), filepath.Dir(abs))
	}
	if f.err != nil {
		return nil, f.err
	}
	return l.resolve(f.file, abs)
}

// nearest finds the file for a folder, which is also given in full: its own
// one, or that of the folders above, up to the root of the repository.
func (l *Loader) nearest(dir, abs string) found {
	if f, ok := l.dirs[abs]; ok {
		return f
	}
	if l.dirs == nil {
		l.dirs = map[string]found{}
	}
	var f found
	name := filepath.Join(dir, Name)
	switch parent := filepath.Dir(abs); {
	case l.Exists(name):
		f = l.read(name, nil)
	case parent != abs && !l.Exists(filepath.Join(dir, ".git")):
		f = l.nearest(above(dir), parent)
	}
	l.dirs[abs] = f
	return f
}

// above names the folder that holds another, as a person would: jobs/a is in
// jobs, which is in ".", which is in "..".
func above(dir string) string {
	if dir == "." || dir == ".." || strings.HasSuffix(dir, string(filepath.Separator)+"..") {
		return filepath.Join("..", dir)
	}
	return filepath.Dir(dir)
}

// read reads a file and those that it extends. through are the files that are
// being read, to notice one that extends itself.
func (l *Loader) read(name string, through []string) found {
	abs, err := l.Abs(name)
	if err != nil {
		return found{err: fmt.Errorf("reading the configuration %s: %w", name, err)}
	}
	if f, ok := l.files[abs]; ok {
		return f
	}
	if l.files == nil {
		l.files = map[string]found{}
	}
	f := l.readNew(name, append(through, abs))
	l.files[abs] = f
	return f
}

func (l *Loader) readNew(name string, through []string) found {
	data, err := l.ReadFile(name)
	if err != nil {
		return found{err: fmt.Errorf("reading the configuration: %s", reason(name, err))}
	}
	f, err := parse(name, data, l.Rules)
	if err != nil {
		return found{err: err}
	}
	var errs []error
	for _, t := range f.Extends {
		base := beside(f.dir, t.Value)
		abs, err := l.Abs(base)
		switch {
		case err != nil:
			errs = append(errs, &rules.Error{Pos: t.At, Msg: fmt.Sprintf("extends: %v", err)})
		case slices.Contains(through, abs):
			errs = append(errs, &rules.Error{Pos: t.At, Msg: fmt.Sprintf("extends: %s extends this file, so neither can be read", t.Value)})
		case !l.Exists(base):
			errs = append(errs, &rules.Error{Pos: t.At, Msg: fmt.Sprintf("extends: there is no file %s", filepath.ToSlash(base))})
		default:
			b := l.read(base, through)
			if b.err != nil {
				errs = append(errs, b.err)
			}
			f.below = append(f.below, b.file)
		}
	}
	if len(errs) > 0 {
		return found{err: errors.Join(errs...)}
	}
	return found{file: f}
}

// beside returns the path of a file that another names: relative to its folder.
func beside(dir, name string) string {
	name = filepath.FromSlash(name)
	if filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(dir, name)
}

func reason(name string, err error) string {
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Sprintf("there is no file %s", filepath.ToSlash(name))
	}
	return err.Error()
}
