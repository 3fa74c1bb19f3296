package duty

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/rules"
)

// leastF1 is what rules alone reach on the written lines of a language that rules
// were not written by: F1 by side, strategic and tactical. Raise them when the rules
// get better.
var leastF1 = map[string][2]float64{
	"de": {0.9, 0.94},
	"fr": {0.92, 0.91},
	"nl": {0.92, 0.92},
	"es": {0.7, 0.7}, // of four categories
}

// TestWrittenLines reads the lines in testdata/lines/LANGUAGE/*-closed.jsonl.
func TestWrittenLines(t *testing.T) {
	set, err := rules.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	for language, least := range leastF1 {
		files, err := filepath.Glob("../../testdata/lines/" + language + "/*-closed.jsonl")
		if err != nil || len(files) == 0 {
			t.Fatalf("no lines of %s: %v", language, err)
		}
		d, err := rules.LoadDuties(os.DirFS("../../rules/"+language), set.Duties(rules.DefaultLanguage))
		if err != nil {
			t.Fatal(err)
		}
		r := New(d)
		r.Read(&posting.Posting{}, Context{Self: r.rules.Words.RoleNouns["product-manager"], Foreign: r.rules.Words.RoleNouns["product-owner"]})
		for i, side := range []rules.Side{rules.Strategic, rules.Tactical} {
			var right, found, there float64
			for _, name := range files {
				for _, l := range writtenLines(t, name) {
					want := l.Side == string(side) && !l.Weak
					got := statesSide(r, l.Text, side)
					if want {
						there++
					}
					if got {
						found++
					}
					if want && got {
						right++
					}
				}
			}
			f1 := 2 * right / (found + there)
			t.Logf("%s, %s: %.0f lines, F1 %.3f", language, side, there, f1)
			if f1 < least[i] {
				t.Errorf("%s, %s: F1 %.3f, at least %.3g held before", language, side, f1, least[i])
			}
		}
	}
}

// writtenLine is a line of a file of written lines.
type writtenLine struct {
	Text string `json:"text"`
	Side string `json:"side"`
	Weak bool   `json:"weak"`
}

func writtenLines(t *testing.T, name string) (all []writtenLine) {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for l := range strings.Lines(string(data)) {
		var line writtenLine
		if err := json.Unmarshal([]byte(l), &line); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		all = append(all, line)
	}
	return all
}

// statesSide reports whether a line that stands among duties states one of a side.
func statesSide(r *Reader, text string, side rules.Side) bool {
	for _, d := range r.Line(&posting.Line{Text: text, Kind: posting.Bullet, Zone: posting.Duties}) {
		if d.Rule.Category.Side == side && !d.Weak {
			return true
		}
	}
	return false
}
