package report

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/jdlint/jdlint/lint"
)

func schema(t testing.TB) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(Schema))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("schema.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func validate(t testing.TB, s *jsonschema.Schema, data []byte) error {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatalf("no JSON: %v\n%s", err, data)
	}
	return s.Validate(v)
}

func TestOutputsFollowTheSchema(t *testing.T) {
	s := schema(t)
	var all []*lint.Report
	for _, sample := range append(samples(), hostile()) {
		all = append(all, sample.report(t))
	}
	lines := bytes.Split(bytes.TrimSpace(printed(t, "ndjson", Options{}, all...)), []byte("\n"))
	if len(lines) != len(all) {
		t.Fatalf("%d lines for %d reports", len(lines), len(all))
	}
	for _, line := range lines {
		if err := validate(t, s, line); err != nil {
			t.Errorf("%v\n%s", err, line)
		}
	}
	for _, reports := range [][]*lint.Report{nil, all[:1], all} {
		if err := validate(t, s, printed(t, "json", Options{Version: "1", RoleModel: "strategist"}, reports...)); err != nil {
			t.Error(err)
		}
	}
}

func TestSchemaRefuses(t *testing.T) {
	s := schema(t)
	good := string(printed(t, "ndjson", Options{}, samples()[0].report(t)))
	for _, change := range [][2]string{
		{`"verdict":"mistitled"`, `"verdict":"wrong"`},
		{`"confidence":0.93`, `"confidence":93`},
		{`"side":"strategic"`, `"side":"x"`},
		{`"category":"pricing"`, `"category":"prices"`},
		{`"line":7,"column":3`, `"line":7,"column":0`},
		{`"duties":[{"start":`, `"duties":[{"start":-`},
		{`"line":7`, `"line":0`},
		{`"findings":[`, `"finding":[`},
	} {
		bad := strings.Replace(good, change[0], change[1], 1)
		if bad == good {
			t.Errorf("%s does not stand in the output", change[0])
		} else if validate(t, s, []byte(bad)) == nil {
			t.Errorf("the schema takes %s", change[1])
		}
	}
}

// TestSchemaNamesEveryField keeps schema and types together.
func TestSchemaNamesEveryField(t *testing.T) {
	var doc struct {
		Defs map[string]struct {
			Required   []string                   `json:"required"`
			Properties map[string]json.RawMessage `json:"properties"`
		} `json:"$defs"`
	}
	if err := json.Unmarshal([]byte(Schema), &doc); err != nil {
		t.Fatal(err)
	}
	for name, of := range map[string]reflect.Type{
		"posting": reflect.TypeFor[lint.Report](), "share": reflect.TypeFor[lint.Share](),
		"duty": reflect.TypeFor[lint.Duty](), "finding": reflect.TypeFor[lint.Finding](),
		"edit": reflect.TypeFor[lint.Edit](),
	} {
		def := doc.Defs[name]
		fields, required := 0, 0
		for i := range of.NumField() {
			key, rest, _ := strings.Cut(of.Field(i).Tag.Get("json"), ",")
			if key == "-" || !of.Field(i).IsExported() {
				continue
			}
			fields++
			if def.Properties[key] == nil {
				t.Errorf("%s: the schema does not describe %q", name, key)
			}
			optional := rest == "omitempty"
			if !optional {
				required++
			}
			if slices.Contains(def.Required, key) == optional {
				t.Errorf("%s: that the schema requires %q is %v", name, key, optional)
			}
		}
		if fields != len(def.Properties) || required != len(def.Required) {
			t.Errorf("%s: %d fields, but the schema describes %d and requires %d", name, fields, len(def.Properties), len(def.Required))
		}
	}
}
