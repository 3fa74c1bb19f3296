package lint_test

import (
	"testing"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/rules"
)

// TestOtherJobs checks that postings for other jobs under the titles of the two
// roles are called those jobs, and that none is that only speaks of their trades.
func TestOtherJobs(t *testing.T) {
	var want struct {
		Postings []struct {
			Title string `yaml:"title"`
			Job   string `yaml:"job"`
			Text  string `yaml:"text"`
		} `yaml:"postings"`
	}
	if err := rules.Decode("other-jobs.yaml", file(t, "other-jobs.yaml"), &want); err != nil {
		t.Fatal(err)
	}
	l := linter(t, "strategist")
	set, err := builtin()
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]string{}
	for _, job := range set.Duties("en").Others {
		names[job.ID] = job.Name
	}
	for _, p := range want.Postings {
		r := checked(t, l, "posting.md", []byte("# "+p.Title+"\n\n"+p.Text))
		switch {
		case p.Job == "" && r.Verdict != lint.Fits:
			t.Errorf("%s: %s (%s), but the title is right", p.Title, r.Verdict, r.OtherRole)
		case p.Job != "" && (r.Verdict != lint.OtherJob || r.OtherRole != names[p.Job]):
			t.Errorf("%s: %s (%s), want %s", p.Title, r.Verdict, r.OtherRole, names[p.Job])
		}
	}
}
