package survey

import (
	"fmt"
	"math"
	"math/bits"
	"slices"
	"strings"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/finding"
	"github.com/jdlint/jdlint/rules"
)

// Finding is something that several postings show together.
type Finding struct {
	Rule       string     `json:"rule"`
	Severity   string     `json:"severity"`
	Employer   string     `json:"employer,omitempty"`
	Confidence float64    `json:"confidence,omitempty"` // 0 to 1, two decimals; 0 where it is counted, not guessed
	Message    string     `json:"message"`
	Help       string     `json:"help"`
	Postings   []*Posting `json:"postings"` // that it is about, the first few
}

// Convention is the role model that explains best how an employer uses the titles.
type Convention struct {
	Model      string  `json:"role_model"`
	Confidence float64 `json:"confidence"` // that it is this one rather than the next best
	Follow     int     `json:"follow"`     // postings whose duties speak for it
	Break      int     `json:"break"`      // postings whose duties speak against it

	at      int // its place in Options.Models
	instead int // as Break, for the role model that the postings are judged by
}

// When what is found is told. 40 pairs of postings of one employer were read without their
// likeness: of the 13 that are this alike 9 ask for the same work by the beginnings of their
// duties, and 11 read in full; of the 27 others 3. truth_test.go measures it on copies.
const (
	leastAlike      = 0.45
	leastShared     = 2 // categories that a Product Owner's posting owns as well as a Product Manager's
	leastFollow     = 3 // postings that make a convention
	leastMended     = 2 // postings that another model explains and the one that they are judged by calls mistitled
	leastConfidence = 0.8
	leastOfCompany  = 4   // judged postings of a company in which nobody owns something
	inBucket        = 8   // postings that are compared where many are alike
	inArea          = 100 // and where many have the same words in their titles
)

// find returns the findings: those about one employer behind each other, in the order in
// which it was met.
func (s *Survey) find() []Finding {
	f := finder{Survey: s, byID: map[string]*rules.Finding{}}
	for i := range s.Findings {
		f.byID[s.Findings[i].ID] = &s.Findings[i]
	}
	for i, p := range s.postings {
		if n := s.repeats[i]; n > 0 {
			f.add("repost", p.employer, 0, append([]*Posting{p}, s.again[i]...), "{title}", p.Title, "{count}", fmt.Sprint(n+1))
		}
	}
	of := map[string][]*Posting{}
	var employers []string
	for _, p := range s.postings {
		if p.employer == "" {
			continue
		}
		if of[p.employer] == nil {
			employers = append(employers, p.employer)
		}
		of[p.employer] = append(of[p.employer], p)
	}
	for _, name := range employers {
		f.company(name, of[name])
	}
	return f.found
}

// finder collects findings.
type finder struct {
	*Survey
	byID  map[string]*rules.Finding
	found []Finding
}

// add adds a finding, unless the role model switches it off. fill holds placeholders of
// the message, each followed by what takes its place.
func (f *finder) add(id, employer string, confidence float64, about []*Posting, fill ...string) {
	severity := f.Model.Severity(f.Findings, id)
	if severity == "off" {
		return
	}
	fill = append(fill, "{employer}", employer, "{model}", f.Model.Name, "{role}", f.role(lint.ProductOwner), "{other}", f.role(lint.ProductManager))
	found := Finding{Rule: id, Severity: severity, Employer: employer, Confidence: math.Round(confidence*100) / 100, Postings: about}
	found.Message, found.Help = f.byID[id].Fill(fill...)
	f.found = append(f.found, found)
}

func (f *finder) role(r lint.Role) string { return f.Messages.Say(string(r)) }

// company looks at the postings of one employer.
func (f *finder) company(name string, postings []*Posting) {
	var managers, owners []*Posting
	for _, p := range postings {
		switch p.Role {
		case lint.ProductManager:
			managers = append(managers, p)
		case lint.ProductOwner:
			owners = append(owners, p)
		}
	}
	same := f.sameJobs(name, managers, owners)
	f.overlaps(name, managers, owners, same)
	f.unowned(name, managers, owners)
	if c := f.convention(postings); c != nil {
		f.groups[0][name].Convention = c
		f.conventions(name, c, postings)
	}
}

// sameJobs finds the postings for a Product Owner that ask for the work of one for a
// Product Manager, and returns them.
func (f *finder) sameJobs(employer string, managers, owners []*Posting) map[*Posting]bool {
	same := map[*Posting]bool{}
	buckets, compared := map[uint64][]*Posting{}, map[*Posting]bool{}
	for _, m := range managers {
		if m.signature == nil || len(owners) == 0 {
			continue
		}
		for _, b := range m.signature.bands() {
			if in := buckets[b]; len(in) < inBucket {
				buckets[b] = append(in, m)
			}
		}
	}
	for _, o := range owners {
		if o.signature == nil {
			continue
		}
		var best *Posting
		most := leastAlike
		clear(compared)
		for _, b := range o.signature.bands() {
			for _, m := range buckets[b] {
				if compared[m] {
					continue
				}
				compared[m] = true
				if alike := o.signature.alike(m.signature); alike > most {
					best, most = m, alike
				}
			}
		}
		if best != nil {
			same[o] = true
			f.add("same-job-two-titles", employer, most, []*Posting{best, o},
				"{manager}", best.Title, "{owner}", o.Title, "{share}", fmt.Sprint(int(100*most+0.5)))
		}
	}
	return same
}

// overlaps finds the postings for a Product Owner that own what a Product Manager's of the
// same product owns, but for those that are the same job.
func (f *finder) overlaps(employer string, managers, owners []*Posting, same map[*Posting]bool) {
	of := map[uint64][]*Posting{} // the first managers by each word of their area; 0: none
	areas := func(p *Posting) []uint64 {
		if len(p.area) == 0 {
			return []uint64{0}
		}
		return p.area
	}
	for _, m := range managers {
		for _, area := range areas(m) {
			if len(of[area]) < inArea {
				of[area] = append(of[area], m)
			}
		}
	}
	for _, o := range owners {
		var best uint32
		var with *Posting
		for _, area := range areas(o) {
			for _, m := range of[area] {
				if shared := m.owned & o.owned; bits.OnesCount32(shared) > bits.OnesCount32(best) {
					best, with = shared, m
				}
			}
		}
		if !same[o] && bits.OnesCount32(best) >= leastShared {
			f.add("overlapping-jobs", employer, 0, []*Posting{with, o}, "{manager}", with.Title, "{owner}", o.Title, "{list}", f.topics(best))
		}
	}
}

// unowned tells where a company has both roles and no posting asks for what earns money.
func (f *finder) unowned(employer string, managers, owners []*Posting) {
	if len(managers) == 0 || len(owners) == 0 || len(managers)+len(owners) < leastOfCompany {
		return
	}
	var asked, earning uint32
	for _, p := range slices.Concat(managers, owners) {
		if p.Verdict == lint.Unclear {
			return // who knows what it does not say
		}
		asked |= p.asked
	}
	for k, c := range f.Categories {
		if slices.Contains(finding.Earning, c.ID) {
			earning |= 1 << k
		}
	}
	if asked&earning == 0 {
		f.add("nobody-owns-profit", employer, 0, slices.Concat(managers, owners)[:min(mostNamed, len(managers)+len(owners))],
			"{count}", fmt.Sprint(len(managers)+len(owners)), "{list}", f.topics(earning))
	}
}

// topics lists categories by their names.
func (f *finder) topics(set uint32) string {
	var names []string
	for k, c := range f.Categories {
		if set>>k&1 > 0 {
			names = append(names, f.Messages.Topic(c))
		}
	}
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " " + f.Messages.Say("and") + " " + names[last]
}

// How likely it is that a posting has its title where its duties speak for it by the
// model that the company goes by, and where they speak against it: verdicts are wrong
// as well. Where they do not tell, either title is as likely.
const (
	likely, unlikely, even = 0.9, 0.1, 0.5
)

// convention returns the role model that explains postings best: the one that they are
// judged by, unless it calls some mistitled that another one explains. It is nil where no
// model explains any better than another.
func (s *Survey) convention(postings []*Posting) *Convention {
	logs := make([]float64, len(s.Models))
	all := make([]Convention, len(s.Models))
	for i, m := range s.Models {
		all[i] = Convention{Model: m.ID, at: i}
		for _, p := range postings {
			switch {
			case p.models>>i&1 > 0:
				all[i].Follow++
			case p.against>>i&1 > 0:
				all[i].Break++
			}
		}
		follow, breaks := float64(all[i].Follow), float64(all[i].Break)
		logs[i] = follow*math.Log(likely/even) + breaks*math.Log(unlikely/even)
	}
	best := 0 // the model that the postings are judged by
	for i := range logs {
		if all[0].Break-all[i].Break >= leastMended && logs[i] > logs[best]+1e-9 {
			best = i
		}
	}
	next := math.Inf(-1) // of the models that do not say the same of all postings
	for i, l := range logs {
		if math.Abs(l-logs[best]) > 1e-9 || all[i].Break != all[best].Break {
			next = max(next, l)
		}
	}
	if all[best].Follow == 0 || math.IsInf(next, -1) {
		return nil
	}
	c := &all[best]
	c.instead = all[0].Break
	c.Confidence = math.Floor(100/(1+math.Exp(next-logs[best]))) / 100 // nothing is quite sure
	return c
}

// sure reports whether a convention is told.
func (c *Convention) sure() bool {
	return c != nil && c.Follow >= leastFollow && c.Confidence >= leastConfidence
}

// conventions tells of a company that goes by another role model, and of postings that
// break what it goes by.
func (f *finder) conventions(employer string, c *Convention, postings []*Posting) {
	if !c.sure() {
		return
	}
	var follow, against []*Posting
	for _, p := range postings {
		switch {
		case p.models>>c.at&1 > 0:
			follow = append(follow, p)
		case p.against>>c.at&1 > 0:
			against = append(against, p)
		}
	}
	own := f.Models[c.at]
	if own.ID != f.Model.ID {
		f.add("own-convention", employer, c.Confidence, follow[:min(mostNamed, len(follow))],
			"{own}", own.Name, "{id}", own.ID, "{count}", fmt.Sprint(c.instead), "{left}", fmt.Sprint(c.Break), "{all}", fmt.Sprint(len(postings)))
	}
	for _, p := range against {
		f.add("breaks-convention", employer, c.Confidence, []*Posting{p},
			"{title}", p.Title, "{own}", own.Name, "{count}", fmt.Sprint(c.Follow), "{all}", fmt.Sprint(c.Follow+c.Break))
	}
}

// Convention returns how all postings use the titles, whosever they are, and whether
// that is sure; nil where they do not tell.
func (s *Survey) Convention() (c *Convention, sure bool) {
	c = s.convention(s.postings)
	return c, c.sure()
}
