package ignore

import (
	"bytes"
	"path/filepath"
	"strings"
)

// Git knows which files git leaves out by the .gitignore files around them, those of
// the repository alone (.git/info/exclude) and those of the user, whether or not
// git tracks them. Outside a repository it leaves out none. It is not safe for
// concurrent use.
type Git struct {
	// Exists reports whether there is a file or folder of this name.
	Exists func(name string) bool
	// ReadFile reads a .gitignore; with an error there is none.
	ReadFile func(name string) ([]byte, error)
	// Own returns the files of patterns that belong to no folder of the repository
	// with this top, the weightier ones first.
	Own func(root string) []Lines

	folders map[string]*folder // by full path; nil: in no repository
}

// Lines are the lines of one file of patterns.
type Lines struct {
	file     string
	patterns Patterns
	at       []int // lines from 1, by pattern
	texts    []string
}

// Match is the pattern by which a file is left out.
type Match struct {
	Pattern string
	File    string // in full
	Line    int    // from 1
}

// folder is what is known of one folder.
type folder struct {
	path  string
	above *folder // nil at the top of the repository
	lines Lines   // of its .gitignore
	own   []Lines // of the repository; at its top alone
	out   *Match  // by which the folder itself is left out
}

// maxPatterns is how many patterns of a file are read: each costs time for each file
// that is looked at. The longest of common use has 500.
const maxPatterns = 10_000

// ReadLines reads a file of patterns. As with git, one that cannot be a pattern
// matches nothing.
func ReadLines(file string, data []byte) Lines {
	l := Lines{file: file}
	data = bytes.TrimPrefix(data, []byte("\uFEFF"))
	for n := 1; len(data) > 0 && len(l.patterns) < maxPatterns; n++ {
		var line []byte
		line, data, _ = bytes.Cut(data, []byte("\n"))
		text := string(bytes.TrimSuffix(line, []byte("\r")))
		if text == "" || text[0] == '#' {
			continue
		}
		if p, err := Parse(text); err == nil {
			l.patterns, l.at, l.texts = append(l.patterns, p), append(l.at, n), append(l.texts, text)
		}
	}
	return l
}

// Match returns the pattern by which git leaves out a file or folder, given by its
// full path; nil if it does not.
func (g *Git) Match(path string, isFolder bool) *Match {
	if g.folders == nil {
		g.folders = map[string]*folder{}
	}
	return g.folder(filepath.Dir(path)).match(path, isFolder)
}

// folder returns what is known of a folder; nil outside a repository.
func (g *Git) folder(path string) *folder {
	if f, ok := g.folders[path]; ok {
		return f
	}
	var f *folder
	if g.Exists(filepath.Join(path, ".git")) {
		f = &folder{path: path, own: g.Own(path)}
	} else if parent := filepath.Dir(path); parent != path {
		if above := g.folder(parent); above != nil {
			f = &folder{path: path, above: above, out: above.match(path, true)}
		}
	}
	if f != nil && f.out == nil {
		name := filepath.Join(path, ".gitignore")
		if data, err := g.ReadFile(name); err == nil {
			f.lines = ReadLines(name, data)
		}
	}
	g.folders[path] = f
	return f
}

// match returns the pattern by which something in a folder is left out.
func (f *folder) match(path string, isFolder bool) *Match {
	switch {
	case f == nil:
		return nil
	case f.out != nil:
		return f.out
	}
	for at := f; ; at = at.above {
		name := filepath.ToSlash(strings.TrimPrefix(path[len(at.path):], string(filepath.Separator)))
		if m, decides := at.lines.last(name, isFolder); decides {
			return m
		}
		if at.above != nil {
			continue
		}
		for _, l := range at.own {
			if m, decides := l.last(name, isFolder); decides {
				return m
			}
		}
		return nil
	}
}

// last returns the pattern by which exactly this path is left out; decides is true
// also where one takes it back.
func (l *Lines) last(name string, isFolder bool) (m *Match, decides bool) {
	by, out := l.patterns.last(name, isFolder)
	if out {
		m = &Match{l.texts[by], l.file, l.at[by]}
	}
	return m, by >= 0
}
