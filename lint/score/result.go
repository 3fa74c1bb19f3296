package score

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
)

// PRF is precision, recall and their harmonic mean, 0 to 1.
type PRF [3]float64

// P returns the precision: the share of what was found that is right.
func (m PRF) P() float64 { return m[0] }

// R returns the recall: the share of what is right that was found.
func (m PRF) R() float64 { return m[1] }

// F1 returns the harmonic mean of both.
func (m PRF) F1() float64 { return m[2] }

// hits counts what was found rightly, found wrongly and not found.
type hits struct{ right, wrong, missed int }

func (h hits) prf() PRF {
	p, r := ratio(h.right, h.right+h.wrong), ratio(h.right, h.right+h.missed)
	if p+r == 0 {
		return PRF{p, r, 0}
	}
	return PRF{p, r, 2 * p * r / (p + r)}
}

func ratio(n, of int) float64 {
	if of == 0 {
		return 0
	}
	return float64(n) / float64(of)
}

// Result is all measures. Rates are 0 to 1.
type Result struct {
	Postings          int               `json:"postings"` // retitled ones do not count
	TitleRole         float64           `json:"title_role_accuracy"`
	Level             float64           `json:"level_accuracy"`
	Verdict           float64           `json:"verdict_accuracy"`
	VerdictMacroF1    float64           `json:"verdict_macro_f1"`
	MistitledP        float64           `json:"mistitled_precision"`
	MistitledR        float64           `json:"mistitled_recall"`
	SwappedCaught     map[string]string `json:"swapped_caught"` // by the role that the new title names
	SwappedRecall     float64           `json:"swapped_recall"`
	FalseAlarmsOnFits float64           `json:"false_alarms_on_fits"`
	HybridsOnFits     float64           `json:"false_hybrids_on_fits"`
	OtherRoleRecall   float64           `json:"other_role_recall"`
	Strategic         PRF               `json:"strategic_p_r_f1"`
	Tactical          PRF               `json:"tactical_p_r_f1"`
	Category          float64           `json:"category_accuracy"`
	WrongSide         int               `json:"lines_on_wrong_side"`

	Confusion   []Confusion   `json:"confusion"`
	Categories  []Category    `json:"categories"`
	Calibration []Calibration `json:"calibration"`
	Sources     []Source      `json:"sources,omitempty"` // most postings first
	Details     []Detail      `json:"details,omitempty"`
}

// Source is how well the postings of one origin are judged. Rules that were
// written with some sources do worse on others, which the sum of all hides.
type Source struct {
	Name     string `json:"source"`
	Postings int    `json:"postings"` // retitled ones included
	Right    int    `json:"right"`    // verdicts
	Lines    PRF    `json:"lines_p_r_f1"`

	lines hits
}

// Confusion is one line of the confusion matrix.
type Confusion struct {
	Label  string         `json:"label"`
	Linter map[string]int `json:"linter"` // how often the linter said what
	PRF    PRF            `json:"p_r_f1"`
}

// Category is how well the duties of a category are found, and named.
type Category struct {
	ID       string  `json:"category"`
	Labelled int     `json:"labelled"`
	Found    int     `json:"found"`   // of these, by a duty of the same category
	Counted  int     `json:"counted"` // duties of the category that the linter counted
	Right    int     `json:"right"`   // of these, on a line labelled with the category
	P        float64 `json:"precision"`
	R        float64 `json:"recall"`
}

// Calibration is how often verdicts of some confidence were right.
type Calibration struct {
	From  float64 `json:"from"`
	To    float64 `json:"to"` // exclusive, but for 1
	Given int     `json:"given"`
	Right int     `json:"right"`
	Share float64 `json:"share"`
}

// Measure compares answers with their labels.
func Measure(answers []Answer) *Result {
	t := tally{table: map[[2]string]int{}, caught: map[string]share{}, categories: map[string]*Category{}, sources: map[string]*Source{},
		sides: map[string]*hits{"strategic": {}, "tactical": {}}}
	for i := range answers {
		t.add(&answers[i])
	}
	return t.result()
}

// share is how many of some.
type share struct{ n, of int }

// tally counts while the answers come in.
type tally struct {
	table                 map[[2]string]int // label, linter
	caught                map[string]share
	postings, roles       int
	levels, levelsRight   int
	sides                 map[string]*hits
	category, categoryHit int
	flipped               int
	categories            map[string]*Category
	sources               map[string]*Source
	bins                  [3]struct{ given, right int }
	details               []Detail
}

func (t *tally) add(a *Answer) {
	d := judge(a)
	t.details = append(t.details, d)
	t.source(a.Row.Origin, &d)
	if d.Swapped {
		c := t.caught[a.Row.Role]
		c.of++
		if d.Right {
			c.n++
		}
		t.caught[a.Row.Role] = c
		return
	}
	t.postings++
	if string(a.Report.Role) == a.Row.Role {
		t.roles++
	}
	if a.Row.Role != "other" {
		t.levels++
		if string(a.Report.Level) == a.Row.Level {
			t.levelsRight++
		}
	}
	label := d.Label
	if d.Right { // where two readings differ, either is right
		label = d.Verdict
	}
	t.table[[2]string{label, d.Verdict}]++
	bin := &t.bins[binOf(d.Confidence)]
	bin.given++
	if d.Right {
		bin.right++
	}
	t.lines(a, &d)
}

// source counts a posting for its origin, if that is known.
func (t *tally) source(name string, d *Detail) {
	if name == "" {
		return
	}
	s := t.sources[name]
	if s == nil {
		s = &Source{Name: name}
		t.sources[name] = s
	}
	s.Postings++
	if d.Right {
		s.Right++
	}
	for _, line := range d.Lines {
		switch line.Kind {
		case Hit:
			s.lines.right++
		case False:
			s.lines.wrong++
		default:
			s.lines.missed++
		}
	}
}

// binEdges are the confidences that part the calibration table.
var binEdges = [4]float64{1, 0.9, 0.7, 0}

func binOf(confidence float64) int {
	switch {
	case confidence >= binEdges[1]:
		return 0
	case confidence >= binEdges[2]:
		return 1
	}
	return 2
}

func (t *tally) lines(a *Answer, d *Detail) {
	for _, line := range d.Lines {
		side := t.sides[line.Side]
		switch line.Kind {
		case Hit:
			side.right++
			t.category++
			if slices.ContainsFunc(line.Found, func(c string) bool { return slices.Contains(line.Categories, c) }) {
				t.categoryHit++
			}
		case False:
			side.wrong++
		default:
			side.missed++
			if line.Kind == Flipped {
				t.flipped++
			}
		}
		if line.Kind == False {
			continue
		}
		for _, id := range line.Categories {
			c := t.of(id)
			c.Labelled++
			if slices.Contains(line.Found, id) {
				c.Found++
			}
		}
	}
	t.precision(a)
}

// precision counts the linter's duties by category. Duties on lines about
// which the readings differ do not count.
func (t *tally) precision(a *Answer) {
	if a.Row.Verdict == "out-of-scope" {
		return
	}
	for _, s := range a.spans() {
		right, skip := false, false
		for _, u := range a.Row.Units {
			if !s.overlaps(u) {
				continue
			}
			switch u.Side {
			case s.side:
				right = right || slices.Contains(u.Categories, s.category)
			case "both", "disputed":
				skip = true
			}
		}
		if skip && !right {
			continue
		}
		c := t.of(s.category)
		c.Counted++
		if right {
			c.Right++
		}
	}
}

func (t *tally) of(id string) *Category {
	c := t.categories[id]
	if c == nil {
		c = &Category{ID: id}
		t.categories[id] = c
	}
	return c
}

func (t *tally) result() *Result {
	r := &Result{
		Postings: t.postings, TitleRole: ratio(t.roles, t.postings), Level: ratio(t.levelsRight, t.levels),
		SwappedCaught: map[string]string{}, Category: ratio(t.categoryHit, t.category), WrongSide: t.flipped, Details: t.details,
		Strategic: t.sides["strategic"].prf(), Tactical: t.sides["tactical"].prf(),
	}
	right, present, fits := 0, 0, 0
	for _, v := range verdicts {
		row := Confusion{Label: string(v), Linter: map[string]int{}}
		labelled, said := 0, 0
		for _, w := range verdicts {
			n := t.table[[2]string{string(v), string(w)}]
			row.Linter[string(w)] = n
			labelled += n
			said += t.table[[2]string{string(w), string(v)}]
		}
		hit := row.Linter[string(v)]
		row.PRF = hits{hit, said - hit, labelled - hit}.prf()
		r.Confusion = append(r.Confusion, row)
		right += hit
		if labelled > 0 {
			present++
			r.VerdictMacroF1 += row.PRF.F1()
		}
		if v == "fits" {
			fits = labelled
		}
	}
	r.Verdict = ratio(right, t.postings)
	r.VerdictMacroF1 /= float64(max(1, present))
	r.MistitledP, r.MistitledR = r.Confusion[1].PRF.P(), r.Confusion[1].PRF.R()
	r.OtherRoleRecall = r.Confusion[3].PRF.R()
	r.FalseAlarmsOnFits = ratio(t.table[[2]string{"fits", "mistitled"}], fits)
	r.HybridsOnFits = ratio(t.table[[2]string{"fits", "hybrid"}], fits)
	caught, swapped := 0, 0
	for role, c := range t.caught {
		r.SwappedCaught[role] = fmt.Sprintf("%d of %d", c.n, c.of)
		caught += c.n
		swapped += c.of
	}
	r.SwappedRecall = ratio(caught, swapped)
	for _, id := range slices.Sorted(maps.Keys(t.categories)) {
		c := *t.categories[id]
		c.P, c.R = ratio(c.Right, c.Counted), ratio(c.Found, c.Labelled)
		r.Categories = append(r.Categories, c)
	}
	slices.SortStableFunc(r.Categories, func(a, b Category) int { return cmp.Compare(b.Labelled, a.Labelled) })
	for _, name := range slices.Sorted(maps.Keys(t.sources)) {
		s := *t.sources[name]
		s.Lines = s.lines.prf()
		r.Sources = append(r.Sources, s)
	}
	slices.SortStableFunc(r.Sources, func(a, b Source) int { return cmp.Compare(b.Postings, a.Postings) })
	for i, bin := range t.bins {
		r.Calibration = append(r.Calibration, Calibration{
			From: binEdges[i+1], To: binEdges[i], Given: bin.given, Right: bin.right, Share: ratio(bin.right, bin.given),
		})
	}
	return r
}
