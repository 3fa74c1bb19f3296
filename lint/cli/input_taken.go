package cli

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/jdlint/jdlint/lint/change"
	"github.com/jdlint/jdlint/lint/export"
	"github.com/jdlint/jdlint/lint/internal/sentence"
	"github.com/jdlint/jdlint/lint/read"
	"github.com/jdlint/jdlint/rules"
)

// Which files are postings is decided here, but for what a file says: by its kind
// and name, by the names of its folders, by the configuration and .gitignore. What it
// says judge.go asks the reader, with the same reasons.

// skip is why an input is passed over.
type skip int

const (
	notSkipped  skip = iota
	noPosting        // something else, by its name or by what it says
	otherFormat      // of a format that is not read in folders
	leftOut          // by the configuration or a flag
	leftOutJob       // of an export, by its id
	gitIgnored       // by .gitignore
	hidden           // its name begins with a dot
	ofOthers         // a folder of packages or of build output
	noFile           // a link that leads to a folder or nowhere, a device, a pipe
	ownOutput        // what the run itself writes
	inSubmodule      // of which nothing is here, or nothing known of its changes
	unchanged        // since the commit that --changed-since names
	sameJob          // of an export that did change: it is as it was then
	notSaid          // for another reason, which was told
)

// foundExtensions are those of files that are postings, or may hold some, where they
// are found in a folder.
var foundExtensions = append(read.Extensions(), export.Extensions()...)

// byKind returns why an entry of a folder is passed over by what kind of thing it is
// and by its extension. A link with the name of a posting that leads nowhere is an
// error.
func byKind(path string, entry fs.DirEntry) (skip, string, error) {
	skip, why := byName(entry.Name())
	if entry.Type().IsRegular() {
		return skip, why, nil
	}
	if entry.Type()&fs.ModeSymlink == 0 {
		return noFile, "a device, a pipe or a socket", nil
	}
	info, err := os.Stat(path)
	switch {
	case err != nil && skip == notSkipped && filepath.Ext(path) != "":
		return notSkipped, "", fmt.Errorf("%s: this link leads nowhere", path)
	case err != nil:
		return noFile, "a link that leads nowhere", nil
	case info.IsDir():
		return noFile, "a link to a folder; name it to have it looked into", nil
	case !info.Mode().IsRegular() || info.Size() == 0: // those of /proc say that they are empty, and some never end
		return noFile, "a link to what is no file of a known size", nil
	}
	return skip, why, nil
}

// byName returns why a file is passed over by its extension.
func byName(name string) (skip, string) {
	ext := strings.ToLower(filepath.Ext(name))
	switch {
	case strings.HasPrefix(name, "."):
		return hidden, "its name begins with a dot"
	case strings.HasPrefix(name, "~$"):
		return hidden, "Word's mark that a file is open"
	case ext != "" && !slices.Contains(foundExtensions, ext):
		return otherFormat, fmt.Sprintf("%s files are not read in folders; include takes them", ext)
	}
	return notSkipped, ""
}

// byNature reports whether a file is passed over by its kind and name alone, before its
// folder or content counts.
func (s skip) byNature() bool { return s == otherFormat || s == hidden || s == noFile }

// countFiles returns how many files the arguments name, about: of a folder those that are
// not passed over by kind and name. It follows what a run does without the configuration.
func countFiles(args []string) (n int) {
	for _, arg := range args {
		if info, err := os.Stat(arg); err != nil || !info.IsDir() {
			n++
			continue
		}
		filepath.WalkDir(arg, func(path string, entry fs.DirEntry, err error) error {
			switch {
			case err != nil:
			case entry.IsDir():
				if path != arg && strings.HasPrefix(entry.Name(), ".") {
					return fs.SkipDir
				}
			case entry.Type().IsRegular():
				if skip, _ := byName(entry.Name()); skip == notSkipped {
					n++
				}
			}
			return nil
		})
	}
	return n
}

// notEntered returns why a folder that is found is not looked into.
func (s *finder) notEntered(folder string) (skip, string) {
	name := filepath.Base(folder)
	if strings.HasPrefix(name, ".") {
		return hidden, "its name begins with a dot"
	}
	p := s.policies
	if p.git == nil {
		return notSkipped, "" // --no-ignore
	}
	if why := p.known.Others.OthersFolder(name); why != "" {
		return ofOthers, why
	}
	by := p.ignoredByGit(folder, true)
	if by.Text == "" || p.base != nil && p.base.ignoredByGit(folder, true).Text == "" {
		return notSkipped, ""
	}
	return gitIgnored, fmt.Sprintf("pattern %q (%s)", by.Text, by.From())
}

// inNotEntered returns why a file that a pattern matches is passed over: it lies in a
// folder, below the one that the pattern names, that is not looked into. Hidden ones
// the pattern decides.
func (s *finder) inNotEntered(folder, name string) (skip, string) {
	rel := below(folder, filepath.Dir(name))
	at := filepath.FromSlash(folder)
	for part := range strings.SplitSeq(rel, "/") {
		at = filepath.Join(at, part)
		if part == "." || strings.HasPrefix(part, ".") {
			continue
		}
		if skip, why := s.notEntered(at); skip != notSkipped {
			return skip, why
		}
	}
	return notSkipped, ""
}

// decide finds out by which policy an input is judged and whether it is to be
// judged at all. It fetches web pages.
func (s *finder) decide(in *input) {
	if in.isFolder || in.skip == noFile {
		return
	}
	p := s.policies
	settings, err := p.settings(in.path, in.found)
	if err != nil {
		in.err = configError{err}
		return
	}
	if in.found && in.skip == notSkipped && in.err == nil {
		if why := otherDocument(in.below, p.known); why != "" {
			in.skip, in.why = noPosting, why
		}
	}
	if in.found && in.err == nil {
		included := p.includes(settings, in.path)
		switch {
		case included.Text != "":
			in.skip, in.why, in.included = notSkipped, fmt.Sprintf("include %q (%s)", included.Text, included.From()), true
		case s.writes(in.path):
			in.skip, in.why = ownOutput, "this run writes it"
		}
		if in.skip != notSkipped {
			return
		}
	}
	if in.found && in.err == nil && s.leadsOut(in) {
		in.err = fmt.Errorf("%s: a link that leads out of the folder named and its repository, so it is not read; name the file itself to have it read", in.path)
		return
	}
	if in.policy, err = p.policy(settings, in.path, in.found); err != nil {
		in.err = configError{err}
		return
	}
	if in.err != nil || s.leavesOut(in) {
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
		if in.err == nil && s.isNew(in) {
			in.changed = &change.File{Whole: true}
		}
		if in.changed == nil {
			in.skip, in.why = unchanged, "did not change"
			if in.submodule = s.changes.Submodule(in.path); in.submodule != "" && in.err == nil {
				in.skip, in.why = inSubmodule, notCompared
			}
			return
		}
	}
	s.took = true
}

// isNew reports whether a change brought a file to the check: it was passed over before,
// here or where it was moved from, or judged less strictly there. Else a posting could
// come in where nobody looks, and move from there without a word.
func (s *finder) isNew(in *input) bool {
	p := s.policies
	if p.base == nil {
		return false
	}
	if in.changed == nil || !in.changed.Moved {
		return p.base.passesOver(in.path, in.below, in.found)
	}
	path, name := s.changes.Path(in.changed.Name), in.changed.Name
	if root, err := filepath.Abs(walkedFolder(in.path, in.below)); err == nil {
		if inRoot, err := filepath.Rel(root, path); err == nil && filepath.IsLocal(inRoot) {
			name = filepath.ToSlash(inRoot)
		}
	}
	if p.base.passesOver(path, name, in.found) {
		return true
	}
	then, err := p.base.settings(path, false)
	if err != nil {
		then = p.defaults()
	}
	now, err := p.settings(in.path, false)
	if err != nil {
		return false
	}
	then.Included = now.Included // passesOver knows of it
	return len(p.weaker(then, now, func(string) bool { return false })) > 0
}

// passesOver reports whether a file, which may be gone, would be passed over by its path or
// by the configuration. A configuration with mistakes counts as none.
func (p *policies) passesOver(path, below string, found bool) bool {
	s, err := p.settings(path, found)
	switch {
	case err != nil:
		return false
	case s.LeftOut.Text != "":
		return true
	case !found || s.Included.Text != "":
		return false
	}
	folders, file := filepath.Split(filepath.FromSlash(below))
	for folder := range strings.SplitSeq(filepath.ToSlash(folders), "/") {
		if strings.HasPrefix(folder, ".") || p.git != nil && p.known.Others.OthersFolder(folder) != "" {
			return true
		}
	}
	skip, _ := byName(file)
	return skip != notSkipped || otherDocument(below, p.known) != ""
}

// leavesOut notes in an input that the configuration or .gitignore leaves it out.
func (s *finder) leavesOut(in *input) bool {
	by := in.policy.leftOut
	if by.Text == "" || in.path == "-" || in.policy.before != nil && in.policy.before.leftOut.Text == "" {
		return false
	}
	in.skip, in.why = leftOut, fmt.Sprintf("pattern %q (%s)", by.Text, by.From())
	switch {
	case !in.found:
		in.skip = notSaid
		in.note = fmt.Sprintf("%s: left out, because of the pattern %q (%s)", in.path, by.Text, by.From())
	case byGit(by):
		in.skip = gitIgnored
	}
	return true
}

// otherDocument returns why a file is no posting by its name and the names of its
// folders, below the one that the user named; "" if it may be one.
func otherDocument(below string, known *rules.Headings) string {
	folders, name := path.Split(below)
	for folder := range strings.SplitSeq(folders, "/") {
		if why := known.Others.Folder(folder); why != "" {
			return why
		}
	}
	return known.Others.File(name)
}

// passedOver counts what a run passed over.
type passedOver struct {
	files      [notSaid + 1]int // by reason; folders count as one
	folders    int
	extensions map[string]int      // of other formats
	named      map[string]int      // folders of others
	submodules map[string][]string // by why, in order
}

func (p *passedOver) add(in *input) {
	if in.skip == notSkipped {
		return
	}
	p.files[in.skip]++
	if in.isFolder {
		p.folders++
	}
	if p.extensions == nil {
		p.extensions, p.named, p.submodules = map[string]int{}, map[string]int{}, map[string][]string{}
	}
	switch in.skip {
	case otherFormat:
		p.extensions[strings.ToLower(filepath.Ext(in.path))]++
	case ofOthers:
		p.named[filepath.Base(in.path)]++
	case inSubmodule:
		if names := p.submodules[in.why]; !slices.Contains(names, in.submodule) {
			p.submodules[in.why] = append(names, in.submodule)
		}
	}
}

// mostNamed is how many extensions or folders the closing line names.
const mostNamed = 3

// String returns the sentence of the closing line, "" where nothing was passed over.
func (p *passedOver) String() string {
	var parts []string
	total := 0
	for _, reason := range []struct {
		skip      skip
		one, many string
	}{
		{noPosting, "no posting", "no postings"},
		{otherFormat, "of another format", "of other formats"},
		{leftOut, "left out by the configuration", "left out by the configuration"},
		{gitIgnored, "left out by .gitignore", "left out by .gitignore"},
		{hidden, "hidden", "hidden"},
		{ofOthers, "of packages or builds", "of packages or builds"},
		{noFile, "no file", "no files"},
		{inSubmodule, "in a submodule", "in submodules"},
		{ownOutput, "written by this run", "written by this run"},
	} {
		n := p.files[reason.skip]
		if n == 0 {
			continue
		}
		total += n
		part := sentence.Count(n, reason.one, reason.many)
		switch reason.skip {
		case otherFormat:
			part += mostOf(p.extensions)
		case ofOthers:
			part += mostOf(p.named)
		}
		parts = append(parts, part)
	}
	var jobs string
	if n := p.files[leftOutJob]; n > 0 {
		jobs = sentence.Count(n, "job is", "jobs are") + " left out by ignore_jobs."
	}
	if n := p.files[sameJob]; n > 0 {
		jobs = strings.TrimSpace(jobs + " " + sentence.Count(n, "job", "jobs") + " did not change.")
	}
	if total == 0 {
		return jobs
	}
	what := sentence.Count(total, "file was", "files were")
	if p.folders > 0 {
		what = sentence.Count(total, "folder was", "files and folders were")
	}
	if total == p.files[noPosting] {
		parts = []string{map[bool]string{true: "no posting", false: "no postings"}[total == 1]}
	}
	return strings.TrimSpace(what + " passed over: " + strings.Join(parts, ", ") + ". " + jobs)
}

// mostOf returns the most frequent names, in brackets.
func mostOf(counts map[string]int) string {
	names := slices.SortedFunc(maps.Keys(counts), func(a, b string) int {
		if counts[a] != counts[b] {
			return counts[b] - counts[a]
		}
		return strings.Compare(a, b)
	})
	if len(names) > mostNamed {
		names = append(names[:mostNamed], "others")
	}
	return " (" + sentence.List(names, "and") + ")"
}
