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
	// out, in order, and Name its path then.
	Before []Range
	Name   string
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

// parseDiff reads the output of git diff --unified=0 into files by their path.
// Files that are gone are left out.
func parseDiff(out []byte) (map[string]*File, error) {
	files := map[string]*File{}
	var old string
	var current *File
	var left, right int // lines of the hunk still to come
	for len(out) > 0 {
		var raw []byte
		raw, out, _ = bytes.Cut(out, []byte("\n"))
		// What a hunk holds is text of postings, which may look like anything.
		switch {
		case left > 0 && bytes.HasPrefix(raw, []byte("-")):
			left--
			continue
		case right > 0 && bytes.HasPrefix(raw, []byte("+")):
			right--
			continue
		}
		line := string(raw)
		switch {
		case strings.HasPrefix(line, "diff --git "):
			current, old, left, right = nil, "", 0, 0
		case strings.HasPrefix(line, "--- "):
			old = pathOf(line[4:], "a/")
		case strings.HasPrefix(line, "+++ "):
			name := pathOf(line[4:], "b/")
			if name == "" {
				current = nil // taken out
				continue
			}
			current = &File{Whole: old == "", Name: old}
			files[name] = current
		case strings.HasPrefix(line, "@@ "):
			before, after, err := hunk(line)
			if err != nil {
				return nil, err
			}
			left, right = before.n, after.n
			if current == nil {
				continue
			}
			if before.n > 0 {
				current.Before = append(current.Before, Range{before.first, before.first + before.n - 1})
			}
			if after.n > 0 {
				current.Lines = append(current.Lines, Range{after.first, after.first + after.n - 1})
			}
		}
	}
	return files, nil
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
