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

// line is a line of a column of a page.
type line struct {
	raw         string
	left, right float64
	y, size     float64
	first       float64 // width of its first word
	edge, end   float64 // left and right edge of its column
	page        int
	bold        bool
	row         bool    // it has a wide gap, as the rows of tables have
	sign        bool    // it begins with the sign of a list item
	text        float64 // where its text begins behind the sign
}

// rowsOf joins the chunks of a column that stand on one line. A heading beside its text
// is a line of its own.
func rowsOf(chunks []chunk) []line {
	sorted := slices.Clone(chunks)
	slices.SortStableFunc(sorted, func(a, b chunk) int { return cmp.Compare(b.y, a.y) })
	var rows [][]chunk
	for i := 0; i < len(sorted); {
		j := i + 1
		size, y := sorted[i].size, sorted[i].y
		for j < len(sorted) && y-sorted[j].y <= 0.45*max(min(size, sorted[j].size), 2) {
			size = max(size, sorted[j].size)
			j++
		}
		row := sorted[i:j]
		slices.SortStableFunc(row, func(a, b chunk) int { return cmp.Compare(a.left, b.left) })
		rows = append(rows, row)
		i = j
	}
	var out []line
	for i, row := range rows {
		if k := wideGap(row); k > 0 && i+1 < len(rows) && isBeside(row[k:], rows[i+1]) {
			out = append(out, lineOf(row[:k]))
			row = row[k:]
		}
		out = append(out, lineOf(row))
	}
	return out
}

// wideGap returns the chunk behind the first gap of a row that parts its cells, 0 for
// none.
func wideGap(row []chunk) int {
	for i := 1; i < len(row); i++ {
		if row[i].left-row[i-1].right > rowGap*row[i].size && (i > 1 || len(row[0].text) > 4) {
			return i
		}
	}
	return 0
}

// isBeside reports whether the last cell of a row goes on below.
func isBeside(cell, next []chunk) bool {
	first, below := &cell[0], &next[0]
	return wideGap(cell) == 0 && wideGap(next) == 0 && math.Abs(first.left-below.left) < 1 && first.y-below.y < 2.2*first.size && math.Abs(first.size-below.size) < 0.1*first.size
}

// Lengths in units of the size of the text.
const (
	rowGap   = 2.5 // between the cells of a row
	leastRun = 14  // of a line that may go on in the next
)

// lineOf makes a line of its chunks, from left to right.
func lineOf(chunks []chunk) line {
	first := &chunks[0]
	l := line{left: first.left, text: first.left, first: first.first, y: first.y}
	var b strings.Builder
	letters, bold := 0, 0
	for i := range chunks {
		c := &chunks[i]
		n := utf8.RuneCountInString(c.text)
		if n > letters || i == 0 {
			l.size, l.y = c.size, c.y
		}
		letters += n
		if c.bold || !block.HasLetter([]byte(c.text)) {
			bold += n
		}
		if i > 0 {
			switch gap := c.left - l.right; {
			case gap > 0.8*c.size:
				b.WriteByte('\t')
			case gap > 0.12*c.size:
				b.WriteByte(' ')
			}
		}
		b.WriteString(c.text)
		l.right = max(l.right, c.right)
	}
	l.raw, l.row = b.String(), wideGap(chunks) > 0
	l.bold = bold == letters && block.HasLetter([]byte(l.raw))
	raw := []byte(l.raw)
	i := block.SkipBlanks(raw, 0, len(raw))
	if after, ok := block.ListSign(raw, i, len(raw), false); ok {
		l.sign = true
		l.text = l.left + l.size
		if k := len(chunks); k > 1 && len(chunks[0].text) <= 4 {
			l.text = chunks[1].left
			l.first = chunks[1].first
		} else if after < len(raw) {
			l.text = l.left + (l.right-l.left)*float64(utf8.RuneCount(raw[:after]))/float64(utf8.RuneCount(raw))
		}
	}
	return l
}

// narrow finds the right edge of each piece of a column, of which some may be
// set narrower.
func narrow(lines []line) {
	for i := 0; i < len(lines); {
		j := i + 1
		for j < len(lines) && lines[j-1].y-lines[j].y < 2.2*max(lines[j-1].size, lines[j].size) {
			j++
		}
		edge := edgeOf(lines[i:j])
		if n := wraps(lines[i:j], edge); n > 1 || n > 0 && edge-lines[i].edge >= leastRun*lines[i].size {
			for k := i; k < j; k++ {
				lines[k].end = edge
			}
		}
		i = j
	}
}

// wraps counts the lines of a column that were broken because they reached its right
// edge: the next one goes on in lower case. If as many others do so, the edge is none.
func wraps(lines []line, edge float64) (n int) {
	others := 0
	for i := 1; i < len(lines); i++ {
		before, l := &lines[i-1], &lines[i]
		if pitch := before.y - l.y; l.sign || startsNew(l) || pitch <= 0 || pitch > 2.2*l.size || math.Abs(l.size-before.size) > 0.1*l.size {
			continue
		}
		if before.right+l.first < edge-before.size && !endsInHyphen(before.raw) {
			others++
		} else {
			n++
		}
	}
	return max(n-others, 0)
}

// dropRepeated drops what stands at the top or bottom of several pages, and
// page numbers.
func (r *reader) dropRepeated(pages []page) {
	const margin = 0.12 // of the height of a page
	height := func(l *line) float64 { return max(pages[l.page-1].Height, 1) }
	atEdge := func(l *line) bool { y := l.y / height(l); return y < margin || y > 1-margin }
	type spot struct {
		text string
		y    int
	}
	where := func(l *line) spot {
		digits := strings.Map(func(c rune) rune {
			if unicode.IsDigit(c) {
				return '#'
			}
			return c
		}, strings.ToLower(block.Fold([]byte(l.raw))))
		return spot{digits, int(math.Round(l.y / 4))}
	}
	on := map[spot]map[int]bool{}
	for i := range r.lines {
		if l := &r.lines[i]; atEdge(l) {
			s := where(l)
			for _, y := range []int{s.y - 1, s.y, s.y + 1} {
				key := spot{s.text, y}
				if on[key] == nil {
					on[key] = map[int]bool{}
				}
				on[key][l.page] = true
			}
		}
	}
	least := max(2, (len(pages)+1)/2)
	r.lines = slices.DeleteFunc(r.lines, func(l line) bool {
		if !atEdge(&l) {
			return false
		}
		return len(pages) > 1 && len(on[where(&l)]) >= least || isPageNumber(l.raw)
	})
}

// isPageNumber recognises "3", "- 3 -", "3/4".
func isPageNumber(s string) bool {
	digits := 0
	for _, c := range s {
		switch {
		case unicode.IsDigit(c):
			digits++
		case !strings.ContainsRune(" \t-–—/|.", c):
			return false
		}
	}
	return digits > 0 && digits <= 6
}
