package cli

import (
	"bufio"
	"bytes"
	"cmp"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/jdlint/jdlint/lint/change"
	"github.com/jdlint/jdlint/lint/export"
	"github.com/jdlint/jdlint/rules"
)

// finder finds the postings that arguments name, and decides which of them are
// judged, by which policy. It takes exports apart and fetches web
// pages, so that each input is one posting. It is not safe for concurrent use.
type finder struct {
	c        *Command
	policies *policies
	changes  *change.Set // nil: all postings count, changed or not
	outputs  []output    // where the run writes to

	filesOnly bool   // exports and addresses are refused
	stdinName string // of the file that standard input is
	took      bool   // a file of the folder that is walked through
	columns   export.Columns
	facts     bool // of jobs are wanted
	fetch     fetcher
	systems   *rules.Exports // loaded with the first export
}

// addExports adds the flags for inputs that are no files of one posting.
func (f *flags) addExports() {
	f.StringSlice("columns", nil, "read the `COLUMNS` of spreadsheets and the fields of exports so: title=Role,text=Body; text may come several times, id and url are known, too, and to a survey employer, sector, country and date")
	f.Bool("offline", false, "fetch nothing: refuse addresses of web pages, which are fetched otherwise when they are named")
}

// newFinder returns the finder of a run with these flags.
func (c *Command) newFinder(f *flags) (*finder, error) {
	s := &finder{c: c, filesOnly: f.Lookup("columns") == nil}
	if !s.filesOnly {
		columns, _ := f.GetStringSlice("columns")
		s.fetch.offline, _ = f.GetBool("offline")
		var err error
		if s.columns, err = export.ParseColumns(columns); err != nil {
			return nil, usagef("--columns: %w", err)
		}
	}
	s.stdinName, _ = f.given("stdin-filename")
	var err error
	s.policies, err = c.newPolicies(f)
	return s, err
}

// find returns the postings of the arguments, one by one, in the order of the
// arguments, and what it passes over. A file that several arguments name comes once.
// Files are read while the postings are judged, so that memory does not grow with
// their size.
func (s *finder) find(args []string) iter.Seq[input] {
	return func(yield func(input) bool) {
		seen := map[string]bool{}
		for _, arg := range args {
			if !s.argument(arg, func(in input) bool {
				if len(args) > 1 && in.err == nil { // a single argument names no file twice
					if seen[in.path] {
						return true
					}
					seen[in.path] = true
				}
				return s.expand(in, yield)
			}) {
				return
			}
		}
	}
}

// writes reports whether the run writes to a file: a report that the run before wrote
// into a folder of postings is none.
func (s *finder) writes(path string) bool {
	return slices.ContainsFunc(s.outputs, func(o output) bool {
		if o.file == "" || filepath.Base(o.file) != filepath.Base(path) {
			return false
		}
		one, err := os.Stat(o.file)
		if err != nil {
			return false
		}
		other, err := os.Stat(path)
		return err == nil && os.SameFile(one, other)
	})
}

// expand yields the postings of one input, or the input itself if it is one
// posting or none; it returns false when no more are wanted.
func (s *finder) expand(in input, yield func(input) bool) bool {
	s.decide(&in)
	if in.err != nil || in.skip != notSkipped {
		return yield(in)
	}
	if s.filesOnly {
		switch {
		case kindOfName(in.path) == "":
		case in.found:
			in.skip, in.why = noPosting, "an export of many jobs, which only check, survey, files and baseline read"
		default:
			in.err = fmt.Errorf("%s: an export of many jobs, which only check, survey, files and baseline read", in.path)
		}
		return yield(in)
	}
	kind, r, err := s.kindOf(&in)
	if err != nil {
		in.err = readError(in.path, err)
	}
	if err != nil || kind == "" {
		return yield(in)
	}
	if c, ok := r.(io.Closer); ok {
		defer c.Close()
	}
	return s.split(in, kind, r, yield)
}

// leadsOut reports whether a file that was found is a link to one that does not
// belong to the folder named: else whoever may add a link could have any file read.
func (s *finder) leadsOut(in *input) bool {
	info, err := os.Lstat(in.path)
	return err == nil && info.Mode()&fs.ModeSymlink != 0 && !s.policies.loader.Belongs(walkedFolder(in.path, in.below), in.path)
}

// walkedFolder returns the folder from which a path leads below.
func walkedFolder(name, below string) string {
	return cmp.Or(filepath.FromSlash(strings.TrimSuffix(filepath.ToSlash(filepath.Clean(name)), below)), ".")
}

// kindOf returns the kind of an export and a reader of it, or "" for what is no
// export. Files are known by their name, all else by its beginning.
func (s *finder) kindOf(in *input) (export.Kind, io.Reader, error) {
	kind := kindOfName(in.path)
	var r io.Reader
	switch {
	case in.src != nil:
		kind, r = "", in.src
	case in.path == "-":
		var err error
		if r, err = unpacked(s.c.Stdin); err != nil {
			return "", nil, err
		}
	case kind == "" && (in.found || !s.isTable() && !hasVagueName(in.path)):
		return "", nil, nil
	case kind != "":
		f, err := openExport(in.path)
		return kind, f, err
	default:
		f, err := os.Open(in.path)
		if err != nil {
			return "", nil, err
		}
		r = f
	}
	buffered := bufio.NewReader(r)
	head, _ := buffered.Peek(1 << 10) // its error comes again
	kind = export.KindOf(head)
	if kind == "" && s.isTable() && in.format == "" {
		kind = export.CSV
	}
	if kind == "" {
		in.src = buffered
		if f, ok := r.(*os.File); ok && in.path != "-" {
			defer f.Close()
			in.src = nil                                                       // it is opened again
			if info, err := f.Stat(); err == nil && !info.Mode().IsRegular() { // a pipe is read once
				text, err := readAll(buffered, 0)
				in.src = bytes.NewReader(text)
				return "", nil, err
			}
		}
	}
	return kind, buffered, nil
}

// isTable reports whether the user gave the columns that hold the jobs.
func (s *finder) isTable() bool { return s.columns.Title != "" || len(s.columns.Text) > 0 }

// hasVagueName reports whether a file may have any format by its name.
func hasVagueName(name string) bool {
	ext := filepath.Ext(name)
	return ext == "" || ext == ".txt"
}
