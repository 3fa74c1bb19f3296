// Package ignore says which files are left out: by patterns of the kind that
// .gitignore files hold, and by those files themselves. It opens no files.
package ignore

import (
	"errors"
	"fmt"
	"path"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// Pattern is one pattern of the kind that .gitignore files hold, compiled.
type Pattern struct {
	glob   string // relative to the folder of the file that holds it
	not    bool
	folder bool // matches folders only
}

// TakesBack reports whether a pattern takes back what one before it matched.
func (p *Pattern) TakesBack() bool { return p.not }

// Parse compiles a pattern. A pattern that can never match is an error,
// because its author believes that it does.
func Parse(text string) (Pattern, error) {
	var p Pattern
	glob := strings.TrimRight(text, " \t")
	if strings.HasSuffix(glob, `\`) && len(glob) < len(text) {
		glob += " " // an escaped blank at the end
	}
	if rest, ok := strings.CutPrefix(glob, "!"); ok {
		p.not, glob = true, rest
	}
	if rest, ok := strings.CutSuffix(glob, "/"); ok {
		p.folder, glob = true, rest
	}
	anchored := strings.Contains(glob, "/")
	glob = strings.TrimPrefix(glob, "/")
	switch {
	case glob == "":
		return p, errors.New("an empty pattern, which can never match")
	case strings.HasPrefix(glob, "./"):
		return p, fmt.Errorf("can never match, because of the ./ at its beginning; write %q", "/"+strings.TrimLeft(glob[2:], "/"))
	case path.Clean("/"+glob) != "/"+glob:
		return p, errors.New("can never match: no path has “//”, “.” or “..” in it here")
	}
	// Braces mean nothing there, and a pattern that ends in /** matches what
	// is in the folder, not the folder.
	p.glob = strings.NewReplacer("{", `\{`, "}", `\}`).Replace(glob)
	if strings.HasSuffix(p.glob, "/**") {
		p.glob += "/*"
	}
	if !anchored {
		p.glob = "**/" + p.glob
	}
	if !doublestar.ValidatePattern(p.glob) {
		return p, errors.New("not a pattern: a [ without its ], or a \\ at the end")
	}
	return p, emptyRange(glob)
}

// emptyRange reports a range such as [z-a], in which no character lies.
func emptyRange(glob string) error {
	in := false
	for i := 0; i < len(glob); i++ {
		switch c := glob[i]; {
		case c == '\\':
			i++
		case c == '[':
			in = true
		case c == ']':
			in = false
		case in && c == '-' && i > 0 && i+1 < len(glob) && glob[i-1] != '[' && glob[i+1] != ']' && glob[i-1] > glob[i+1]:
			return fmt.Errorf("can never match: no character lies in [%s]", glob[i-1:i+2])
		}
	}
	return nil
}

func (p *Pattern) matches(name string, isFolder bool) bool {
	if p.folder && !isFolder {
		return false
	}
	ok, err := doublestar.Match(p.glob, name)
	return ok && err == nil
}

// Patterns are patterns that hold together, as the lines of a .gitignore do.
// The zero value matches nothing.
type Patterns []Pattern

// Match returns which pattern decides about a file or folder, given by its path
// relative to the folder of the patterns, with slashes; -1 when none does. As in a
// .gitignore the last pattern that matches counts, and what lies in a folder
// that is matched cannot be taken back.
func (ps Patterns) Match(name string, folder bool) (by int, matched bool) {
	for i := 0; i < len(name); {
		next := strings.IndexByte(name[i:], '/')
		if next >= 0 {
			i += next
		} else {
			i = len(name)
		}
		by, matched = ps.last(name[:i], folder || next >= 0)
		if matched {
			return by, true
		}
		i++
	}
	return by, false
}

// last returns the last pattern that matches exactly this path.
func (ps Patterns) last(name string, folder bool) (int, bool) {
	for i := len(ps) - 1; i >= 0; i-- {
		if ps[i].matches(name, folder) {
			return i, !ps[i].not
		}
	}
	return -1, false
}
