package cli

import (
	"bytes"
	"testing"

	"github.com/jdlint/jdlint/lint/config"
	"github.com/jdlint/jdlint/lint/report"
	"github.com/jdlint/jdlint/lint/suppress"
)

// FuzzHarmless judges any bytes under any name and prints the report in every
// format: nothing that a terminal, a page or a machine obeys leaves.
func FuzzHarmless(f *testing.F) {
	for name, text := range hostile(64) {
		f.Add(name, []byte(text))
	}
	for _, name := range []string{"a\nb.md", "::error::x.md", "\x1b[31m.html", "##[error].txt", "<x-evil>.md", "-", ""} {
		f.Add(name, []byte("# Product Owner\n\n"+duties))
	}
	c := &Command{}
	p, err := c.newPolicies(newFlags("check"))
	if err != nil {
		f.Fatal(err)
	}
	e, err := p.engine(config.Defaults())
	if err != nil {
		f.Fatal(err)
	}
	options := report.Options{Version: "1", RoleModel: e.model, Root: "/x"}
	options.Findings = e.findings
	f.Fuzz(func(t *testing.T, name string, src []byte) {
		p, err := suppress.Read(name, src, e.reading)
		if err != nil {
			return
		}
		r, _ := e.judge(p)
		for _, format := range report.Formats() {
			var out bytes.Buffer
			printer, err := report.New(format, &out, options)
			if err != nil {
				t.Fatal(err)
			}
			if err := printer.Print(r); err != nil {
				t.Fatal(err)
			}
			if err := printer.Close(); err != nil {
				t.Fatal(err)
			}
			checkHarmless(t, format, out.String(), len(src)+len(name))
		}
	})
}
