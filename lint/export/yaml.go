package export

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"github.com/jdlint/jdlint/lint/posting"
)

const maxYAML = 4 << 20 // bytes of a file, which is read as a whole

// readYAML reads jobs that people keep by hand, as the data of a site does.
func readYAML(r io.Reader, c *collector) error {
	c.in, c.retrace = newSource(r), retraceYAML
	data, err := io.ReadAll(io.LimitReader(c.in, maxYAML+1))
	if err != nil {
		return err
	}
	if len(data) > maxYAML {
		return fmt.Errorf("%w: more than %d MB of YAML", ErrTooLarge, maxYAML>>20)
	}
	documents := yaml.NewDecoder(bytes.NewReader(data))
	y := yamlReader{left: maxParts, data: data, starts: lineStarts(data)}
	for {
		var document yaml.Node
		err := documents.Decode(&document)
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fmt.Errorf("no YAML: %s", strings.TrimPrefix(err.Error(), "yaml: "))
		}
		n, err := y.value(&document, new(spot), 0)
		if err != nil {
			return err
		}
		if err := c.rest(&n, "", false, false); err != nil {
			return err
		}
	}
}

// A yamlReader makes values of the nodes of YAML. What an alias stands for counts
// each time, so that no file can blow up.
type yamlReader struct {
	left   int
	data   []byte
	starts []int // offsets at which lines begin
	tracks bool  // texts get their runs
}

// retraceYAML returns the mapping at a spot, and reads it again with where its texts stand.
func retraceYAML(c *collector, s *spot, _ position) *trace {
	data := c.in.between(0, c.in.total)
	return &trace{placeIn(data, position{}), func() (node, error) {
		again := yamlReader{left: maxParts, data: data, starts: lineStarts(data), tracks: true}
		return again.value(s.yaml, new(spot), 0)
	}, 0}
}

// runs returns the runs of a scalar. Lines may be folded and indented in it: blanks and
// line ends stand for those that are there.
func (y *yamlReader) runs(n *yaml.Node) []posting.Run {
	at := y.offset(n)
	raw := string(y.data[at:])
	start := 0
	switch {
	case n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0: // behind the line of "|-"
		start = min(upTo(raw, "\r\n"), len(raw))
		start += len(raw[start:]) - len(strings.TrimLeft(raw[start:], yamlBlanks))
	case n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0:
		start = min(upTo(raw, `"'`)+1, len(raw))
	}
	want := n.Value
	var runs []posting.Run
	first := len(want) - len(strings.TrimLeft(want, yamlBlanks))
	if first > 0 {
		runs = append(runs, posting.Run{Start: at + start, End: at + start})
	}
	i, k := start, first // in raw, in want
	for k < len(want) {
		size, is := yamlPiece(raw[i:], want[k:], n.Style)
		if size == 0 {
			return []posting.Run{{Start: at, End: at}} // it begins there
		}
		runs = posting.AddRun(runs, 0, k, is, at+i, at+i+size)
		i, k = i+size, k+is
	}
	return runs
}

// yamlEscape tells what the escape is that a text begins with.
func yamlEscape(s string) (n int, is string) {
	if len(s) < 2 {
		return 0, ""
	}
	if digits := map[byte]int{'x': 2, 'u': 4, 'U': 8}[s[1]]; digits > 0 {
		if r, n := hex(s[2:], digits); n == digits {
			return 2 + n, string(r)
		}
		return 0, ""
	}
	if blanks := len(s[1:]) - len(strings.TrimLeft(s[1:], yamlBlanks)); blanks > 1 || s[1] == '\n' || s[1] == '\r' {
		return 1 + blanks, "" // the line goes on
	}
	if k := strings.IndexByte("0aevN_LP \t", s[1]); k >= 0 {
		return 2, []string{"\x00", "\a", "\x1b", "\v", "\u0085", "\u00a0", "\u2028", "\u2029", " ", "\t"}[k]
	}
	return jsonPiece(s)
}

const yamlBlanks = " \t\r\n"

// yamlPiece returns how many bytes of a scalar are how many of its value; 0 for what
// it cannot tell.
func yamlPiece(raw, want string, style yaml.Style) (n, is int) {
	blanks := func(s string) int { return len(s) - len(strings.TrimLeft(s, yamlBlanks)) }
	if n, is = blanks(raw), blanks(want); n > 0 && is > 0 {
		if style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0 {
			return n, is
		}
		switch ends := len(lineStarts([]byte(raw[:n]))) - 1; ends {
		case 0:
			return min(n, is), min(n, is)
		case 1:
			return n, 1
		default:
			return n, min(ends-1, is)
		}
	}
	switch {
	case style&yaml.DoubleQuotedStyle != 0 && raw != "" && raw[0] == '\\':
		n, is := yamlEscape(raw)
		if !strings.HasPrefix(want, is) {
			return 0, 0
		}
		return n, len(is)
	case style&yaml.SingleQuotedStyle != 0 && strings.HasPrefix(raw, "''") && want[0] == '\'':
		return 2, 1
	}
	for n < len(raw) && n < len(want) && raw[n] == want[n] && strings.IndexByte(yamlBlanks, raw[n]) < 0 && (raw[n] != '\\' && raw[n] != '\'' || n == 0) {
		n++
	}
	return n, n
}

// lineStarts returns the offsets at which lines begin, as YAML has them.
func lineStarts(data []byte) []int {
	starts := []int{0}
	for at := 0; at < len(data); {
		r, size := utf8.DecodeRune(data[at:])
		at += size
		switch {
		case r == '\r' && at < len(data) && data[at] == '\n':
		case r == '\n', r == '\r', r == '\u0085', r == '\u2028', r == '\u2029':
			starts = append(starts, at)
		}
	}
	return starts
}

// offset returns where a node begins.
func (y *yamlReader) offset(n *yaml.Node) int {
	if n.Line < 1 || n.Line > len(y.starts) {
		return 0
	}
	at := y.starts[n.Line-1]
	for range n.Column - 1 {
		_, size := utf8.DecodeRune(y.data[at:])
		at += size
	}
	return at
}

var errDeepYAML = errors.New("nested too deep, or an alias that stands in itself")

// value returns the value of a node, which has a spot.
func (y *yamlReader) value(from *yaml.Node, in *spot, depth int) (n node, err error) {
	if y.left--; y.left < 0 {
		return n, fmt.Errorf("%w: more than %d values", ErrTooLarge, maxParts)
	}
	if depth > maxNest {
		return n, errDeepYAML
	}
	switch from.Kind {
	case yaml.AliasNode:
		return y.value(from.Alias, in, depth+1)
	case yaml.DocumentNode:
		if len(from.Content) > 0 {
			return y.value(from.Content[0], in, depth+1)
		}
	case yaml.ScalarNode:
		if from.Tag != "!!null" {
			n.s = from.Value
			if y.tracks && n.s != "" {
				n.runs = y.runs(from)
			}
		}
	case yaml.SequenceNode:
		for i, item := range from.Content {
			v, err := y.value(item, &spot{parent: in, index: i}, depth+1)
			if err != nil {
				return n, err
			}
			n.items = append(n.items, v)
		}
	case yaml.MappingNode:
		in.start = y.offset(from)
		in.end, in.yaml, n.spot = in.start, from, in
		for i := 0; i+1 < len(from.Content); i += 2 {
			v, err := y.value(from.Content[i+1], &spot{parent: in, index: -1, name: from.Content[i].Value}, depth+1)
			if err != nil {
				return n, err
			}
			n.fields = append(n.fields, field{from.Content[i].Value, v})
		}
	}
	return n, nil
}
