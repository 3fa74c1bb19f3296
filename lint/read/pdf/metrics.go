package pdf

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/text/unicode/norm"
)

// metricsText has for the fonts that every reader of PDF brings along the widths of
// their characters, as Adobe publishes them: in lines of a width, in thousandths of
// the size, and the characters that have it. Those of Symbol and ZapfDingbats stand
// as U+F000 and their code. Courier, where all have 600, is left out, and so are
// the slanted fonts that have the widths of upright ones.
//
//go:embed metrics.txt
var metricsText string

// metrics has the widths of characters by the name of a font.
var metrics = sync.OnceValue(func() map[string]map[rune]float64 {
	fonts := map[string]map[rune]float64{}
	var font map[rune]float64
	for line := range strings.Lines(metricsText) {
		line = strings.TrimSuffix(line, "\n")
		width, chars, ok := strings.Cut(line, " ")
		if !ok {
			font = map[rune]float64{}
			fonts[line] = font
			continue
		}
		w, _ := strconv.ParseFloat(width, 64)
		for _, c := range chars {
			font[c] = w / 1000
		}
	}
	return fonts
})

// metricsOf returns the widths of the font that stands in for one without widths:
// it is one of the fourteen, or is replaced by the nearest. nil is Courier.
func metricsOf(base string, bold bool, flags int) map[rune]float64 {
	has := func(signs ...string) bool {
		for _, sign := range signs {
			if strings.Contains(base, sign) {
				return true
			}
		}
		return false
	}
	const fixed, serif, slanted = 1, 1 << 1, 1 << 6 // of a font's descriptor
	italic := flags&slanted != 0 || has("italic", "oblique")
	switch {
	case has("dingbats"):
		return metrics()["ZapfDingbats"]
	case has("symbol"):
		return metrics()["Symbol"]
	case flags&fixed != 0 || has("courier", "mono", "consol"):
		return nil
	case flags&serif == 0 && !has("times", "serif", "georgia", "garamond", "roman", "palatino", "bookman", "schoolbook") || has("sans"):
		if bold {
			return metrics()["Helvetica-Bold"]
		}
		return metrics()["Helvetica"]
	case bold && italic:
		return metrics()["Times-BoldItalic"]
	case bold:
		return metrics()["Times-Bold"]
	case italic:
		return metrics()["Times-Italic"]
	}
	return metrics()["Times-Roman"]
}

// widthIn returns about the width of a text in a font of metrics.
func widthIn(font map[rune]float64, text string) (width float64) {
	for _, c := range text {
		w, ok := font[c]
		if !ok && font != nil {
			for _, c := range norm.NFKD.String(string(c)) { // a letter and its accent
				w = max(w, font[c])
			}
		}
		if w == 0 {
			w = 0.6
		}
		width += w
	}
	return width
}
