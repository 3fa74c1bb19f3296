package survey

import (
	"slices"
	"strconv"
	"strings"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/report"
	"github.com/jdlint/jdlint/lint/title"
	"github.com/jdlint/jdlint/rules"
)

// Posting is what is kept of a posting: some 350 bytes, whatever its length.
type Posting struct {
	Path    string       `json:"path"`
	ID      string       `json:"id,omitempty"` // of the job in its export
	Title   string       `json:"title"`
	Role    lint.Role    `json:"role"`
	Verdict lint.Verdict `json:"verdict"`

	employer string
	told     *told // what is counted and not kept

	asked uint32 // categories of its duties, by their places in Options.Categories
	owned uint32 // of these, those that it owns and that are a Product Manager's alone
	// Role models that its duties speak for and against, by their places in Options.Models.
	models, against uint32

	text      uint64   // stands for its text, 0 for one without
	area      []uint64 // the words of its title besides the role: its product, team or place
	signature *signature
}

// told is what stands beside the text of a posting, but for whose it is.
type told struct {
	sector, country string
	year            string // "" where it is not told
}

// Options are what a survey rests on.
type Options struct {
	Model      *rules.Model   // that the postings are judged by
	Models     []*rules.Model // that may explain them, 32 at most
	Cases      []rules.Case   // when which verdict is given
	Categories []*rules.Category
	Findings   []rules.Finding // as they are worded
	Messages   *rules.Messages
	Titles     *title.Parser
	Employer   string // of the postings that name none
}

const (
	earliest, latest = 1990, 2100 // years of postings
	maxName          = 300        // bytes of a path, an id or a title that are kept
)

// Digest returns what is kept of a posting that was judged.
func (o *Options) Digest(r *lint.Report, facts posting.Facts) *Posting {
	p := &Posting{
		Path: kept(r.Path), ID: kept(r.ID), Title: kept(r.Title), Role: r.Role, Verdict: r.Verdict,
		employer: kept(facts.Employer), told: &told{kept(facts.Sector), kept(facts.Country), yearOf(facts.Date)},
	}
	if p.employer == "" {
		p.employer = o.Employer
	}
	if p.Role == lint.ProductManager || p.Role == lint.ProductOwner {
		t := o.Titles.Parse(p.Title)
		role := appendWords(nil, t.Base)
		p.area = slices.DeleteFunc(appendWords(nil, strings.Join(t.Qualifiers, " ")), func(word uint64) bool { return slices.Contains(role, word) })
	}
	var stated [][]uint64 // lines that count as duties
	for i := range r.Duties {
		d := &r.Duties[i]
		for k, c := range o.Categories {
			if c.ID != d.Category {
				continue
			}
			p.asked |= 1 << k
			if d.Strength == lint.Owned && d.Role == lint.ProductManager && len(d.Likeness) == 0 {
				p.owned |= 1 << k
			}
		}
		if i == 0 || d.Text != r.Duties[i-1].Text {
			stated = append(stated, appendWords(nil, d.Text))
		}
	}
	for i, m := range o.Models {
		switch r.Explained(o.Cases, m) {
		case 1:
			p.models |= 1 << i
		case -1:
			p.against |= 1 << i
		}
	}
	lines := append(p.read(r), stated...)
	if p.Role == lint.ProductManager || p.Role == lint.ProductOwner {
		p.signature = sign(lines)
	}
	return p
}

// read sets what stands for the text of a posting, and returns the bullets among its
// duties, each in words. Sentences there are no duties as often as not: of two postings of
// a company the same may praise it.
func (p *Posting) read(r *lint.Report) (bullets [][]uint64) {
	text := r.Posting()
	if text == nil {
		return nil
	}
	heading := text.Title.Span
	for i := range text.Lines {
		l := &text.Lines[i]
		switch l.Zone {
		case posting.Duties, posting.Intro, posting.Requirements:
		default:
			continue
		}
		if at := l.Span(); l.Text == text.Title.Text || at.Start < heading.End && heading.Start < at.End {
			continue
		}
		words := appendWords(nil, l.Text)
		for _, w := range words {
			p.text = mix(p.text ^ w)
		}
		if l.Zone == posting.Duties && l.Kind == posting.Bullet {
			bullets = append(bullets, words)
		}
	}
	return bullets
}

// kept returns a copy of the beginning of a text, safe to show.
func kept(s string) string {
	s = strings.TrimSpace(report.Clean(s))
	if len(s) > maxName {
		s = strings.ToValidUTF8(s[:maxName], "") + "…"
	}
	return strings.Clone(s)
}

// yearOf returns the year in a date, however it is written; "" without one. A number of
// ten digits or more counts the seconds, or thousandths, since 1970.
func yearOf(date string) string {
	for i := 0; i < len(date); {
		n, from := 0, i
		for i < len(date) && date[i] >= '0' && date[i] <= '9' && i-from < 14 {
			n = 10*n + int(date[i]-'0')
			i++
		}
		switch digits := i - from; {
		case digits == 0:
			i++
			continue
		case digits == 8: // 20240131
			n /= 10000
		case digits == 13:
			n /= 1000
			fallthrough
		case digits == 10:
			n = 1970 + int(float64(n)/(365.2425*24*3600))
		case digits != 4:
			continue
		}
		if n >= earliest && n <= latest {
			return strconv.Itoa(n)
		}
	}
	return ""
}

// Comparable reports whether the duties of a posting are long enough to be compared with
// those of others.
func (p *Posting) Comparable() bool { return p.signature != nil }
