package phrase

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/jdlint/jdlint/rules/internal/load"
)

var testLists = map[string][]string{
	"product": {"product", "platform", "product-line"},
	"kpi":     {"kpi", "okr"},
}

// sequences writes what a phrase stands for, one sequence a string, sorted:
// words that may stand in one place are joined by "|", a gap is "~n".
func sequences(variants [][]Piece) []string {
	var out []string
	for _, v := range variants {
		var words []string
		for _, p := range v {
			if p.Gap > 0 {
				words = append(words, fmt.Sprintf("~%d", p.Gap))
			} else {
				words = append(words, strings.Join(p.Words, "|"))
			}
		}
		out = append(out, strings.Join(words, " "))
	}
	slices.Sort(out)
	return out
}

func TestExpand(t *testing.T) {
	tests := []struct {
		phrase string
		want   []string
	}{
		{"roadmap", []string{"roadmap"}},
		{"Product  Roadmap", []string{"product roadmap"}},
		{"user|job story", []string{"user|job story"}},
		{"go-to-market", []string{"go to market"}},
		{"go-to-market|launch plan", []string{"go to market plan", "launch plan"}},
		{"[product] vision", []string{"product vision", "vision"}},
		{"vision [statement]", []string{"vision", "vision statement"}},
		{"[the] [product] vision", []string{"product vision", "the product vision", "the vision", "vision"}},
		{"[the product] vision", []string{"the product vision", "vision"}},
		{"@product vision", []string{"product line vision", "product|platform vision"}},
		{"@product|team vision", []string{"product line vision", "product|platform|team vision"}},
		{"[@kpi] report", []string{"kpi|okr report", "report"}},
		{"stories ~ team", []string{"stories ~3 team"}},
		{"stories ~5 team", []string{"stories ~5 team"}},
		{"it!", []string{"it!"}},
		{"products!|it", []string{"products!|it"}},
	}
	for _, test := range tests {
		got, err := new(Grammar).Expand(test.phrase, testLists, load.Pos{})
		if err != nil {
			t.Errorf("%q: %v", test.phrase, err)
		} else if diff := cmp.Diff(test.want, sequences(got)); diff != "" {
			t.Errorf("%q, - want, + got:\n%s", test.phrase, diff)
		}
	}
}

func TestExpandErrors(t *testing.T) {
	at := load.Pos{File: "x.yaml", Line: 3, Column: 5}
	tests := []struct{ phrase, want string }{
		{"", `phrase "" needs a word at both ends`},
		{"[product]", `phrase "[product]" needs a word at both ends`},
		{"~ team", `phrase "~ team" needs a word at both ends`},
		{"team ~2", `phrase "team ~2" needs a word at both ends`},
		{"team ~2 [work]", `phrase "team ~2 [work]" needs a word at both ends`},
		{"a ~0 b", `phrase "a ~0 b": after ~ comes a number from 1 to 9`},
		{"a ~10 b", `phrase "a ~10 b": after ~ comes a number from 1 to 9`},
		{"a ~x b", `phrase "a ~x b": after ~ comes a number from 1 to 9`},
		{"a [b [c]]", `phrase "a [b [c]]": a bracket stands inside brackets; write two phrases`},
		{"a b]", `phrase "a b]": ] without [`},
		{"a [b", `phrase "a [b": [ without ]`},
		{"a| b", `phrase "a| b": a word is missing beside |`},
		{"a||b", `phrase "a||b": a word is missing beside |`},
		{"@produkt vision", `phrase "@produkt vision": there is no list "produkt"; did you mean "product"?`},
		{"@xyz vision", `phrase "@xyz vision": there is no list "xyz"; known are kpi, product`},
		{strings.Repeat("[a] ", 12) + "b", fmt.Sprintf("phrase %q stands for more than 512 sequences; split it", strings.Repeat("[a] ", 12)+"b")},
	}
	for _, test := range tests {
		got, err := new(Grammar).Expand(test.phrase, testLists, at)
		if err == nil {
			t.Errorf("%q: no error, stands for %q", test.phrase, sequences(got))
		} else if want := "x.yaml:3:5: " + test.want; err.Error() != want {
			t.Errorf("%q:\n got %s\nwant %s", test.phrase, err, want)
		}
	}
}

// TestExpandLaws checks on phrases of any shape that expand answers or says
// what is wrong, and that no answer is larger than allowed, empty, or begins or
// ends with a gap.
func TestExpandLaws(t *testing.T) {
	fields := []string{"a", "b|c", "go-to-market", "@product", "@kpi|x", "@none", "[", "]", "[d]", "~", "~4", "~0", "e!", "|", "f|", "-"}
	rapid.Check(t, func(t *rapid.T) {
		phrase := strings.Join(rapid.SliceOfN(rapid.SampledFrom(fields), 0, 12).Draw(t, "fields"), " ")
		got, err := new(Grammar).Expand(phrase, testLists, load.Pos{})
		if err != nil {
			return
		}
		if len(got) == 0 || len(got) > 2*MaxVariants {
			t.Fatalf("%q stands for %d sequences", phrase, len(got))
		}
		for _, v := range got {
			if len(v) == 0 || v[0].Gap > 0 || v[len(v)-1].Gap > 0 {
				t.Fatalf("%q: sequence without a word at both ends: %v", phrase, sequences(got))
			}
			for i, p := range v {
				if (p.Gap > 0) == (len(p.Words) > 0) || slices.Contains(p.Words, "") {
					t.Fatalf("%q: piece %d is neither words nor a gap: %+v", phrase, i, p)
				}
			}
		}
	})
}
