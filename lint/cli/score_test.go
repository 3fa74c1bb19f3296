package cli

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/jdlint/jdlint/lint/score"
)

// labelled is two postings and a retitled third.
func labelled() map[string]string {
	return map[string]string{
		"l/labels.jsonl": `{"n":1,"id":"a","title":"Product Owner","role":"product-owner","level":"mid","verdict":"mistitled","accept":["mistitled"],"units":[{"start":4,"end":11,"side":"strategic","categories":["pricing"]}]}
{"n":2,"id":"b","title":"Product Owner","role":"product-owner","level":"mid","verdict":"hybrid","accept":["hybrid"],"reason":"does two jobs","units":[{"start":0,"end":9,"side":"tactical","categories":["backlog"]}]}
{"n":3,"id":"b","title":"Product Manager","role":"product-owner","level":"mid","verdict":"mistitled","accept":["mistitled"],"swap":["manager","owner"],"units":[]}
`,
		"l/postings.jsonl": `{"id":"a","text":"Own pricing as it suits you."}
{"id":"b","text":"Be happy."}
`,
	}
}

func TestScore(t *testing.T) {
	tree(t, labelled())
	got := run(t, "", "score", "--show", "5", "l/labels.jsonl")
	for _, want := range []string{
		"postings               2\n", "verdict_accuracy       0.500\n", "swapped_caught         product-owner 0 of 1\n", "strategic_p_r_f1       1.000  1.000  1.000\n",
		"tactical_p_r_f1        0.000  0.000  0.000\n", `wrong  0002  labels hybrid, linter fits (1.00)  "Product Owner"  does two jobs`,
		`wrong  0003  labels mistitled, linter fits (1.00) retitled  "Product Manager"`, "missed   0002  tactical   backlog        Be happy.\n", "0.9 and more      1      0   0.00",
	} {
		if !strings.Contains(got.out, want) {
			t.Errorf("%q is not said", want)
		}
	}
	if got.code != 0 || t.Failed() {
		t.Errorf("code %d\n%s%s", got.code, got.out, got.errOut)
	}
	if more := run(t, "", "score", "--show", "5", "--jobs", "4", "--postings", "l/postings.jsonl", "l/labels.jsonl"); more != got {
		t.Error("differs with 4 jobs")
	}
}

func TestScoreAgainst(t *testing.T) {
	tree(t, labelled())
	old := run(t, "", "score", "--json", "--details", "l/labels.jsonl")
	var r score.Result
	if err := json.Unmarshal([]byte(old.out), &r); err != nil || len(r.Details) != 3 || r.Postings != 2 {
		t.Fatalf("%v %+v", err, old)
	}
	write(t, "old.json", old.out)
	same := run(t, "", "score", "--against", "old.json", "l/labels.jsonl")
	if same.code != 0 || same.out != "verdicts: 0 mended, 0 broken, 0 moved; lines: 0 mended, 0 broken, 0 moved\n" {
		t.Errorf("%+v", same)
	}
	// The old run had called the second posting rightly and missed the line of the first.
	changed := strings.Replace(old.out, `"want":["hybrid"],"label":"hybrid","verdict":"fits","confidence":1,"right":false`, `"want":["hybrid"],"label":"hybrid","verdict":"hybrid","confidence":1,"right":true`, 1)
	changed = strings.Replace(changed, `"kind":"hit"`, `"kind":"missed"`, 1)
	write(t, "old.json", changed)
	got := run(t, "", "score", "--against", "old.json", "l/labels.jsonl")
	for _, want := range []string{
		"verdicts: 0 mended, 1 broken, 0 moved; lines: 1 mended, 0 broken, 0 moved\n",
		"0002  \"Product Owner\"  broken: fits, was hybrid, labels hybrid\n", "  mended  hit, was missed  strategic pricing  pricing\n",
	} {
		if !strings.Contains(got.out, want) {
			t.Errorf("%q is not said in\n%s%s", want, got.out, got.errOut)
		}
	}
	short := run(t, "", "score", "--json", "l/labels.jsonl")
	if strings.Contains(short.out, "details") {
		t.Error("details without --details")
	}
	write(t, "old.json", short.out)
	if got := run(t, "", "score", "--against", "old.json", "l/labels.jsonl"); got.code != exitUnreadable || !strings.Contains(got.errOut, "holds no details") {
		t.Errorf("%+v", got)
	}
}

func TestScoreErrors(t *testing.T) {
	files := labelled()
	files["bad.jsonl"] = "{\"n\":1,\n"
	files["empty.jsonl"] = "\n"
	tree(t, files)
	for args, want := range map[string]string{
		"none.jsonl":                     "none.jsonl: there is no such file or folder",
		"bad.jsonl":                      "bad.jsonl: line 1: ",
		"empty.jsonl":                    "empty.jsonl: holds no labels",
		"--postings none l/labels.jsonl": "none: there is no such file or folder",
		"--postings l/labels.jsonl l/labels.jsonl": "",
		"--against none l/labels.jsonl":            "none: there is no such file or folder",
		"--against l/labels.jsonl l/labels.jsonl":  "holds no details",
	} {
		got := run(t, "", append([]string{"score"}, strings.Fields(args)...)...)
		if want != "" && (got.code != exitUnreadable || !strings.Contains(got.errOut, want)) {
			t.Errorf("%s: %+v", args, got)
		}
	}
}
