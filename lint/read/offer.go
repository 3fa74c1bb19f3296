package read

import (
	"strings"
	"unicode"

	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/read/block"
	"github.com/jdlint/jdlint/lint/section"
	"github.com/jdlint/jdlint/rules"
)

// offersJob reports whether a text that stands in a folder of postings is one.
// Handbook pages, career ladders, interview guides and instructions to an
// assistant are none; rules/not-postings.yaml has the criterion. In doubt a
// text is a posting.
func (f *titleFinder) offersJob(front *frontMatter, p *posting.Posting, o *Options) (bool, error) {
	known := o.Headings
	if known == nil || f.isTitle == nil {
		return true, nil
	}
	if front.instructs(known) || known.Others.Title(p.Title.Text) || isLadder(p.Jobs, o.Job) {
		return false, nil
	}
	// A text that gives itself no title may be anything.
	if p.Title.From == posting.FromFileName || p.Title.From == posting.FromFlag || !isLatin(p.Title.Text) || NamesJob(p.Title.Text, f.isTitle) {
		return true, nil
	}
	sections, err := known.In(p.Language)
	if err != nil || sections == nil {
		return true, err // nothing is known of the headings of this language
	}
	headings, duties := 0, false
	for i := range p.Lines {
		l := &p.Lines[i]
		isTitle := l.Text == p.Title.Text
		if l.Kind == posting.Heading && (!isTitle || l.Zone == posting.Duties || l.Zone == posting.Requirements) {
			headings++
		}
		switch {
		case l.Zone == posting.Application || l.Zone == posting.Benefits || l.Zone == posting.Equality:
			return true, nil
		case l.Zone != posting.Duties && l.Zone != posting.Requirements:
		case l.Kind != posting.Heading:
			duties = true
		// A section hands its zone down; only a heading's own words count. A
		// title, "Product management responsibilities", is about more.
		case section.OpensDuties(sections, l.Text, isTitle):
			return true, nil
		}
	}
	// Without headings there is nothing to go by but the lines.
	return headings == 0 && duties, nil
}

// isLatin reports whether s is written in the letters that the rules for titles
// are written in, more or less.
func isLatin(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Latin, r) })
}

// NamesJob reports whether a title names a job, or does so before it goes on:
// "Product Manager, Infrastructure as Code". isTitle is that of Options.
func NamesJob(title string, isTitle func(string) bool) bool {
	if isTitle(title) {
		return true
	}
	for _, separator := range []string{",", " - ", " – ", " — ", " (", ": ", " | ", "/"} {
		for rest, at := title, 0; ; {
			k := strings.Index(rest, separator)
			if k < 0 {
				break
			}
			at += k
			if isTitle(strings.TrimSpace(title[:at])) || isTitle(strings.TrimSpace(title[at+len(separator):])) {
				return true
			}
			at += len(separator)
			rest = title[at:]
		}
	}
	return false
}

// leastSteps is how many jobs that differ in their level alone make a ladder.
const leastSteps = 3

// isLadder reports whether most of the jobs of a file are the same on several
// levels.
func isLadder(jobs []posting.Title, job func(string) string) bool {
	if job == nil || len(jobs) < leastSteps {
		return false
	}
	steps := map[string]int{}
	for _, t := range jobs {
		steps[job(t.Text)]++
	}
	for _, n := range steps {
		if n >= leastSteps && 2*n > len(jobs) {
			return true
		}
	}
	return false
}

// leastInstructions is how many of their keys tell the instructions to an
// assistant: a posting, too, may list the "tools" that a job takes.
const leastInstructions = 2

// instructs reports whether the front matter is that of instructions to an
// assistant.
func (m *frontMatter) instructs(known *rules.Headings) bool {
	n := 0
	for i := m.data.Start; i < m.data.End; {
		end, next := block.LineEnd(m.text, i)
		key := keyOf(m.text[i:end])
		i = next
		if known.Titles.Key(key) == rules.MainTitleKey {
			return false
		}
		if known.Others.InstructionKey(key) {
			n++
		}
	}
	return n >= leastInstructions
}
