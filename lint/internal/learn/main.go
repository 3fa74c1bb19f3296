// Learn makes the weights by which lines are told by their likeness to labelled
// ones (see package likeness), from labels in the format of "jdlint score", from
// written lines, and from the examples of the rules:
//
//	go run ./lint/internal/learn [--language LANGUAGE] [--stems LETTERS] [--cross PARTS] [--lines FILE]... [--half FILE]... [--half-postings] LABELS...
//
// It writes rules/LANGUAGE/likeness.tsv, always the same to the byte for the same files;
// "go generate ./rules/..." takes it into the compiled rules.
//
// Sources that are set aside to measure on them, see score.Closed, are left out, but
// for those of the first file, which the rules were written with.
package main

import (
	"bufio"
	"cmp"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/duty"
	"github.com/jdlint/jdlint/lint/likeness"
	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/read"
	"github.com/jdlint/jdlint/lint/score"
	"github.com/jdlint/jdlint/rules"
)

func main() {
	lines := pflag.StringSlice("lines", nil, "files of written lines, one in JSON a line: text, side, category, weak")
	half := pflag.StringSlice("half", nil, "files as for --lines, of which the lines with odd numbers are set aside to measure on them")
	halfPostings := pflag.Bool("half-postings", false, "set half of the postings aside as well, by the SHA-256 of their ids: for a language of one source")
	folds := pflag.Int("cross", 0, "write nothing, and measure: judge the postings of each of so many parts of the sources by what the other parts teach")
	language := pflag.String("language", rules.DefaultLanguage, "the language (ISO 639-1) that is learnt")
	pflag.IntVar(&stems, "stems", 0, "learn of words that begin with the same so many letters together as well: for a language of many forms and few labels")
	out := pflag.String("out", "", "file to write, rather than rules/LANGUAGE/likeness.tsv")
	pflag.Parse()
	if pflag.NArg() == 0 || *folds < 0 || *folds == 1 || *folds > 16 {
		fmt.Fprintln(os.Stderr, "usage: learn [--language LANGUAGE] [--stems LETTERS] [--cross PARTS] [--lines FILE]... [--half FILE]... [--half-postings] LABELS...; 2 to 16 parts")
		os.Exit(2)
	}
	if *out == "" {
		*out = filepath.Join("rules", *language, "likeness.tsv")
	}
	if err := learn(*language, *out, *lines, *half, *halfPostings, *folds, pflag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "learn:", err)
		os.Exit(1)
	}
}

// stems is how many letters words have in common whose weights are learnt together, 0
// for none.
var stems int

// example is a line of which it is known what it states.
type example struct {
	runs   []string
	side   rules.Side // "" for none
	kinds  []string   // its categories
	weight float64
	source string // where its posting comes from, "" for a line that was written
}

// What was written for the purpose weighs more than a line of a posting: it was
// chosen to tell things apart, and there is less of it.
const (
	weightOfReal    = 1
	weightOfWritten = 1.5
)

func learn(language, out string, lines, half []string, halfPostings bool, folds int, labels []string) error {
	set, err := rules.Builtin()
	if err != nil {
		return err
	}
	l, err := lint.New(set, set.Models[rules.DefaultModel])
	if err != nil {
		return err
	}
	duties := set.Duties(language)
	if duties == nil {
		return fmt.Errorf("there are no rules for the language %q", language)
	}
	all := ofRules(duties)
	for i, file := range slices.Concat(lines, half) {
		more, err := ofLines(file, duties.Lexicon, i >= len(lines))
		if err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		all = append(all, more...)
	}
	known := map[string]bool{} // the sources of the first file: none of them is closed
	var sets [][]labelled
	for i, file := range labels {
		postings, err := readLabelled(l, file, func(id, source string) bool {
			if i == 0 && language == rules.DefaultLanguage {
				known[score.Repository(source)] = true
			}
			return !known[score.Repository(source)] && (score.Closed(source) || halfPostings && digits(id)[0] < '8')
		})
		if err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		for i := range postings {
			all = append(all, postings[i].examples(language, duties.Lexicon)...)
		}
		sets = append(sets, postings)
	}
	if folds > 0 {
		for i, postings := range sets {
			fmt.Println(labels[i])
			if err := cross(os.Stdout, set, language, all, postings, folds); err != nil {
				return err
			}
		}
		return nil
	}
	return os.WriteFile(out, []byte(table(duties, all)), 0o644)
}

// digits returns the SHA-256 of a name in hexadecimal digits.
func digits(name string) string { return fmt.Sprintf("%x", sha256.Sum256([]byte(name))) }

// ofRules returns the examples of the rules: those that a rule must find, and those
// that it must leave alone, as what the rules say of them.
func ofRules(d *rules.Duties) (all []example) {
	reader, x := duty.New(d), d.Lexicon
	for _, c := range slices.Concat(d.Categories, d.Others) {
		for i := range c.Rules {
			for _, text := range c.Rules[i].Duty {
				if c.Side != rules.Other && !c.Rules[i].Weak {
					all = append(all, exampleOf(text, x, c.Side, []string{c.ID}, weightOfWritten))
				} else {
					all = append(all, asFound(reader, text, x))
				}
			}
			for _, text := range c.Rules[i].Not {
				all = append(all, asFound(reader, text, x))
			}
		}
	}
	return all
}

func asFound(r *duty.Reader, text string, x *rules.Lexicon) example {
	e := exampleOf(text, x, "", nil, weightOfWritten)
	for _, d := range r.Line(&posting.Line{Text: text, Kind: posting.Bullet, Zone: posting.Duties}) {
		if !d.Weak {
			e.side, e.kinds = d.Rule.Category.Side, append(e.kinds, d.Rule.Category.ID)
		}
	}
	return e
}

func exampleOf(text string, x *rules.Lexicon, side rules.Side, kinds []string, weight float64) example {
	return example{runsOf(text, x), side, kinds, weight, ""}
}

func runsOf(text string, x *rules.Lexicon) []string {
	runs := likeness.Runs(nil, text, x.Cut(nil, text))
	if stems > 0 {
		runs = likeness.Stems(runs, stems)
	}
	return runs
}

// ofLines returns the lines of a file of written ones, or those with even numbers alone.
func ofLines(file string, x *rules.Lexicon, half bool) (all []example, err error) {
	n := 0
	err = eachRow(file, func(row struct {
		Text, Side, Category string
		Weak                 bool
	}) error {
		if n++; half && n%2 == 1 {
			return nil
		}
		e := exampleOf(strings.ReplaceAll(row.Text, "**", ""), x, rules.Side(row.Side), []string{row.Category}, weightOfWritten)
		if row.Weak || e.side == "none" {
			e.side, e.kinds = "", nil
		}
		all = append(all, e)
		return nil
	})
	return all, err
}

// labelled is a posting that people labelled.
type labelled struct {
	row     *score.Row
	text    string
	source  string // its repository
	posting *posting.Posting
	head    int // bytes before its text
}

// readLabelled reads the labelled postings that are not closed.
func readLabelled(l *lint.Linter, labels string, closed func(id, source string) bool) (all []labelled, err error) {
	f, err := os.Open(labels)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	rows, err := score.ReadLabels(f)
	if err != nil {
		return nil, err
	}
	postings := filepath.Join(filepath.Dir(labels), "postings.jsonl")
	sources := map[string]string{}
	if err := eachRow(postings, func(p struct{ ID, Source string }) error { sources[p.ID] = p.Source; return nil }); err != nil {
		return nil, err
	}
	f, err = os.Open(postings)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	texts, err := score.ReadTexts(f, rows)
	if err != nil {
		return nil, err
	}
	for i := range rows {
		row := &rows[i]
		source := cmp.Or(row.Origin, sources[row.ID])
		if closed(row.ID, source) {
			continue
		}
		src, head := row.Source(texts[row.ID])
		p, err := read.Read(row.File(), src, l.ReadOptions())
		if err != nil {
			return nil, err
		}
		all = append(all, labelled{row, texts[row.ID], score.Repository(source), p, head})
	}
	return all, nil
}

// examples returns the lines of a posting that stand among its duties. Postings that
// were given another title, and those out of scope, have none.
func (l *labelled) examples(language string, x *rules.Lexicon) (all []example) {
	if l.row.Swap != nil || l.row.Verdict == "out-of-scope" || cmp.Or(l.posting.Language, rules.DefaultLanguage) != language {
		return nil
	}
	for i := range l.posting.Lines {
		line := &l.posting.Lines[i]
		if line.Zone != posting.Duties || line.Kind == posting.Heading {
			continue
		}
		if e, ok := labelledLine(l.row, line, l.head, x); ok {
			e.source = l.source
			all = append(all, e)
		}
	}
	return all
}

// unitRoom bounds labels that say what a line states, in bytes. A longer one
// spans many lines.
const unitRoom = 700

// labelledLine returns what the labels say of a line. It is not ok if the readers
// differ, or if nobody can tell.
func labelledLine(row *score.Row, line *posting.Line, head int, x *rules.Lexicon) (e example, ok bool) {
	span, unsure := line.Span(), false
	e = example{runsOf(line.Text, x), "", nil, weightOfReal, ""}
	for _, u := range row.Units {
		start, end := u.Start+head, u.End+head
		shared := min(end, span.End) - max(start, span.Start)
		if shared <= 0 || 2*shared < min(end-start, span.End-span.Start) {
			continue
		}
		if side := rules.Side(u.Side); end-start <= unitRoom && (side == rules.Strategic || side == rules.Tactical) {
			if e.side == "" || e.side == side {
				e.side, e.kinds = side, append(e.kinds, u.Categories...)
			}
		} else {
			unsure = true
		}
	}
	return e, e.side != "" || !unsure
}

// eachRow calls f for each line of a file of JSON objects.
func eachRow[T any](file string, f func(T) error) error {
	in, err := os.Open(file)
	if err != nil {
		return err
	}
	defer in.Close()
	d := json.NewDecoder(bufio.NewReader(in))
	for {
		var row T
		if err := d.Decode(&row); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		if err := f(row); err != nil {
			return err
		}
	}
}

const comment = `How much words speak for a duty of either side and, among the duties of a side, for each category:
the logarithm of the odds. A line is the sum of its words, and of each two that follow one another.
"^" stands before the first word, "*" behind the beginning of words that share a row. Made by lint/internal/learn from labelled postings; do not edit.`

// rare is in how many lines a run must stand to be learnt from.
const rare = 3

// Weights below these are left out: they change nothing that matters, and are most
// of the table.
const (
	faintSide = 0.15
	faintKind = 0.3
)

// table returns the file of the weights.
func table(d *rules.Duties, all []example) string {
	number, runs := numbered(all)
	rows := make([][]int32, len(all))
	for i, e := range all {
		for _, run := range e.runs {
			if n, ok := number[run]; ok {
				rows[i] = append(rows[i], n)
			}
		}
	}
	columns := []string{string(rules.Strategic), string(rules.Tactical)}
	weights := [][]float64{} // by column
	base := []float64{}
	fit := func(strength float64, of func(e *example) (in, yes bool, weight float64)) {
		p := problem{features: len(runs), strength: strength}
		for i := range all {
			if in, yes, weight := of(&all[i]); in {
				p.rows, p.yes, p.weight = append(p.rows, rows[i]), append(p.yes, yes), append(p.weight, weight)
			}
		}
		w, b := p.solve()
		weights, base = append(weights, w), append(base, b)
	}
	for _, side := range columns {
		fit(0.7, func(e *example) (in, yes bool, weight float64) { return true, string(e.side) == side, e.weight })
	}
	for _, c := range d.Categories {
		columns = append(columns, c.ID)
		fit(1, func(e *example) (in, yes bool, weight float64) {
			return e.side == c.Side, slices.Contains(e.kinds, c.ID), 1
		})
	}
	var kept []likeness.Row
	for n, run := range runs {
		r := likeness.Row{Run: run}
		keep := false
		for i := range columns {
			w, faint := weights[i][n], faintKind
			if i < 2 {
				faint = faintSide
			}
			switch {
			case w >= faint || w <= -faint:
				keep = true
			case i >= 2:
				w = 0
			}
			r.Weights = append(r.Weights, w)
		}
		if keep {
			kept = append(kept, r)
		}
	}
	return (&likeness.Table{Columns: columns, Base: base, Rows: kept}).Format(comment)
}

// numbered numbers the runs that are not rare, in the order of the alphabet.
func numbered(all []example) (number map[string]int32, runs []string) {
	lines := map[string]int{}
	for _, e := range all {
		for _, run := range slices.Compact(slices.Sorted(slices.Values(e.runs))) {
			lines[run]++
		}
	}
	for run, n := range lines {
		if n >= rare {
			runs = append(runs, run)
		}
	}
	slices.Sort(runs)
	number = map[string]int32{}
	for i, run := range runs {
		number[run] = int32(i)
	}
	return number, runs
}
