package report

import (
	"bytes"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/jdlint/jdlint/lint"
)

// TestReportLikeEncoder checks that a report is written as encoding/json writes
// it, escapes included.
func TestReportLikeEncoder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := drawReport(t)
		r.ID, r.URL = drawText(t, "id"), drawText(t, "url")
		r.Confidence = float64(rapid.IntRange(0, 100).Draw(t, "confidence")) / 100
		if got, want := string(appendReport(nil, r)), encoded(t, filled(r)); got != want {
			t.Fatalf("got  %s\nwant %s", got, want)
		}
	})
}

// encoded returns the JSON of a value as encoding/json writes it.
func encoded(t fataler, v any) string {
	var b bytes.Buffer
	if err := appendJSON(&b, v); err != nil {
		t.Fatalf("%v", err)
	}
	return b.String()
}

// TestReportHasAllFields checks that no field of a report is left out.
func TestReportHasAllFields(t *testing.T) {
	var r lint.Report
	fill(reflect.ValueOf(&r).Elem())
	if got, want := string(appendReport(nil, &r)), encoded(t, &r); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// filled returns a copy of the report in which empty lists are lists.
func filled(r *lint.Report) *lint.Report {
	c := *r
	c.Strategic.Categories = notNil(c.Strategic.Categories)
	c.Tactical.Categories = notNil(c.Tactical.Categories)
	c.Duties = notNil(c.Duties)
	c.Findings = make([]lint.Finding, len(r.Findings))
	for i, f := range r.Findings {
		f.Edits = notNil(f.Edits)
		c.Findings[i] = f
	}
	return &c
}

func notNil[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// fill sets every field to a value other than its zero value, and lists two
// elements; what is no JSON stays empty.
func fill(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString("a")
	case reflect.Int:
		v.SetInt(7)
	case reflect.Float64:
		v.SetFloat(0.25)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem())
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range v.Len() {
			fill(v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() && f.Tag.Get("json") != "-" {
				fill(v.Field(i))
			}
		}
	}
}

// TestStringLikeEncoder checks every character, and bytes that are none.
func TestStringLikeEncoder(t *testing.T) {
	var all strings.Builder
	for r := rune(0); r <= 0x10ffff; r++ {
		all.WriteRune(r) // of surrogates, the sign for what is no character
	}
	for _, text := range []string{"", all.String(), "a\xffb", "\xc2", "\xe2\x80", "\xf0\x9f\x92x"} {
		if got := string(appendString(nil, text)); got != encoded(t, text) {
			t.Errorf("%.40q is not written as encoding/json does", text)
		}
	}
}
