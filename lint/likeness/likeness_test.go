package likeness_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/jdlint/jdlint/lint/likeness"
	"github.com/jdlint/jdlint/lint/token"
)

const file = `# a comment
words	strategic	tactical	price	backlog
(every line)	-1	-1
set	0.5
prices	2	-1	3
the backlog	-1	2		3
^ sort		1
`

// parse returns the model of a file.
func parse(file string, v *token.Vocabulary) (*likeness.Model, error) {
	table, err := likeness.Parse("test.tsv", file)
	if err != nil {
		return nil, err
	}
	return table.Model(v)
}

func TestModel(t *testing.T) {
	v := &token.Vocabulary{}
	m, err := parse(file, v)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		line    string
		side    int // 0, 1, or -1 for neither
		kind    string
		telling string
	}{
		{"Set PRICES for 3 markets.", 0, "price", "Set PRICES"},
		{"Sort the backlog", 1, "backlog", "Sort|the backlog"},
		{"the, backlog; sorted", 1, "backlog", "the, backlog"},
		{"Re-sort it", -1, "price", ""}, // "sort" does not begin the line
		{"", -1, "price", ""},
	} {
		tokens := v.Scan(nil, test.line)
		first, second := m.Sides(test.line, tokens)
		side := slices.IndexFunc([]float64{first, second}, func(p float64) bool { return p > 0.5 })
		if side != test.side {
			t.Errorf("%q: side %d (%.2f, %.2f), not %d", test.line, side, first, second, test.side)
		}
		if got := m.Columns[m.Best(test.line, tokens, []int{2, 3})]; got != test.kind {
			t.Errorf("%q is about %s, not %s", test.line, got, test.kind)
		}
		if side >= 0 {
			var telling []string
			for _, p := range m.Telling(test.line, tokens, side, 3) {
				telling = append(telling, test.line[p.Start:p.End])
			}
			got := strings.Join(telling, "|")
			if strings.ReplaceAll(test.telling, "Set PRICES", "Set|PRICES") != got {
				t.Errorf("%q is told by %s, not %s", test.line, got, test.telling)
			}
		}
	}
	if a, b := m.Sides(strings.Repeat("set prices ", 100), v.Scan(nil, strings.Repeat("set prices ", 100))); a != 0 || b != 0 {
		t.Errorf("a text without line breaks is judged: %.2f, %.2f", a, b)
	}
}

// TestStems has words weigh by what they begin with, whether they have rows or not.
func TestStems(t *testing.T) {
	v := &token.Vocabulary{}
	for _, word := range []string{"pricing", "pric", "prize"} {
		v.Add(word)
	}
	m, err := parse(file+"pric*\t1.5\t\t1\n", v)
	if err != nil {
		t.Fatal(err)
	}
	odds := func(line string) float64 {
		first, _ := m.Sides(line, v.Scan(nil, line))
		return math.Round(10 * math.Log(first/(1-first)))
	}
	for line, want := range map[string]float64{"prices": 25, "Pricing": 5, "pric": -10, "prize": -10, "priciest": -10} {
		if got := odds(line); got != want {
			t.Errorf("%q: the odds are %v tenths, not %v", line, got, want)
		}
	}
	if line := "Pricing"; m.Best(line, v.Scan(nil, line), []int{2, 3}) != 2 {
		t.Error("a word has not the category of its stem")
	}
	got := likeness.Stems([]string{"été", "^ été", "étés", "étés finis"}, 3)
	if want := []string{"été", "^ été", "étés", "étés finis", "été*"}; !slices.Equal(got, want) {
		t.Errorf("%q, not %q", got, want)
	}
}

func TestParseErrors(t *testing.T) {
	for text, want := range map[string]string{
		"":                                        "needs a row of column names",
		"words\ta\tb\nx\t1\n":                     "needs a row of column names",
		"words\ta\tb\n(every line)\nx\tno\n":      `test.tsv:3: "no" is no weight`,
		"words\ta\tb\n(every line)\nx\tNaN\n":     `test.tsv:3: "NaN" is no weight`,
		"words\ta\tb\n(every line)\t1\t2\t3":      "test.tsv:2: the row has more cells",
		"words\ta\tb\n(every line)\nx\t1\nx\t2\n": "stand twice",
	} {
		if _, err := parse(text, &token.Vocabulary{}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, not %q", text, err, want)
		}
	}
}

// TestRuns holds what a model finds in a line against the runs that it is learnt
// from: each of them, and nothing else, has the weight of its row.
func TestRuns(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		line := rapid.StringMatching(`([A-Za-zéÖ&]{1,3}[ ,.'-]{1,2}|[0-9] ){0,8}`).Draw(t, "line")
		v := &token.Vocabulary{}
		tokens := v.Scan(nil, line)
		runs := likeness.Runs(nil, line, tokens)
		var rows []likeness.Row
		sum := 0.0
		for i, run := range slices.Compact(slices.Sorted(slices.Values(runs))) {
			if i%2 == 0 {
				continue // a model knows some of them
			}
			w := float64(i%5) - 2
			rows = append(rows, likeness.Row{Run: run, Weights: []float64{w, -w}})
			for _, r := range runs {
				if r == run {
					sum += w
				}
			}
		}
		table := &likeness.Table{Columns: []string{"a", "b"}, Base: []float64{0, 0}, Rows: rows}
		m, err := parse(table.Format(""), v)
		if err != nil {
			t.Fatal(err)
		}
		a, b := m.Sides(line, v.Scan(nil, line))
		if (a > 0.5) != (sum > 0) || (b > 0.5) != (sum < 0) {
			t.Fatalf("%q: %.2f, %.2f for a sum of %.0f", line, a, b, sum)
		}
	})
}
