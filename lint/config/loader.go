package config

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"github.com/jdlint/jdlint/rules"
)

// Loader finds and reads configuration files, each once. It is not safe for
// concurrent use.
type Loader struct {
	// ReadFile reads a file; its errors are those of os.ReadFile.
	ReadFile func(name string) ([]byte, error)
	// Exists reports whether there is a file or folder of this name.
	Exists func(name string) bool
	// Abs makes a path absolute.
	Abs func(name string) (string, error)
	// Real returns the file that a full path leads to, as filepath.EvalSymlinks
	// does; nil where there are no links.
	Real func(name string) (string, error)

	// Rules are the ids of the findings whose severity can be set.
	Rules []string

	// File is the configuration to use for all postings, instead of the one
	// that is found; "" for none.
	File string
	// Isolated is true where no file is looked for.
	Isolated bool

	full  map[string]string // folders in full, by how they are named
	dirs  map[string]found  // by folder in full
	files map[string]found  // by absolute name, behind the root
}

// found is what came of looking for a file.
type found struct {
	file *file // nil: there is none
	err  error
}

// For returns what is in force for a posting. Errors are those of the files: each
// names file, line and column.
func (l *Loader) For(path string) (*Settings, error) {
	if l.dirs == nil {
		l.full, l.dirs, l.files = map[string]string{}, map[string]found{}, map[string]found{}
	}
	dir := filepath.Dir(path)
	if l.full[dir] == "" {
		var err error
		if l.full[dir], err = l.Abs(dir); err != nil {
			return nil, fmt.Errorf("finding the configuration for %s: %w", path, err)
		}
	}
	var f found
	if l.File != "" {
		f = l.read(l.File, filepath.Dir(l.File), nil)
	} else if !l.Isolated {
		f = l.nearest(dir, l.full[dir])
	}
	if f.err != nil {
		return nil, f.err
	}
	s := Defaults()
	return s, l.overlay(s, f.file, filepath.Join(l.full[dir], filepath.Base(path)), 0)
}

// nearest returns the file for a folder, which is also given in full: its own
// one, or that of the folders above, up to the root of the repository.
func (l *Loader) nearest(dir, abs string) found {
	if f, ok := l.dirs[abs]; ok {
		return f
	}
	var f found
	name := filepath.Join(dir, Name)
	switch parent := filepath.Dir(abs); {
	case l.Exists(name):
		root := l.rootOf(dir, abs)
		if !l.inside(root, name) {
			f.err = fmt.Errorf("reading the configuration: %s %s", filepath.ToSlash(name), leadsOut)
		} else {
			f = l.read(name, root, nil)
		}
	case l.Exists(filepath.Join(dir, otherName)):
		f.err = fmt.Errorf("reading the configuration: %s is not read; call it %s", filepath.ToSlash(filepath.Join(dir, otherName)), Name)
	case parent != abs && !l.Exists(filepath.Join(dir, ".git")):
		f = l.nearest(parentOf(dir), parent)
	}
	l.dirs[abs] = f
	return f
}

// rootOf returns the folder that what a configuration names must lie in: the top
// of the git work tree around the folder of the configuration, which is also given
// in full, or else the outermost folder with a configuration. So a change to a
// configuration, which anybody may propose, reads nothing else of the machine.
func (l *Loader) rootOf(dir, abs string) string {
	root := dir
	for {
		if l.Exists(filepath.Join(dir, ".git")) {
			return dir
		}
		if l.Exists(filepath.Join(dir, Name)) {
			root = dir
		}
		parent := filepath.Dir(abs)
		if parent == abs {
			return root
		}
		dir, abs = parentOf(dir), parent
	}
}

// Belongs reports whether a file that was found below a folder, by a link perhaps,
// lies in what the folder belongs to, as what its configuration names must.
func (l *Loader) Belongs(folder, name string) bool {
	abs, err := l.Abs(folder)
	return err == nil && l.inside(l.rootOf(folder, abs), name)
}

// otherName is what the file is called by mistake.
const otherName = ".jdlint.yml"

// leadsOut is what is wrong with a name that does not lie inside.
const leadsOut = "leads out of the folder that the configuration is for, so it is not read"

// inside reports whether a file lies in a root, links followed, and not in what
// git keeps there, where tokens may stand.
func (l *Loader) inside(root, name string) bool {
	root, err := l.Abs(root)
	if err != nil {
		return false
	}
	if name, err = l.Abs(name); err != nil {
		return false
	}
	if l.Real != nil {
		if real, err := l.Real(name); err == nil { // else there is no such file
			name = real
			if root, err = l.Real(root); err != nil {
				return false
			}
		}
	}
	rel, err := filepath.Rel(root, name)
	return err == nil && filepath.IsLocal(rel) && !slices.ContainsFunc(strings.Split(rel, string(filepath.Separator)), func(s string) bool { return strings.EqualFold(s, ".git") })
}

// parentOf names the folder that holds another, as a person would: jobs/a is in
// jobs, which is in ".", which is in "..".
func parentOf(dir string) string {
	if dir == "." || dir == ".." || strings.HasSuffix(dir, string(filepath.Separator)+"..") {
		return filepath.Join("..", dir)
	}
	return filepath.Dir(dir)
}

// read reads a file and those that it extends. through are the files that are
// being read, to notice one that extends itself. What they name lies in root.
func (l *Loader) read(name, root string, through []string) found {
	abs, err := l.Abs(name)
	if err != nil {
		return found{err: fmt.Errorf("reading the configuration %s: %w", name, err)}
	}
	key := root + "\x00" + abs
	if f, ok := l.files[key]; ok {
		return f
	}
	f := l.readNew(name, root, append(through, abs))
	l.files[key] = f
	return f
}

func (l *Loader) readNew(name, root string, through []string) found {
	data, err := l.ReadFile(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return found{err: fmt.Errorf("reading the configuration: there is no file %s", filepath.ToSlash(name))}
	case err != nil:
		return found{err: fmt.Errorf("reading the configuration: %w", err)}
	}
	f, err := parse(name, data, l.Rules)
	if err != nil {
		return found{err: err}
	}
	var errs []error
	fail := func(t rules.Text, format string, args ...any) {
		errs = append(errs, &rules.Error{Pos: t.At, Msg: "extends: " + fmt.Sprintf(format, args...)})
	}
	for _, named := range f.named() {
		if !l.inside(root, relativeTo(f.dir, named.Value)) {
			errs = append(errs, &rules.Error{Pos: named.At, Msg: named.Value + " " + leadsOut})
		}
	}
	if len(errs) > 0 {
		return found{err: errors.Join(errs...)}
	}
	for _, t := range f.Extends {
		base := relativeTo(f.dir, t.Value)
		abs, err := l.Abs(base)
		switch {
		case err != nil:
			fail(t, "%v", err)
		case slices.Contains(through, abs):
			fail(t, "%s extends this file, so neither can be read", t.Value)
		case !l.Exists(base):
			fail(t, "there is no file %s", filepath.ToSlash(base))
		default:
			b := l.read(base, root, through)
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

// relativeTo returns the path of a file that another names: relative to its folder.
func relativeTo(dir, name string) string {
	name = filepath.FromSlash(name)
	if filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(dir, name)
}
