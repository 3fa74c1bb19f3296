package pdf

import (
	"bytes"
	"cmp"
	"maps"
	"math"
	"slices"
	"strings"
	"unicode/utf8"
)

// chunk is a piece of a line without a wide gap.
type chunk struct {
	left, right, y, size float64
	bold                 bool
	text                 string
	first                float64 // width of its first word
}

// chunksOf joins the characters of a page that follow each other on a line.
func chunksOf(glyphs []glyph) []chunk {
	var out []chunk
	var text []byte
	var letters, bold, same, most int // same and most: characters of one size
	var now chunk
	var last float64 // size of the last character
	inFirst := false
	end := func() {
		if len(text) > 0 {
			now.text = string(text)
			now.bold = bold*2 > letters
			if inFirst {
				now.first = now.right - now.left
			}
			if strings.TrimSpace(now.text) != "" && !isDouble(out, &now) {
				out = append(out, now)
			}
		}
		text, letters, bold = text[:0], 0, 0
	}
	for i := range glyphs {
		g := &glyphs[i]
		size := max(g.Size, 1)
		gap := g.X - now.right
		blank := strings.TrimSpace(g.Text) == ""
		if len(text) == 0 || math.Abs(g.Y-now.y) > 0.35*size || gap > 1.2*size || gap < -0.6*size || math.Abs(g.Size-last) > 0.5*max(g.Size, last) {
			if blank {
				if len(text) == 0 || math.Abs(g.Y-now.y) > 0.35*size {
					continue // blanks at the ends of lines count for nothing
				}
			}
			// Bold letters are drawn twice at times, a little apart.
			if n := len(text); n > 0 && !blank && math.Abs(g.Y-now.y) < 1 && gap < 0 && math.Abs(gap+g.Width) < 0.15*size && bytes.HasSuffix(text, []byte(g.Text)) {
				continue
			}
			end()
			now = chunk{left: g.X, right: g.X, y: g.Y, size: g.Size}
			inFirst, same, most = true, 0, 0
			gap = 0
			if blank {
				continue
			}
		}
		if gap > 0.17*size && len(text) > 0 && text[len(text)-1] != ' ' && !blank {
			text = append(text, ' ')
		}
		if n := len(text); n > 0 && inFirst && (text[n-1] == ' ' || blank) {
			now.first = now.right - now.left
			inFirst = false
		}
		text = append(text, g.Text...)
		now.right = max(now.right, g.X+g.Width)
		if !blank {
			letters++
			if same++; g.Size != last {
				same = 1
			}
			if last = g.Size; same > most {
				most, now.size = same, g.Size
			}
			if g.Bold {
				bold++
			}
		}
	}
	end()
	return out
}

// isDouble reports whether one of the last chunks is the same in about the same
// place: some programs make text bold by drawing it twice.
func isDouble(chunks []chunk, now *chunk) bool {
	for i := len(chunks) - 1; i >= max(len(chunks)-3, 0); i-- {
		c := &chunks[i]
		if c.text == now.text && math.Abs(c.left-now.left) < 0.15*now.size && math.Abs(c.y-now.y) < 0.15*now.size {
			c.bold = true
			return true
		}
	}
	return false
}

// Columns are told by what they have at least.
const (
	columnLines  = 5    // lines on either side
	columnWidth  = 14   // characters of a line, on average
	columnLeast  = 3    // lines, where they are plainly no table
	columnWord   = 3    // characters of a line, on average, there
	columnText   = 7.0  // width of what is no list of short values, in units of its size
	columnGap    = 9.0  // points between them
	columnIndent = 40   // points by which their lines are indented, at most
	columnDepth  = 3    // columns inside columns
	columnStarts = 24   // places tried
	columnLetter = 0.08 // share of all letters on either side
)

// columnsOf parts the chunks of a page into the pieces that are read one after
// the other. Text in a single column stays as it is, whatever is drawn first.
func columnsOf(chunks []chunk, depth int) [][]chunk {
	if len(chunks) < 2*columnLeast || depth >= columnDepth {
		return [][]chunk{chunks}
	}
	sorted := slices.Clone(chunks)
	slices.SortStableFunc(sorted, func(a, b chunk) int { return cmp.Compare(b.y, a.y) })
	best, from, to, at := 0, 0, 0, 0.0
	for _, x := range startsOf(sorted) {
		i, j := longestApart(sorted, x)
		if j-i > best && areColumns(sorted[i:j], x) {
			best, from, to, at = j-i, i, j, x
		}
	}
	if best == 0 {
		return [][]chunk{chunks}
	}
	var left, right []chunk
	for _, c := range sorted[from:to] {
		if c.left < at-1 {
			left = append(left, c)
		} else {
			right = append(right, c)
		}
	}
	var out [][]chunk
	for _, piece := range [][]chunk{sorted[:from], left, right, sorted[to:]} {
		if len(piece) > 0 {
			out = append(out, columnsOf(piece, depth+1)...)
		}
	}
	return out
}

// startsOf returns the places at which, or little to the right of which, many chunks
// begin: the left edges of columns, if there are any.
func startsOf(chunks []chunk) []float64 {
	count := map[int]int{}
	for i := range chunks {
		count[int(math.Round(chunks[i].left))]++
	}
	xs := slices.Sorted(maps.Keys(count))
	var edges []int
	near := map[int]int{} // chunks that begin at an edge or are indented
	for i, x := range xs {
		if i > 0 && float64(x-xs[i-1]) < columnGap/2 {
			continue
		}
		for k := i; k < len(xs) && xs[k] <= x+columnIndent; k++ {
			near[x] += count[xs[k]]
		}
		if near[x] >= columnLeast {
			edges = append(edges, x)
		}
	}
	slices.SortStableFunc(edges, func(a, b int) int { return cmp.Compare(near[b], near[a]) })
	var out []float64
	for _, x := range edges[:min(len(edges), columnStarts)] {
		out = append(out, float64(x)-0.5)
	}
	return out
}

// longestApart returns the longest stretch of chunks, from the top to the bottom,
// of which none crosses x or comes near.
func longestApart(chunks []chunk, x float64) (from, to int) {
	start := 0
	for i := 0; i <= len(chunks); i++ {
		if i < len(chunks) && !(chunks[i].left < x-1 && chunks[i].right > x-columnGap) {
			continue
		}
		if i-start > to-from {
			from, to = start, i
		}
		start = i + 1
	}
	return from, to
}

// areColumns reports whether the chunks on both sides of x are text in lines, not
// the signs or the labels beside it.
func areColumns(chunks []chunk, x float64) bool {
	var sides [2][]chunk
	for _, c := range chunks {
		if c.left < x-1 {
			sides[0] = append(sides[0], c)
		} else {
			sides[1] = append(sides[1], c)
		}
	}
	left, right := rowsOf(sides[0]), rowsOf(sides[1])
	a, b := lettersIn(left), lettersIn(right)
	if min(len(left), len(right)) >= columnLines && a >= columnWidth*len(left) && b >= columnWidth*len(right) && float64(min(a, b)) >= columnLetter*float64(a+b) {
		return true
	}
	return min(len(left), len(right)) >= columnLeast && a >= columnWord*len(left) && b >= columnWord*len(right) && !isTable(left, right)
}

func lettersIn(lines []line) (n int) {
	for i := range lines {
		n += utf8.RuneCountInString(lines[i].raw)
	}
	return n
}

// isTable reports whether lines that stand beside each other belong together, as the
// cells of a row do. They do not if few of them share a base line, if list items stand
// beside list items, or if text goes on in the next line beside other text.
func isTable(left, right []line) bool {
	shared, signs, wrapped := 0, 0, 0
	leftEdge, rightEdge := edgeOf(left), edgeOf(right)
	goesOn := func(lines []line, i int, edge float64) bool {
		return i > 0 && edge-lines[i].left > columnText*lines[i].size && wraps(lines[i-1:i+1], edge) > 0
	}
	for i, j := 0, 0; i < len(left) && j < len(right); {
		a, b := &left[i], &right[j]
		switch within := 0.45 * max(min(a.size, b.size), 2); {
		case a.y-b.y > within:
			i++
			continue
		case b.y-a.y > within:
			j++
			continue
		}
		shared++
		if a.sign && b.sign {
			signs++
		}
		if goesOn(left, i, leftEdge) || goesOn(right, j, rightEdge) {
			wrapped++
		}
		i++
		j++
	}
	const some = 2
	return signs+wrapped < some && 2*shared > min(len(left), len(right))
}

// edgeOf returns the right edge of some lines.
func edgeOf(lines []line) (edge float64) {
	for i := range lines {
		edge = max(edge, lines[i].right)
	}
	return edge
}
