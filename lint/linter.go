package lint

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"

	"github.com/jdlint/jdlint/lint/duty"
	"github.com/jdlint/jdlint/lint/internal/place"
	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/read"
	"github.com/jdlint/jdlint/lint/title"
	"github.com/jdlint/jdlint/lint/verdict"
	"github.com/jdlint/jdlint/rules"
)

// Linter judges postings by one role model. It is safe for concurrent use.
type Linter struct {
	set      *rules.Set
	model    *rules.Model
	titles   func() *title.Parser
	findings map[string]*rules.Finding
	checkers sync.Pool // of *checker
}

// DefaultLanguage is assumed for a posting too short to tell its language.
const DefaultLanguage = "en"

// New makes a Linter of the rules and a role model; nil means the default one.
func New(set *rules.Set, model *rules.Model) (*Linter, error) {
	if model == nil {
		model = set.Models[rules.DefaultModel]
	}
	if model == nil {
		return nil, fmt.Errorf("there is no role model %q", rules.DefaultModel)
	}
	l := &Linter{set: set, model: model, titles: sync.OnceValue(func() *title.Parser { return title.New(set.Titles) }), findings: map[string]*rules.Finding{}}
	go l.titles() // a file is opened and cut into lines before a title is asked about
	for i := range set.Findings {
		l.findings[set.Findings[i].ID] = &set.Findings[i]
	}
	return l, nil
}

// Reading gives the options for read.Read that go with the rules.
func (l *Linter) Reading() read.Options {
	return read.Options{IsTitle: l.isTitle, Job: l.job, Headings: l.set.Headings}
}

// isTitle reports whether a text is a job title and no more than that.
func (l *Linter) isTitle(text string) bool { return l.titles().Names(text) }

// job names the job of a title without its level: titles of a career ladder
// have one job.
func (l *Linter) job(text string) string {
	t := l.titles().Parse(text)
	words := []string{string(t.Role), t.Other}
	for _, rest := range t.Rest {
		for word := range strings.FieldsSeq(rest) {
			if !l.set.Headings.Others.Step(word) {
				words = append(words, strings.ToLower(word))
			}
		}
	}
	return strings.Join(words, " ")
}

// Check judges one posting.
func (l *Linter) Check(p *posting.Posting) *Report {
	c, ok := l.checkers.Get().(*checker)
	if !ok {
		c = &checker{Linter: l, readers: map[string]*duty.Reader{}, tells: map[roleIn]*tells{}}
	}
	t := l.titles().Parse(p.Title.Text)
	c.posting, c.title, c.found = p, t, duty.Found{}
	c.places.Begin(p.Source)
	r := &Report{
		Path: p.Path, Title: p.Title.Text, Role: Role(t.Role), Level: Level(t.Level), RoleModel: l.model.ID,
		Strategic: Share{Categories: []string{}}, Tactical: Share{Categories: []string{}},
		Duties: []Duty{}, Findings: []Finding{}, posting: p,
	}
	c.report = r
	c.check()
	c.posting, c.report, c.title, c.found = nil, nil, title.Title{}, duty.Found{}
	c.places.Begin(nil)
	l.checkers.Put(c)
	return r
}

// checker is the work on one posting. What it takes for that it keeps for the
// next one.
type checker struct {
	*Linter
	posting  *posting.Posting
	title    title.Title
	report   *Report
	found    duty.Found
	evidence verdict.Evidence
	places   place.Index

	readers  map[string]*duty.Reader // by language
	repeated repeated
	sides    map[lineSide]bool // that evidence has taken in
	tells    map[roleIn]*tells
}

// reader gives the reader of duties in a language, or nil where there are no
// rules for it.
func (c *checker) reader(language string) *duty.Reader {
	if r, ok := c.readers[language]; ok {
		return r
	}
	duties, ok := c.set.Duties[language]
	if !ok {
		return nil
	}
	r := duty.New(duties)
	c.readers[language] = r
	return r
}

func (c *checker) check() {
	r := c.report
	switch {
	case len(c.posting.Jobs) > 1 && c.namesRole():
		r.Verdict, r.Confidence = Unclear, certain
		c.severalPostings()
	case c.title.Role == title.Other:
		r.Verdict, r.Confidence = OutOfScope, certain
	default:
		c.judge()
	}
	if r.Summary == "" {
		c.summarise()
	}
	r.Confidence = math.Round(r.Confidence*100) / 100
	for i := range r.Findings {
		r.Findings[i].Confidence = r.Confidence
	}
	slices.SortStableFunc(r.Findings, func(a, b Finding) int { return a.Start - b.Start })
}

// namesRole reports whether one of the jobs of a file that holds several, or
// its title, is of the two roles.
func (c *checker) namesRole() bool {
	return c.title.Role != title.Other || slices.ContainsFunc(c.posting.Jobs, func(job posting.Title) bool {
		return c.titles().Parse(job.Text).Role != title.Other
	})
}

// certain is the confidence of what is read off the title alone.
const certain = 0.98

func (c *checker) judge() {
	language := c.language()
	reader := c.reader(language)
	if reader == nil {
		c.report.Verdict, c.report.Confidence = Unclear, certain
		c.unknownLanguage(language)
		return
	}
	c.found = reader.Read(c.posting, c.context(language))
	c.ledger()
	c.gather()
	outcome := verdict.Judge(c.set.Cases, &c.evidence)
	c.report.Verdict, c.report.Confidence = Verdict(outcome.Verdict), outcome.Confidence
	c.remark(outcome)
	c.edits()
}

func (c *checker) language() string {
	if c.posting.Language == "" {
		return DefaultLanguage
	}
	return c.posting.Language
}
