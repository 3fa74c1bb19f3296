package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// record is one posting of a stream: an object of JSON.
type record struct {
	id    string // "" when it has none
	title string // "" when it is in the text
	text  string
	html  bool // the text is HTML
}

// maxID is how many bytes an id may have: formats repeat it.
const maxID = 1000

// parseRecord reads a line of a stream. With an error the record has the id
// all the same, if it could be read.
func parseRecord(line []byte) (record, error) {
	var r record
	if len(bytes.TrimSpace(line)) == 0 {
		return r, errors.New("an empty line")
	}
	fields, ok := flatFields(line)
	var err error
	if !ok {
		fields = recordFields{}
		err = json.Unmarshal(line, &fields)
	}
	var syntax *json.SyntaxError
	var other *json.UnmarshalTypeError
	if errors.As(err, &syntax) {
		return r, fmt.Errorf("no JSON: %w (at byte %d)", syntax, syntax.Offset)
	}
	id, ok := recordID(fields.ID)
	if len(id) > maxID {
		return r, fmt.Errorf(`"id" is longer than %d bytes`, maxID)
	}
	r = record{id, fields.Title, fields.Text, false}
	if strings.TrimSpace(fields.HTML) != "" { // which shows what is a list
		r.text, r.html = fields.HTML, true
	}
	switch {
	case errors.As(err, &other) && other.Field == "":
		return r, fmt.Errorf("an object is needed, not %s", withArticle(other.Value))
	case errors.As(err, &other):
		return r, fmt.Errorf("%q is to be a string, not %s", other.Field, withArticle(other.Value))
	case err != nil:
		return r, err
	case !ok:
		return r, errors.New(`"id" is to be a string or a number`)
	case strings.TrimSpace(r.text) == "":
		return r, errors.New(`there is no text: neither "text" nor "html" holds any`)
	}
	return r, nil
}

// withArticle puts an article before a kind of JSON value.
func withArticle(kind string) string {
	kind, _, _ = strings.Cut(kind, " ") // "number 12"
	if kind == "array" || kind == "object" {
		return "an " + kind
	}
	return "a " + kind
}

// recordID returns the id of a record as text; false for one that is neither string
// nor number.
func recordID(raw json.RawMessage) (string, bool) {
	if len(raw) == 0 || string(raw) == "null" {
		return "", true
	}
	switch raw[0] {
	case '"':
		var s string
		err := json.Unmarshal(raw, &s)
		return s, err == nil
	case '{', '[', 't', 'f':
		return "", false
	}
	return string(raw), true
}
