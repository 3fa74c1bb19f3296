package cli

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestParseRecord(t *testing.T) {
	tests := []struct {
		line string
		want record
		fail string // in the error
	}{
		{`{"id":"a","title":"T","text":"x"}`, record{"a", "T", "x", false}, ""},
		{`{"id":"a","html":"<p>x"}`, record{"a", "", "<p>x", true}, ""},
		{`{"id":"a","text":"x","html":"<p>x"}`, record{"a", "", "<p>x", true}, ""},
		{`{"id":"a","text":"x","html":" "}`, record{"a", "", "x", false}, ""},
		{`{"id":"a","text":"x","html":null,"title":null}`, record{"a", "", "x", false}, ""},
		{`{"id":12,"text":"x"}`, record{"12", "", "x", false}, ""},
		{`{"id":12345678901234567890123,"text":"x"}`, record{"12345678901234567890123", "", "x", false}, ""},
		{`{"id":null,"text":"x"}`, record{"", "", "x", false}, ""},
		{`{"text":"x"}`, record{"", "", "x", false}, ""},
		{` {"text":"x","more":[{"a":{}}]} `, record{"", "", "x", false}, ""},
		{`{"text":"\ud83d\ude42"}`, record{"", "", "🙂", false}, ""},
		{`{"text":"a\ud800b"}`, record{"", "", "a\ufffdb", false}, ""},
		{`{"text":"a\udc00\ud800"}`, record{"", "", "a\ufffd\ufffd", false}, ""},
		{"{\"text\":\"a\xffb\"}", record{"", "", "a\ufffdb", false}, ""},
		{`{"text":"a\u0000b"}`, record{"", "", "a\x00b", false}, ""},

		{``, record{}, "an empty line"},
		{`  `, record{}, "an empty line"},
		{`x`, record{}, "no JSON: invalid character 'x' looking for beginning of value (at byte 1)"},
		{`{"text":"x"`, record{}, "no JSON: unexpected end of JSON input (at byte 11)"},
		{`{"text":"x"} {}`, record{}, "no JSON: invalid character '{' after top-level value"},
		{"{\"text\":\"a\x01b\"}", record{}, "no JSON: invalid character '\\x01' in string literal"},
		{`[1]`, record{}, "an object is needed, not an array"},
		{`12`, record{}, "an object is needed, not a number"},
		{`null`, record{}, "there is no text"},
		{`{"id":"a"}`, record{"a", "", "", false}, `there is no text: neither "text" nor "html" holds any`},
		{`{"id":"a","text":7}`, record{"a", "", "", false}, `"text" is to be a string, not a number`},
		{`{"id":"a","text":"x","title":{}}`, record{"a", "", "x", false}, `"title" is to be a string, not an object`},
		{`{"id":true,"text":"x"}`, record{"", "", "x", false}, `"id" is to be a string or a number`},
		{`{"id":"` + strings.Repeat("a", 1001) + `","text":"x"}`, record{}, `"id" is longer than 1000 bytes`},
		{`{"id":{},"text":"x"}`, record{"", "", "x", false}, `"id" is to be a string or a number`},
		{strings.Repeat("[", 100000), record{}, "exceeded max depth"},
	}
	for _, tt := range tests {
		got, err := parseRecord([]byte(tt.line))
		if got != tt.want {
			t.Errorf("%.80s: %+v, want %+v", tt.line, got, tt.want)
		}
		if tt.fail == "" && err != nil || tt.fail != "" && (err == nil || !strings.Contains(err.Error(), tt.fail)) {
			t.Errorf("%.80s: error %v, want %q", tt.line, err, tt.fail)
		}
	}
}

func FuzzParseRecord(f *testing.F) {
	for _, seed := range []string{
		`{"id":"a","title":"T","text":"x","html":"y"}`, `{"id":1.5e3,"text":"a\ud800\n"}`, `{"ID":"a","Text":"b","text":null}`, "{\"text\":\"\xff\"}", `[{}]`, `{ "id" : -0.5e3 , "tITLE" : "", "z\u00e9\/" : null, "text" : "\"\u2019\n" } `, `{"id":"\u0041","a":true,"text":"x"}`, `{"text":"a","text":null}`, `{}`, `{"id":`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, line []byte) {
		if flat, ok := flatFields(line); ok {
			var fields recordFields
			if err := json.Unmarshal(line, &fields); err != nil || !reflect.DeepEqual(flat, fields) {
				t.Errorf("%q was read as %q, and is %q, %v", line, flat, fields, err)
			}
		}
		r, err := parseRecord(line)
		if err == nil && strings.TrimSpace(r.text) == "" {
			t.Errorf("%q has no text", line)
		}
		for _, s := range []string{r.id, r.title, r.text} {
			if !utf8.ValidString(s) {
				t.Errorf("%q is not valid UTF-8", s)
			}
		}
	})
}
