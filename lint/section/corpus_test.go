package section

import (
	"flag"
	"fmt"
	"strings"
	"testing"

	"github.com/jdlint/jdlint/lint/internal/testcorpus"
	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/read/block"
	"github.com/jdlint/jdlint/lint/read/html"
	"github.com/jdlint/jdlint/lint/read/markdown"
	"github.com/jdlint/jdlint/rules"
)

var showLines = flag.String("showlines", "", "misses of the lines: zone, split, or the number of a labelled posting")

type labelled struct {
	N     int
	ID    string
	Swap  []string
	Units []struct {
		Start, End int
		Side       string
	}
}

// blocksOf reads a text of the corpus the way Read does.
func blocksOf(text string) []block.Block {
	d, escaped := html.ReadEscaped(new(block.Memory), []byte(text), 0, markdown.ReadLines)
	if !escaped {
		d = markdown.Read(new(block.Memory), []byte(text), 0)
	}
	return d.Blocks
}

// linesOf cuts a text of the corpus into lines.
func linesOf(t testing.TB, text string, known *rules.Headings, language string) []posting.Line {
	sections, err := known.In(language)
	if err != nil {
		t.Fatal(err)
	}
	return newSplitter(t).makeLines(blocksOf(text), sections)
}

// Headings and openers were found in the rows with an even number and in
// postings without labels; the odd rows tell what they are worth elsewhere.
func TestLinesOfLabelledPostings(t *testing.T) {
	texts := map[string]string{}
	for _, p := range testcorpus.Rows[realPosting](t, "corpus/postings.jsonl") {
		texts[p.ID] = p.Text
	}
	known, err := rules.LoadHeadings()
	if err != nil {
		t.Fatal(err)
	}
	type tally struct{ units, voting, duties, exact, bytes, votingBytes int }
	var half [2]tally
	for _, l := range testcorpus.Rows[labelled](t, "corpus/labels-dev.jsonl") {
		if l.Swap != nil {
			continue
		}
		text := texts[l.ID]
		lines := linesOf(t, text, known, "en")
		c := &half[l.N%2]
		if *showLines == fmt.Sprint(l.N) {
			for i := range lines {
				t.Logf("%-12s %d %s", lines[i].Zone, lines[i].Kind, lines[i].Text)
			}
		}
		for i := range lines {
			n := len(lines[i].Text)
			c.bytes += n
			if lines[i].Kind != posting.Heading && (lines[i].Zone == posting.Duties || lines[i].Zone == posting.Intro) {
				c.votingBytes += n
			}
		}
		for _, u := range l.Units {
			if u.Side == "disputed" {
				continue
			}
			c.units++
			var in = map[posting.Zone]int{}
			var over []string
			exact := false
			start, end := u.Start, u.End
			for start < end && strings.IndexByte(" \t\n*-+_#", text[start]) >= 0 {
				start++
			}
			for i := range lines {
				span := lines[i].Span()
				n := min(span.End, u.End) - max(span.Start, u.Start)
				if n <= 0 {
					continue
				}
				z := lines[i].Zone
				in[z] += n
				if lines[i].Kind == posting.Heading && span.Start <= start {
					start = min(span.End+1, end) // the heading before it was counted with it
				} else if n > 5 || u.End-u.Start < 10 {
					over = append(over, fmt.Sprintf("[%s %d %s]", z, lines[i].Kind, lines[i].Text))
					exact = max(span.Start-start, start-span.Start) <= 5 && max(span.End-end, end-span.End) <= 6
				}
			}
			all := 0
			for _, n := range in {
				all += n
			}
			if 2*(in[posting.Duties]+in[posting.Intro]) > all {
				c.voting++
			} else if *showLines == "zone" && l.N%2 == 0 {
				t.Logf("ZONE %d %v: %s", l.N, in, strings.Join(over, " "))
			}
			if 2*in[posting.Duties] > all {
				c.duties++
			} else if *showLines == "duties" && l.N%2 == 0 && 2*in[posting.Intro] > all {
				t.Logf("INTRO %d %v: %s", l.N, in, strings.Join(over, " "))
			}
			if exact && len(over) == 1 {
				c.exact++
			} else if *showLines == "split" && l.N%2 == 0 {
				t.Logf("SPLIT %d <%s> %s", l.N, text[u.Start:u.End], strings.Join(over, " "))
			}
		}
	}
	for i, c := range half {
		share := func(n, of int) float64 { return float64(n) / float64(of) }
		t.Logf("%s rows: %d units; in duties or intro %.3f, in duties %.3f; one line each %.3f; duties and intro are %.3f of the text",
			[]string{"even", "odd"}[i], c.units, share(c.voting, c.units), share(c.duties, c.units), share(c.exact, c.units), share(c.votingBytes, c.bytes))
		for _, bar := range []struct {
			what         string
			got, atLeast float64
		}{
			{"duties and intro", share(c.voting, c.units), 0.98},
			{"duties", share(c.duties, c.units), 0.97},
			{"one line", share(c.exact, c.units), 0.91},
			{"text left out", 1 - share(c.votingBytes, c.bytes), 0.50},
		} {
			if bar.got < bar.atLeast {
				t.Errorf("%s: %.3f, want %.2f", bar.what, bar.got, bar.atLeast)
			}
		}
	}
}

// English must never be taken for another language: a posting in a language
// without rules is not judged.
func TestLanguageOfRealPostings(t *testing.T) {
	known := headings(t)
	right, all := map[string]int{}, map[string]int{}
	for _, p := range testcorpus.Rows[realPosting](t, "corpus/postings.jsonl") {
		got, _, err := new(Splitter).Split(blocksOf(p.Text), known)
		if err != nil {
			t.Fatal(err)
		}
		all[p.Lang]++
		if got == p.Lang {
			right[p.Lang]++
		} else if p.Lang == "en" && got != "" {
			t.Errorf("%s is English, not %q", p.ID, got)
		}
	}
	for language, n := range all {
		t.Logf("%s: %d of %d right", language, right[language], n)
		if 100*right[language] < 98*n {
			t.Errorf("%s: only %d of %d are told right", language, right[language], n)
		}
	}
}
