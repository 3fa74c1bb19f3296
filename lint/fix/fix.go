// Package fix makes the changes that findings propose and shows them.
package fix

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/jdlint/jdlint/lint"
)

// Edits gives the edits of all findings of a report, sorted and apart. The
// edits of a finding hold together: those of one that would overlap another's
// are left out as a whole.
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

func overlaps(all []lint.Edit, e lint.Edit) bool {
	return slices.ContainsFunc(all, func(o lint.Edit) bool { return e.Start < o.End && o.Start < e.End })
}

// around is how many lines that stay are shown around those that change.
const around = 3

// Diff gives the unified diff of a text and its successor, which must have
// the same number of lines, as edits within lines leave it.
func Diff(name string, before, after []byte) []byte {
	old, now := lines(before), lines(after)
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
		for k := i; k < len(old) && k <= last+2*around; k++ {
			if !bytes.Equal(old[k], now[k]) {
				last = k
			}
		}
		from, to := max(0, i-around), min(len(old), last+1+around)
		fmt.Fprintf(&out, "@@ -%d,%d +%d,%d @@\n", from+1, to-from, from+1, to-from)
		for k := from; k < to; {
			if bytes.Equal(old[k], now[k]) {
				show(&out, ' ', old[k])
				k++
				continue
			}
			end := k
			for end < to && !bytes.Equal(old[end], now[end]) {
				end++
			}
			for _, line := range old[k:end] {
				show(&out, '-', line)
			}
			for _, line := range now[k:end] {
				show(&out, '+', line)
			}
			k = end
		}
		i = to
	}
	return out.Bytes()
}

// quoted gives a name as git quotes it: as a string of C where it holds what
// would end the line or the string. See "core.quotePath" in git-config(1).
func quoted(name string) string {
	plain := true
	var b strings.Builder
	for i := range len(name) {
		switch c := name[i]; {
		case c == '"' || c == '\\':
			b.WriteByte('\\')
			b.WriteByte(c)
			plain = false
		case c < ' ' || c == 0x7f:
			fmt.Fprintf(&b, "\\%03o", c)
			plain = false
		default:
			b.WriteByte(c)
		}
	}
	if plain {
		return name
	}
	return `"` + b.String() + `"`
}

func show(out *bytes.Buffer, sign byte, line []byte) {
	out.WriteByte(sign)
	out.Write(line)
	if !bytes.HasSuffix(line, []byte("\n")) {
		out.WriteString("\n\\ No newline at end of file\n")
	}
}

// lines cuts a text behind its line feeds.
func lines(text []byte) [][]byte {
	var all [][]byte
	for line := range bytes.Lines(text) {
		all = append(all, line)
	}
	return all
}
