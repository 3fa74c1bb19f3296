package report

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/jdlint/jdlint/lint"
)

// newCSV returns the printer of one row a finding, and one row for a posting
// without any. Every cell stands in quotes (RFC 4180,
// https://www.rfc-editor.org/rfc/rfc4180), so that a spreadsheet that parts
// cells at another sign finds the same ones; encoding/csv writes none but where
// a comma demands it.
func newCSV(w io.Writer, o Options) Printer {
	return &document{
		w: w,
		head: CSVRow("path", "line", "column", "title", "role", "level", "role_model", "verdict", "confidence", "suggested_title", "other_role",
			"severity", "rule", "message", "help", "fingerprint"),
		add: func(b *bytes.Buffer, r *lint.Report) error {
			findings := platformFindings(o, r)
			if len(findings) == 0 {
				line, column := titlePlace(r)
				findings = append(findings, &platformFinding{Finding: &lint.Finding{Line: line, Column: column}})
			}
			// Each row repeats them, and no spreadsheet takes a cell of a megabyte.
			title, suggested := clipped(r.Title), clipped(r.SuggestedTitle)
			for _, f := range findings {
				b.WriteString(CSVRow(o.inRepository(r.Path), fmt.Sprint(f.Line), fmt.Sprint(f.Column), title, string(r.Role), string(r.Level), r.RoleModel, string(r.Verdict),
					fmt.Sprintf("%.2f", r.Confidence), suggested, r.OtherRole, string(f.Severity), f.Rule, f.Message, f.Help, f.fingerprint))
			}
			return nil
		},
		end: func() string { return "" },
	}
}

// CSVRow returns a row of a table in CSV, every cell in quotes and safe for a spreadsheet.
func CSVRow(cells ...string) string {
	for i, c := range cells {
		cells[i] = `"` + strings.ReplaceAll(csvCell(c), `"`, `""`) + `"`
	}
	return strings.Join(cells, ",") + "\n"
}

// csvCell returns text that is safe for a spreadsheet, which takes a cell that begins
// with one of these signs for a formula, whether quoted or not; an apostrophe
// before it says that it is text
// (https://owasp.org/www-community/attacks/CSV_Injection). Tabs and line ends
// are blanks after Clean, and those at the ends go.
func csvCell(s string) string {
	s = strings.TrimSpace(Clean(s))
	for _, sign := range []string{"=", "+", "-", "@", "＝", "＋", "－", "＠"} {
		if strings.HasPrefix(s, sign) && s != "-" {
			return "'" + s
		}
	}
	return s
}
