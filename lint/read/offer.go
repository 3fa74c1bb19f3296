package read

import (
	"strings"
	"unicode"

	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/read/block"
	"github.com/jdlint/jdlint/lint/section"
	"github.com/jdlint/jdlint/rules"
)

// judgeOffer notes in p whether a text is a posting, and whether a posting has a
// title. Handbook pages, career ladders, interview guides and instructions to an
// assistant offer no job; rules/not-postings.yaml has the criterion. In doubt a
// text that stands in a folder of postings is one.
func (f *titleFinder) judgeOffer(front *frontMatter, p *posting.Posting, o *Options) error {
	known, title := o.Headings, p.Title.Text
	if known == nil || f.isTitle == nil {
		return nil
	}
	switch {
	case front.instructs(known):
		p.NoPosting = "instructions to an assistant, by its front matter"
	case isLadder(p.Jobs, o.Job):
		p.NoPosting = "a career ladder: most of its jobs are one on several levels"
	default:
		p.NoPosting = known.Others.Title(title)
	}
	if p.NoPosting != "" {
		return nil
	}
	if p.Title.From == posting.FromFlag || title != "" && !isLatin(title) || NamesJob(title, f.isTitle) {
		return nil
	}
	sections, err := known.In(p.Language)
	if err != nil || sections == nil {
		return err // nothing is known of the headings of this language
	}
	if offersJob(p, sections, known) {
		p.Untitled = f.untitled(p, sections)
		return nil
	}
	p.NoPosting = "its title names no job, and nothing in it offers one"
	return nil
}

// offersJob reports whether a text says so much of a job that it can be nothing but
// the offer of one. Less has to be said where the title names somebody, speaks to the
// reader or opens the duties, and in a text that gives itself no title or is in a
// language of which few phrases are known.
func offersJob(p *posting.Posting, sections *rules.Sections, known *rules.Headings) bool {
	title := p.Title.Text
	little := known.Others.People(title) || section.OpensDuties(sections, title, true) || strings.HasSuffix(title, ":")
	if p.Language != "" && (p.Language != "en" || p.Title.From == posting.FromFileName) {
		little = true
	}
	headings, duties, sectioned, offers := 0, false, false, map[string]bool{}
	for i := range p.Lines {
		l := &p.Lines[i]
		isTitle := l.Text == title
		known.Others.Offers(l.Text, offers)
		if l.Kind == posting.Heading && (!isTitle || l.Zone == posting.Duties || l.Zone == posting.Requirements) {
			headings++
		}
		switch {
		case l.Zone == posting.Application || l.Zone == posting.Benefits || l.Zone == posting.Equality:
			if little {
				return true
			}
			sectioned = sectioned || l.Kind == posting.Heading && section.IsHeading(sections, l.Text)
		case l.Zone != posting.Duties && l.Zone != posting.Requirements:
		case l.Kind != posting.Heading:
			duties = true
			little = little || isTitle
		// A section hands its zone down; only a heading's own words count. A
		// title, "Product management responsibilities", is about more.
		case section.OpensDuties(sections, l.Text, isTitle || !little):
			if little || l.Zone == posting.Duties {
				return true
			}
			sectioned = true
		}
	}
	// Without headings there is nothing to go by but the lines.
	return headings == 0 && duties && little || len(offers) > 1 || len(offers) > 0 && (sectioned || headings == 0 || p.Title.From == posting.FromFileName)
}

// untitled tells what stands in the place of the title of a posting, which names
// no job that is known.
func (f *titleFinder) untitled(p *posting.Posting, sections *rules.Sections) posting.Untitled {
	title := p.Title.Text
	isNone := title == "" || f.isNone(title) || section.IsHeading(sections, title)
	headed := false // the duties stand under a heading that says so
	for i := range p.Lines {
		l := &p.Lines[i]
		if l.Zone != posting.Duties {
			continue
		}
		if l.Kind == posting.Heading {
			headed = headed || section.IsHeading(sections, l.Text)
		} else if l.Text == title {
			isNone = true // a duty
		}
	}
	switch {
	case isNone && headed:
		return posting.NoTitle
	case isNone, p.Title.From == posting.FromFileName, isCall(title), f.namesEmployer(title, p):
		return posting.DoubtfulTitle
	}
	return posting.Titled
}

// isCall reports whether what stands in the place of a title calls or asks: "Join us
// and build the future!"
func isCall(title string) bool {
	return strings.HasSuffix(title, "!") || strings.HasSuffix(title, "?") || strings.HasSuffix(title, ".") && strings.Count(title, " ") > 3
}

// namesEmployer reports whether the title is a company's name, as its form tells,
// "Parkwell GmbH", or the text: "at Parkwell", "Join Parkwell".
func (f *titleFinder) namesEmployer(title string, p *posting.Posting) bool {
	if f.known.IsEmployer(title[strings.LastIndexByte(title, ' ')+1:]) {
		return true
	}
	for i := range p.Lines {
		text := p.Lines[i].Text
		for at := 0; ; at++ {
			k := strings.Index(text[at:], title)
			if k < 0 {
				break
			}
			at += k
			before := strings.TrimRight(text[:at], " ")
			if f.known.BeforeEmployer(before[strings.LastIndexByte(before, ' ')+1:]) {
				return true
			}
		}
	}
	return false
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
