package pdf

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Letters are set apart, to adorn a title, if at least so many stand alone on a line,
// with gaps of such widths in units of the size between them.
const (
	spacedLetters = 5
	leastSpaced   = 0.12
	mostSpaced    = 3
)

// closeUp takes the gaps out of words whose letters are set apart, be it with blanks,
// so that only those between words are left. What stands alone in other text, as the
// letters of "B 2 B" do, stays.
func closeUp(glyphs []glyph) []glyph {
	var out []glyph
	var spaced []int // glyphs with a gap to the one before
	kept := 0        // glyphs that out has, or its predecessors
	end := func(touches bool) {
		if touches && len(spaced) > 0 {
			spaced = spaced[:len(spaced)-1]
		}
		if len(spaced) >= spacedLetters && areLetters(glyphs, spaced) {
			first, last := spaced[0], spaced[len(spaced)-1]
			out = append(out, glyphs[kept:first]...)
			between := gapWithin(glyphs, spaced)
			for _, i := range spaced {
				g := glyphs[i]
				if i != last {
					g.Width += between
				}
				out = append(out, g)
			}
			kept = last + 1
		}
		spaced = spaced[:0]
	}
	last := -1 // glyph that is no blank
	for i := range glyphs {
		g := &glyphs[i]
		if strings.TrimSpace(g.Text) == "" {
			continue
		}
		alone := true
		if last >= 0 {
			before := &glyphs[last]
			gap := (g.X - before.X - before.Width) / max(g.Size, 1)
			switch {
			case math.Abs(g.Y-before.Y) > 0.1*g.Size || math.Abs(g.Size-before.Size) > 0.1*g.Size || gap > mostSpaced || gap < -1:
				end(false)
			case gap < leastSpaced:
				end(true)
				alone = false
			}
		}
		if alone {
			spaced = append(spaced, i)
		}
		last = i
	}
	end(false)
	if kept == 0 {
		return glyphs
	}
	return append(out, glyphs[kept:]...)
}

// areLetters reports whether most of some glyphs are letters.
func areLetters(glyphs []glyph, some []int) bool {
	letters := 0
	for _, i := range some {
		if c, n := utf8.DecodeRuneInString(glyphs[i].Text); unicode.IsLetter(c) && n == len(glyphs[i].Text) {
			letters++
		}
	}
	return letters >= spacedLetters-1 && 4*letters >= 3*len(some)
}

// gapWithin returns the gap between the letters of a word, which a quarter of the gaps
// are not wider than.
func gapWithin(glyphs []glyph, spaced []int) float64 {
	var gaps []float64
	for k := 1; k < len(spaced); k++ {
		before := &glyphs[spaced[k-1]]
		gaps = append(gaps, glyphs[spaced[k]].X-before.X-before.Width)
	}
	slices.Sort(gaps)
	return gaps[len(gaps)/4]
}
