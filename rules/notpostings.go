package rules

import (
	"errors"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/jdlint/jdlint/rules/internal/load"
)

// notPostings recognises files that stand among postings and are none: handbook
// pages, career ladders, interview guides, instructions to an assistant. The
// zero value and nil know of none.
type notPostings struct {
	files, folders, keys, steps map[string]bool
	endings, titles             []string
}

func loadNotPostings(fsys fs.FS) (*notPostings, error) {
	var f struct {
		Files   []string            `yaml:"files"`
		Endings []string            `yaml:"endings"`
		Folders []string            `yaml:"folders"`
		Keys    []string            `yaml:"instruction_keys"`
		Steps   []string            `yaml:"steps"`
		Titles  map[string][]string `yaml:"titles"`
		At      Pos
	}
	if err := decodeFile(fsys, "not-postings.yaml", &f); err != nil {
		return nil, err
	}
	n := &notPostings{endings: f.Endings}
	for _, language := range slices.Sorted(maps.Keys(f.Titles)) {
		n.titles = append(n.titles, f.Titles[language]...)
	}
	var errs []error
	for _, word := range slices.Concat(f.Files, f.Endings, f.Folders, f.Keys, f.Steps, n.titles) {
		if word == "" || word != strings.ToLower(word) {
			errs = append(errs, load.ErrorAt(f.At, "%q must be in small letters, or it never fits", word))
		}
	}
	n.files, n.folders, n.keys, n.steps = setOf(f.Files), setOf(f.Folders), setOf(f.Keys), setOf(f.Steps)
	return n, errors.Join(errs...)
}

func setOf(words []string) map[string]bool {
	set := make(map[string]bool, len(words))
	for _, w := range words {
		set[w] = true
	}
	return set
}

// File reports whether the name of a file, without its folder, says that it is
// no posting.
func (n *notPostings) File(name string) bool {
	if n == nil {
		return false
	}
	name = strings.ToLower(name)
	return n.files[name] || slices.ContainsFunc(n.endings, func(end string) bool { return strings.HasSuffix(name, end) })
}

// Folder reports whether the name of a folder says that no postings are in it.
func (n *notPostings) Folder(name string) bool {
	if n == nil {
		return false
	}
	name = strings.TrimLeftFunc(strings.ToLower(name), func(r rune) bool { return !unicode.IsLetter(r) })
	return n.folders[strings.Map(hyphened, name)]
}

// hyphened returns the hyphen for whatever joins the words of a name.
func hyphened(r rune) rune {
	if r == '_' || r == ' ' {
		return '-'
	}
	return r
}

// InstructionKey reports whether instructions to an assistant have a key of
// this name in their front matter.
func (n *notPostings) InstructionKey(key string) bool {
	return n != nil && n.keys[strings.ToLower(key)]
}

// Step reports whether a word of a title counts levels: "Level", "PM3".
func (n *notPostings) Step(word string) bool {
	return strings.ContainsAny(word, "0123456789") || n != nil && n.steps[strings.ToLower(strings.Trim(word, ":."))]
}

// Title reports whether a title says that the text is about a job, not the
// offer of one.
func (n *notPostings) Title(title string) bool {
	if n == nil {
		return false
	}
	title = strings.TrimFunc(strings.ToLower(title), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	for _, words := range n.titles {
		if rest, ok := strings.CutSuffix(title, words); ok && !endsInWord(rest) {
			return true
		}
		if rest, ok := strings.CutPrefix(title, words); ok && !beginsWord(rest) {
			return true
		}
	}
	return false
}

func endsInWord(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '-'
}

func beginsWord(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '-'
}
