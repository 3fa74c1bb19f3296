// Package fix makes the edits of findings and shows them.
package fix

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/jdlint/jdlint/lint"
)

// Edits returns the edits of all findings of a report, sorted and without
// overlap. The edits of a finding hold together: those of one that would overlap
// another's are left out as a whole.
func Edits(r *lint.Report) []lint.Edit {
	var all []lint.Edit
	for i := range r.Findings {
		own := r.Findings[i].Edits
		if !slices.ContainsFunc(own, func(e lint.Edit) bool { return overlaps(all, e) }) {
			all = append(all, own...)
		}
	}
	slices.SortFunc(all, func(a, b lint.Edit) int { return a.Start - b.Start })
	return all
}

// Apply returns a source with some edits made, which must be sorted and without
// overlap, as those of a finding are. The source is left as it is.
func Apply(src []byte, edits []lint.Edit) []byte {
	out := make([]byte, 0, len(src)+16*len(edits))
	done := 0
	for _, e := range edits {
		out = append(out, src[done:e.Start]...)
		out = append(out, e.NewText...)
		done = e.End
	}
	return append(out, src[done:]...)
}

func overlaps(all []lint.Edit, e lint.Edit) bool {
	return slices.ContainsFunc(all, func(o lint.Edit) bool { return e.Start < o.End && o.Start < e.End })
}

// contextLines is how many unchanged lines a diff shows around changed ones.
const contextLines = 3

// Diff returns the unified diff of a text before and after edits that leave the
// number of its lines as it is.
func Diff(name string, before, after []byte) []byte {
	old, now := slices.Collect(bytes.Lines(before)), slices.Collect(bytes.Lines(after))
	var out bytes.Buffer
	name = strings.TrimLeft(name, "/") // as git writes full paths
	fmt.Fprintf(&out, "--- %s\n+++ %s\n", quoted("a/"+name), quoted("b/"+name))
	for i := 0; i < len(old); {
		if bytes.Equal(old[i], now[i]) {
			i++
			continue
		}
		// A hunk reaches to where nothing changes for long enough.
		last := i
		for k := i; k < len(old) && k <= last+2*contextLines; k++ {
			if !bytes.Equal(old[k], now[k]) {
				last = k
			}
		}
		from, to := max(0, i-contextLines), min(len(old), last+1+contextLines)
		fmt.Fprintf(&out, "@@ -%d,%d +%d,%d @@\n", from+1, to-from, from+1, to-from)
		for k := from; k < to; {
			if bytes.Equal(old[k], now[k]) {
				writeLine(&out, ' ', old[k])
				k++
				continue
			}
			end := k
			for end < to && !bytes.Equal(old[end], now[end]) {
				end++
			}
			for _, line := range old[k:end] {
				writeLine(&out, '-', line)
			}
			for _, line := range now[k:end] {
				writeLine(&out, '+', line)
			}
			k = end
		}
		i = to
	}
	return out.Bytes()
}

// quoted returns a name as git quotes it: as a string of C where it holds what
// would end the line or the string. See "core.quotePath" in git-config(1).
func quoted(name string) string {
	// What turns the direction of a text would show another name.
	asIs := !strings.ContainsFunc(name, func(r rune) bool { return unicode.Is(unicode.Bidi_Control, r) })
	ascii := !asIs
	var b strings.Builder
	for i := range len(name) {
		switch c := name[i]; {
		case c == '"' || c == '\\':
			b.WriteByte('\\')
			b.WriteByte(c)
			asIs = false
		case c < ' ' || c == 0x7f || ascii && c > 0x7f:
			fmt.Fprintf(&b, "\\%03o", c)
			asIs = false
		default:
			b.WriteByte(c)
		}
	}
	if asIs {
		return name
	}
	return `"` + b.String() + `"`
}

// writeLine writes a line of a diff.
func writeLine(out *bytes.Buffer, sign byte, line []byte) {
	out.WriteByte(sign)
	out.Write(line)
	if !bytes.HasSuffix(line, []byte("\n")) {
		out.WriteString("\n\\ No newline at end of file\n")
	}
}
