package score

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/jdlint/jdlint/lint"
)

// FuzzReadLabels reads any bytes as labels, and measures an answer against
// them: shares lie between 0 and 1, texts are of the posting.
func FuzzReadLabels(f *testing.F) {
	f.Add(`{"n":1,"id":"a","verdict":"fits","accept":["fits"],"units":[{"start":0,"end":9,"side":"strategic","categories":["pricing"]}]}`, "own the price of it", 3)
	f.Add("{\"id\":\"a\",\"verdict\":\"mistitled\",\"swap\":[\"manager\",\"owner\"],\"title\":\"Product Manager\"}\n\n{\"n\":2,\"id\":\"b\",\"verdict\":\"x\",\"units\":[{\"start\":-5,\"end\":1e3,\"side\":\"both\"}]}", "Product managers and PMs", 0)
	f.Fuzz(func(t *testing.T, labels, text string, at int) {
		rows, err := ReadLabels(strings.NewReader(labels))
		if err != nil {
			if err.Error() == "" {
				t.Error("an error that says nothing")
			}
			return
		}
		seen := map[int]bool{}
		var answers []Answer
		for i := range rows {
			row := &rows[i]
			if seen[row.N] || row.ID == "" || row.Verdict == "" || len(row.Accept) == 0 && row.Accept == nil {
				t.Fatalf("%+v", row)
			}
			seen[row.N] = true
			src, head := row.Source(text)
			if head < 0 || head > len(src) || utf8.ValidString(labels) && utf8.ValidString(text) && !utf8.Valid(src) {
				t.Fatalf("%d bytes of head before %q", head, src)
			}
			if row.Swap == nil && !bytes.HasSuffix(src, []byte(text)) {
				t.Fatalf("%q does not end in %q", src, text)
			}
			start := head + max(0, min(at, len(src)-head))
			answers = append(answers, Answer{Row: row, Text: string(src[head:]), Head: head, Report: &lint.Report{
				Verdict: lint.Fits, Role: lint.ProductManager, Confidence: 0.9,
				Duties: []lint.Duty{{Start: start, End: len(src), Side: lint.Strategic, Category: "pricing", Strength: lint.Owned}},
			}})
		}
		r := Measure(answers)
		for name, share := range map[string]float64{
			"accuracy": r.Verdict, "F1": r.VerdictMacroF1, "false alarms": r.FalseAlarmsOnFits, "swapped": r.SwappedRecall,
		} {
			if !(share >= 0 && share <= 1) {
				t.Errorf("%s is %v", name, share)
			}
		}
		for _, d := range r.Details {
			for _, l := range d.Lines {
				if !strings.Contains(text, l.Text) && !d.Swapped {
					t.Errorf("%q does not stand in %q", l.Text, text)
				}
			}
		}
	})
}
