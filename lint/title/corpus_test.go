package title

import (
	"strings"
	"testing"

	"github.com/jdlint/jdlint/lint/internal/testcorpus"
)

// labelled is a row of labels or of postings.
type labelled struct {
	ID    string
	Title string
	Role  Role
	Level Level
	Group string
	Text  string
	Swap  []string
}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// TestLabels compares with what two readers said of real titles.
func TestLabels(t *testing.T) {
	p := parser(t)
	var n, roles, levels int
	for _, row := range testcorpus.Rows[labelled](t, "corpus/labels-dev.jsonl") {
		title := row.Title
		if len(row.Swap) == 2 {
			// The rows with swap are judged under the other title.
			old, other := "Product "+capital(row.Swap[0]), "Product "+capital(row.Swap[1])
			title = strings.Replace(title, old, other, 1)
			if got := p.Retitle(p.Parse(row.Title), row.Role); got != title {
				t.Errorf("Retitle(%q) = %q, want %q", row.Title, got, title)
			}
		}
		got := p.Parse(title)
		n++
		if got.Role == row.Role {
			roles++
		} else {
			t.Logf("role of %q: %s, the readers said %s", title, got.Role, row.Role)
		}
		if got.Level == row.Level {
			levels++
		} else {
			t.Logf("level of %q: %s, the readers said %s", title, got.Level, row.Level)
		}
	}
	role, level := float64(roles)/float64(n), float64(levels)/float64(n)
	t.Logf("%d titles: role %.3f, level %.3f", n, role, level)
	if role < 0.99 || level < 0.97 {
		t.Errorf("role %.3f, level %.3f; they must reach 0.99 and 0.97", role, level)
	}
}
