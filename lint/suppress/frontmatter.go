package suppress

import (
	"bytes"
	"fmt"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/rules"
)

// frontMatter finds the directive in the front matter of a source:
//
//	jdlint: {disable: [RULE], reason: why}
//
// in YAML between lines of ---, or the same as a table in TOML between +++.
func frontMatter(src []byte) []directive {
	text := bytes.TrimPrefix(src, []byte("\uFEFF"))
	base := len(src) - len(text)
	fence, _, ok := bytes.Cut(text, []byte("\n"))
	if fence := string(bytes.TrimSpace(fence)); !ok || fence != "---" && fence != "+++" {
		return nil
	}
	sign := string(bytes.TrimSpace(fence))
	start := len(fence) + 1
	for i := start; i < len(text); {
		n := bytes.IndexByte(text[i:], '\n')
		next := len(text)
		if n >= 0 {
			next = i + n + 1
		}
		if line := string(bytes.TrimRight(text[i:next], " \t\r\n")); line == sign || line == "..." && sign == "---" {
			data := text[start:i]
			if !bytes.Contains(data, []byte("jdlint")) {
				return nil
			}
			if sign == "+++" {
				return tomlTable(data, base+start)
			}
			return yamlMapping(data, base+start)
		}
		i = next
	}
	return nil
}

// frontMatterEnd returns where the front matter of a source ends, 0 if it has none.
func frontMatterEnd(src []byte) int {
	fence, rest, ok := bytes.Cut(bytes.TrimPrefix(src, []byte("\uFEFF")), []byte("\n"))
	fence = bytes.TrimSpace(fence)
	if sign := string(fence); !ok || sign != "---" && sign != "+++" {
		return 0
	}
	n := bytes.Index(rest, append([]byte("\n"), fence...))
	if n < 0 {
		return 0
	}
	return len(src) - len(rest) + n
}

// keys are what may stand under jdlint:.
var keys = []string{"disable", "reason"}

// yamlMapping reads the mapping jdlint: of front matter that stands at base.
func yamlMapping(data []byte, base int) []directive {
	var doc yaml.Node
	if yaml.Unmarshal(data, &doc) != nil || len(doc.Content) == 0 || doc.Content[0].Kind != yaml.MappingNode {
		return nil // broken front matter is the site's affair
	}
	root := doc.Content[0]
	for i := 0; i+1 < len(root.Content); i += 2 {
		key, val := root.Content[i], root.Content[i+1]
		if key.Value != "jdlint" {
			continue
		}
		at := base + offset(data, key.Line)
		d := directive{kind: whole, front: true, at: posting.Span{Start: at, End: at + len("jdlint")}}
		if val.Kind != yaml.MappingNode {
			d.bad = "it needs keys: jdlint: {disable: [RULE], reason: WHY}"
			return []directive{d}
		}
		named := false
		for k := 0; k+1 < len(val.Content); k += 2 {
			switch name, v := val.Content[k].Value, val.Content[k+1]; name {
			case "disable":
				named = true
				d.rules = words(v)
			case "reason":
				d.reason = strings.TrimSpace(v.Value)
			default:
				d.bad = unknownKey(name)
			}
		}
		if d.bad == "" && (!named || len(d.rules) == 0) {
			d.bad = "it names no rule under disable"
		}
		return []directive{d}
	}
	return nil
}

func unknownKey(name string) string {
	if best := rules.Nearest(name, keys); best != "" {
		return fmt.Sprintf("there is no key “%s”; did you mean “%s”?", name, best)
	}
	return fmt.Sprintf("there is no key “%s”; there are disable and reason", name)
}

// words returns the texts of a list, or the one text that stands for a list.
func words(n *yaml.Node) []string {
	if n.Kind == yaml.ScalarNode {
		return strings.FieldsFunc(n.Value, func(r rune) bool { return r == ',' || r == ' ' })
	}
	var all []string
	for _, item := range n.Content {
		if item.Kind == yaml.ScalarNode && item.Value != "" {
			all = append(all, item.Value)
		}
	}
	return all
}

// offset returns the byte at which a line, counted from 1, begins.
func offset(data []byte, line int) int {
	at := 0
	for ; line > 1; line-- {
		n := bytes.IndexByte(data[at:], '\n')
		if n < 0 {
			return at
		}
		at += n + 1
	}
	return at
}

// tomlTable reads the table jdlint of front matter in TOML that stands at
// base, in any of the ways to write one: [jdlint], jdlint = {...},
// jdlint.disable = [...]. It reads no more of TOML than the values asked for
// need: texts in quotes, and lists of them.
func tomlTable(data []byte, base int) []directive {
	d := directive{kind: whole, front: true}
	found := false
	note := func(at int) {
		if !found {
			found = true
			d.at = posting.Span{Start: base + at, End: base + at + len("jdlint")}
		}
	}
	in := false
	for i := 0; i < len(data); {
		next := len(data)
		if n := bytes.IndexByte(data[i:], '\n'); n >= 0 {
			next = i + n + 1
		}
		at := i
		for at < next && (data[at] == ' ' || data[at] == '\t') {
			at++
		}
		line := string(data[at:next])
		switch {
		case strings.HasPrefix(line, "["):
			in = strings.HasPrefix(strings.ReplaceAll(line, " ", ""), "[jdlint]")
			if in {
				note(at + strings.Index(line, "jdlint"))
			}
		case in:
			next = max(next, at+d.toml(string(data[at:])))
		case strings.HasPrefix(line, "jdlint."):
			note(at)
			next = max(next, at+len("jdlint.")+d.toml(string(data[at+len("jdlint."):])))
		case strings.HasPrefix(line, "jdlint"):
			key, value, ok := strings.Cut(line, "=")
			if inner, is := strings.CutPrefix(strings.TrimSpace(value), "{"); ok && is && strings.TrimSpace(key) == "jdlint" {
				note(at)
				for inner != "" {
					inner = strings.TrimLeft(inner, " \t,}\r\n")
					inner = inner[min(len(inner), max(d.toml(inner), 1)):]
				}
			}
		}
		i = next
	}
	if !found {
		return nil
	}
	if d.bad == "" && len(d.rules) == 0 {
		d.bad = "it names no rule under disable"
	}
	return []directive{d}
}

// toml reads a pair such as disable = ["a", "b"] at the beginning of a text and
// returns its length.
func (d *directive) toml(text string) int {
	eq := strings.IndexAny(text, "=\n#")
	if eq < 0 || text[eq] != '=' {
		return 0
	}
	name := strings.TrimSpace(text[:eq])
	var list []string
	i, depth := eq+1, 0
scan:
	for i < len(text) {
		switch c := text[i]; c {
		case '"', '\'':
			n := strings.IndexByte(text[i+1:], c)
			if n < 0 {
				return i
			}
			list = append(list, text[i+1:i+1+n])
			i += n + 1
		case '[':
			depth++
		case ']':
			depth--
		case '#':
			if n := strings.IndexByte(text[i:], '\n'); n >= 0 {
				i += n - 1
			} else {
				i = len(text) - 1
			}
		case ',', '}', '\n':
			if depth <= 0 {
				break scan
			}
		}
		i++
	}
	switch name {
	case "disable":
		d.rules = list
	case "reason":
		d.reason = strings.TrimSpace(strings.Join(list, " "))
	default:
		if name != "" {
			d.bad = unknownKey(name)
		}
	}
	return i
}
