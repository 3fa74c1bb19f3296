package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/jdlint/jdlint/lint/export"
	"github.com/jdlint/jdlint/lint/posting"
)

// input is a file to read, or what went wrong in looking for it.
type input struct {
	path string // "-" is standard input
	// found is true for a file that the user did not name; what turns out not
	// to be text is passed over there without a word.
	found bool
	below string // the path below the folder that the user named, with slashes
	err   error

	job       *export.Record // a job of the file, which holds many
	src       io.Reader      // what stands there, if it is not to be opened
	format    posting.Format // of src, if it is known
	size      int            // of what is to be read, in bytes; 0: not known
	noPosting bool           // it was looked at and is none
	note      string         // why it is passed over
}

// inputs returns the files that the arguments name, in the order of the
// arguments and sorted within each folder. A file that several arguments name
// comes once. Folders are read while the files are checked, so a tree of any
// size takes no more memory than its longest folder, and the names given.
func inputs(args []string) iter.Seq[input] {
	return func(yield func(input) bool) {
		// A single argument cannot give a file twice.
		var seen map[string]bool
		if len(args) > 1 {
			seen = map[string]bool{}
		}
		once := func(in input) bool {
			if seen != nil && in.err == nil {
				if seen[in.path] {
					return true
				}
				seen[in.path] = true
			}
			return yield(in)
		}
		for _, arg := range args {
			if !expand(arg, once) {
				return
			}
		}
	}
}

// expand returns the files that one argument names. It and the functions below
// return false when yield asks to stop.
func expand(arg string, yield func(input) bool) bool {
	if arg == "-" || isURL(arg) {
		return yield(input{path: arg})
	}
	info, err := os.Stat(arg)
	switch {
	case err == nil && info.IsDir():
		return walk(arg, yield)
	case err == nil:
		return yield(input{path: filepath.Clean(arg)})
	case errors.Is(err, fs.ErrNotExist) && isGlob(arg):
		return glob(arg, yield)
	}
	err = readError(arg, err)
	if close := didYouMean("the command ", arg, commandNames()); close != "" {
		err = fmt.Errorf("%w%s", err, close)
	}
	return yield(input{path: arg, err: err})
}

// walk returns the postings in a folder and the folders in it. Links to folders
// are not followed, which also keeps loops out.
func walk(root string, yield func(input) bool) bool {
	count := 0
	from := root
	if info, err := os.Lstat(root); err == nil && !info.IsDir() {
		from += string(filepath.Separator) // a link, which the user asks to follow
	}
	err := filepath.WalkDir(from, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			count++
			if !yield(input{path: path, err: readError(path, err)}) {
				return errStop
			}
			return nil
		}
		if entry.IsDir() {
			if path != from && isSkippedFolder(entry.Name()) {
				return fs.SkipDir
			}
			return nil
		}
		if !isPosting(entry.Name()) {
			return nil
		}
		file, err := isFile(path, entry)
		if err != nil {
			count++
			if !yield(input{path: path, err: fmt.Errorf("%s: this link leads nowhere", path)}) {
				return errStop
			}
			return nil
		}
		if !file {
			return nil
		}
		count++
		if !yield(input{path: path, found: true, below: below(from, path)}) { // WalkDir gives clean paths
			return errStop
		}
		return nil
	})
	if err != nil {
		return false
	}
	if count == 0 {
		return yield(input{path: root, err: fmt.Errorf("%s: no postings in this folder (looked for %s)", root, postingExtensions)})
	}
	return true
}

// below returns the path of a file below a folder.
func below(folder, path string) string {
	if rest, ok := strings.CutPrefix(path, folder+string(filepath.Separator)); ok { // as nearly always
		return filepath.ToSlash(rest)
	}
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
	return err == nil && info.Mode().IsRegular(), nil
}

func isSkippedFolder(name string) bool {
	return strings.HasPrefix(name, ".") || name == "node_modules" || name == "vendor"
}

// kinds names the files that count as postings.
const postingExtensions = ".md, .markdown, .txt, .html, .htm, .docx, .odt, .rtf, .pdf, text without an extension, and exports: .json, .ndjson, .xml, .csv, .tsv, .xlsx"

// isPosting reports whether a file found in a folder counts as a posting by
// its name.
func isPosting(name string) bool {
	if strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~$") { // the latter marks a file that Word has open
		return false
	}
	switch strings.ToLower(filepath.Ext(name)) {
	case "", ".md", ".markdown", ".txt", ".html", ".htm", ".docx", ".odt", ".rtf", ".pdf":
		return true
	}
	return export.KindOfName(name) != ""
}

func isGlob(arg string) bool { return strings.ContainsAny(arg, "*?[{") }

// globFiles returns what a pattern matches, in order.
func globFiles(pattern string) ([]string, error) {
	names, err := doublestar.FilepathGlob(pattern, doublestar.WithNoFollow(), doublestar.WithNoHidden())
	if err != nil {
		return nil, fmt.Errorf("%s: not a pattern that can match: %w", pattern, err)
	}
	slices.Sort(names)
	return names, nil
}

// glob returns the files that a pattern matches, for shells that do not, and
// for ** which most do not know.
func glob(pattern string, yield func(input) bool) bool {
	names, err := globFiles(pattern)
	if err != nil {
		return yield(input{path: pattern, err: err})
	}
	// A pattern that names an extension asks for just these files.
	ext := filepath.Ext(pattern)
	named := ext != "" && !isGlob(ext)
	folder, _ := doublestar.SplitPattern(filepath.ToSlash(pattern))
	count := 0
	for _, name := range names {
		info, err := os.Stat(name)
		if err != nil || !info.Mode().IsRegular() || inSkipped(name) || !named && !isPosting(filepath.Base(name)) {
			continue
		}
		count++
		if !yield(input{path: name, found: true, below: below(folder, name)}) {
			return false
		}
	}
	if count == 0 {
		return yield(input{path: pattern, err: fmt.Errorf("%s: no posting matches this pattern", pattern)})
	}
	return true
}

// inSkipped reports whether a path leads through a folder of other people's
// files. Hidden ones the pattern decides.
func inSkipped(path string) bool {
	for _, part := range strings.Split(filepath.ToSlash(filepath.Dir(path)), "/") {
		if part == "node_modules" || part == "vendor" {
			return true
		}
	}
	return false
}

// readError says in plain words why a file could not be read.
func readError(path string, err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%s: there is no such file or folder", path)
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("%s: not allowed to read it", path)
	}
	var pathErr *fs.PathError
	if errors.As(err, &pathErr) {
		err = pathErr.Err
	}
	return fmt.Errorf("%s: %w", path, err)
}
