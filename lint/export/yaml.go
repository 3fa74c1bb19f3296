package export

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"go.yaml.in/yaml/v3"
)

const maxYAML = 4 << 20 // bytes of a file, which is read as a whole

// readYAML reads jobs that people keep by hand, as the data of a site does.
func readYAML(r io.Reader, c *collector) error {
	data, err := io.ReadAll(io.LimitReader(newSource(r), maxYAML+1))
	if err != nil {
		return err
	}
	if len(data) > maxYAML {
		return fmt.Errorf("%w: more than %d MB of YAML", ErrTooLarge, maxYAML>>20)
	}
	documents := yaml.NewDecoder(bytes.NewReader(data))
	y := yamlReader{left: maxParts}
	for {
		var document yaml.Node
		err := documents.Decode(&document)
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fmt.Errorf("no YAML: %s", strings.TrimPrefix(err.Error(), "yaml: "))
		}
		n, err := y.value(&document, 0)
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
type yamlReader struct{ left int }

var errDeepYAML = errors.New("nested too deep, or an alias that stands in itself")

func (y *yamlReader) value(from *yaml.Node, depth int) (n node, err error) {
	if y.left--; y.left < 0 {
		return n, fmt.Errorf("%w: more than %d values", ErrTooLarge, maxParts)
	}
	if depth > maxNest {
		return n, errDeepYAML
	}
	switch from.Kind {
	case yaml.AliasNode:
		return y.value(from.Alias, depth+1)
	case yaml.DocumentNode:
		if len(from.Content) > 0 {
			return y.value(from.Content[0], depth+1)
		}
	case yaml.ScalarNode:
		if from.Tag != "!!null" {
			n.text = from.Value
		}
	case yaml.SequenceNode:
		for _, item := range from.Content {
			v, err := y.value(item, depth+1)
			if err != nil {
				return n, err
			}
			n.items = append(n.items, v)
		}
	case yaml.MappingNode:
		for i := 0; i+1 < len(from.Content); i += 2 {
			v, err := y.value(from.Content[i+1], depth+1)
			if err != nil {
				return n, err
			}
			n.fields = append(n.fields, field{from.Content[i].Value, v})
		}
	}
	return n, nil
}
