package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/jdlint/jdlint/lint"
)

// csvPrinter prints one row a finding, and one row for a posting without any.
// Every cell stands in quotes (RFC 4180,
// https://www.rfc-editor.org/rfc/rfc4180), so that a spreadsheet that parts
// cells at another sign finds the same ones.
type csvPrinter struct {
	w     io.Writer
	o     Options
	began bool
}

func newCSV(w io.Writer, o Options) *csvPrinter { return &csvPrinter{w: w, o: o} }

// csvHead names the columns.
var csvHead = []string{
	"path", "line", "column", "title", "role", "level", "role_model", "verdict", "confidence", "suggested_title", "other_role",
	"severity", "rule", "message", "help", "fingerprint",
}

func (p *csvPrinter) Print(r *lint.Report) error {
	var b strings.Builder
	p.begin(&b)
	r, prints := located(p.o, r)
	// Each row repeats them, and no spreadsheet takes a cell of a megabyte.
	title, suggested := clipped(r.Title), clipped(r.SuggestedTitle)
	row := func(f *lint.Finding, print string) {
		csvRow(&b, r.Path, fmt.Sprint(f.Line), fmt.Sprint(f.Column), title, string(r.Role), string(r.Level), r.RoleModel, string(r.Verdict),
			fmt.Sprintf("%.2f", r.Confidence), suggested, r.OtherRole, string(f.Severity), f.Rule, f.Message, f.Help, print)
	}
	for i := range r.Findings {
		row(&r.Findings[i], prints[i])
	}
	if len(r.Findings) == 0 {
		line, column := titlePlace(r)
		row(&lint.Finding{Line: line, Column: column}, "")
	}
	return writeAll(p.w, b.String())
}

func (p *csvPrinter) Close() error {
	var b strings.Builder
	p.begin(&b)
	return writeAll(p.w, b.String())
}

func (p *csvPrinter) begin(b *strings.Builder) {
	if !p.began {
		p.began = true
		csvRow(b, csvHead...)
	}
}

func csvRow(b *strings.Builder, cells ...string) {
	for i, c := range cells {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(`"` + strings.ReplaceAll(csvCell(c), `"`, `""`) + `"`)
	}
	b.WriteByte('\n')
}

// csvCell makes text safe for a spreadsheet, which takes a cell that begins
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
