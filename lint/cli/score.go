package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/jdlint/jdlint/lint/config"
	"github.com/jdlint/jdlint/lint/read"
	"github.com/jdlint/jdlint/lint/report"
	"github.com/jdlint/jdlint/lint/score"
)

// score measures the rules on labelled postings.
func (c *Command) score(f *flags) func() error {
	postings := f.String("postings", "", "the postings that the labels speak of (default: `FILE` postings.jsonl beside the labels)")
	show := f.Int("show", 0, "print `N` wrong verdicts and the N worst lines")
	asJSON := f.Bool("json", false, "print the measures as JSON")
	details := f.Bool("details", false, "with --json: what became of each posting and line, too")
	sources := f.Bool("sources", false, "show each source of the postings, as the labels name it")
	against := f.String("against", "", "list what changed since `OLD.json`, written by --json --details")
	f.addModel()
	f.addJobs()
	return func() error {
		switch {
		case f.NArg() != 1:
			return usagef("score takes one file of labels, not %d", f.NArg())
		case *details && !*asJSON:
			return usagef("--details needs --json")
		case *against != "" && *asJSON:
			return usagef("--against and --json cannot be used together")
		case *show < 0:
			return usagef("--show must not be negative, not %d", *show)
		}
		if err := f.checkNumbers(); err != nil {
			return err
		}
		labels := f.Arg(0)
		if *postings == "" {
			*postings = filepath.Join(filepath.Dir(labels), "postings.jsonl")
		}
		rows, texts, err := readLabelled(labels, *postings)
		if err != nil {
			return unreadableError{err}
		}
		var old *score.Result
		if *against != "" {
			if old, err = fromFile(*against, readResult); err != nil {
				return unreadableError{err}
			}
		}
		p, err := c.newPolicies(f)
		if err != nil {
			return err
		}
		settings := config.Defaults() // whatever files say, measures are comparable
		p.setFlags(settings)
		e, err := p.engine(settings)
		if err != nil {
			return err
		}
		result, err := measure(e, rows, texts, f.jobs)
		if err != nil {
			return unreadableError{err}
		}
		if !*sources {
			result.Sources = nil
		}
		switch {
		case *asJSON:
			if !*details {
				result.Details = nil
			}
			enc := json.NewEncoder(c.out)
			enc.SetEscapeHTML(false)
			return unwritten(enc.Encode(result))
		case old != nil:
			changes, err := score.Against(old, result)
			if err != nil {
				return unreadableError{fmt.Errorf("%s: %w", *against, err)}
			}
			printChanges(c.out, changes, old, result)
			return nil
		}
		err = printResult(c.out, result)
		printWrong(c.out, result, *show)
		return unwritten(err)
	}
}

// fromFile reads a file; its errors name it.
func fromFile[T any](path string, read func(io.Reader) (T, error)) (value T, err error) {
	f, err := os.Open(path)
	if err == nil {
		defer f.Close()
		value, err = read(f)
	}
	if err != nil {
		err = readError(path, err)
	}
	return value, err
}

// readLabelled reads labels, and the texts of the postings that they speak of.
func readLabelled(labels, postings string) (rows []score.Row, texts map[string]string, err error) {
	if rows, err = fromFile(labels, score.ReadLabels); err != nil {
		return nil, nil, err
	}
	if len(rows) == 0 {
		return nil, nil, fmt.Errorf("%s: holds no labels", labels)
	}
	texts, err = fromFile(postings, func(r io.Reader) (map[string]string, error) { return score.ReadTexts(r, rows) })
	return rows, texts, err
}

func readResult(r io.Reader) (*score.Result, error) {
	var result score.Result
	err := json.NewDecoder(r).Decode(&result)
	return &result, err
}

// measure judges the postings of the rows and compares.
func measure(e *engine, rows []score.Row, texts map[string]string, jobs int) (*score.Result, error) {
	type answer struct {
		score.Answer
		err error
	}
	var answers []score.Answer
	err := inOrder(pool{jobs: jobs}, slices.Values(rows), nil, func(row score.Row) answer {
		text := texts[row.ID]
		src, head := row.Source(text)
		p, err := read.Read(row.File(), src, e.reading)
		if err != nil {
			return answer{err: fmt.Errorf("row %d: %w", row.N, err)}
		}
		r := e.Check(p)
		r.SetPosting(nil) // hundreds of texts need not be kept
		return answer{Answer: score.Answer{Row: &row, Text: text, Head: head, Report: r}}
	}, func(a answer) error {
		answers = append(answers, a.Answer)
		return a.err
	})
	if err != nil {
		return nil, err
	}
	return score.Measure(answers), nil
}

// printResult prints the measures as tables.
func printResult(w io.Writer, r *score.Result) error {
	matrix := report.Grid{Head: []string{`labels \ linter`}}
	for _, row := range r.Confusion {
		matrix.Head = append(matrix.Head, row.Label)
	}
	matrix.Head = append(matrix.Head, "P", "R", "F1")
	for i := range matrix.Head[1:] {
		matrix.Right = append(matrix.Right, i+1)
	}
	for _, row := range r.Confusion {
		cells := []string{row.Label}
		for _, col := range r.Confusion {
			cells = append(cells, fmt.Sprint(row.Linter[col.Label]))
		}
		matrix.Row(append(cells, two(row.PRF.P()), two(row.PRF.R()), two(row.PRF.F1()))...)
	}
	if err := matrix.Print(w); err != nil {
		return err
	}
	fmt.Fprintln(w)
	for _, m := range measures(r) {
		fmt.Fprintf(w, "%-22s %s\n", m.name, m.value)
	}
	fmt.Fprintln(w)
	categories := report.Grid{Head: []string{"category", "labelled", "found", "R", "counted", "right", "P"}, Right: []int{1, 2, 3, 4, 5, 6}}
	for _, k := range r.Categories {
		categories.Row(report.Clean(k.ID), fmt.Sprint(k.Labelled), fmt.Sprint(k.Found), two(k.R), fmt.Sprint(k.Counted), fmt.Sprint(k.Right), two(k.P))
	}
	if err := categories.Print(w); err != nil {
		return err
	}
	fmt.Fprintln(w)
	bins := report.Grid{Head: []string{"confidence", "given", "right", "share"}, Right: []int{1, 2, 3}}
	for i, b := range r.Calibration {
		name := fmt.Sprintf("%.1f to %.1f", b.From, b.To)
		switch i {
		case 0:
			name = fmt.Sprintf("%.1f and more", b.From)
		case len(r.Calibration) - 1:
			name = fmt.Sprintf("below %.1f", b.To)
		}
		bins.Row(name, fmt.Sprint(b.Given), fmt.Sprint(b.Right), two(b.Share))
	}
	if err := bins.Print(w); err != nil || r.Sources == nil {
		return err
	}
	fmt.Fprintln(w)
	sources := report.Grid{Head: []string{"source", "postings", "right", "lines P", "R", "F1"}, Right: []int{1, 2, 3, 4, 5}}
	for _, s := range r.Sources {
		sources.Row(report.Clean(s.Name), fmt.Sprint(s.Postings), fmt.Sprint(s.Right), two(s.Lines.P()), two(s.Lines.R()), two(s.Lines.F1()))
	}
	return sources.Print(w)
}

func two(x float64) string { return fmt.Sprintf("%.2f", x) }

type measured struct{ name, value string }

// measures lists the figures under their names in the JSON.
func measures(r *score.Result) []measured {
	three := func(x float64) string { return fmt.Sprintf("%.3f", x) }
	triple := func(m score.PRF) string { return three(m.P()) + "  " + three(m.R()) + "  " + three(m.F1()) }
	var caught []string
	for _, role := range []string{"product-manager", "product-owner"} {
		if of := r.SwappedCaught[role]; of != "" {
			caught = append(caught, role+" "+of)
		}
	}
	return []measured{
		{"postings", fmt.Sprint(r.Postings)},
		{"title_role_accuracy", three(r.TitleRole)}, {"level_accuracy", three(r.Level)},
		{"verdict_accuracy", three(r.Verdict)}, {"verdict_macro_f1", three(r.VerdictMacroF1)},
		{"mistitled_precision", three(r.MistitledP)}, {"mistitled_recall", three(r.MistitledR)},
		{"swapped_caught", strings.Join(caught, ", ")}, {"swapped_recall", three(r.SwappedRecall)},
		{"false_alarms_on_fits", three(r.FalseAlarmsOnFits)}, {"false_hybrids_on_fits", three(r.HybridsOnFits)},
		{"other_role_recall", three(r.OtherRoleRecall)},
		{"strategic_p_r_f1", triple(r.Strategic)}, {"tactical_p_r_f1", triple(r.Tactical)},
		{"category_accuracy", three(r.Category)}, {"lines_on_wrong_side", fmt.Sprint(r.WrongSide)},
	}
}

// printWrong prints n wrong verdicts and the n worst lines: those on the wrong
// side, those that are no duties, those missed.
func printWrong(w io.Writer, r *score.Result, n int) {
	if n == 0 {
		return
	}
	fmt.Fprintln(w)
	left := n
	for i := range r.Details {
		d := &r.Details[i]
		if d.Right || left == 0 {
			continue
		}
		left--
		swapped := ""
		if d.Swapped {
			swapped = " retitled"
		}
		fmt.Fprintf(w, "wrong  %04d  labels %s, linter %s (%.2f)%s  %q  %s\n", d.N, strings.Join(d.Want, "|"), d.Verdict, d.Confidence, swapped, report.Clean(d.Title), report.Clean(d.Reason))
	}
	fmt.Fprintln(w)
	left = n
	for _, kind := range []score.Kind{score.Flipped, score.False, score.Missed} {
		for i := range r.Details {
			for _, line := range r.Details[i].Lines {
				if line.Kind == kind && left > 0 {
					left--
					fmt.Fprintf(w, "%-7s  %04d  %-9s  %-13s  %s\n", kind, r.Details[i].N, line.Side, strings.Join(line.Categories, "|"), excerpt(line.Text))
				}
			}
		}
	}
}

// excerpt cuts a line of a posting for a list.
func excerpt(text string) string {
	const most = 160 // characters
	clean := []rune(strings.Join(strings.Fields(report.Clean(text)), " "))
	if len(clean) > most {
		return string(clean[:most-1]) + "…"
	}
	return string(clean)
}

// printChanges prints what changed since an older run: first the measures,
// then posting by posting and line by line.
func printChanges(w io.Writer, changes []score.Change, old, now *score.Result) {
	before, after := measures(old), measures(now)
	for i, m := range after {
		if before[i].value != m.value {
			fmt.Fprintf(w, "%-22s %s, was %s\n", m.name, m.value, before[i].value)
		}
	}
	verdicts, lines := map[score.Effect]int{}, map[score.Effect]int{}
	for _, c := range changes {
		verdicts[c.Effect]++
		for _, l := range c.Lines {
			lines[l.Effect]++
		}
	}
	fmt.Fprintf(w, "verdicts: %d mended, %d broken, %d moved; lines: %d mended, %d broken, %d moved\n",
		verdicts[score.Mended], verdicts[score.Broken], verdicts[score.Moved], lines[score.Mended], lines[score.Broken], lines[score.Moved])
	for _, c := range changes {
		verdict := "verdict as before, " + c.New
		if c.Effect != score.Same {
			verdict = fmt.Sprintf("%s: %s, was %s, labels %s", c.Effect, c.New, c.Old, strings.Join(c.Want, "|"))
		}
		fmt.Fprintf(w, "\n%04d  %q  %s\n", c.N, report.Clean(c.Title), verdict)
		for _, l := range c.Lines {
			fmt.Fprintf(w, "  %-6s  %s, was %s  %s %s  %s\n", l.Effect, kindName(l.New), kindName(l.Old), l.Line.Side, strings.Join(l.Line.Categories, "|"), excerpt(l.Line.Text))
		}
	}
}

func kindName(k score.Kind) string {
	if k == "" {
		return "not counted"
	}
	return string(k)
}
