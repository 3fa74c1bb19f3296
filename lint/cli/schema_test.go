package cli

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/jdlint/jdlint/lint/report"
)

// TestRealOutputsFollowTheSchema judges the postings of this repository with
// the real engine and holds what comes out to the published schema.
func TestRealOutputsFollowTheSchema(t *testing.T) {
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(report.Schema))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("schema.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := compiler.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	postings := filepath.Join("..", "..", "testdata", "postings")
	for _, format := range []string{"json", "ndjson"} {
		got := realRun(t, "", "--format", format, "--fail-on", "never", postings)
		if got.code != exitOK {
			t.Fatalf("code %d: %s", got.code, got.errOut)
		}
		texts := []string{got.out}
		if format == "ndjson" {
			texts = strings.Split(strings.TrimSpace(got.out), "\n")
		}
		for _, text := range texts {
			v, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
			if err != nil {
				t.Fatal(err)
			}
			if err := schema.Validate(v); err != nil {
				t.Errorf("%s: %v\n%.300s", format, err, text)
				break // the others will lack the same
			}
		}
	}
}
