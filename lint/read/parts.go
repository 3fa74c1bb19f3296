package read

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/read/block"
	"github.com/jdlint/jdlint/lint/section"
)

// split notes in p the postings of a document that holds several, as files of Word
// and PDF do: titles that are set in the same way, each with duties of its own. A
// posting that only mentions other titles has no duties below them. Where a part may
// hold yet another posting, the titles are noted alone.
func (f *titleFinder) split(p *posting.Posting, blocks []block.Block, o *Options) error {
	if f.isTitle == nil || o.Headings == nil || p.Title.From == posting.FromFlag || o.Headings.Others.Title(p.Title.Text) != "" || isLadder(p.Jobs, o.Job) {
		return nil
	}
	for set := setting(1); set <= plain; set++ {
		starts := f.starts(blocks, p.Lines, set)
		parts, sure, err := f.parts(p, blocks, starts, set, o)
		if err != nil {
			return err
		}
		if len(parts) < 2 {
			switch {
			case set > maxJobLevel || len(starts) == 0:
				continue
			case len(starts) == 1:
				p.Jobs = nil // all is of that job, whatever titles are headings in it
			}
			return nil
		}
		if sure {
			p.Parts, p.NoPosting = parts, ""
		}
		if sure || len(p.Jobs) < 2 {
			p.Jobs = nil
			for _, part := range parts {
				p.Jobs = append(p.Jobs, part.Title)
			}
		}
		return nil
	}
	return nil
}

// A setting is how the titles of a document are set, the surest first: on a level of
// headings, or in one of the ways below.
type setting int

// The settings of titles without a level.
const (
	labelled setting = iota + maxJobLevel + 1 // "Job title: Product Owner"
	bold
	plain // a line of its own
)

// start is where a posting of a document begins.
type start struct {
	block int
	title posting.Title
	again bool // it is a title that came before, as at the head of each page
}

// starts returns the titles in a document that are set in one way.
func (f *titleFinder) starts(blocks []block.Block, lines []posting.Line, set setting) []start {
	others := map[int]bool{} // where lines on other jobs stand
	for i := range lines {
		if lines[i].Zone == posting.Others {
			others[lines[i].Span().Start] = true
		}
	}
	var out []start
	seen := map[string]bool{}
	for i := range blocks {
		b := &blocks[i]
		if len(b.Text) > block.MaxTitle || others[b.Span().Start] {
			continue
		}
		c := block.Candidate{Block: *b, From: posting.FromHeading, Rank: block.RankHeading}
		switch {
		case set == labelled:
			labels := f.labelTitles(blocks[i:min(i+2, len(blocks))])
			if len(labels) == 0 || labels[0].Text != b.Text && f.afterLabel(b.Text) > 0 {
				continue
			}
			c = labels[0]
		case set <= maxJobLevel:
			if b.Kind != block.Heading || b.Level != int(set) {
				continue
			}
		case b.Kind != block.Paragraph && b.Kind != block.Cell, b.Bold != (set == bold):
			continue
		}
		if set == plain && !isTitleCase(b.Text) {
			continue // a duty may end in the name of a job
		}
		t, named := f.title(&c)
		if !named && (set > maxJobLevel || !NamesJob(t.Text, f.isTitle)) || strings.Count(t.Text, " ") >= maxJobWords {
			continue
		}
		key := strings.ToLower(t.Text)
		out = append(out, start{i, t, seen[key]})
		seen[key] = true
	}
	return out
}

// isTitleCase reports whether all words of some length begin with a capital.
func isTitleCase(s string) bool {
	for word := range strings.FieldsSeq(s) {
		if r, _ := utf8.DecodeRuneInString(word); len(word) > 3 && unicode.IsLower(r) {
			return false
		}
	}
	return true
}

// parts returns the postings that begin at starts. It is sure of them if nothing in
// the document looks like another one: a title without duties, text before the first
// title, or the same heading over duties twice.
func (f *titleFinder) parts(p *posting.Posting, blocks []block.Block, starts []start, set setting, o *Options) (parts []*posting.Posting, sure bool, err error) {
	if len(starts) < 2 {
		return nil, false, nil
	}
	isHeading := set <= maxJobLevel
	sure = true
	var kept []start
	for i, s := range starts {
		text := blocks[s.block:endOf(starts, i, len(blocks))]
		_, found, err := f.part(p, text, s.title, o)
		switch {
		case err != nil:
			return nil, false, err
		case len(found.headings) > 0, isHeading && !s.again && found.items >= minItems:
			kept = append(kept, s)
		case isHeading && !s.again && sizeOf(text[1:]) >= minJobText:
			sure = false
		}
	}
	if len(kept) < 2 {
		return nil, false, nil
	}
	_, found, err := f.part(p, blocks[:kept[0].block], p.Title, o)
	sure = sure && len(found.headings) == 0
	for i, s := range kept {
		if err != nil {
			return nil, false, err
		}
		var part *posting.Posting
		part, found, err = f.part(p, blocks[s.block:endOf(kept, i, len(blocks))], s.title, o)
		parts = append(parts, part)
		slices.Sort(found.headings)
		sure = sure && len(slices.Compact(found.headings)) == len(found.headings)
	}
	return parts, sure, err
}

// endOf returns where the part of the i-th start ends in a document of n blocks.
func endOf(starts []start, i, n int) int {
	if i+1 < len(starts) {
		return starts[i+1].block
	}
	return n
}

func sizeOf(blocks []block.Block) (size int) {
	for i := range blocks {
		size += len(blocks[i].Text)
	}
	return size
}

// minItems is how many list items below a title are its duties where no heading
// says so.
const minItems = 2

// partDuties are the duties that a part of a document shows.
type partDuties struct {
	headings []string // over duties
	items    int      // of lists that may be duties
}

// part returns the posting that some blocks of a document are.
func (f *titleFinder) part(whole *posting.Posting, blocks []block.Block, title posting.Title, o *Options) (*posting.Posting, partDuties, error) {
	var splitter section.Splitter // the lines of all parts are in use at a time
	var found partDuties
	p := *whole
	p.Title, p.Jobs, p.NoPosting, p.Untitled = title, nil, "", posting.Titled
	var err error
	if p.Language, p.Lines, err = splitter.Split(blocks, o.Headings); err != nil {
		return nil, found, err
	}
	sections, err := o.Headings.In(p.Language)
	if err != nil {
		return nil, found, err
	}
	below := false // a duty
	for i := len(p.Lines) - 1; i >= 0; i-- {
		l := &p.Lines[i]
		switch {
		case l.Kind == posting.Heading && l.Zone == posting.Duties && below && sections != nil && section.OpensDuties(sections, l.Text, false):
			found.headings = append(found.headings, l.Text)
		case l.Kind == posting.Bullet && (l.Zone == posting.Duties || l.Zone == posting.Intro):
			found.items++
		}
		below = below || l.Kind != posting.Heading && l.Zone == posting.Duties
	}
	return &p, found, f.judgeOffer(new(frontMatter), &p, o)
}
