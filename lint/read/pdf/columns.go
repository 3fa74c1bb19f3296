package pdf

import (
	"bytes"
	"cmp"
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
	columnGap    = 9.0  // points between them
	columnDepth  = 3    // columns inside columns
	columnStarts = 24   // places tried
	columnLetter = 0.08 // share of all letters on either side
)

// columnsOf parts the chunks of a page into the pieces that are read one after
// the other. Text in a single column stays as it is, whatever is drawn first.
func columnsOf(chunks []chunk, depth int) [][]chunk {
	if len(chunks) < 2*columnLines || depth >= columnDepth {
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

// startsOf returns the places at which many chunks begin: the left edges of
// columns, if there are any.
func startsOf(chunks []chunk) []float64 {
	count := map[int]int{}
	for i := range chunks {
		count[int(math.Round(chunks[i].left))]++
	}
	var xs []int
	for x, n := range count {
		if n >= columnLines-2 {
			xs = append(xs, x)
		}
	}
	slices.SortFunc(xs, func(a, b int) int { return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a, b)) })
	var out []float64
	for _, x := range xs[:min(len(xs), columnStarts)] {
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
	var lines, letters [2]int
	var last [2]float64
	for i := range chunks {
		c, side := &chunks[i], 1
		if c.left < x-1 {
			side = 0
		}
		if lines[side] == 0 || math.Abs(c.y-last[side]) > 2 {
			lines[side]++
			last[side] = c.y
		}
		letters[side] += utf8.RuneCountInString(c.text)
	}
	all := float64(letters[0] + letters[1])
	for side := range 2 {
		if lines[side] < columnLines || letters[side] < columnWidth*lines[side] || float64(letters[side]) < columnLetter*all {
			return false
		}
	}
	return true
}
