package survey_test

import (
	"bufio"
	"encoding/json"
	"hash/fnv"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/read"
	"github.com/jdlint/jdlint/lint/survey"
	"github.com/jdlint/jdlint/lint/title"
	"github.com/jdlint/jdlint/rules"
)

// options returns what a survey rests on, by the default model.
func options(t testing.TB) (*survey.Options, *lint.Linter) {
	t.Helper()
	set, err := rules.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	l, err := lint.Default()
	if err != nil {
		t.Fatal(err)
	}
	o := &survey.Options{Cases: set.Cases, Findings: set.Findings, Titles: title.New(set.Titles), Categories: set.Duties("en").Categories, Messages: set.Messages("en")}
	for _, id := range set.Models.IDs() {
		o.Models = append(o.Models, set.Models[id])
	}
	o.Model = o.Models[0]
	return o, l
}

// digest returns what is kept of a posting; nil for one that cannot be read.
func digest(o *survey.Options, l *lint.Linter, id, title, text, employer string) *survey.Posting {
	reading := l.ReadOptions()
	reading.Title = title
	p, err := read.Read("-", []byte(text), reading)
	if err != nil {
		return nil
	}
	p.Path = id
	return o.Digest(l.Check(p), posting.Facts{Employer: employer})
}

type realPosting struct{ ID, Title, Text string }

func realPostings(t *testing.T) (all []realPosting) {
	t.Helper()
	files, _ := filepath.Glob("../../../shared/corpus*/postings.jsonl")
	if len(files) == 0 {
		t.Skip("the real postings are not here")
	}
	seen := map[string]bool{}
	for _, name := range files {
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(f)
		lines.Buffer(nil, 16<<20)
		for lines.Scan() {
			var p realPosting
			if err := json.Unmarshal(lines.Bytes(), &p); err != nil {
				t.Fatal(err)
			}
			if !seen[p.ID] {
				seen[p.ID] = true
				all = append(all, p)
			}
		}
		f.Close()
	}
	return all
}

// reworded returns a text in which some lines are missing and others have moved, and some
// of the words are others.
func reworded(r *rand.Rand, text string, words, lines float64) string {
	all := strings.Split(text, "\n")
	if len(all) < 5 { // flattened
		all = strings.SplitAfter(text, ". ")
	}
	var out []string
	for _, line := range all {
		if r.Float64() < lines {
			continue
		}
		fields := strings.Fields(line)
		for i, w := range fields {
			if r.Float64() < words && !strings.ContainsAny(w, "<>&;=\"") {
				fields[i] = []string{"closely", "various", "relevant", "overall", "new", "key", "effective", "these"}[r.IntN(8)]
			}
		}
		out = append(out, strings.Join(fields, " "))
	}
	for range int(lines * float64(len(out))) {
		i := r.IntN(len(out))
		j := max(0, i-1)
		out[i], out[j] = out[j], out[i]
	}
	return strings.Join(out, "\n")
}

// TestTruth retitles real postings, as they are and in other words, and looks which are
// found again: all as postings of one company, which is harder than any real one.
func TestTruth(t *testing.T) {
	o, l := options(t)
	all := realPostings(t)
	sister := strings.NewReplacer("Manager", "Owner", "Owner", "Manager", "manager", "owner", "owner", "manager", "MANAGER", "OWNER", "OWNER", "MANAGER")
	for _, c := range []struct {
		name              string
		words, lines      float64
		precision, recall float64 // at least
	}{
		{"retitled", 0, 0, 0.98, 0.95},
		{"a word in twenty is another, a line in ten is missing", 0.05, 0.1, 0.97, 0.83},
		{"a word in ten is another, a line in five is missing", 0.1, 0.2, 0.96, 0.55},
	} {
		s := survey.New(o)
		copies := 0
		for _, p := range all {
			h := fnv.New64a()
			h.Write([]byte(p.ID))
			r := rand.New(rand.NewPCG(h.Sum64(), 1))
			first := digest(o, l, p.ID, p.Title, p.Text, "Acme")
			if first == nil || first.Role != lint.ProductManager && first.Role != lint.ProductOwner || !first.Comparable() {
				continue
			}
			again := digest(o, l, p.ID+"#copy", sister.Replace(p.Title), reworded(r, p.Text, c.words, c.lines), "Acme")
			if again == nil || again.Role == first.Role {
				continue
			}
			copies++
			s.Add(first)
			s.Add(again)
		}
		found, right := 0, 0
		for _, f := range s.Result().Findings {
			if f.Rule != "same-job-two-titles" {
				continue
			}
			found++
			a, b := f.Postings[0], f.Postings[1]
			if strings.TrimSuffix(a.Path, "#copy") == strings.TrimSuffix(b.Path, "#copy") {
				right++
			} else {
				t.Logf("%.2f  %s %q\n   %s %q", f.Confidence, a.Path, a.Title, b.Path, b.Title)
			}
		}
		precision, recall := float64(right)/float64(max(found, 1)), float64(right)/float64(copies)
		t.Logf("%s: %d copies, precision %.3f, recall %.3f", c.name, copies, precision, recall)
		if precision < c.precision || recall < c.recall {
			t.Errorf("%s: precision %.3f and recall %.3f, want at least %.2f and %.2f", c.name, precision, recall, c.precision, c.recall)
		}
	}
}
