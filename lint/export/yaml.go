package export

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

const maxYAML = 4 << 20 // bytes of a file, which is read as a whole

// readYAML reads jobs that people keep by hand, as the data of a site does.
func readYAML(r io.Reader, c *collector) error {
	c.in = newSource(r)
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
			n.text = from.Value
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
		in.end, n.spot = in.start, in
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
