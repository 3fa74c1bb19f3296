package change

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
)

// Range is a range of lines, from 1, both included.
type Range struct{ First, Last int }

// File is what changed in one file.
type File struct {
	// Whole is true for a file that is new: all of its lines changed.
	Whole bool
	// Lines are the lines of the file as it is now that are new or changed,
	// in order.
	Lines []Range
	// Before are the lines of the file as it was that were changed or taken
	// out, in order, and Name its path then. Moved is true where it is another one now.
	Before []Range
	Name   string
	Moved  bool
}

// Touches reports whether one of the lines first to last changed.
func (f *File) Touches(first, last int) bool { return f.Whole || touch(f.Lines, first, last) }

// Touched reports whether one of the lines first to last of the file as it was
// is no longer as it was.
func (f *File) Touched(first, last int) bool { return touch(f.Before, first, last) }

func touch(list []Range, first, last int) bool {
	for _, r := range list {
		if r.First <= last && first <= r.Last {
			return true
		}
	}
	return false
}

// A diffParser takes what git diff --unified=0 prints, piece by piece, and keeps the
// files by their path. Those that are gone are left out. What changed may be larger
// than memory.
type diffParser struct {
	files       map[string]*File
	old         string
	current     *File
	left, right int    // lines of the hunk still to come
	line        []byte // that is not complete, or its beginning
}

// maxHead is how many bytes of a line are looked at; paths are shorter.
const maxHead = 64 << 10

func (d *diffParser) Write(p []byte) (int, error) {
	for rest := p; len(rest) > 0; {
		line, more, ended := bytes.Cut(rest, []byte("\n"))
		d.line = append(d.line, line[:min(len(line), maxHead-len(d.line))]...)
		if ended {
			if err := d.end(); err != nil {
				return 0, err
			}
		}
		rest = more
	}
	return len(p), nil
}

// end takes a line that is complete.
func (d *diffParser) end() error {
	line := string(d.line)
	d.line = d.line[:0]
	// What a hunk holds is text of postings, which may look like anything.
	switch {
	case d.left > 0 && strings.HasPrefix(line, "-"):
		d.left--
	case d.right > 0 && strings.HasPrefix(line, "+"):
		d.right--
	case strings.HasPrefix(line, "diff --git "):
		d.current, d.old, d.left, d.right = nil, "", 0, 0
	case strings.HasPrefix(line, "rename from "):
		d.old = pathOf(line[len("rename from "):], "")
	case strings.HasPrefix(line, "rename to "): // all there is to say of a file that did not change in itself
		d.add(pathOf(line[len("rename to "):], ""))
	case strings.HasPrefix(line, "--- "):
		d.old = pathOf(line[4:], "a/")
	case strings.HasPrefix(line, "+++ "):
		name := pathOf(line[4:], "b/")
		if name == "" {
			d.current = nil // taken out
			break
		}
		d.add(name)
	case strings.HasPrefix(line, "@@ "):
		before, after, err := hunk(line)
		if err != nil {
			return err
		}
		d.left, d.right = before.n, after.n
		if d.current == nil {
			break
		}
		if before.n > 0 {
			d.current.Before = append(d.current.Before, Range{before.first, before.first + before.n - 1})
		}
		if after.n > 0 {
			d.current.Lines = append(d.current.Lines, Range{after.first, after.first + after.n - 1})
		}
	}
	return nil
}

// add begins a file.
func (d *diffParser) add(name string) {
	if d.files == nil {
		d.files = map[string]*File{}
	}
	d.current = &File{Whole: d.old == "", Name: d.old, Moved: d.old != "" && d.old != name}
	d.files[name] = d.current
}

// pathOf reads a path of a diff, which is in quotes when it holds special
// characters; "" stands for no file.
func pathOf(s, prefix string) string {
	s = strings.TrimRight(s, "\t\r")
	if strings.HasPrefix(s, `"`) {
		if unquoted, err := strconv.Unquote(s); err == nil {
			s = unquoted
		}
	}
	if s == "/dev/null" {
		return ""
	}
	return strings.TrimPrefix(s, prefix)
}

type span struct{ first, n int }

// hunk reads a line such as "@@ -3,2 +3 @@ heading".
func hunk(line string) (before, after span, err error) {
	fields := strings.Fields(line)
	if len(fields) < 4 || fields[3] != "@@" || fields[1][0] != '-' || fields[2][0] != '+' {
		return span{}, span{}, fmt.Errorf("reading a diff: %q is no head of a hunk", line)
	}
	if before, err = spanOf(fields[1][1:]); err != nil {
		return span{}, span{}, err
	}
	after, err = spanOf(fields[2][1:])
	return before, after, err
}

func spanOf(s string) (span, error) {
	first, n, found := strings.Cut(s, ",")
	at, err := strconv.Atoi(first)
	count := 1
	if err == nil && found {
		count, err = strconv.Atoi(n)
	}
	if err != nil || at < 0 || count < 0 {
		return span{}, fmt.Errorf("reading a diff: %q is no range of lines", s)
	}
	return span{at, count}, nil
}
