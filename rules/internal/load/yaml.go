// Package load reads the YAML of files of rules, strictly, and says of mistakes where
// they stand.
package load

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Pos is a place in a file of rules. Line and Column start at 1; the column
// counts characters.
type Pos struct {
	File         string
	Line, Column int
}

// String returns file, line and column, without a column that is not known.
func (p Pos) String() string {
	if p.Column == 0 {
		return fmt.Sprintf("%s:%d", p.File, p.Line)
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
}

// Error says what is wrong in a file of rules, where, and what to write instead.
type Error struct {
	Pos Pos
	Msg string
}

func (e *Error) Error() string { return e.Pos.String() + ": " + e.Msg }

// ErrorAt is a short way to an *Error.
func ErrorAt(p Pos, format string, args ...any) error {
	return &Error{p, fmt.Sprintf(format, args...)}
}

// Text is a word or number of a file, with its place. A field of this type, or
// a list of them, takes any single value; who reads it says what is wrong
// with it. Where a list is asked for, one value alone is a list of one.
type Text struct {
	Value string
	At    Pos // of the value
	Key   Pos // of the key that it stands under; zero in a list
}

// ErrEmpty is what Decode's error wraps for a file without content.
var ErrEmpty = errors.New("the file is empty")

// Decode reads the YAML of one file into the struct that into points to.
// It is stricter than yaml.Unmarshal, because a key that is silently ignored
// is a rule that never fires: unknown and duplicate keys and values of the
// wrong type are errors with file, line and column. A struct field named At
// of type Pos receives the place of its mapping. All errors of a file are
// reported, joined.
func Decode(file string, data []byte, into any) error {
	var doc, second yaml.Node
	documents := yaml.NewDecoder(bytes.NewReader(data))
	if err := documents.Decode(&doc); err != nil && err != io.EOF {
		return noYAML(file, err)
	}
	switch err := documents.Decode(&second); {
	case err == io.EOF:
	case err != nil:
		return noYAML(file, err)
	default:
		return ErrorAt(Pos{file, second.Line, second.Column}, "a second document begins here, which nothing would read; make one file of each")
	}
	if len(doc.Content) == 0 {
		return fmt.Errorf("%s: %w", file, ErrEmpty)
	}
	d := decoder{file: file}
	d.value(doc.Content[0], reflect.ValueOf(into).Elem())
	return errors.Join(d.errs...)
}

// noYAML returns where the text stops being YAML, as far as the parser tells.
func noYAML(file string, err error) error {
	msg := strings.TrimPrefix(err.Error(), "yaml: ")
	if rest, ok := strings.CutPrefix(msg, "line "); ok {
		number, what, _ := strings.Cut(rest, ": ")
		if line, err := strconv.Atoi(number); err == nil {
			return ErrorAt(Pos{file, line, 1}, "not YAML: %s", what)
		}
	}
	return fmt.Errorf("%s: not YAML: %s", file, msg)
}

type decoder struct {
	file  string
	depth int
	errs  []error
}

// maxDepth bounds nesting, which aliases could otherwise make endless.
const maxDepth = 20

func (d *decoder) pos(n *yaml.Node) Pos { return Pos{d.file, n.Line, n.Column} }

func (d *decoder) fail(n *yaml.Node, format string, args ...any) {
	d.errs = append(d.errs, ErrorAt(d.pos(n), format, args...))
}

func (d *decoder) value(n *yaml.Node, v reflect.Value) {
	d.depth++
	defer func() { d.depth-- }()
	if d.depth > maxDepth {
		d.fail(n, "nested too deeply")
		return
	}
	if n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	if v.Type() == reflect.TypeFor[Text]() {
		d.text(n, v)
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		d.mapping(n, v)
	case reflect.Map:
		d.dictionary(n, v)
	case reflect.Slice:
		if n.Kind == yaml.ScalarNode && n.Tag != "!!null" && v.Type().Elem() == reflect.TypeFor[Text]() {
			n = &yaml.Node{Kind: yaml.SequenceNode, Content: []*yaml.Node{n}}
		}
		if n.Kind != yaml.SequenceNode {
			d.fail(n, "expected a list, found %s", describe(n))
			return
		}
		list := reflect.MakeSlice(v.Type(), len(n.Content), len(n.Content))
		for i, item := range n.Content {
			d.value(item, list.Index(i))
		}
		v.Set(list)
	default:
		d.scalar(n, v)
	}
}

func (d *decoder) mapping(n *yaml.Node, v reflect.Value) {
	if n.Kind != yaml.MappingNode {
		d.fail(n, "expected keys and values, found %s", describe(n))
		return
	}
	fields := map[string]reflect.Value{}
	for i := range v.NumField() {
		field := v.Type().Field(i)
		if field.Name == "At" && field.Type == reflect.TypeFor[Pos]() {
			v.Field(i).Set(reflect.ValueOf(d.pos(n)))
		} else if key := field.Tag.Get("yaml"); key != "" && key != "-" {
			fields[key] = v.Field(i)
		}
	}
	d.pairs(n, func(key, val *yaml.Node) {
		field, ok := fields[key.Value]
		if !ok {
			d.fail(key, "unknown key %q%s", key.Value, Hint(key.Value, fields))
			return
		}
		d.value(val, field)
		d.keyOf(key, field)
	})
}

// text fills a Text.
func (d *decoder) text(n *yaml.Node, v reflect.Value) {
	if n.Kind != yaml.ScalarNode {
		d.fail(n, "expected a single value, found %s", describe(n))
		return
	}
	v.Set(reflect.ValueOf(Text{Value: n.Value, At: d.pos(n)}))
}

// keyOf notes the place of the key in a Text that stands under it.
func (d *decoder) keyOf(key *yaml.Node, v reflect.Value) {
	if v.Type() == reflect.TypeFor[Text]() {
		v.FieldByName("Key").Set(reflect.ValueOf(d.pos(key)))
	}
}

func (d *decoder) dictionary(n *yaml.Node, v reflect.Value) {
	if n.Kind != yaml.MappingNode {
		d.fail(n, "expected keys and values, found %s", describe(n))
		return
	}
	v.Set(reflect.MakeMap(v.Type()))
	d.pairs(n, func(key, val *yaml.Node) {
		item := reflect.New(v.Type().Elem()).Elem()
		d.value(val, item)
		d.keyOf(key, item)
		v.SetMapIndex(reflect.ValueOf(key.Value), item)
	})
}

// pairs calls f for each key and value of a mapping and reports keys that
// stand there twice.
func (d *decoder) pairs(n *yaml.Node, f func(key, val *yaml.Node)) {
	seen := map[string]int{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		if line, twice := seen[key.Value]; twice {
			d.fail(key, "key %q stands here twice, first in line %d", key.Value, line)
			continue
		}
		seen[key.Value] = key.Line
		f(key, n.Content[i+1])
	}
}

func (d *decoder) scalar(n *yaml.Node, v reflect.Value) {
	want := map[reflect.Kind]string{
		reflect.String: "text", reflect.Int: "a whole number",
		reflect.Float64: "a number", reflect.Bool: "true or false",
	}[v.Kind()]
	if n.Kind != yaml.ScalarNode {
		d.fail(n, "expected %s, found %s", want, describe(n))
		return
	}
	// Plain words such as `no` or `12` are text where text is asked for.
	if v.Kind() == reflect.String {
		v.SetString(n.Value)
		return
	}
	if err := n.Decode(v.Addr().Interface()); err != nil {
		d.fail(n, "expected %s, found %q", want, n.Value)
	}
}

func describe(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return "keys and values"
	case yaml.SequenceNode:
		return "a list"
	}
	return fmt.Sprintf("%q", n.Value)
}

// Hint names the known key nearest to a mistyped one, or all of them.
func Hint[V any](word string, known map[string]V) string {
	names := make([]string, 0, len(known))
	for name := range known {
		names = append(names, name)
	}
	slices.Sort(names)
	if best := Nearest(word, names); best != "" {
		return fmt.Sprintf("; did you mean %q?", best)
	}
	return "; known are " + strings.Join(names, ", ")
}

// Nearest returns the name that differs from word by the fewest edits, or ""
// when none is near enough to be a slip of the finger: more than a third of
// the word's letters differ.
func Nearest(word string, names []string) string {
	best, least := "", max(1, len(word)/3)+1
	for _, name := range names {
		if apart := len(word) - len(name); max(apart, -apart) >= least {
			continue // so many edits it takes at least
		}
		if n := edits(word, name); n < least {
			best, least = name, n
		}
	}
	return best
}

// edits is the Levenshtein distance in bytes, where two neighbours that changed places
// are one edit (optimal string alignment).
func edits(a, b string) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		before, last, row = last, row, before
		row[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			row[j+1] = min(last[j]+cost, last[j+1]+1, row[j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
	}
	return row[len(b)]
}
