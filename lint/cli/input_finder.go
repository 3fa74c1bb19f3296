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
	"path"
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

	filesOnly bool // exports and addresses are refused
	columns   export.Columns
	fetch     fetcher
	systems   *rules.Exports // loaded with the first export
}

// addExports adds the flags for inputs that are no files of one posting.
func (f *flags) addExports() {
	f.StringSlice("columns", nil, "read the `COLUMNS` of spreadsheets and the fields of exports so: title=Role,text=Body; text may come several times, id and url are known, too")
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
	var err error
	s.policies, err = c.newPolicies(f)
	return s, err
}

// find returns the postings of the arguments, one by one. Files are read while
// the postings are judged, so that memory does not grow with their size.
func (s *finder) find(args []string) iter.Seq[input] {
	return func(yield func(input) bool) {
		for in := range walk(args) {
			// A report that the run before wrote into a folder of postings is none.
			if in.found && s.writes(in.path) {
				continue
			}
			if !s.expand(in, yield) {
				return
			}
		}
	}
}

// writes reports whether the run writes to a file.
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
		case export.KindOfName(in.path) == "":
		case in.found:
			in.skip = notPosting
		default:
			in.err = fmt.Errorf("%s: an export of many jobs, which only check and baseline read", in.path)
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

// decide finds out by which policy an input is judged and whether it is to be
// judged at all. It fetches web pages.
func (s *finder) decide(in *input) {
	if in.err != nil {
		return
	}
	if in.found && s.leadsOut(in) {
		in.err = fmt.Errorf("%s: a link that leads out of the folder named and its repository, so it is not read; name the file itself to have it read", in.path)
		return
	}
	var err error
	if in.policy, err = s.policies.forFile(in.path); err != nil {
		in.err = configError{err}
		return
	}
	if pattern := in.policy.ignored; pattern.Text != "" && in.path != "-" && (in.policy.before == nil || in.policy.before.ignored.Text != "") {
		in.skip = leftOut
		if !in.found {
			in.skip = passedOver
			in.note = fmt.Sprintf("%s: left out, because of the pattern %q (%s)", in.path, pattern.Text, pattern.From())
		}
		return
	}
	if in.address != "" && !s.filesOnly {
		page, err := s.fetch.get(in.address)
		if err != nil {
			in.err = err
			return
		}
		in.src, in.format = bytes.NewReader(page.body), page.format
	}
	if s.changes != nil {
		in.changed, in.err = s.changes.File(in.path)
		if in.changed == nil {
			in.skip = passedOver
			return
		}
	}
	if in.found && isOtherDocument(in.below, in.policy.engine.reading.Headings) {
		in.skip = notPosting
	}
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

// isOtherDocument reports whether a file is no posting by its name and the names
// of its folders, below the one that the user named.
func isOtherDocument(below string, known *rules.Headings) bool {
	if known == nil {
		return false
	}
	folders, name := path.Split(below)
	return slices.ContainsFunc(strings.Split(folders, "/"), known.Others.Folder) || known.Others.File(name)
}

// kindOf returns the kind of an export and a reader of it, or "" for what is no
// export. Files are known by their name, all else by its beginning.
func (s *finder) kindOf(in *input) (export.Kind, io.Reader, error) {
	kind := export.KindOfName(in.path)
	var r io.Reader
	switch {
	case in.src != nil:
		kind, r = "", in.src
	case in.path == "-":
		r = s.c.Stdin
	case kind == "" && (in.found || !s.isTable() && !hasVagueName(in.path)):
		return "", nil, nil
	default:
		f, err := os.Open(in.path)
		if err != nil || kind != "" {
			return kind, f, err
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
