package fix

import (
	"bytes"
	"strings"

	"github.com/jdlint/jdlint/lint"
)

// TakeOut returns the edits that take duties out of a source, and the duties without
// those that stand in a line which goes already. The duties are in the order of the
// source, as are the edits.
func TakeOut(src []byte, duties []*lint.Duty) (edits []lint.Edit, taken []*lint.Duty) {
	for _, d := range duties {
		if n := len(edits); n > 0 && d.Start < edits[n-1].End {
			continue
		}
		start, end := wholeLines(src, d.Start, d.End)
		edits = append(edits, lint.Edit{Start: start, End: end})
		taken = append(taken, d)
	}
	return edits, taken
}

// wholeLines widens the place of a duty to whole lines of the source where
// nothing else stands in them but the sign of a list item.
func wholeLines(src []byte, start, end int) (int, int) {
	from := bytes.LastIndexByte(src[:start], '\n') + 1
	to := len(src)
	if i := bytes.IndexByte(src[end:], '\n'); i >= 0 {
		to = end + i + 1
	}
	if strings.Trim(string(src[from:start]), " \t-*+•·–>0123456789.)") != "" || strings.Trim(string(src[end:to]), " \t\r\n*.;") != "" {
		return start, end
	}
	return from, to
}
