package posting

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/jdlint/jdlint/rules"
	"go.yaml.in/yaml/v3"
)

// frontMatter finds the block of metadata that sites put in front of a text:
// YAML between lines of ---, TOML between lines of +++. It gives the place of
// the data and the place where the text goes on; the latter is 0 if there is
// no front matter. Lines of dashes around text that is no metadata are rulers.
func frontMatter(text []byte) (data Span, toml bool, body int) {
	i := 0
	for i < len(text) && isBlank(text[i]) {
		i++
	}
	fence := "---"
	if bytes.HasPrefix(text[i:], []byte("+++")) {
		fence, toml = "+++", true
	}
	first, next := cutLine(text, i)
	if string(bytes.TrimSpace(text[i:first])) != fence {
		return Span{}, false, 0
	}
	data.Start = next
	for at := next; at < len(text); {
		end, next := cutLine(text, at)
		line := string(bytes.TrimRight(text[at:end], " \t"))
		if line == fence || toml && strings.TrimSpace(line) == fence || line == "..." && !toml {
			data.End = at
			if !isMetadata(text[data.Start:data.End], toml) {
				return Span{}, false, 0
			}
			return data, toml, next
		}
		at = next
	}
	return Span{}, false, 0
}

// cutLine gives the end of the line that starts at i and the start of the next.
func cutLine(text []byte, i int) (end, next int) {
	k := bytes.IndexAny(text[i:], "\n\r")
	if k < 0 {
		return len(text), len(text)
	}
	end, next = i+k, i+k+1
	if text[end] == '\r' && next < len(text) && text[next] == '\n' {
		next++
	}
	return end, next
}

// isMetadata says whether most lines are keys; lines that are indented do not
// count, but in TOML, where that means nothing.
func isMetadata(data []byte, toml bool) bool {
	keys, others := 0, 0
	for i := 0; i < len(data); {
		end, next := cutLine(data, i)
		line := data[i:end]
		i = next
		if toml {
			line = bytes.TrimLeft(line, " \t")
		}
		switch {
		case len(line) == 0, isBlank(line[0]):
		case keyOf(line) != "", toml && line[0] == '[':
			keys++
		case bytes.IndexByte([]byte(`#-[]{}"'`), line[0]) < 0:
			others++
		}
	}
	return keys > 0 && keys >= others || len(bytes.TrimSpace(data)) == 0
}

// keyOf gives the key of a line such as `key: value` or `key = value`.
func keyOf(line []byte) string {
	k := 0
	for k < len(line) && k < 60 && (isAlnum(line[k]) || line[k] == '_' || line[k] == '-' || line[k] == '"' || line[k] == '\'' || line[k] == '.' || line[k] == ' ' && k > 0) {
		k++
	}
	if k == 0 || k == len(line) || line[k] != ':' && line[k] != '=' || line[0] == '-' {
		return ""
	}
	if line[k] == ':' && k+1 < len(line) && !isBlank(line[k+1]) {
		return ""
	}
	return strings.Trim(string(line[:k]), ` "'`)
}

// rankOfKey says how much the value of a key is worth as a title; ok is false
// if it is none.
func rankOfKey(known *rules.TitlePlaces, key string, depth int) (r rank, ok bool) {
	switch known.Key(key) {
	case rules.MainTitleKey:
		if depth > 0 {
			return rankNested, true
		}
		return rankTitleKey, true
	case rules.OtherTitleKey:
		if depth > 1 {
			return 0, false
		}
		return rankOtherKey, true
	}
	return 0, false
}

// frontMatterTitles offers what front matter may give as title. Keys at the
// top with a value on their line, nearly all, are read right here, so that
// the title of broken front matter is found as well.
func (d *document) frontMatterTitles(text []byte, known *rules.TitlePlaces) {
	data, toml := d.front, d.toml
	done, more := false, false
	depth := 0
	for i := data.Start; i < data.End; {
		end, next := cutLine(text, i)
		at := i
		for at < end && isBlank(text[at]) {
			at++
		}
		if at < end && toml && text[at] == '[' {
			depth = 1
		}
		line := text[at:end]
		if !toml && (at > i || text[i] == '-') {
			more = more || known.Key(keyOf(bytes.TrimLeft(line, "- "))) != rules.NoTitleKey
			i = next
			continue
		}
		rank, ok := rankOfKey(known, keyOf(line), depth)
		if ok {
			k := at + bytes.IndexAny(line, ":=") + 1
			b, simple := inlineValue(text, k, end)
			if simple && !toml && next < data.End && (text[next] == ' ' || text[next] == '\t') && isPlainStart(text, k, end) {
				simple = false // the value may go on
			}
			if simple && b.text != "" {
				d.titles = append(d.titles, candidate{b, FromFrontMatter, rank})
				done = done || rank == rankTitleKey
			} else {
				more = true
			}
		}
		i = next
	}
	if !done && more && !toml {
		d.yamlTitles(text, data, known)
	}
}

func isPlainStart(text []byte, k, end int) bool {
	k = skipBlanks(text, k, end)
	return k < end && text[k] != '"' && text[k] != '\''
}

// inlineValue reads a scalar that stands in text[k:end], the rest of a line.
func inlineValue(text []byte, k, end int) (block, bool) {
	for k < end && isBlank(text[k]) {
		k++
	}
	if k == end {
		return block{}, false
	}
	switch c := text[k]; c {
	case '|', '>', '[', '{', '&', '*', '!', '%', '@', '`':
		return block{}, false
	case '"', '\'':
		if bytes.HasPrefix(text[k:end], []byte{c, c, c}) {
			return block{}, false
		}
		return quotedValue(text, k, end)
	}
	for at := k; at < end; at++ {
		if text[at] == '#' && at > k && isBlank(text[at-1]) {
			end = at
			break
		}
	}
	return cleanBlock(text, k, end), true
}

// quotedValue reads a scalar in quotes that starts at k and ends before limit.
func quotedValue(text []byte, k, limit int) (block, bool) {
	q := text[k]
	for at := k + 1; at < limit; at++ {
		switch c := text[at]; {
		case c == '\\' && q == '"':
			at++
		case c == q && q == '\'' && at+1 < limit && text[at+1] == q:
			at++
		case c == q:
			raw := string(text[k+1 : at])
			value := raw
			if q == '\'' {
				value = strings.ReplaceAll(raw, "''", "'")
			} else if strings.IndexByte(raw, '\\') >= 0 {
				var err error
				if value, err = strconv.Unquote(`"` + strings.Join(strings.Fields(raw), " ") + `"`); err != nil {
					value = strings.ReplaceAll(raw, `\`, "")
				}
			}
			return decodedBlock(text, value, k+1, at), true
		}
	}
	return block{}, false
}

// yamlTitles looks for titles with a YAML parser: in nested keys, in values of
// several lines.
func (d *document) yamlTitles(text []byte, data Span, known *rules.TitlePlaces) {
	var root yaml.Node
	if err := yaml.Unmarshal(text[data.Start:data.End], &root); err != nil {
		return // broken front matter: the title comes from somewhere else
	}
	lines := []int{data.Start}
	for i := data.Start; i < data.End; {
		_, i = cutLine(text, i)
		lines = append(lines, i)
	}
	var walk func(n *yaml.Node, depth int)
	walk = func(n *yaml.Node, depth int) {
		if depth > maxDepth {
			return
		}
		switch n.Kind {
		case yaml.DocumentNode:
			for _, c := range n.Content {
				walk(c, depth)
			}
		case yaml.SequenceNode:
			for _, c := range n.Content {
				walk(c, depth+1)
			}
		case yaml.MappingNode:
			for i := 0; i+1 < len(n.Content); i += 2 {
				key, value := n.Content[i], n.Content[i+1]
				if value.Kind != yaml.ScalarNode {
					walk(value, depth+1)
					continue
				}
				rank, ok := rankOfKey(known, key.Value, depth)
				if !ok || value.Line < 1 || value.Line > len(lines) {
					continue
				}
				at := lines[value.Line-1]
				for c := 1; c < value.Column && at < data.End; c++ {
					_, size := utf8.DecodeRune(text[at:data.End])
					at += size
				}
				if b := scalarBlock(text, at, data.End, value); b.text != "" {
					d.titles = append(d.titles, candidate{b, FromFrontMatter, rank})
				}
			}
		}
	}
	walk(&root, 0)
}

// scalarBlock makes a block of a YAML scalar that starts at text[at].
func scalarBlock(text []byte, at, limit int, n *yaml.Node) block {
	if at >= limit {
		return block{}
	}
	if n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0 {
		for at < limit && text[at] != '"' && text[at] != '\'' {
			at++ // a tag or an anchor may stand before
		}
		if at == limit {
			return block{}
		}
		b, _ := quotedValue(text, at, limit)
		if b.text != cleanBlock([]byte(n.Value), 0, len(n.Value)).text {
			return block{}
		}
		return b
	}
	if n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0 {
		_, at = cutLine(text, at)
	}
	// The value is what stands here, but for white space.
	k := skipBlanks(text, at, limit)
	start := k
	for _, c := range []byte(n.Value) {
		if isBlank(c) {
			continue
		}
		for k < limit && isBlank(text[k]) {
			k++
		}
		if k == limit || text[k] != c {
			return block{}
		}
		k++
	}
	return cleanBlock(text, start, k)
}
