// Package finding decides what there is to say about a posting that was judged,
// and words it: findings with their places, messages and edits.
package finding

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/jdlint/jdlint/lint/duty"
	"github.com/jdlint/jdlint/lint/internal/sentence"
	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/title"
	"github.com/jdlint/jdlint/lint/verdict"
	"github.com/jdlint/jdlint/rules"
)

// Finding is one thing to say about a posting.
type Finding struct {
	Rule      string
	Severity  string       // error, warning or info
	Span      posting.Span // what it points at; empty when the title does not stand in the source
	Message   string       // what is wrong
	Help      string       // the smallest change that mends it
	Edits     []Edit       // changes that do what Help says, sorted and without overlap
	OfVerdict bool         // states the verdict, or why there is none
}

// Subject is a posting that was judged: what findings are about.
type Subject struct {
	Posting  *posting.Posting
	Title    title.Title
	Language string     // in which its duties were read
	Duties   duty.Found // in the posting
	Evidence verdict.Evidence
	Outcome  verdict.Outcome

	call *call // where the text first calls the person hired by the other title, as Calls finds
}

// Owned returns how many duties are the person's own.
func (s *Subject) Owned() (n int) {
	for i := range s.Duties.Sided {
		if !s.Duties.Sided[i].Weak {
			n++
		}
	}
	return n
}

// Result is all that is said about a posting.
type Result struct {
	Findings       []Finding
	SuggestedTitle string          // where the title does not fit the duties, or fits half of them
	OtherJob       *rules.Category // the job that the duties belong to where that is another one, or nil
	Summary        string          // the verdict in a sentence
}

// Checker finds what there is to say about postings by one role model. It keeps
// what it made for one posting for the next: use one per goroutine.
type Checker struct {
	set      *rules.Set
	messages *rules.Messages
	model    *rules.Model
	titles   *title.Parser
	rules    map[string]*rules.Finding // by id

	filters map[title.Role]*mentionFilter

	*Subject // the posting at hand
	result   Result
}

// New returns a Checker for a role model, which words what it finds by messages.
func New(set *rules.Set, messages *rules.Messages, model *rules.Model, titles *title.Parser) *Checker {
	c := &Checker{set: set, messages: messages, model: model, titles: titles, rules: map[string]*rules.Finding{}, filters: map[title.Role]*mentionFilter{}}
	worded := messages.Word(set.Findings)
	for i := range worded {
		c.rules[worded[i].ID] = &worded[i]
	}
	return c
}

// Check returns what there is to say about a posting.
func (c *Checker) Check(s *Subject) Result {
	c.Subject, c.result = s, Result{}
	c.check()
	c.summarise()
	r := c.result
	c.Subject, c.result = nil, Result{} // hold on to no posting
	return r
}

func (c *Checker) check() {
	if data := c.Posting.Unread; data.Start < data.End {
		c.add("unread-data", data)
	}
	switch c.Outcome.Verdict {
	case verdict.OutOfScope:
		return
	case verdict.Mistitled:
		c.result.SuggestedTitle = c.titles.Retitle(c.Title, c.sisterRole())
		c.ofVerdict("mistitled-posting", "{counts}", c.counts(), "{line}", c.heaviest(), "{suggested}", c.result.SuggestedTitle,
			"{list}", c.lineNumbers())
	case verdict.Hybrid:
		c.result.SuggestedTitle = c.titles.Retitle(c.Title, title.Both)
		c.ofVerdict("hybrid-posting", "{own}", c.topics(c.notSisters), "{against}", c.topics(c.sisters),
			"{suggested}", c.result.SuggestedTitle)
	case verdict.OtherRole:
		c.result.OtherJob = c.otherJob(c.Outcome.OtherRole)
		c.ofVerdict("other-role-posting", "{work}", c.otherWork(), "{neighbour}", c.result.OtherJob.Name,
			"{advice}", cmp.Or(c.result.OtherJob.Advice, c.messages.Say("advice")), "{missing}", c.decisions())
	case verdict.Unclear:
		c.unclear()
		return // nothing else is sure
	case verdict.Fits:
		if c.Outcome.Leans != "" {
			c.onTitle("title-slash", "{other}", c.roleName(title.Role(c.Outcome.Leans)))
		}
		c.strayDuties()
	}
	c.otherTitleInText()
	c.titleSmells()
	c.profitSmells()
	c.wordingSmells()
	c.addEdits()
}

// unclear reports why there is no verdict.
func (c *Checker) unclear() {
	switch jobs := c.Posting.Jobs; {
	case c.Title.Text == "" && c.Posting.Untitled != posting.Titled:
		instead := ""
		if taken := c.Posting.Title.Text; taken != "" {
			instead = c.messages.Say("instead", "{title}", shortened(taken, maxQuoted))
		}
		c.ofVerdict("no-title", "{instead}", instead)
	case len(jobs) > 1:
		var names []string
		for _, job := range jobs {
			names = append(names, "“"+job.Text+"”")
		}
		if f := c.add("several-postings", jobs[0].Span, "{count}", strconv.Itoa(len(names)), "{list}", strings.Join(names, ", ")); f != nil {
			f.OfVerdict = true
		}
	case c.set.Duties(c.Language) == nil:
		c.ofVerdict("unknown-language", "{language}", c.messages.LanguageName(c.Language, c.set.Headings.Languages.Name(c.Language)))
	default:
		c.ofVerdict("unclear-posting", "{reason}", c.unclearReason())
	}
}

// titleSmells remarks on the title itself, where the role model asks for it.
func (c *Checker) titleSmells() {
	if c.Title.Role == title.ProductOwner {
		c.onTitle("po-as-job-title")
		if c.Title.Proxy {
			c.onTitle("proxy-owner")
		}
	}
	if c.Title.Role == title.ProductManager && c.Title.Level == title.Junior {
		c.onTitle("pm-seniority")
	}
	if c.Title.Other != "" {
		c.onTitle("po-extra-hat", "{neighbour}", c.Title.Other)
	}
}

// Earning are the categories by which a product earns.
var Earning = []string{"pricing", "profit", "go-to-market", "market"}

// levers are those that a posting may reduce the work to.
var levers = []string{"pricing", "profit", "portfolio"}

// profitSmells remarks on who worries about profit.
func (c *Checker) profitSmells() {
	alone := c.model.Organisation.WithoutProductManager()
	if role := string(c.Title.Role); role != c.model.StrategicTitle && !alone || c.Outcome.Verdict == verdict.OtherRole {
		return
	}
	strategic := &c.Evidence.Strategic
	if strategic.Kinds(Earning...) == 0 {
		c.onTitle("missing-profit-owner")
		return
	}
	var pulled []string
	for _, id := range levers {
		if strategic.Categories[id] > 0 {
			pulled = append(pulled, c.categoryName(id))
		}
	}
	if len(pulled) == 1 {
		c.onTitle("pm-single-lever", "{list}", pulled[0])
	}
}

// strayDuties points at the few lines that ask for money or market in a
// posting that suits the tactical title.
func (c *Checker) strayDuties() {
	if string(c.Title.Role) != c.model.TacticalTitle || c.model.Organisation.WithoutProductManager() {
		return
	}
	for i := range c.Duties.Sided {
		d := &c.Duties.Sided[i]
		if category := d.Rule.Category; !d.Weak && category.ID != "vision" && slices.Contains(c.model.Hard, category.ID) {
			name, plural := c.messages.Name(category)
			be := "is"
			if plural {
				be = "are"
			}
			c.add("stray-duty", c.Posting.Lines[d.Line].Span(), "{category_name}", sentence.Capital(name), "{are}", c.messages.Say(be))
		}
	}
}

// wordingSmells remarks on wordings that the rules list.
func (c *Checker) wordingSmells() {
	tactical := string(c.Title.Role) == c.model.TacticalTitle
	for i := range c.Duties.Smells {
		s := &c.Duties.Smells[i]
		line := &c.Posting.Lines[s.Line]
		id := s.Rule.Category.ID
		inRequirements := line.Zone == posting.Requirements
		if wanted := id == "po-market-expertise"; wanted != inRequirements || wanted && !tactical {
			continue
		}
		c.add(id, line.Source(s.Start, s.End))
	}
}

// onTitle adds a finding about the whole posting, which points at the title.
func (c *Checker) onTitle(id string, fill ...string) *Finding {
	return c.add(id, c.Posting.Title.Span, fill...)
}

// ofVerdict adds the finding that states the verdict.
func (c *Checker) ofVerdict(id string, fill ...string) {
	if f := c.onTitle(id, fill...); f != nil {
		f.OfVerdict = true
	}
}

// add adds a finding and returns it, or nil where its rule is switched off. fill
// holds placeholders of the message, each followed by what takes its place.
func (c *Checker) add(id string, at posting.Span, fill ...string) *Finding {
	rule, ok := c.rules[id]
	if !ok {
		return nil
	}
	severity := rule.Severity
	if s, set := c.model.Findings[id]; set {
		severity = s
	}
	if severity == "off" {
		return nil
	}
	fill = append(fill, "{title}", shortened(c.Title.Text, maxQuoted), "{model}", c.model.Name, "{role}", c.roleName(c.Title.Role), "{other}", c.roleName(c.sisterRole()))
	f := Finding{Rule: id, Severity: severity, Span: at}
	f.Message, f.Help = rule.Fill(fill...)
	c.result.Findings = append(c.result.Findings, f)
	return &c.result.Findings[len(c.result.Findings)-1]
}

// maxQuoted is how many bytes of a title a message quotes; real titles have a
// hundred at most.
const maxQuoted = 200

// shortened returns a text, or the beginning of one that has more than so many
// bytes.
func shortened(text string, most int) string {
	if len(text) <= most {
		return text
	}
	end := most
	for end > 0 && !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end] + "…"
}

// categoryName returns the name of the category of some duty of the posting.
func (c *Checker) categoryName(id string) string {
	for i := range c.Duties.Sided {
		if category := c.Duties.Sided[i].Rule.Category; category.ID == id {
			name, _ := c.messages.Name(category)
			return name
		}
	}
	return id
}

// otherJob returns what the rules know of another job.
func (c *Checker) otherJob(id string) *rules.Category {
	for _, job := range c.set.Duties(c.Language).Others {
		if job.ID == id {
			return c.messages.Job(job)
		}
	}
	return &rules.Category{ID: id, Name: id}
}

// sisterRole returns the one of the two roles that the title does not name.
func (c *Checker) sisterRole() title.Role { return c.Title.Role.Sister() }

// sideOf returns the side whose duties are a role's by the role model.
func (c *Checker) sideOf(r title.Role) rules.Side {
	if string(r) == c.model.StrategicTitle {
		return rules.Strategic
	}
	return rules.Tactical
}
