package lint_test

import "testing"

// TestColumns checks that the heading of a column tells the zone of what stands below it.
func TestColumns(t *testing.T) {
	l := linter(t, "strategist")
	for name, text := range map[string]string{
		"po.md":      "# Product Owner, Parking App\n\n| What you will do | What you bring |\n| --- | --- |\n| Own the P&L of the parking app | Five years of writing user stories |\n| Set pricing for season tickets | You plan sprints |\n| Define the product vision for the next three years | Degree in computer science |\n| Own the product roadmap | Fluent English |\n",
		"po.html":    "<h1>Product Owner, Parking App</h1><table><tr><th>What you will do</th><th>What you bring</th></tr><tr><td>Own the P&amp;L of the parking app</td><td>Five years of writing user stories</td></tr><tr><td>Set pricing for season tickets</td><td>You plan sprints</td></tr><tr><td>Define the product vision for the next three years</td><td>Degree in computer science</td></tr><tr><td>Own the product roadmap</td><td>Fluent English</td></tr></table>",
		"lists.html": "<h1>Product Owner, Parking App</h1><table><tr><td><b>What you will do</b></td><td><b>What you bring</b></td></tr><tr><td><ul><li>Own the P&amp;L of the parking app</li><li>Set pricing for season tickets</li><li>Define the product vision for the next three years</li><li>Own the product roadmap</li></ul></td><td><ul><li>Five years of writing user stories</li><li>Fluent English</li></ul></td></tr></table>",
	} {
		r := checked(t, l, name, []byte(text))
		if r.Strategic.Owned != 4 || r.Tactical.Owned != 0 {
			t.Errorf("%s: %s, %d strategic and %d tactical duties", name, r.Verdict, r.Strategic.Owned, r.Tactical.Owned)
		}
	}
}

// TestRoleColumns checks that what is ticked for the sister role alone, or stands in its
// column, does not count.
func TestRoleColumns(t *testing.T) {
	l := linter(t, "strategist")
	const head = "# Product Owner, Parking App\n\n## Who does what\n\n| Task | Product Owner | Product Manager |\n| --- | --- | --- |\n"
	for name, text := range map[string]string{
		"words":   head + "| Set pricing for season tickets | no | yes |\n| Own the P&L of the parking app | - | yes |\n| Define the product vision | | yes |\n| Own the product backlog | yes | - |\n",
		"ticks":   head + "| Set pricing for season tickets | ✗ | ✓ |\n| Own the P&L of the parking app | ❌ | ✅ |\n| Define the product vision | x | ✓ |\n| Own the product backlog | ✓ | ✗ |\n",
		"RACI":    head + "| Set pricing for season tickets | C | R |\n| Own the P&L of the parking app | I | A |\n| Define the product vision | I | A |\n| Own the product backlog | A | C |\n",
		"columns": "# Product Owner, Parking App\n\n## What you will do\n\n| Product Manager | Product Owner |\n| --- | --- |\n| Set pricing for season tickets | Own the product backlog |\n| Own the P&L of the parking app | |\n",
	} {
		r := checked(t, l, "po.md", []byte(text))
		if r.Strategic.Owned != 0 || r.Tactical.Owned != 1 {
			t.Errorf("%s: %s, %d strategic and %d tactical duties", name, r.Verdict, r.Strategic.Owned, r.Tactical.Owned)
		}
	}
}
