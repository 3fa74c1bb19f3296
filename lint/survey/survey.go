// Package survey finds what only many postings show: one job under both titles, jobs
// that overlap, what nobody owns, how a company uses the titles, postings that come
// again; and counts them by employer, sector, country and year. It changes no verdict.
//
// Of a posting it keeps a small record, a [Posting]; what it finds depends on the order
// of the postings alone.
package survey

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/jdlint/jdlint/lint"
)

// Survey gathers postings. It is not safe for concurrent use; Digest is.
type Survey struct {
	*Options
	names    map[string]string  // each employer, sector and country once
	seen     map[uint64]int     // by text: the place in postings of the first one, from 1; 0 for one of neither role
	postings []*Posting         // of the two roles, each text once
	again    map[int][]*Posting // by place in postings: those that say the same again, the first few
	repeats  map[int]int        // so: how often
	ids      []string           // of the categories
	total    *Tally
	groups   [len(By)]map[string]*Tally
}

// By are the ways in which postings are counted.
var By = [...]string{"employer", "sector", "country", "year"}

// The titles and verdicts in the order in which they are shown.
var (
	Titles   = []lint.Role{lint.ProductManager, lint.ProductOwner, lint.Both, lint.OtherRole}
	Verdicts = []lint.Verdict{lint.Mistitled, lint.Hybrid, lint.OtherJob, lint.Unclear, lint.Fits}
)

// Tally counts postings that have something in common, each text once.
type Tally struct {
	Name     string
	Postings int
	Reposts  int // not among the postings
	Untitled int // postings without a title, which were not judged
	// Convention is how an employer uses the titles; nil where its postings do not tell.
	Convention *Convention

	categories []string // that duties may have, by id

	titles   [4]int32 // as in Titles, and so on
	verdicts [5]int32
	asked    [maxCategories]int32
}

const maxCategories = 32

// Title counts the postings with a title.
func (t *Tally) Title(r lint.Role) int { return int(t.titles[slices.Index(Titles, r)]) }

// Verdict counts the postings with a verdict, of those whose title names a role.
func (t *Tally) Verdict(v lint.Verdict) int { return int(t.verdicts[slices.Index(Verdicts, v)]) }

// Judged counts the postings with a verdict that says something.
func (t *Tally) Judged() (n int) {
	for i, v := range Verdicts {
		if v != lint.Unclear {
			n += int(t.verdicts[i])
		}
	}
	return n
}

// Share returns the part of the judged postings with a verdict, from 0 to 1.
func (t *Tally) Share(v lint.Verdict) float64 {
	return float64(t.Verdict(v)) / float64(max(t.Judged(), 1))
}

// add counts a posting; scoped says that its title names a role.
func (t *Tally) add(p *Posting, scoped bool) {
	t.Postings++
	t.titles[slices.Index(Titles, p.Role)]++
	if !scoped {
		if p.Verdict == lint.Unclear {
			t.Untitled++
		}
		return
	}
	t.verdicts[slices.Index(Verdicts, p.Verdict)]++
	for k := range t.asked {
		t.asked[k] += int32(p.asked >> k & 1)
	}
}

// New returns a survey of no postings.
func New(o *Options) *Survey {
	s := &Survey{Options: o, names: map[string]string{}, seen: map[uint64]int{}, again: map[int][]*Posting{}, repeats: map[int]int{}}
	for _, c := range o.Categories {
		s.ids = append(s.ids, c.ID)
	}
	s.total = s.tally("")
	for i := range s.groups {
		s.groups[i] = map[string]*Tally{}
	}
	return s
}

func (s *Survey) tally(name string) *Tally { return &Tally{Name: name, categories: s.ids} }

// name returns the name under which an employer, a sector or a country was seen first,
// whatever its case and blanks.
func (s *Survey) name(of string) string {
	key := strings.ToLower(strings.Join(strings.Fields(of), " "))
	if first, ok := s.names[key]; ok {
		return first
	}
	s.names[key] = of
	return of
}

// mostNamed is how many reposts of a posting are named.
const mostNamed = 3

// Add takes the next posting.
func (s *Survey) Add(p *Posting) {
	p.employer = s.name(p.employer)
	told := p.told
	p.told = nil
	if p.employer == "" {
		p.signature = nil // it is compared with none
	}
	tallies := []*Tally{s.total}
	for i, name := range []string{p.employer, s.name(told.sector), s.name(told.country), told.year} {
		if name == "" {
			continue
		}
		t := s.groups[i][name]
		if t == nil {
			t = s.tally(name)
			s.groups[i][name] = t
		}
		tallies = append(tallies, t)
	}
	scoped := p.Role != lint.OtherRole && p.Verdict != lint.OutOfScope
	if p.text != 0 {
		key := mix(p.text ^ hash(strings.ToLower(p.employer)) ^ mix(hash(string(p.Role))))
		first, again := s.seen[key]
		if again {
			for _, t := range tallies {
				t.Reposts++
			}
			if first > 0 {
				s.repeats[first-1]++
				if same := s.again[first-1]; len(same) < mostNamed {
					s.again[first-1] = append(same, p)
				}
			}
			return
		}
		if s.seen[key] = 0; scoped {
			s.seen[key] = len(s.postings) + 1
		}
	}
	for _, t := range tallies {
		t.add(p, scoped)
	}
	if scoped {
		s.postings = append(s.postings, p)
	}
}

// Result is what a survey says.
type Result struct {
	RoleModel string
	Total     *Tally
	Groups    [len(By)][]*Tally    // as in By: years in their order, the others by their size
	Asked     map[lint.Role]*Tally // what the postings of either title ask for
	Findings  []Finding

	rules         []string          // ids of findings, in their order
	names, topics map[string]string // of findings and categories, by id
}

// Result returns what the postings say.
func (s *Survey) Result() *Result {
	r := &Result{RoleModel: s.Model.ID, Total: s.total, Asked: map[lint.Role]*Tally{lint.ProductManager: s.tally(""), lint.ProductOwner: s.tally("")}, names: map[string]string{}, topics: map[string]string{}}
	for _, f := range s.Findings {
		r.rules, r.names[f.ID] = append(r.rules, f.ID), f.Name
	}
	for _, c := range s.Categories {
		r.topics[c.ID], _ = s.Messages.Name(c)
	}
	for _, p := range s.postings {
		if t := r.Asked[p.Role]; t != nil {
			t.add(p, true)
		}
	}
	r.Findings = s.find()
	for i := range s.groups {
		r.Groups[i] = slices.SortedFunc(maps.Values(s.groups[i]), func(a, b *Tally) int {
			if By[i] == "year" {
				return strings.Compare(a.Name, b.Name)
			}
			return cmp.Or(b.Postings-a.Postings, strings.Compare(a.Name, b.Name))
		})
	}
	return r
}
