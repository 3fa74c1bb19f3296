// Package lint judges job postings: the bytes of a posting go in, a [Report]
// comes out. It opens no files and prints nothing.
//
// What is done with a report stands in packages of its own: suppress leaves out
// what a posting asks to have left out, baseline what is known already, report
// prints, fix makes the edits.
package lint

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"

	"github.com/jdlint/jdlint/lint/duty"
	"github.com/jdlint/jdlint/lint/finding"
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
	messages *rules.Messages
	model    *rules.Model
	titles   *title.Parser

	mu   sync.Mutex
	free []*checker // kept, since each learns what it meets of the rules
}

// Default returns a Linter of the built-in rules and their default role model.
func Default() (*Linter, error) {
	set, err := rules.Builtin()
	if err != nil {
		return nil, err
	}
	return New(set, nil)
}

// New returns a Linter of some rules and one of their role models; nil stands for
// the default model.
func New(set *rules.Set, model *rules.Model) (*Linter, error) {
	if model == nil {
		model = set.Models[rules.DefaultModel]
	}
	if model == nil {
		return nil, fmt.Errorf("there is no role model %q", rules.DefaultModel)
	}
	messages := set.Messages(rules.DefaultLanguage)
	if messages == nil {
		return nil, errors.New("the rules do not say how to word what is found")
	}
	return &Linter{set: set, messages: messages, model: model, titles: title.New(set.Titles)}, nil
}

// In returns a Linter that words summaries, messages and advice in a language (ISO
// 639-1). An error says that nobody has worded them in it.
func (l *Linter) In(language string) (*Linter, error) {
	messages := l.set.Messages(language)
	if messages == nil {
		return nil, fmt.Errorf("nothing is worded in the language %q; there are %s", language, strings.Join(l.set.Speaks(), ", "))
	}
	return &Linter{set: l.set, messages: messages, model: l.model, titles: l.titles}, nil
}

// Judge reads a posting and judges it. The name is that of its file: it tells the
// format where the content does not, and names the posting in the report. An error
// says that the posting cannot be read.
func (l *Linter) Judge(name string, src []byte) (*Report, error) {
	p, err := read.Read(name, src, l.ReadOptions())
	if err != nil {
		return nil, err
	}
	return l.Check(p), nil
}

// ReadOptions returns the options with which [read.Read] reads postings for Check.
func (l *Linter) ReadOptions() read.Options {
	return read.Options{IsTitle: l.titles.IsTitle, Job: l.job, Headings: l.set.Headings}
}

// job returns the job that a title names, without its level: the titles of a
// career ladder name one job.
func (l *Linter) job(text string) string {
	t := l.titles.Parse(text)
	words := []string{string(t.Role), t.Other}
	for _, rest := range t.Qualifiers {
		for word := range strings.FieldsSeq(rest) {
			if !l.set.Headings.Others.Step(word) {
				words = append(words, strings.ToLower(word))
			}
		}
	}
	return strings.Join(words, " ")
}

// Check judges a posting that was read with the options of ReadOptions. One that
// was read with those of another Linter is cut into words anew.
func (l *Linter) Check(p *posting.Posting) *Report {
	c := l.checker()
	r := c.check(l.cut(p))
	l.mu.Lock()
	l.free = append(l.free, c)
	l.mu.Unlock()
	return r
}

// checker returns a checker that no other goroutine uses.
func (l *Linter) checker() *checker {
	l.mu.Lock()
	defer l.mu.Unlock()
	if n := len(l.free); n > 0 {
		c := l.free[n-1]
		l.free = l.free[:n-1]
		return c
	}
	return &checker{Linter: l, readers: map[string]*duty.Reader{}, findings: finding.New(l.set, l.messages, l.model, l.titles)}
}

// cut returns a posting whose words have the numbers of the Linter's rules: p, if
// it was read so, or else a copy, since other goroutines may judge p.
func (l *Linter) cut(p *posting.Posting) *posting.Posting {
	v := l.set.Vocabulary
	if p.Vocabulary == v {
		return p
	}
	anew := *p
	anew.Vocabulary, anew.Lines = v, slices.Clone(p.Lines)
	for i := range anew.Lines {
		line := &anew.Lines[i]
		line.Tokens = v.Scan(nil, line.Text)
	}
	return &anew
}

// checker judges one posting at a time. It keeps what it made for the next one.
type checker struct {
	*Linter
	readers  map[string]*duty.Reader // by language
	findings *finding.Checker
	places   place.Index
}

// certain is the confidence of what follows from the title alone.
const certain = 0.98

func (c *checker) check(p *posting.Posting) *Report {
	s := &finding.Subject{Posting: p, Title: c.titles.Parse(p.Title.Text), Language: cmp.Or(p.Language, rules.DefaultLanguage)}
	if s.Language != rules.DefaultLanguage {
		s.Language = c.languageOfDuties(p, s.Language)
	}
	switch {
	case len(p.Jobs) > 1 && c.namesRole(s):
		s.Outcome = verdict.Outcome{Verdict: verdict.Unclear, Confidence: certain}
	case s.Title.Role == title.Other && c.untitled(s):
		s.Title = c.titles.Parse("")
		s.Outcome = verdict.Outcome{Verdict: verdict.Unclear, Confidence: certain}
	case s.Title.Role == title.Other:
		s.Duties = duty.Found{}
		s.Outcome = verdict.Outcome{Verdict: verdict.OutOfScope, Confidence: certain}
	case c.reader(s.Language) == nil:
		s.Outcome = verdict.Outcome{Verdict: verdict.Unclear, Confidence: certain}
	default:
		s.Duties = c.reader(s.Language).Read(p, c.context(s))
		if len(s.Duties.Sided) == 0 && s.Language == rules.DefaultLanguage {
			c.readAnew(s)
		}
		s.Evidence = verdict.Evidence{Model: c.model, Title: string(s.Title.Role), Level: string(s.Title.Level), TitleOther: s.Title.Other}
		s.Evidence.Collect(p, &s.Duties)
		c.findings.Calls(s)
		s.Outcome = verdict.Judge(c.set.Cases, &s.Evidence)
	}
	return c.report(s, c.findings.Check(s))
}

// readAnew reads the duties of a posting in the language in which they stand, if
// that is another one.
func (c *checker) readAnew(s *finding.Subject) {
	if language := c.languageOfDuties(s.Posting, s.Language); language != s.Language && c.reader(language) != nil {
		s.Language = language
		s.Duties = c.reader(language).Read(s.Posting, c.context(s))
	}
}

// languageOfDuties returns the language of the duties of a posting, which may be in
// two: its own if the duties do not tell.
func (c *checker) languageOfDuties(p *posting.Posting, own string) string {
	known := c.set.Headings
	var t rules.Tally
	for i := range p.Lines {
		line := &p.Lines[i]
		if line.Zone != posting.Duties {
			continue
		}
		for _, w := range line.Tokens {
			known.Languages.Count(&t, known.Vocabulary.Whole(line.Text, w).ID)
		}
	}
	return cmp.Or(known.Languages.Best(&t), own)
}

// reader returns the reader of duties in a language, or nil where there are no
// rules for it.
func (c *checker) reader(language string) *duty.Reader {
	r, ok := c.readers[language]
	if !ok {
		if duties := c.set.Duties(language); duties != nil {
			r = duty.New(duties)
		}
		c.readers[language] = r
	}
	return r
}

// namesRole reports whether one of the jobs of a file that holds several, or
// its title, is of the two roles.
func (c *checker) namesRole(s *finding.Subject) bool {
	return s.Title.Role != title.Other || slices.ContainsFunc(s.Posting.Jobs, func(job posting.Title) bool {
		return c.titles.Parse(job.Text).Role != title.Other
	})
}

// leastDuties is how many duties of the two roles tell that a posting may be for
// one of them, whatever name stands in the place of its title.
const leastDuties = 2

// untitled reports whether a posting has no title, and reads its duties.
func (c *checker) untitled(s *finding.Subject) bool {
	if s.Posting.Untitled == posting.Titled {
		return false
	}
	if reader := c.reader(s.Language); reader != nil {
		s.Duties = reader.Read(s.Posting, c.context(s))
	}
	return s.Posting.Untitled == posting.NoTitle || s.Owned() >= leastDuties
}

// context returns the nouns by which the text speaks of the person hired and of
// the one in the sister role.
func (c *checker) context(s *finding.Subject) duty.Context {
	words := c.set.Duties(s.Language).Words
	switch role := s.Title.Role; role {
	case title.ProductManager, title.ProductOwner:
		sister := string(role.Sister())
		product, _, _ := strings.Cut(sister, "-")
		return duty.Context{Self: words.RoleNouns[string(role)], Foreign: words.RoleNouns[sister], ForeignShort: words.RoleShorts[sister], Product: product}
	}
	return duty.Context{}
}

// report returns the report on a posting.
func (c *checker) report(s *finding.Subject, result finding.Result) *Report {
	p := s.Posting
	c.places.Begin(p.Source)
	r := &Report{
		Path: p.Path, Title: s.Title.Text, Role: Role(s.Title.Role), Level: Level(s.Title.Level), RoleModel: c.model.ID,
		Verdict: Verdict(s.Outcome.Verdict), Confidence: math.Round(s.Outcome.Confidence*100) / 100,
		SuggestedTitle: result.SuggestedTitle, Summary: result.Summary,
		Strategic: Share{Categories: []string{}}, Tactical: Share{Categories: []string{}},
		Duties: make([]Duty, 0, len(s.Duties.Sided)), Findings: make([]Finding, 0, len(result.Findings)), posting: p,
	}
	for i := range s.Duties.Sided {
		d := c.duty(s, &s.Duties.Sided[i])
		r.Duties = append(r.Duties, d)
		if d.Side == Tactical {
			r.Tactical.count(&d)
		} else {
			r.Strategic.count(&d)
		}
	}
	slices.Sort(r.Strategic.Categories)
	slices.Sort(r.Tactical.Categories)
	if s.Evidence.Model != nil {
		e := s.Evidence // s holds the posting, which a report may outlive
		r.evidence = &e
	}
	if job := result.OtherJob; job != nil {
		r.OtherRole = job.Name
		r.otherDuties = c.otherDuties(s, job, r.Duties)
	}
	for i := range result.Findings {
		r.Findings = append(r.Findings, c.finding(&result.Findings[i], r.Confidence))
	}
	slices.SortStableFunc(r.Findings, func(a, b Finding) int { return a.Start - b.Start })
	c.places.Begin(nil)
	return r
}

// tellingRuns is how many runs of words a duty that is told by its likeness names.
const tellingRuns = 3

// duty returns the entry of the ledger for a duty that was found.
func (c *checker) duty(s *finding.Subject, d *duty.Duty) Duty {
	p := s.Posting
	line, category := &p.Lines[d.Line], d.Rule.Category
	span := line.Span()
	entry := Duty{
		Start: span.Start, End: span.End, Side: Side(category.Side), Category: category.ID, Strength: Owned, Rule: d.Rule.ID,
		Text: line.Text, Role: c.owner(category), Mark: line.Source(d.Start, d.End), Why: c.messages.Why(category),
	}
	if d.Weak {
		entry.Strength = Weak
	}
	if d.Rule.Alike() {
		duties := c.set.Duties(s.Language)
		l, tokens := duties.Likeness, line.Tokens
		if duties.Lexicon.Vocabulary != p.Vocabulary {
			tokens = duties.Lexicon.Cut(nil, line.Text)
		}
		places := l.Telling(line.Text, tokens, l.Column(string(category.Side)), tellingRuns)
		for _, p := range places {
			entry.Likeness = append(entry.Likeness, line.Text[p.Start:p.End])
		}
		if len(places) > 0 {
			entry.Mark = line.Source(places[0].Start, places[len(places)-1].End)
		}
	}
	entry.Line, entry.Column = c.places.Of(span.Start)
	return entry
}

// otherDuties returns the duties of another job: those that only it has or, where
// the posting names none, those that it shares with the two roles.
func (c *checker) otherDuties(s *finding.Subject, job *rules.Category, ledger []Duty) []Duty {
	var all []Duty
	for i := range s.Duties.Others {
		if d := &s.Duties.Others[i]; d.Rule.Category.ID == job.ID && !d.Weak {
			entry := c.duty(s, d)
			entry.Category, entry.Side, entry.Role = job.Name, "", ""
			all = append(all, entry)
		}
	}
	if len(all) > 0 {
		return all
	}
	for _, d := range ledger {
		if d.Strength == Owned && slices.Contains(job.Overlaps, d.Category) {
			d.Category = job.Name
			all = append(all, d)
		}
	}
	return all
}

// owner returns the role whose work a category is by the role model.
func (c *checker) owner(category *rules.Category) Role {
	role, other := Role(c.model.StrategicTitle), Role(c.model.TacticalTitle)
	if category.Side == rules.Tactical {
		role, other = other, role
	}
	if slices.Contains(c.model.MayHold[string(other)], category.ID) {
		return Both
	}
	return role
}

// finding returns a finding as reports have it.
func (c *checker) finding(f *finding.Finding, confidence float64) Finding {
	out := Finding{
		Rule: f.Rule, Severity: Severity(f.Severity), Start: f.Span.Start, End: f.Span.End,
		Message: f.Message, Help: f.Help, Confidence: confidence, OfVerdict: f.OfVerdict,
	}
	out.Line, out.Column = c.places.Of(f.Span.Start)
	for _, e := range f.Edits {
		out.Edits = append(out.Edits, Edit(e))
	}
	return out
}

// count adds a duty to the sum of its side.
func (s *Share) count(d *Duty) {
	if d.Strength == Weak {
		s.Weak++
	} else {
		s.Owned++
	}
	if !slices.Contains(s.Categories, d.Category) {
		s.Categories = append(s.Categories, d.Category)
	}
}
