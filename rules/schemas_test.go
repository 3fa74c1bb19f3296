package rules

import (
	"encoding/json"
	"io/fs"
	"reflect"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"
)

func compiled(t *testing.T, text string) (*jsonschema.Schema, map[string]any) {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("schema.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s, doc.(map[string]any)
}

// value reads YAML as a validator of JSON wants it.
func value(t *testing.T, data []byte) any {
	t.Helper()
	var v any
	if err := yaml.Unmarshal(data, &v); err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	out, err := jsonschema.UnmarshalJSON(strings.NewReader(string(text)))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestSchemasTakeTheBuiltinFiles holds the published schemas to the files that
// are read.
func TestSchemasTakeTheBuiltinFiles(t *testing.T) {
	rule, _ := compiled(t, RuleSchema)
	model, _ := compiled(t, ModelSchema)
	for pattern, schema := range map[string]*jsonschema.Schema{"*/duties/*.yaml": rule, "*/other-roles/*.yaml": rule, "*/smells/*.yaml": rule, "models/*.yaml": model} {
		names, err := fs.Glob(allFiles, pattern)
		if err != nil || len(names) == 0 {
			t.Fatalf("%s: %v", pattern, err)
		}
		for _, name := range names {
			data, err := fs.ReadFile(allFiles, name)
			if err != nil {
				t.Fatal(err)
			}
			if err := schema.Validate(value(t, data)); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}

// TestSchemasNameEveryKey keeps schemas and types together.
func TestSchemasNameEveryKey(t *testing.T) {
	_, rule := compiled(t, RuleSchema)
	_, model := compiled(t, ModelSchema)
	top := rule["properties"].(map[string]any)
	for of, properties := range map[reflect.Type]map[string]any{
		reflect.TypeFor[Category](): top,
		reflect.TypeFor[Rule]():     top["rules"].(map[string]any)["items"].(map[string]any)["properties"].(map[string]any),
		reflect.TypeFor[Model]():    model["properties"].(map[string]any),
	} {
		n := 0
		for i := range of.NumField() {
			if key := of.Field(i).Tag.Get("yaml"); key != "" {
				n++
				if properties[key] == nil {
					t.Errorf("%v: the schema does not describe %s", of, key)
				}
			}
		}
		if n != len(properties) {
			t.Errorf("%v: %d keys, and the schema describes %d", of, n, len(properties))
		}
	}
}

func TestSchemasRefuse(t *testing.T) {
	rule, _ := compiled(t, RuleSchema)
	model, _ := compiled(t, ModelSchema)
	for text, schema := range map[string]*jsonschema.Schema{
		"{rules: []}": rule, "{category: a, ruls: []}": rule, "{category: a, rules: [{id: a, duty: [b]}]}": rule, "{category: a, rules: [{id: a, objects: [b]}]}": rule,
		"{id: a}": model, "{extends: profit}": model, "{id: a, extends: profit, findings: {x: fatal}}": model, "{id: a, extends: profit, hard: [prices]}": model,
	} {
		if schema.Validate(value(t, []byte(text))) == nil {
			t.Errorf("takes %s", text)
		}
	}
}
