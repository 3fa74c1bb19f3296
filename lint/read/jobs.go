package read

import (
	"slices"
	"strings"

	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/read/block"
)

// jobs finds the titles of a file that holds several postings: headings of
// one level that each name another job, with a text of its own below each.
// One posting whose section is called "About the Product Manager" is not
// meant; for that, f.isTitle has to refuse texts that merely mention a job.
func (f *titleFinder) jobs(blocks []block.Block, title posting.Title) []posting.Title {
	if f.isTitle == nil {
		return nil
	}
	switch title.From {
	case posting.FromFlag, posting.FromFrontMatter, posting.FromMarkup:
		if f.isTitle(title.Text) {
			return nil // somebody who knows says that it is one posting
		}
	}
	for level := 1; level <= maxJobLevel; level++ {
		if jobs := f.jobsAt(blocks, level); len(jobs) > 1 {
			return jobs
		}
	}
	return nil
}

// ownBlocks returns the blocks before the first heading over other jobs.
func ownBlocks(blocks []block.Block, lines []posting.Line) []block.Block {
	for i := range lines {
		if l := &lines[i]; l.Zone == posting.Others && l.Kind == posting.Heading {
			at := l.Span().Start
			return blocks[:slices.IndexFunc(blocks, func(b block.Block) bool { return b.Span().End > at })]
		}
	}
	return blocks
}

const (
	maxJobLevel = 3
	maxJobWords = 9
	minJobText  = 80 // bytes of text below a heading that make it a posting
)

func (f *titleFinder) jobsAt(blocks []block.Block, level int) []posting.Title {
	var jobs []posting.Title
	others := 0 // headings of the level with a text that name no job
	seen := map[string]bool{}
	for i, b := range blocks {
		if b.Kind != block.Heading || b.Level != level {
			continue
		}
		size := 0
		for _, below := range blocks[i+1:] {
			if below.Kind == block.Heading && below.Level <= level {
				break
			}
			size += len(below.Text)
		}
		if size < minJobText {
			continue
		}
		c := block.Candidate{Block: b, From: posting.FromHeading, Rank: block.RankHeading}
		t, named := f.title(&c)
		if !named || strings.Count(t.Text, " ") >= maxJobWords {
			others++
			continue
		}
		if key := strings.ToLower(t.Text); !seen[key] {
			seen[key] = true
			jobs = append(jobs, t)
		}
	}
	if others > len(jobs) {
		return nil
	}
	return jobs
}
