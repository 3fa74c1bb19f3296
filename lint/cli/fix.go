package cli

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/fix"
	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/report"
	"github.com/jdlint/jdlint/lint/suppress"
)

// fix retitles postings, or shows how it would.
func (c *Command) fix(f *flags) func() error {
	diff := f.Bool("diff", false, "show the changes and make none; ends with exit code 1 when there are any")
	f.addModel()
	f.addMinConfidence("change nothing for findings less certain than `P`, from 0 to 1")
	f.addConfig()
	f.addFiles()
	f.addFilters()
	f.addJobs()
	return func() error {
		if f.NArg() == 0 {
			return usagef("nothing to fix: name a file or a folder")
		}
		if slices.Contains(f.Args(), "-") {
			return usagef("standard input cannot be changed; name a file")
		}
		r, err := c.newRun(f)
		if err != nil {
			return err
		}
		filter, err := r.filter(f)
		if err != nil {
			return err
		}
		k := fixRun{inputRun: r, filter: filter, diff: *diff, done: map[string]bool{}}
		if err := r.each(pool{jobs: f.jobs}, r.finder.find(f.Args()), k.take); err != nil {
			return err
		}
		if !k.diff && k.fixed == 0 {
			fmt.Fprintln(c.out, "Nothing that a machine can mend.")
		}
		filter.sayUnusual(r.finder.policies)
		switch {
		case k.unreadable:
			return exitCode(exitUnreadable)
		case k.diff && k.fixed > 0:
			return exitCode(exitFound)
		}
		return nil
	}
}

// fixRun is one run of fix.
type fixRun struct {
	*inputRun
	filter *findingFilter
	diff   bool // show the changes without making them

	done  map[string]bool // files, links followed
	fixed int
}

// take fixes a posting, or prints why that cannot be done.
func (k *fixRun) take(o *outcome) error {
	if o.report == nil {
		return nil
	}
	k.filter.apply(o)
	if o.report.Posting().Format == posting.Docx {
		k.fixWord(o)
		return nil
	}
	edits := fix.Edits(o.report)
	if len(edits) == 0 || !o.report.Posting().InPlace() {
		k.explainUnfixed(o.report)
		return nil
	}
	if err := k.fix(o, edits); err != nil {
		k.unreadable = true
		k.c.logf("%v", err)
	}
	return nil
}

// explainUnfixed prints why a posting that has the wrong title keeps it.
func (k *fixRun) explainUnfixed(p *lint.Report) {
	why := "the title is not written in a way that can be changed safely; change it by hand"
	if s := p.Posting().Title.Span; p.Posting().Extracted() {
		why = "jdlint changes text and Word files only; change it in the program that it was written with"
	} else if p.Posting().Recoded {
		why = "jdlint changes texts in UTF-8 only, no mails and no other encodings; store it as UTF-8, or change it by hand"
	} else if s.Start == s.End {
		why = "the title comes from the " + string(p.Posting().Title.From) + "; rename the file, or give it a heading"
	}
	if isMistitled(p) {
		k.c.logf("%s: to be retitled “%s”, but %s", p.Path, p.SuggestedTitle, why)
	}
}

// isMistitled reports whether a posting has the wrong title, and that counts.
func isMistitled(p *lint.Report) bool {
	return slices.ContainsFunc(p.Findings, func(f lint.Finding) bool { return f.Rule == "mistitled-posting" })
}

// fixWord changes the title of a Word file, or shows how. The file may have changed
// already, where it holds several postings: it is read anew.
func (k *fixRun) fixWord(o *outcome) {
	r := o.report
	name, err := o.target()
	key := fmt.Sprintf("%s#%d", name, o.part)
	if !isMistitled(r) || k.done[key] {
		return
	}
	k.done[key] = true
	reading := o.policy.engine.reading
	var src []byte
	if err == nil {
		src, err = k.c.readFile(name)
	}
	var p *posting.Posting
	if err == nil {
		p, err = suppress.Read(filepath.ToSlash(o.path), src, reading)
	}
	if err != nil {
		k.unreadable = true
		k.c.logf("%s: %v", r.Path, err)
		return
	}
	after, places, err := fix.Word(p, src, o.part, r.SuggestedTitle, reading)
	if err != nil {
		k.c.logf("%s: to be retitled “%s”, but %v", r.Path, r.SuggestedTitle, err)
		return
	}
	shown := filepath.ToSlash(name)
	if k.diff {
		// No hunk: a program that applies changes of text passes over it.
		fmt.Fprintf(k.c.out, "The title in %s:\n  - %s\n  + %s\n", report.Clean(shown), report.Clean(r.Title), report.Clean(r.SuggestedTitle))
	} else if err := replaceFile(name, src, after); err != nil {
		k.unreadable = true
		k.c.logf("%v", err)
		return
	} else {
		k.sayRetitled(shown, r.Title, r.SuggestedTitle, places)
	}
	k.fixed++
}

func (k *fixRun) sayRetitled(name, from, to string, places int) {
	fmt.Fprintf(k.c.out, "%s: retitled “%s” to “%s” (%s)\n", report.Clean(name), report.Clean(from), report.Clean(to), plural(places, "place"))
}

// fix makes the edits of one posting, or shows them. A file that links lead to,
// too, is mended once, by its own name.
func (k *fixRun) fix(o *outcome, edits []lint.Edit) error {
	p := o.report.Posting()
	name, err := o.target()
	if k.done[name] {
		return nil
	}
	k.done[name] = true
	if err != nil {
		return fmt.Errorf("%s: %w", p.Path, err)
	}
	shown := filepath.ToSlash(name)
	after := fix.Apply(p.Source, edits)
	retitled, err := suppress.Read(p.Path, after, o.policy.engine.reading)
	if err != nil {
		return fmt.Errorf("%s: cannot be read any more after the change, which is a fault of jdlint; left as it is: %w", p.Path, err)
	}
	want := p.Title.Text
	if o.report.Verdict == lint.Mistitled {
		want = o.report.SuggestedTitle
	}
	if retitled.Title.Text != want {
		return fmt.Errorf("%s: would be read as “%s” after the change, not as “%s”; left as it is", p.Path, retitled.Title.Text, want)
	}
	if k.diff {
		k.fixed++
		k.c.out.Write(k.c.forTerminal(fix.Diff(shown, p.Source, after))) // an error stays with the writer
		return nil
	}
	if err := replaceFile(name, p.Source, after); err != nil {
		return err
	}
	k.fixed++
	if want != p.Title.Text {
		k.sayRetitled(shown, p.Title.Text, want, len(edits))
		return nil
	}
	fmt.Fprintf(k.c.out, "%s: calls the hire “%s” throughout (%s)\n", report.Clean(shown), report.Clean(want), plural(len(edits), "place"))
	return nil
}

// target returns the file of a posting that is to be changed, links followed.
func (o *outcome) target() (name string, err error) {
	path := filepath.FromSlash(o.path)
	name = filepath.Clean(target(path))
	if o.found && leavesFolder(path, o.below, name) {
		err = errors.New("a link that leads out of the folder that was named; name the file itself to change it")
	}
	return name, err
}

// leavesFolder reports whether a file lies outside of the folder in which a link to
// it was found; below is the path of the link from there.
func leavesFolder(link, below, file string) bool {
	root, err := filepath.EvalSymlinks(walkedFolder(link, below))
	if err != nil {
		return true
	}
	if root, err = filepath.Abs(root); err != nil {
		return true
	}
	real, err := filepath.EvalSymlinks(file)
	if err != nil {
		return true
	}
	if real, err = filepath.Abs(real); err != nil {
		return true
	}
	near, err := filepath.Rel(root, real)
	return err != nil || !filepath.IsLocal(near)
}

// target returns the file that a path leads to, if it is a link; seen from the
// working folder where it lies in there.
func target(name string) string {
	real, err := filepath.EvalSymlinks(name)
	if err != nil || real == filepath.Clean(name) {
		return name
	}
	if full, err := filepath.Abs(real); err == nil {
		if near, err := filepath.Rel(workingFolder(), full); err == nil && filepath.IsLocal(near) {
			return near
		}
	}
	return real
}
