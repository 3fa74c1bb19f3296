package pdf

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/jdlint/jdlint/lint/read/block"
)

// measure finds the size of the text and of headings, and what words there are.
func (r *reader) measure() {
	count := map[float64]int{}
	round := func(size float64) float64 { return math.Round(size*2) / 2 }
	for i := range r.lines {
		l := &r.lines[i]
		count[round(l.size)] += len(l.raw)
		for word := range strings.FieldsFuncSeq(strings.ToLower(l.raw), func(c rune) bool { return !block.IsWordRune(c) && c != '-' }) {
			r.seen[word] = true
		}
	}
	most := 0
	for size, n := range count {
		if n > most || n == most && size < r.body {
			r.body, most = size, n
		}
	}
	for size := range count {
		if size > 1.12*r.body {
			r.sizes = append(r.sizes, size)
		}
	}
	slices.SortFunc(r.sizes, func(a, b float64) int { return cmp.Compare(b, a) })
}

// headingLevel returns the level of a line that is set bigger than the text; 0
// for others.
func (r *reader) headingLevel(l *line) int {
	if l.size <= 1.1*r.body || l.sign && !block.IsDigit(strings.TrimLeft(l.raw, " \t")[0]) {
		return 0
	}
	for i, size := range r.sizes {
		if l.size >= size-0.3 {
			return min(i+1, 6)
		}
	}
	return 0
}

// maxJoined is how many lines a paragraph has at most.
const maxJoined = 400

// paragraphs joins lines to paragraphs.
func (r *reader) paragraphs() {
	for i := 0; i < len(r.lines); {
		first := &r.lines[i]
		var p block.ParagraphBuilder
		level := r.headingLevel(first)
		switch {
		case level > 0:
			p.Kind, p.Level = block.Heading, level
		case first.sign:
			p.Kind, p.Level = block.Bullet, r.depth(first)
		}
		if p.Kind != block.Bullet {
			r.indents = r.indents[:0]
		}
		p.Add(first.raw, first.bold)
		r.Number = first.page
		j := i + 1
		for ; j < len(r.lines) && j-i < maxJoined && r.goesOn(i, j, &p); j++ {
			r.join(&p, &r.lines[j])
		}
		r.Put(&p)
		i = j
	}
}

// depth returns the level of a list item: deeper than the one before if its sign
// stands further to the right.
func (r *reader) depth(l *line) int {
	const about = 4 // points
	x := l.left - l.edge
	for n := len(r.indents); n > 0 && r.indents[n-1] > x+about; n-- {
		r.indents = r.indents[:n-1]
	}
	if n := len(r.indents); n == 0 || r.indents[n-1] < x-about {
		r.indents = append(r.indents, x)
	}
	return len(r.indents)
}

// goesOn reports whether line j goes on with the paragraph p that began with line
// i.
func (r *reader) goesOn(i, j int, p *block.ParagraphBuilder) bool {
	first, before, l := &r.lines[i], &r.lines[j-1], &r.lines[j]
	if l.sign || math.Abs(l.size-before.size) > 0.1*before.size {
		return false
	}
	if p.Kind == block.Heading { // whose words may be spread out over the line
		return l.page == before.page && l.bold == before.bold && before.y-l.y < 1.6*l.size && before.y > l.y && len(p.Raw)+len(l.raw) <= block.MaxTitle
	}
	if l.row || before.row {
		return false
	}
	if before.bold != l.bold && (before.bold || l.bold) && wholeBold(r.lines[i:j], l) {
		return false
	}
	pitch := before.y - l.y
	if l.page == before.page && (math.Abs(pitch) < 0.45*l.size || pitch > 0 && (l.right < before.left || l.left > before.right)) { // beside it
		return false
	}
	if l.page != before.page || pitch <= 0 { // over to the next page or column
		last := strings.TrimRight(before.raw, " \t")
		c, _ := utf8.DecodeRuneInString(strings.TrimLeft(l.raw, " \t"))
		return unicode.IsLower(c) && !strings.HasSuffix(last, ".") && !strings.HasSuffix(last, ":")
	}
	if pitch > 1.75*l.size || j > i+1 && pitch > 1.3*(r.lines[j-2].y-before.y) && r.lines[j-2].y > before.y {
		return false
	}
	if endsInHyphen(before.raw) && !startsNew(l) {
		return true
	}
	if first.sign && l.left < first.text-0.6*l.size && l.left < first.left+0.4*l.size && before.right < before.end-3*l.size {
		return false // back at the margin
	}
	if first.sign && math.Abs(l.left-first.text) < 0.6*l.size && l.left > first.left+0.3*l.size {
		return true // under the text of the item, not under its sign
	}
	if endsInHyphen(before.raw) {
		return true
	}
	far := before.right > before.left+0.6*(before.end-before.left)
	full := before.right+0.3*l.size+l.first > before.end-0.5*l.size
	if before.right-before.edge < leastRun*before.size {
		return (full || far) && !startsNew(l)
	}
	// A line that had room for the next word was ended on purpose.
	return full || far && !startsNew(l)
}

// wholeBold reports whether the paragraph so far and the line differ in that one
// of them is bold throughout.
func wholeBold(lines []line, l *line) bool {
	all := true
	for i := range lines {
		all = all && lines[i].bold
	}
	return all != l.bold
}

// endsInHyphen reports whether a line ends within a word.
func endsInHyphen(raw string) bool {
	raw = strings.TrimRight(raw, " \t")
	word, parted := strings.CutSuffix(raw, "-")
	if !parted {
		if word, parted = strings.CutSuffix(raw, "\u2010"); !parted {
			word, parted = strings.CutSuffix(raw, "\u00AD")
		}
	}
	c, _ := utf8.DecodeLastRuneInString(word)
	return parted && unicode.IsLetter(c)
}

// startsNew reports whether a line may begin a sentence or an entry.
func startsNew(l *line) bool {
	c, _ := utf8.DecodeRuneInString(strings.TrimLeft(l.raw, " \t"))
	return !unicode.IsLower(c)
}

// join adds a line to a paragraph. A word that was parted at the end of the
// line is made whole.
func (r *reader) join(p *block.ParagraphBuilder, l *line) {
	text := strings.TrimLeft(l.raw, " \t")
	end := block.TrimBlanks(p.Raw, 0, len(p.Raw))
	before := string(p.Raw[:end])
	switch {
	case strings.HasSuffix(before, "\u00AD") || strings.HasSuffix(string(p.Raw), "\u00AD"):
	case endsInHyphen(before):
		switch r.hyphenIn(before, text) {
		case parting:
			p.Raw = p.Raw[:strings.LastIndexAny(before, "-\u2010")]
		case spelled:
			p.Raw = p.Raw[:end]
		case suspended:
			text = " " + text
		}
	default:
		text = " " + text
	}
	p.Add(text, l.bold)
}

// hyphen is what a hyphen at the end of a line is for.
type hyphen int

const (
	parting   hyphen = iota // it parts a word where the line ends
	spelled                 // it belongs to the word: "cross-functional"
	suspended               // it stands for a word that comes later: "short- and long-term"
)

// Words before which a hyphen is suspended, and words that are joined with others by a
// hyphen more often than they begin or end a word that is parted there.
const (
	suspending = " and or to und oder bis et ou en of og eller "
	particles  = " on up in out off of by to "
	joining    = " cross self non multi long short high low real full well data user cost customer decision goal hands "
)

// hyphenIn tells what the hyphen at the end of before is for, which the text next follows.
func (r *reader) hyphenIn(before, next string) hyphen {
	stem := strings.TrimRight(before, "-\u2010")
	k := strings.LastIndexFunc(stem, func(c rune) bool { return !block.IsWordRune(c) }) + 1
	head, tail := stem[k:], next
	if n := strings.IndexFunc(next, func(c rune) bool { return !block.IsWordRune(c) }); n >= 0 {
		tail = next[:n]
	}
	c, _ := utf8.DecodeRuneInString(tail)
	chain := strings.HasSuffix(stem[:k], "-") || strings.HasPrefix(next[len(tail):], "-") // "end-to-end"
	head, tail = strings.ToLower(head), strings.ToLower(tail)
	among := func(list, word string) bool { return strings.Contains(list, " "+word+" ") }
	switch {
	case head == "" || tail == "" || among(suspending, tail) && unicode.IsLower(c) && !chain:
		return suspended
	case r.seen[head+"-"+tail] || !unicode.IsLower(c) || chain:
		return spelled
	case r.seen[head+tail]:
		return parting
	case r.seen[head] || among(joining, head) && len(tail) > 3 || among(particles, tail):
		return spelled
	}
	return parting
}
