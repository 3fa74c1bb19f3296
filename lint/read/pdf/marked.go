package pdf

import "strings"

// marks are the parts of a content that are marked, as far as it matters to text.
type marks struct {
	open     []mark
	artifact int // open marks of what is no part of the text
	replaced int // open marks whose glyphs have other text
	instead  string
	covered  []glyph
}

type mark struct{ artifact, replaced bool }

// beginMark begins a marked part. One with an /ActualText says in it what its glyphs
// stand for: where they are ligatures or signs that no table explains, for example.
func (d *drawing) beginMark(args []any, resources dict) {
	if len(d.open) >= maxStates || len(args) == 0 {
		return
	}
	m := mark{artifact: args[0] == name("Artifact")}
	if m.artifact {
		d.artifact++
	}
	if len(args) > 1 {
		about := args[1]
		if n, ok := about.(name); ok {
			about = d.dict(resources["Properties"])[n]
		}
		if s, ok := d.value(d.dict(about)["ActualText"]).(text); ok {
			m.replaced = true
			if d.replaced++; d.replaced == 1 {
				d.spend(len(s))
				d.instead = textString(string(s))
			}
		}
	}
	d.open = append(d.open, m)
}

// endMark ends a marked part.
func (d *drawing) endMark() {
	n := len(d.open)
	if n == 0 {
		return
	}
	m := d.open[n-1]
	d.open = d.open[:n-1]
	if m.artifact {
		d.artifact--
	}
	if m.replaced {
		if d.replaced--; d.replaced == 0 {
			d.replace()
		}
	}
}

// replace puts down what stands for the covered glyphs: one with all of the text, or
// they themselves where they say the same, since they may stand on several lines.
func (d *drawing) replace() {
	covered := d.covered
	d.covered = nil
	if len(covered) == 0 {
		return
	}
	var said strings.Builder
	whole := covered[0]
	for i := range covered {
		said.WriteString(covered[i].Text)
		if covered[i].Y == whole.Y {
			whole.Width = max(whole.Width, covered[i].X+covered[i].Width-whole.X)
		}
	}
	words := strings.Fields(d.instead)
	if strings.Join(strings.Fields(said.String()), "") != strings.Join(words, "") {
		whole.Text = strings.Join(words, " ")
		if len(words) == 0 && d.instead != "" {
			whole.Text = " "
		}
		covered = []glyph{whole}
	}
	for _, g := range covered {
		d.put(g)
	}
}
