package report

import (
	"bytes"
	"fmt"
	"io"

	"github.com/jdlint/jdlint/lint"
)

// newCheckstyle returns the printer of what Checkstyle's XMLLogger prints, which
// many review tools read; its severities are error, warning, info and ignore:
// https://checkstyle.org/apidocs/com/puppycrawl/tools/checkstyle/XMLLogger.html
// Files without findings are left out.
func newCheckstyle(w io.Writer, o Options) Printer {
	return &document{
		w: w, head: xmlHead + `<checkstyle version="10.0">` + "\n",
		add: func(b *bytes.Buffer, r *lint.Report) error {
			if len(r.Findings) == 0 {
				return nil
			}
			b.WriteString("  <file" + attr("name", o.fileOf(r)) + ">\n")
			lines := newLineIndex(r)
			for i := range r.Findings {
				f := &r.Findings[i]
				at := lines.ofFinding(f).from
				b.WriteString("    <error" + attr("line", fmt.Sprint(at.line)) + attr("column", fmt.Sprint(at.column)) +
					attr("severity", string(f.Severity)) + attr("message", said(r, f)) + attr("source", "jdlint."+f.Rule) + "/>\n")
			}
			b.WriteString("  </file>\n")
			return nil
		},
		end: func() string { return "</checkstyle>\n" },
	}
}
