package rules

import (
	"errors"
	"fmt"
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
// zero value and nil know of none. Each word leads to its line in the file.
type notPostings struct {
	files, folders, others, keys, steps, endings, titles, people, offers map[string]int
}

const notPostingsFile = "not-postings.yaml"

func loadNotPostings(fsys fs.FS) (*notPostings, error) {
	var f struct {
		Files   []Text            `yaml:"files"`
		Endings []Text            `yaml:"endings"`
		Folders []Text            `yaml:"folders"`
		Others  []Text            `yaml:"others_folders"`
		Keys    []Text            `yaml:"instruction_keys"`
		Steps   []Text            `yaml:"steps"`
		Titles  map[string][]Text `yaml:"titles"`
		People  []Text            `yaml:"people"`
		Offers  []Text            `yaml:"offers"`
		At      Pos
	}
	if err := decodeFile(fsys, notPostingsFile, &f); err != nil {
		return nil, err
	}
	var titles []Text
	for _, language := range slices.Sorted(maps.Keys(f.Titles)) {
		titles = append(titles, f.Titles[language]...)
	}
	var errs []error
	lines := func(words []Text) map[string]int {
		at := make(map[string]int, len(words))
		for _, w := range words {
			if w.Value == "" || w.Value != strings.ToLower(w.Value) {
				errs = append(errs, load.ErrorAt(w.At, "%q must be in small letters, or it never fits", w.Value))
			}
			at[w.Value] = w.At.Line
		}
		return at
	}
	n := &notPostings{
		files: lines(f.Files), endings: lines(f.Endings), folders: lines(f.Folders), others: lines(f.Others),
		keys: lines(f.Keys), steps: lines(f.Steps), titles: lines(titles), people: lines(f.People), offers: lines(f.Offers),
	}
	return n, errors.Join(errs...)
}

// because says by which word of the criterion something is no posting.
func because(what, word string, line int) string {
	return fmt.Sprintf("%s %q (rules/%s:%d)", what, word, notPostingsFile, line)
}

// File returns why the name of a file, without its folder, says that it is no
// posting, or "".
func (n *notPostings) File(name string) string {
	if n == nil {
		return ""
	}
	name = strings.ToLower(name)
	if line, ok := n.files[name]; ok {
		return because("its name,", name, line)
	}
	for end := name; end != ""; {
		k := strings.IndexByte(end[1:], '.')
		if k < 0 {
			break
		}
		end = end[1+k:]
		if line, ok := n.endings[end]; ok {
			return because("the end of its name,", end, line)
		}
	}
	return ""
}

// Folder returns why the name of a folder says that no postings are in it, or "".
func (n *notPostings) Folder(name string) string {
	if n == nil {
		return ""
	}
	name = strings.TrimLeftFunc(strings.ToLower(name), func(r rune) bool { return !unicode.IsLetter(r) })
	name = strings.Map(hyphened, name)
	if line, ok := n.folders[name]; ok {
		return because("its folder,", name, line)
	}
	return ""
}

// OthersFolder returns why a folder of this name holds what other people or programs
// put there, or "".
func (n *notPostings) OthersFolder(name string) string {
	if n == nil {
		return ""
	}
	if line, ok := n.others[name]; ok {
		return because("its name,", name, line)
	}
	return ""
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
	return n != nil && n.keys[strings.ToLower(key)] > 0
}

// Step reports whether a word of a title counts levels: "Level", "PM3".
func (n *notPostings) Step(word string) bool {
	return strings.ContainsAny(word, "0123456789") || n != nil && n.steps[strings.ToLower(strings.Trim(word, ":."))] > 0
}

// Title returns why a title says that the text is about a job, not the offer of one,
// or "".
func (n *notPostings) Title(title string) string {
	if n == nil {
		return ""
	}
	title = strings.TrimFunc(strings.ToLower(title), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	const longest = 60 // bytes of such words
	for i, r := range title {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == '-' {
			continue
		}
		if begin := title[:i]; i <= longest && n.titles[begin] > 0 {
			return because("the beginning of its title,", begin, n.titles[begin])
		}
		if end := title[i+utf8.RuneLen(r):]; len(end) <= longest && n.titles[end] > 0 {
			return because("the end of its title,", end, n.titles[end])
		}
	}
	if line, ok := n.titles[title]; ok {
		return because("its title,", title, line)
	}
	return ""
}

// People reports whether a title has a word for somebody who works, or speaks to the
// reader.
func (n *notPostings) People(title string) bool {
	if n == nil {
		return false
	}
	for word := range strings.FieldsFuncSeq(strings.ToLower(title), func(r rune) bool { return !unicode.IsLetter(r) }) {
		if n.people[word] > 0 {
			return true
		}
		word = strings.TrimSuffix(word, "s")
		if len(word) < 5 {
			continue
		}
		for end := range n.people {
			if strings.HasSuffix(word, end) {
				return true
			}
		}
	}
	return false
}

// Offers collects the phrases of offers that a text has.
func (n *notPostings) Offers(text string, into map[string]bool) {
	if n == nil || len(into) > 1 {
		return // enough
	}
	text = strings.ReplaceAll(strings.ToLower(text), "’", "'")
	for phrase := range n.offers {
		if strings.Contains(text, phrase) {
			into[phrase] = true
		}
	}
}
