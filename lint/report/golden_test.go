package report

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jdlint/jdlint/lint"
)

var update = flag.Bool("update", false, "write the golden files anew")

func printed(t testing.TB, format string, o Options, reports ...*lint.Report) []byte {
	t.Helper()
	var out bytes.Buffer
	p, err := New(format, &out, o)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range reports {
		if err := p.Print(r); err != nil {
			t.Fatal(err)
		}
	}
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name+".golden")
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s differs (-want +got); run with -update if it should:\n%s", path, diff)
	}
}

func TestGolden(t *testing.T) {
	var all []*lint.Report
	for _, s := range samples() {
		r := s.report(t)
		all = append(all, r)
		golden(t, "text-"+nameOf(s), printed(t, "text", Options{Width: 80, RoleModel: "strategist"}, r))
	}
	first := all[0]
	o := Options{Width: 100, Version: "1.2.3", RoleModel: "strategist"}
	narrow, color := o, o
	narrow.Width, color.Color = 60, true
	golden(t, "text-many", printed(t, "text", o, all...))
	golden(t, "text-many-narrow", printed(t, "text", narrow, all...))
	golden(t, "text-narrow", printed(t, "text", narrow, first))
	golden(t, "text-color", printed(t, "text", color, first))
	golden(t, "text-many-color", printed(t, "text", color, all...))
	golden(t, "text-hostile", printed(t, "text", o, hostile().report(t)))
	golden(t, "table", printed(t, "table", o, first))
	golden(t, "table-many", printed(t, "table", o, all...))
	golden(t, "json", printed(t, "json", o, all[2], all[6]))
	golden(t, "ndjson", printed(t, "ndjson", o, all[2], all[6]))
}

func nameOf(s sample) string {
	if s.path == "-" {
		return "unclear"
	}
	base := filepath.Base(s.path)
	return base[:len(base)-len(filepath.Ext(base))]
}
