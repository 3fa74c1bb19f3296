package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/jdlint/jdlint/lint/export"
	"github.com/jdlint/jdlint/lint/read"
)

// walk returns the files that the arguments name, in the order of the
// arguments and sorted within each folder. A file that several arguments name
// comes once. Folders are read while the files are checked, so a tree of any
// size takes no more memory than its longest folder, and the names given.
func walk(args []string) iter.Seq[input] {
	return func(yield func(input) bool) {
		seen := map[string]bool{}
		once := func(in input) bool {
			if len(args) == 1 || in.err != nil { // a single argument names no file twice
				return yield(in)
			}
			if seen[in.path] {
				return true
			}
			seen[in.path] = true
			return yield(in)
		}
		for _, arg := range args {
			if !walkArgument(arg, once) {
				return
			}
		}
	}
}

// walkArgument yields the files that one argument names. Like the functions
// below it returns false when yield asks to stop.
func walkArgument(arg string, yield func(input) bool) bool {
	if isURL(arg) {
		return yield(input{path: withoutPassword(arg), address: arg})
	}
	if arg == "-" {
		return yield(input{path: arg})
	}
	info, err := os.Stat(arg)
	switch {
	case err == nil && info.IsDir():
		return walkFolder(arg, yield)
	case err == nil:
		return yield(input{path: filepath.Clean(arg)})
	case errors.Is(err, fs.ErrNotExist) && isGlob(arg):
		return walkGlob(arg, yield)
	}
	err = readError(arg, err)
	if close := didYouMean("the command ", arg, commandNames()); close != "" {
		err = fmt.Errorf("%w%s", err, close)
	}
	return yield(input{path: arg, err: err})
}

// walkFolder yields the postings in a folder and the folders in it. Links to
// folders are not followed, which also keeps loops out.
func walkFolder(root string, yield func(input) bool) bool {
	from := root
	if info, err := os.Lstat(root); err == nil && !info.IsDir() {
		from += string(filepath.Separator) // a link, which the user asks to follow
	}
	empty, picture := true, ""
	found := func(in input) error {
		empty = false
		if !yield(in) {
			return errStop
		}
		return nil
	}
	err := filepath.WalkDir(from, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return found(input{path: path, err: readError(path, err)})
		case entry.IsDir() && path != from && isSkippedFolder(entry.Name()):
			return fs.SkipDir
		case entry.IsDir() || !isPosting(entry.Name()):
			if picture == "" && read.IsPicture(entry.Name()) {
				picture = entry.Name()
			}
			return nil
		}
		file, err := isFile(path, entry)
		switch {
		case err != nil:
			return found(input{path: path, err: fmt.Errorf("%s: this link leads nowhere", path)})
		case !file:
			return nil
		}
		return found(input{path: path, found: true, below: below(from, path)}) // WalkDir gives clean paths
	})
	if err == nil && empty {
		why := fmt.Sprintf("%s: no postings in this folder (looked for %s, text without an extension, and exports: .json, .ndjson, .xml, .csv, .tsv, .xlsx)", root, strings.Join(postingExtensions, ", "))
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

// isFile reports whether an entry is a file, or a link to one. The error is
// that of a link that leads nowhere and has the name of a posting.
func isFile(path string, entry fs.DirEntry) (bool, error) {
	if entry.Type()&fs.ModeSymlink == 0 {
		return entry.Type().IsRegular(), nil
	}
	info, err := os.Stat(path)
	if err != nil && filepath.Ext(path) != "" {
		return false, err
	}
	// Files of /proc say that they are empty, and some never end.
	return err == nil && info.Mode().IsRegular() && info.Size() > 0, nil
}

func isSkippedFolder(name string) bool {
	return strings.HasPrefix(name, ".") || isOthersFolder(name)
}

// isOthersFolder reports whether a folder of this name holds other people's files.
func isOthersFolder(name string) bool { return name == "node_modules" || name == "vendor" }

// postingExtensions are those of files that count as postings, beside exports.
var postingExtensions = read.Extensions()

// isPosting reports whether a file found in a folder counts as a posting by
// its name.
func isPosting(name string) bool {
	if strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~$") { // the latter marks a file that Word has open
		return false
	}
	ext := strings.ToLower(filepath.Ext(name))
	return ext == "" || slices.Contains(postingExtensions, ext) || export.Found(name)
}

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

// walkGlob yields the files that a pattern matches, for shells that do not, and
// for ** which most do not know.
func walkGlob(pattern string, yield func(input) bool) bool {
	names, err := globFiles(pattern)
	if err != nil {
		return yield(input{path: pattern, err: err})
	}
	// A pattern that names an extension asks for just these files.
	ext := filepath.Ext(pattern)
	named := ext != "" && !isGlob(ext)
	folder, _ := doublestar.SplitPattern(filepath.ToSlash(pattern))
	empty := true
	for _, name := range names {
		info, err := os.Stat(name)
		if err != nil || !info.Mode().IsRegular() || inSkipped(name) || !named && !isPosting(filepath.Base(name)) {
			continue
		}
		empty = false
		if !yield(input{path: name, found: true, below: below(folder, name)}) {
			return false
		}
	}
	if empty {
		return yield(input{path: pattern, err: fmt.Errorf("%s: no posting matches this pattern", pattern)})
	}
	return true
}

// inSkipped reports whether a path leads through a folder of other people's
// files. Hidden ones the pattern decides.
func inSkipped(path string) bool {
	return slices.ContainsFunc(strings.Split(filepath.ToSlash(filepath.Dir(path)), "/"), isOthersFolder)
}
