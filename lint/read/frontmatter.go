package read

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/read/block"
	"github.com/jdlint/jdlint/rules"
	"go.yaml.in/yaml/v3"
)

// frontMatter is the block of metadata that sites put in front of a text: YAML
// between lines of ---, TOML between lines of +++.
type frontMatter struct {
	text  []byte       // of the file
	data  posting.Span // the lines between the fences
	toml  bool         // they are TOML, else YAML
	json  bool         // they are a JSON object, which is YAML, too
	alone bool         // there is no other text
	body  int          // where the text goes on, in bytes; 0 if there is no front matter
}

// frontMatterOf returns the front matter of a text in a file of some name.
func frontMatterOf(path string, text []byte) frontMatter {
	f := findFrontMatter(text)
	switch strings.ToLower(filepath.Ext(path)) {
	case tomlExtension:
		if f.body == 0 && isMetadata(text, true) {
			return frontMatter{text: text, toml: true, data: posting.Span{End: len(text)}, body: len(text)}
		}
	case astroExtension:
		if f.body > 0 || !bytes.HasPrefix(bytes.TrimLeft(text, " \t\r\n"), []byte("---")) {
			break
		}
		if k := bytes.Index(text, []byte("---")) + 3; k >= 3 { // code, and not read
			if n := bytes.Index(text[k:], []byte("\n---")); n >= 0 {
				f.text, f.body = text, k+n+len("\n---")
			}
		}
	}
	return f
}

// findFrontMatter returns the front matter of a text. Lines of dashes around
// text that is no metadata are rulers.
func findFrontMatter(text []byte) (f frontMatter) {
	f.text = text
	i := 0
	for i < len(text) && block.IsBlank(text[i]) {
		i++
	}
	if f.json = f.findObject(i); f.json {
		return f
	}
	fence := "---"
	if bytes.HasPrefix(text[i:], []byte("+++")) {
		fence, f.toml = "+++", true
	}
	first, next := block.LineEnd(text, i)
	if string(bytes.TrimSpace(text[i:first])) != fence {
		return frontMatter{}
	}
	f.data.Start = next
	for at := next; at < len(text); {
		end, next := block.LineEnd(text, at)
		line := string(bytes.TrimRight(text[at:end], " \t"))
		if line == fence || f.toml && strings.TrimSpace(line) == fence || line == "..." && !f.toml {
			f.data.End = at
			if !isMetadata(text[f.data.Start:f.data.End], f.toml) {
				return frontMatter{}
			}
			f.body = next
			return f
		}
		at = next
	}
	return frontMatter{}
}

// findObject finds metadata in JSON, which begin at text[i]: an object with a text
// below it.
func (f *frontMatter) findObject(i int) bool {
	if i == len(f.text) || f.text[i] != '{' {
		return false
	}
	var object json.RawMessage
	if json.NewDecoder(bytes.NewReader(f.text[i:])).Decode(&object) != nil {
		return false
	}
	f.data = posting.Span{Start: i, End: i + len(object)}
	end, next := block.LineEnd(f.text, f.data.End)
	if len(bytes.TrimSpace(f.text[f.data.End:end])) > 0 || len(bytes.TrimSpace(f.text[next:])) == 0 {
		f.data = posting.Span{}
		return false
	}
	f.body = next
	return true
}

// isMetadata reports whether most lines are keys; lines that are indented do not
// count, but in TOML, where that means nothing.
func isMetadata(data []byte, toml bool) bool {
	keys, others := 0, 0
	for i := 0; i < len(data); {
		end, next := block.LineEnd(data, i)
		line := data[i:end]
		i = next
		if toml {
			line = bytes.TrimLeft(line, " \t")
		}
		switch {
		case len(line) == 0, block.IsBlank(line[0]):
		case keyOf(line) != "", toml && line[0] == '[':
			keys++
		case bytes.IndexByte([]byte(`#-[]{}"'`), line[0]) < 0:
			others++
		}
	}
	return keys > 0 && keys >= others || len(bytes.TrimSpace(data)) == 0
}

// keyOf returns the key of a line such as `key: value` or `key = value`.
func keyOf(line []byte) string {
	k := 0
	for k < len(line) && k < 60 && (block.IsAlnum(line[k]) || line[k] == '_' || line[k] == '-' || line[k] == '"' || line[k] == '\'' || line[k] == '.' || line[k] == ' ' && k > 0) {
		k++
	}
	if k == 0 || k == len(line) || line[k] != ':' && line[k] != '=' || line[0] == '-' {
		return ""
	}
	if line[k] == ':' && k+1 < len(line) && !block.IsBlank(line[k+1]) {
		return ""
	}
	return strings.Trim(string(line[:k]), ` "'`)
}

// rankOfKey returns the rank of the value of a key as a title; ok is false if it
// is none.
func rankOfKey(known *rules.TitlePlaces, key string, depth int) (r block.Rank, ok bool) {
	switch known.Key(key) {
	case rules.MainTitleKey:
		if depth > 0 {
			return block.RankNested, true
		}
		return block.RankTitleKey, true
	case rules.OtherTitleKey:
		if depth > 1 {
			return 0, false
		}
		return block.RankOtherKey, true
	}
	return 0, false
}

// titles returns what front matter may give as title. Keys at the
// top with a value on their line, nearly all, are read right here, so that
// the title of broken front matter is found as well.
func (f *frontMatter) titles(known *rules.TitlePlaces) (titles []block.Candidate) {
	text, data, toml := f.text, f.data, f.toml
	if f.json {
		return yamlTitles(text, data, known)
	}
	done, more := false, false
	depth := 0
	for i := data.Start; i < data.End; {
		end, next := block.LineEnd(text, i)
		at := i
		for at < end && block.IsBlank(text[at]) {
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
			if at := block.SkipBlanks(text, k, end); toml && at+1 < end && text[at] == '[' && (text[at+1] == '"' || text[at+1] == '\'') {
				b, simple = quotedValue(text, at+1, end) // the first of a list
				rank = max(rank, block.RankOtherKey)
			}
			if simple && !toml && next < data.End && (text[next] == ' ' || text[next] == '\t') && isPlainStart(text, k, end) {
				simple = false // the value may go on
			}
			if simple && b.Text != "" {
				titles = append(titles, block.Candidate{Block: b, From: posting.FromFrontMatter, Rank: rank})
				done = done || rank == block.RankTitleKey
			} else {
				more = true
			}
		}
		i = next
	}
	if !done && more && !toml {
		titles = append(titles, yamlTitles(text, data, known)...)
	}
	return titles
}

func isPlainStart(text []byte, k, end int) bool {
	k = block.SkipBlanks(text, k, end)
	return k < end && text[k] != '"' && text[k] != '\''
}

// inlineValue reads a scalar that stands in text[k:end], the rest of a line.
func inlineValue(text []byte, k, end int) (block.Block, bool) {
	for k < end && block.IsBlank(text[k]) {
		k++
	}
	if k == end {
		return block.Block{}, false
	}
	switch c := text[k]; c {
	case '|', '>', '[', '{', '&', '*', '!', '%', '@', '`':
		return block.Block{}, false
	case '"', '\'':
		if bytes.HasPrefix(text[k:end], []byte{c, c, c}) {
			return block.Block{}, false
		}
		return quotedValue(text, k, end)
	}
	for at := k; at < end; at++ {
		if text[at] == '#' && at > k && block.IsBlank(text[at-1]) {
			end = at
			break
		}
	}
	return block.Clean(text, k, end), true
}

// quotedValue reads a scalar in quotes that starts at k and ends before limit.
func quotedValue(text []byte, k, limit int) (block.Block, bool) {
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
			return block.CleanDecoded(text, value, k+1, at), true
		}
	}
	return block.Block{}, false
}

// yamlTitles returns the titles that a YAML parser finds: in nested keys, in values of
// several lines.
func yamlTitles(text []byte, data posting.Span, known *rules.TitlePlaces) (titles []block.Candidate) {
	var root yaml.Node
	if err := yaml.Unmarshal(text[data.Start:data.End], &root); err != nil {
		return nil // broken front matter: the title comes from somewhere else
	}
	lines := []int{data.Start}
	for i := data.Start; i < data.End; {
		_, i = block.LineEnd(text, i)
		lines = append(lines, i)
	}
	var walk func(n *yaml.Node, depth int)
	walk = func(n *yaml.Node, depth int) {
		if depth > block.MaxDepth {
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
				rank, ok := rankOfKey(known, key.Value, depth)
				if ok && value.Kind == yaml.SequenceNode && len(value.Content) > 0 && value.Content[0].Kind == yaml.ScalarNode {
					value, rank = value.Content[0], max(rank, block.RankOtherKey) // "roles: [Product Owner]"
				}
				if value.Kind != yaml.ScalarNode {
					walk(value, depth+1)
					continue
				}
				if !ok || value.Line < 1 || value.Line > len(lines) {
					continue
				}
				at := lines[value.Line-1]
				for c := 1; c < value.Column && at < data.End; c++ {
					_, size := utf8.DecodeRune(text[at:data.End])
					at += size
				}
				if b := scalarBlock(text, at, data.End, value); b.Text != "" {
					titles = append(titles, block.Candidate{Block: b, From: posting.FromFrontMatter, Rank: rank})
				}
			}
		}
	}
	walk(&root, 0)
	return titles
}

// scalarBlock makes a block of a YAML scalar that starts at text[at].
func scalarBlock(text []byte, at, limit int, n *yaml.Node) block.Block {
	if at >= limit {
		return block.Block{}
	}
	if n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0 {
		for at < limit && text[at] != '"' && text[at] != '\'' {
			at++ // a tag or an anchor may stand before
		}
		if at == limit {
			return block.Block{}
		}
		b, _ := quotedValue(text, at, limit)
		if b.Text != block.Clean([]byte(n.Value), 0, len(n.Value)).Text {
			return block.Block{}
		}
		return b
	}
	if n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0 {
		_, at = block.LineEnd(text, at)
	}
	// The value is what stands here, but for white space.
	k := block.SkipBlanks(text, at, limit)
	start := k
	for _, c := range []byte(n.Value) {
		if block.IsBlank(c) {
			continue
		}
		for k < limit && block.IsBlank(text[k]) {
			k++
		}
		if k == limit || text[k] != c {
			return block.Block{}
		}
		k++
	}
	return block.Clean(text, start, k)
}
