package cli

import (
	"slices"
	"strings"
	"testing"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/rules"
)

func TestReadable(t *testing.T) {
	got := readable([]string{"competitive|fair price", "pricing ~2 tool|team|engine|page|data", "a [and|&] b"})
	if want := []string{"competitive/fair price", "pricing tool/team/engine/page/…", "a and/& b"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestEverythingIsExplained opens the page of every id that can stand in an
// output.
func TestEverythingIsExplained(t *testing.T) {
	set, err := rules.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	ids := (book{set}).ids()
	for _, id := range ids {
		e, ok := (book{set}).find(id)
		if !ok {
			t.Errorf("%s is not explained", id)
			continue
		}
		var out strings.Builder
		e.print(&page{w: &out, width: 80})
		if !strings.HasPrefix(out.String(), id+" (") || strings.Count(out.String(), "\n") < 4 {
			t.Errorf("%s: %s", id, out.String())
		}
	}
	for _, v := range []lint.Verdict{lint.Fits, lint.Mistitled, lint.Hybrid, lint.OtherJob, lint.Unclear, lint.OutOfScope} {
		if !slices.Contains(ids, string(v)) {
			t.Errorf("the verdict %s is not explained", v)
		}
	}
	for _, v := range verdicts() {
		if v.finding != "" && (book{set}).finding(v.finding) == nil {
			t.Errorf("the verdict %s speaks of a finding %q that is not there", v.id, v.finding)
		}
	}
}
