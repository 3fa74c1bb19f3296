package lint_test

import (
	"strings"
	"testing"

	"github.com/jdlint/jdlint/lint"
)

// strategicDuties are three duties that a Product Owner is not hired for.
var strategicDuties = []string{"Own the P&L of the parking app", "Set pricing for season tickets", "Define the product vision for the next three years"}

// TestWaysToWriteDuties checks that duties are found however they are written down.
func TestWaysToWriteDuties(t *testing.T) {
	l := linter(t, "strategist")
	d := strategicDuties
	const head = "# Product Owner, Parking App\n\n## What you will do\n\n"
	for _, tt := range []struct{ name, file, text string }{
		{"labels before a dash", "po.md", head + "- **Money** – " + d[0] + "\n- Prices — " + d[1] + "\n- Direction - " + d[2]},
		{"parted by bars", "po.md", head + strings.Join(d, " | ")},
		{"parted by slashes", "po.md", head + strings.Join(d, " / ")},
		{"quoted", "po.txt", "Product Owner, Parking App\n\nWhat you will do\n\n> " + strings.Join(d, "\n> ")},
		{"outline numbers", "po.txt", "Product Owner, Parking App\n\nMain duties\n\n1.1 " + d[0] + "\n1.2.1 " + d[1] + "\n1.3. " + d[2]},
		{"outline numbers in HTML", "po.html", "<h1>Product Owner, Parking App</h1><h2>What you will do</h2><p>1.1 " + strings.Join(d, "<br>1.2 ")},
		{"hollow bullets in HTML", "po.html", "<h1>Product Owner, Parking App</h1><h2>What you will do</h2><p>o " + strings.Join(d, "<br>o ")},
		{"a heading on the line", "po.txt", "Product Owner, Parking App\n\nResponsibilities: " + strings.Join(d, "\n")},
		{"a bold heading on the line", "po.md", "Product Owner, Parking App\n\n**Responsibilities:** " + strings.Join(d, "\n")},
		{"escaped twice", "po.html", strings.NewReplacer("&", "&amp;amp;", "<", "&amp;lt;", ">", "&amp;gt;").Replace(
			"<h1>Product Owner, Parking App</h1><h2>What you will do</h2><ul><li>" + strings.Join(d, "</li><li>") + "</li></ul>")},
		{"a text in front matter", "po.md", "---\ntitle: Product Owner, Parking App\ndescription: |\n  ## What you will do\n\n  - " + strings.Join(d, "\n  - ") + "\n---\n\nApply by mail.\n"},
		{"a text with markup in front matter", "po.md", "---\ntitle: Product Owner, Parking App\ndescription: \"<h2>What you will do</h2><p>" + strings.Join(d, "<br>") + "</p>\"\n---\n\nApply by mail.\n"},
		{"a list in front matter", "po.md", "---\ntitle: Product Owner, Parking App\nresponsibilities:\n  - \"" + strings.Join(d, "\"\n  - \"") + "\"\nskills:\n  - Writes user stories\n---\n\nApply by mail.\n"},
		{"a list below its heading in front matter", "po.md", "---\ntitle: Product Owner, Parking App\nsections:\n  - heading: What you will do\n    items:\n      - " + strings.Join(d, "\n      - ") + "\n---\n\nApply by mail.\n"},
		{"a list in front matter and in the body", "po.md", "---\ntitle: Product Owner, Parking App\nresponsibilities:\n  - " + strings.Join(d, "\n  - ") + "\n---\n\n## What you will do\n\n- " + strings.Join(d, "\n- ") + "\n"},
		{"a list in TOML", "po.md", "+++\ntitle = \"Product Owner, Parking App\"\nresponsibilities = [\"\", \"" + strings.Join(d, "\", \"") + "\"]\n+++\n\nApply by mail.\n"},
		{"a text in TOML", "po.md", "+++\ntitle = \"Product Owner, Parking App\"\ndescription = \"\"\"\n## What you will do\n\n- " + strings.Join(d, "\n- ") + "\n\"\"\"\n+++\n\nApply by mail.\n"},
		{"numbered headings", "po.txt", "Product Owner, Parking App\n\n1. Main duties\n1.1 " + strings.Join(d, "\n1.2 ") + "\n\n2. Requirements\n2.1 Three years with software teams\n"},
	} {
		r := checked(t, l, tt.file, []byte(tt.text))
		if r.Verdict != lint.Mistitled || r.Strategic.Owned != len(d) || r.Tactical.Owned != 0 {
			t.Errorf("%s: %s, %d strategic and %d tactical duties, title %q", tt.name, r.Verdict, r.Strategic.Owned, r.Tactical.Owned, r.Title)
		}
	}
}
