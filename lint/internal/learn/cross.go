package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/likeness"
	"github.com/jdlint/jdlint/lint/score"
	"github.com/jdlint/jdlint/rules"
)

// cross measures what likeness is worth on sources that it was not learnt from: it
// judges the postings of each part of the sources by what the other parts teach, or
// a third or two thirds of these, which shows what more labels would give. The first
// line is without likeness. The rules have seen all of these postings, so that they
// look better here than they are, and likeness worse; see the sources that are closed.
func cross(w io.Writer, set *rules.Set, language string, all []example, postings []labelled, parts int) error {
	fmt.Fprintf(w, "%-12s %8s %8s %10s %8s %8s   %-22s %-22s %s\n", "learnt from", "verdict", "macro F1", "mistitled", "retitled", "alarms", "strategic P R F1", "tactical P R F1", "category")
	for _, thirds := range []int{0, 1, 2, 3} {
		var answers []score.Answer
		for part := range parts {
			var known []example
			for _, e := range all {
				if e.source == "" || partOf(e.source, parts) != part && int(digits(e.source)[1])%3 < thirds {
					known = append(known, e)
				}
			}
			judge, err := without(set, language, known, thirds == 0)
			if err != nil {
				return err
			}
			for i := range postings {
				if p := &postings[i]; partOf(p.source, parts) == part {
					answers = append(answers, score.Answer{Row: p.row, Text: p.text, Head: p.head, Report: judge.Check(p.posting)})
				}
			}
		}
		r := score.Measure(answers)
		caught, natural := 0, 0
		for _, a := range answers {
			if a.Row.Swap == nil && a.Row.Verdict == "mistitled" {
				natural++
				if a.Report.Verdict == lint.Mistitled {
					caught++
				}
			}
		}
		name := [...]string{"nothing", "a third", "two thirds", "all"}[thirds]
		fmt.Fprintf(w, "%-12s %8.3f %8.3f %10s %8.3f %8.3f   %-22s %-22s %.3f\n", name, r.Verdict, r.VerdictMacroF1,
			fmt.Sprintf("%d of %d", caught, natural), r.SwappedRecall, r.FalseAlarmsOnFits, figures(r.Strategic), figures(r.Tactical), r.Category)
	}
	return nil
}

func figures(m score.PRF) string {
	return strings.TrimSpace(fmt.Sprintf("%.3f  %.3f  %.3f", m.P(), m.R(), m.F1()))
}

// without returns a linter whose likeness was learnt from some examples, or that has
// none.
func without(set *rules.Set, language string, known []example, none bool) (*lint.Linter, error) {
	var t *likeness.Table
	if !none {
		var err error
		if t, err = likeness.Parse("likeness.tsv", table(set.Duties(language), known)); err != nil {
			return nil, err
		}
	}
	set, err := set.WithLikeness(language, t)
	if err != nil {
		return nil, err
	}
	return lint.New(set, set.Models[rules.DefaultModel])
}

// partOf returns which part of the sources one belongs to.
func partOf(source string, parts int) int {
	return strings.IndexByte("0123456789abcdef", digits(source)[0]) * parts / 16
}
