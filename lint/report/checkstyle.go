package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/jdlint/jdlint/lint"
)

// checkstylePrinter prints what Checkstyle's XMLLogger prints, which many
// review tools read; its severities are error, warning, info and ignore:
// https://checkstyle.org/apidocs/com/puppycrawl/tools/checkstyle/XMLLogger.html
// Files without findings are left out.
type checkstylePrinter struct {
	w     io.Writer
	o     Options
	began bool
}

func newCheckstyle(w io.Writer, o Options) *checkstylePrinter { return &checkstylePrinter{w: w, o: o} }

// begin gives what stands before the first file, once.
func (p *checkstylePrinter) begin() string {
	if p.began {
		return ""
	}
	p.began = true
	return xmlHead + `<checkstyle version="10.0">` + "\n"
}

func (p *checkstylePrinter) Print(r *lint.Report) error {
	var b strings.Builder
	b.WriteString(p.begin())
	if len(r.Findings) > 0 {
		b.WriteString("  <file" + attr("name", p.o.inRepository(r.Path)) + ">\n")
		for i := range r.Findings {
			f := &r.Findings[i]
			b.WriteString("    <error" + attr("line", fmt.Sprint(f.Line)) + attr("column", fmt.Sprint(f.Column)) +
				attr("severity", string(f.Severity)) + attr("message", said(f)) + attr("source", "jdlint."+f.Rule) + "/>\n")
		}
		b.WriteString("  </file>\n")
	}
	return writeAll(p.w, b.String())
}

func (p *checkstylePrinter) Close() error {
	return writeAll(p.w, p.begin()+"</checkstyle>\n")
}
