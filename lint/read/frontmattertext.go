package read

import (
	"bytes"
	"strings"

	"github.com/jdlint/jdlint/lint/read/block"
	"github.com/jdlint/jdlint/lint/read/markdown"
	"github.com/jdlint/jdlint/lint/section"
	"github.com/jdlint/jdlint/rules"
)

// What text in front matter is, rather than data: a value that goes over lines or holds
// markup, and has this many words.
const fewestWords = 10

// A frontText collects what front matter has of the text of a posting: values that are
// text ("description: |"), and lists whose key is the heading of a section
// ("responsibilities:").
type frontText struct {
	frontMatter
	known   *rules.Sections
	memory  *block.Memory
	blocks  []block.Block
	missing string // signs that do not come up any more
	headed  bool   // a value was a heading, "What you will do": the list that follows stands below it
}

// addFrontText puts the text that stands in front matter before the blocks of a body,
// without what the body says as well.
func addFrontText(m *block.Memory, front frontMatter, body []block.Block, known *rules.Sections) []block.Block {
	if front.body == 0 || front.alone || known == nil {
		return body
	}
	t := frontText{frontMatter: front, known: known, memory: m}
	for i := front.data.Start; i < front.data.End; {
		i = t.line(i)
	}
	if len(t.blocks) == 0 {
		return body
	}
	said := map[string]bool{}
	for i := range body {
		said[body[i].Text] = true
	}
	var out []block.Block
	for _, b := range t.blocks {
		if !said[b.Text] {
			out = append(out, b)
		}
	}
	return append(out, body...)
}

// line reads the key on the line at i with its value and returns the place to read on.
func (t *frontText) line(i int) (next int) {
	end, next := block.LineEnd(t.text, i)
	at := i
	for at < end && (block.IsBlank(t.text[at]) || t.text[at] == '-' && at+1 < end && t.text[at+1] == ' ') {
		at++
	}
	sign := bytes.IndexAny(t.text[at:end], ":=")
	if sign < 0 {
		return next
	}
	k := block.SkipBlanks(t.text, at+sign+1, end)
	value := bytes.TrimRight(t.text[k:end], " \t")
	if at == i && isDatum(value) {
		return next // as nearly all
	}
	key := keyOf(t.text[at:end])
	if key == "" {
		return next
	}
	heading := block.CleanDecoded(t.text, inWords.Replace(key), at, at+len(key))
	opens := section.OpensDuties(t.known, heading.Text, true)
	switch {
	case len(value) == 0:
		if (opens || t.headed) && !t.toml {
			return t.list(heading, next, at-i)
		}
	case (value[0] == '|' || value[0] == '>') && len(value) < 4 && !t.toml:
		to := t.indented(next, at-i)
		t.add(heading, opens, next, to)
		return to
	case value[0] == '[':
		if to := t.find("]", k); opens && to > 0 {
			t.flow(heading, k+1, to)
			return max(next, to)
		}
	case bytes.HasPrefix(value, []byte(`"""`)), bytes.HasPrefix(value, []byte("'''")):
		if to := t.find(string(value[:3]), k+3); t.toml && to > 0 {
			t.add(heading, opens, k+3, to)
			return max(next, to)
		}
	case value[0] == '"' || value[0] == '\'':
		if last := k + len(value) - 1; last > k && t.text[last] == value[0] && bytes.Contains(value, []byte("</")) {
			t.add(heading, opens, k+1, last)
		}
		fallthrough
	default:
		b, ok := inlineValue(t.text, k, end)
		t.headed = ok && section.OpensDuties(t.known, b.Text, true)
		if t.headed {
			t.head(b)
		}
	}
	return next
}

// isDatum reports whether a value is a word or a phrase: no list, no text of several
// lines, nothing with markup.
func isDatum(value []byte) bool {
	if len(value) == 0 {
		return false
	}
	switch value[0] {
	case '|', '>', '[':
		return false
	case '"', '\'':
		return len(value) > 3 && value[1] != value[0] && !bytes.Contains(value, []byte("</"))
	}
	return true
}

// inWords writes the words of keys apart.
var inWords = strings.NewReplacer("_", " ", "-", " ")

// find returns the place from i on at which a value of several lines ends with a sign, 0
// if there is none. What is missing once is not looked for again, which would take time
// that grows with the square of the text.
func (t *frontText) find(sign string, i int) int {
	if i >= t.data.End || strings.Contains(t.missing, sign) {
		return 0
	}
	n := bytes.Index(t.text[i:t.data.End], []byte(sign))
	if n < 0 {
		t.missing += sign + " "
		return 0
	}
	return i + n
}

// head adds a heading.
func (t *frontText) head(b block.Block) {
	b.Kind, b.Level = block.Heading, 2
	t.blocks = append(t.blocks, b)
}

// indented returns where the lines from i on end that are indented by more than the
// columns of a key, or blank.
func (t *frontText) indented(i, columns int) int {
	for i < t.data.End {
		end, next := block.LineEnd(t.text, i)
		at := block.SkipBlanks(t.text, i, end)
		if at < end && at-i <= columns {
			break
		}
		i = next
	}
	return min(i, t.data.End)
}

// add reads text[i:j], the value of a key, if it is text.
func (t *frontText) add(heading block.Block, opens bool, i, j int) {
	if len(bytes.Fields(t.text[i:j])) < fewestWords {
		return
	}
	if opens {
		t.head(heading)
	}
	t.blocks = append(t.blocks, markdown.Read(t.memory, t.text[:j], i).Blocks...)
}

// list reads the items of a list from the line at i on, whose key is indented by some
// columns, and returns the place behind them.
func (t *frontText) list(heading block.Block, i, columns int) int {
	first := len(t.blocks)
	for i < t.data.End {
		end, next := block.LineEnd(t.text, i)
		at := block.SkipBlanks(t.text, i, end)
		if at == end {
			i = next
			continue
		}
		if at-i < columns || t.text[at] != '-' || at+1 == end || t.text[at+1] != ' ' {
			break
		}
		to := max(next, t.indented(next, at-i))
		b, ok := inlineValue(t.text, at+2, end)
		if to > next || !ok {
			b = block.Clean(t.text, at+2, to)
		}
		t.item(b)
		i = to
	}
	if len(t.blocks) > first && !t.headed {
		items := append([]block.Block(nil), t.blocks[first:]...)
		t.blocks = t.blocks[:first]
		t.head(heading)
		t.blocks = append(t.blocks, items...)
	}
	t.headed = false
	return i
}

// flow reads the strings in text[i:j], the inside of a list in brackets.
func (t *frontText) flow(heading block.Block, i, j int) {
	t.head(heading)
	for i < j {
		c := t.text[i]
		if c != '"' && c != '\'' {
			i++
			continue
		}
		b, ok := quotedValue(t.text, i, j)
		if !ok {
			return
		}
		t.item(b)
		i++
		if b.Text != "" {
			i = b.Span().End
		}
		i += max(bytes.IndexByte(t.text[i:j], c), 0) + 1
	}
}

// item adds an item of a list.
func (t *frontText) item(b block.Block) {
	if b.Text != "" {
		b.Kind, b.Level = block.Bullet, 1
		t.blocks = append(t.blocks, b)
	}
}
