package cli

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/jdlint/jdlint/lint/read"
)

// argument yields what one argument names, sorted within each folder. Folders are
// read while the files are checked, so a tree of any size takes no more memory than
// its longest folder. Like the functions below it returns false when yield asks to
// stop.
func (s *finder) argument(arg string, yield func(input) bool) bool {
	if isURL(arg) {
		return yield(input{path: withoutPassword(arg), address: arg})
	}
	if arg == "-" {
		if s.stdinName != "" {
			return yield(input{path: s.stdinName, src: s.c.Stdin})
		}
		return yield(input{path: arg})
	}
	info, err := os.Stat(arg)
	switch {
	case err == nil && info.IsDir():
		return s.folder(arg, yield)
	case err == nil:
		return yield(input{path: filepath.Clean(arg)})
	case errors.Is(err, fs.ErrNotExist) && isGlob(arg):
		return s.glob(arg, yield)
	}
	err = readError(arg, err)
	if close := didYouMean("the command ", arg, commandNames()); close != "" {
		err = fmt.Errorf("%w%s", err, close)
	}
	return yield(input{path: arg, err: err})
}

// folder yields the files in a folder and the folders in it, postings or not, and
// the folders that it does not look into. Links to folders are not followed, which
// also keeps loops out.
func (s *finder) folder(root string, yield func(input) bool) bool {
	from := root
	if info, err := os.Lstat(root); err == nil && !info.IsDir() {
		from += string(filepath.Separator) // a link, which the user asks to follow
	}
	empty, picture := true, ""
	s.took = false
	absent := absentSubmodules(from)
	give := func(in input) error {
		in.found, in.below = true, below(from, in.path)
		if !yield(in) {
			return errStop
		}
		return nil
	}
	err := filepath.WalkDir(from, func(path string, entry fs.DirEntry, err error) error { // it gives clean paths
		switch {
		case err != nil:
			empty = false
			return give(input{path: path, err: readError(path, err)})
		case path == from:
			return nil
		case entry.Name() == ".git" && entry.IsDir():
			return fs.SkipDir // nobody takes it for a part of the tree
		case entry.IsDir():
			in := input{path: path}
			if in.skip, in.why = s.notEntered(path); in.skip == notSkipped {
				if abs, err := filepath.Abs(path); err != nil || !absent[abs] {
					return nil
				}
				in.skip, in.why, in.submodule = inSubmodule, notCheckedOut, filepath.ToSlash(path)
			}
			in.isFolder = true
			return cmp.Or(give(in), fs.SkipDir)
		}
		in := input{path: path}
		in.skip, in.why, in.err = byKind(path, entry)
		empty = empty && in.skip != notSkipped
		if picture == "" && read.IsPicture(entry.Name()) {
			picture = entry.Name()
		}
		return give(in)
	})
	if err == nil && empty && !s.took {
		why := fmt.Sprintf("%s: no postings in this folder (looked for %s, and text without an extension)", root, strings.Join(foundExtensions, ", "))
		if picture != "" {
			why += fmt.Sprintf("; %s is a picture: run text recognition (OCR) over it, or take the file that it was made of", picture)
		}
		return yield(input{path: root, err: errors.New(why)})
	}
	return err == nil
}

// below returns the path of a file below a folder, with slashes.
func below(folder, path string) string {
	rel, err := filepath.Rel(folder, path)
	if err != nil {
		rel = path
	}
	return filepath.ToSlash(rel)
}

var errStop = errors.New("stop")

func isGlob(arg string) bool { return strings.ContainsAny(arg, "*?[{") }

// What a pattern may ask for at most: each ** is tried at each depth of a tree, and
// each combination of alternatives by itself.
const (
	maxDeep         = 3
	maxCombinations = 1000
)

// globFiles returns what a pattern matches, in order.
func globFiles(pattern string) ([]string, error) {
	for strings.Contains(pattern, "**/**") { // which say no more than one
		pattern = strings.ReplaceAll(pattern, "**/**", "**")
	}
	if strings.Count(pattern, "**") > maxDeep || combinations(pattern) > maxCombinations {
		return nil, fmt.Errorf("%s: a pattern of more than %d ** or %d combinations of alternatives; name folders, or several patterns", pattern, maxDeep, maxCombinations)
	}
	names, err := doublestar.FilepathGlob(pattern, doublestar.WithNoFollow(), doublestar.WithNoHidden())
	if err != nil {
		return nil, fmt.Errorf("%s: not a pattern that can match: %w", pattern, err)
	}
	slices.Sort(names)
	return names, nil
}

// combinations returns how many patterns without braces a pattern stands for, or
// more, if it is more than maxCombinations.
func combinations(pattern string) int {
	n, open := 1, []int{}
	for _, c := range pattern {
		switch {
		case c == '{':
			open = append(open, 1)
		case len(open) == 0 || n > maxCombinations:
		case c == ',':
			open[len(open)-1]++
		case c == '}':
			n *= open[len(open)-1]
			open = open[:len(open)-1]
		}
	}
	return n
}

// glob yields the files that a pattern matches, for shells that do not, and for **
// which most do not know.
func (s *finder) glob(pattern string, yield func(input) bool) bool {
	names, err := globFiles(pattern)
	if err != nil {
		return yield(input{path: pattern, err: err})
	}
	// A pattern that names an extension asks for just these files.
	ext := filepath.Ext(pattern)
	named := ext != "" && !isGlob(ext)
	folder, _ := doublestar.SplitPattern(filepath.ToSlash(pattern))
	empty := true
	s.took = false
	for _, name := range names {
		info, err := os.Stat(name)
		if err != nil || !info.Mode().IsRegular() {
			continue
		}
		in := input{path: name, found: true, below: below(folder, name)}
		if in.skip, in.why = s.inNotEntered(folder, name); in.skip == notSkipped && !named {
			in.skip, in.why = byName(filepath.Base(name))
		}
		empty = empty && in.skip != notSkipped
		if !yield(in) {
			return false
		}
	}
	if empty && !s.took {
		return yield(input{path: pattern, err: fmt.Errorf("%s: no posting matches this pattern", pattern)})
	}
	return true
}
