package score_test

import (
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/internal/testcorpus"
	"github.com/jdlint/jdlint/lint/read"
	"github.com/jdlint/jdlint/rules"
)

// neighbour is a real posting for another job than the two roles.
type neighbour struct {
	Title, Text, Lang, Group, Format string
}

// Sizes of texts that are whole postings, in bytes.
const (
	leastText = 1200
	mostText  = 12000
)

func neighbours(t *testing.T) (all []neighbour) {
	t.Helper()
	for _, n := range testcorpus.Rows[neighbour](t, "corpus/postings.jsonl") {
		if n.Group == "neighbour" && n.Lang == "en" && n.Format == "text" && len(n.Text) > leastText && len(n.Text) < mostText {
			all = append(all, n)
		}
	}
	return all
}

// jobs are names by which the texts call the person hired, besides the title.
var jobs = regexp.MustCompile(`(?i)business analyst|scrum master|agile coach|(project|program|programme|product marketing|delivery|technical program) manager|product (designer|analyst)`)

// retitled is the posting with another title, in its text as well.
func (n *neighbour) retitled(title string) []byte {
	core, _, _ := strings.Cut(n.Title, ",")
	core, _, _ = strings.Cut(core, " - ")
	text := jobs.ReplaceAllString(strings.ReplaceAll(n.Text, strings.TrimSpace(core), title), title)
	return []byte("---\ntitle: " + strconv.Quote(title) + "\n---\n\n" + text)
}

// TestNeighbours gives real postings for analysts, project managers, Scrum
// Masters, designers and marketers the title of one of the two roles, and
// counts how many are called another role. Some state duties of the role, or
// too little, so that not all can be. Run it with -v for the counts.
func TestNeighbours(t *testing.T) {
	all := neighbours(t)
	set, err := rules.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	l := linter(t, set, rules.DefaultModel)
	for title, least := range map[string]float64{"Product Owner": 0.5, "Product Manager": 0.42} {
		counts := map[lint.Verdict]int{}
		for i := range all {
			p, err := read.Read("posting.md", all[i].retitled(title), l.ReadOptions())
			if err != nil {
				t.Fatal(err)
			}
			counts[l.Check(p).Verdict]++
		}
		t.Logf("%d postings under the title %s: %v", len(all), title, counts)
		if share := float64(counts[lint.OtherJob]) / float64(len(all)); share < least {
			t.Errorf("%.2f of the neighbours are called another role than %s; it was to be %.2f at least", share, title, least)
		}
	}
}
