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
	runs := alone(glyphs)
	gaps := map[float64]float64{} // within words, by the size of the letters
	for _, run := range runs {
		if len(run) >= spacedLetters && areLetters(glyphs, run) {
			gaps[glyphs[run[0]].Size] = gapWithin(glyphs, run)
		}
	}
	if len(gaps) == 0 {
		return glyphs
	}
	var out []glyph
	kept := 0 // glyphs that out has, or its predecessors
	for _, run := range runs {
		// A short word is set as the others of its size are.
		const about = 0.2
		gap, ok := gaps[glyphs[run[0]].Size]
		own := gapWithin(glyphs, run)
		if !ok || len(run) < spacedLetters && math.Abs(own-gap) > about*gap || len(run) >= spacedLetters && !areLetters(glyphs, run) {
			continue
		}
		first, last := run[0], run[len(run)-1]
		out = append(out, glyphs[kept:first]...)
		for _, i := range run {
			g := glyphs[i]
			if i != last {
				g.Width += own
			}
			out = append(out, g)
		}
		kept = last + 1
	}
	return append(out, glyphs[kept:]...)
}

// alone returns the runs of glyphs on a line, blanks aside, that do not touch each other
// or any others.
func alone(glyphs []glyph) (runs [][]int) {
	var run []int
	end := func() {
		if len(run) > 1 {
			runs = append(runs, run)
		}
		run = nil
	}
	last := -1 // glyph that is no blank
	for i := range glyphs {
		g := &glyphs[i]
		if strings.TrimSpace(g.Text) == "" {
			continue
		}
		touches := false
		if last >= 0 {
			before := &glyphs[last]
			gap := (g.X - before.X - before.Width) / max(g.Size, 1)
			switch {
			case math.Abs(g.Y-before.Y) > 0.1*g.Size || g.Size != before.Size || gap > mostSpaced || gap < -1:
				end()
			case gap < leastSpaced:
				touches = true
				run = run[:max(len(run)-1, 0)]
				end()
			}
		}
		if !touches {
			run = append(run, i)
		}
		last = i
	}
	end()
	return runs
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

// gapWithin returns the gap between the letters of a word. A quarter of the gaps are
// within one, at least; in a short run, which is one word, half are not narrower.
func gapWithin(glyphs []glyph, run []int) float64 {
	var gaps []float64
	for k := 1; k < len(run); k++ {
		before := &glyphs[run[k-1]]
		gaps = append(gaps, glyphs[run[k]].X-before.X-before.Width)
	}
	slices.Sort(gaps)
	if len(run) < spacedLetters {
		return gaps[len(gaps)/2]
	}
	return gaps[len(gaps)/4]
}
