package score

import (
	"fmt"
	"slices"
)

// Change is what became different for one row since an older run.
type Change struct {
	N        int          `json:"n"`
	Title    string       `json:"title"`
	Effect   Effect       `json:"effect"` // of the verdict
	Old, New string       // verdicts
	Want     []string     `json:"want"`
	Lines    []LineChange `json:"lines"`
}

// Effect is what a change did.
type Effect string

// The effects.
const (
	Mended Effect = "mended" // wrong before, right now
	Broken Effect = "broken" // right before, wrong now
	Moved  Effect = "moved"  // different, as wrong or as right as before
	Same   Effect = "same"
)

// LineChange is a line that is counted otherwise than before. An empty kind
// means that the line was not counted, rightly.
type LineChange struct {
	Effect   Effect
	Old, New Kind
	Line     Line
}

// Against returns what changed since an older run, row by row, in the order of
// the newer one. Rows that only one of the runs has are left out.
func Against(old, now *Result) ([]Change, error) {
	if len(old.Details) == 0 {
		return nil, fmt.Errorf("the older run holds no details; it must be written with --json --details")
	}
	before := map[int]*Detail{}
	for i := range old.Details {
		before[old.Details[i].N] = &old.Details[i]
	}
	var changes []Change
	for i := range now.Details {
		d := &now.Details[i]
		o, ok := before[d.N]
		if !ok {
			continue
		}
		c := Change{N: d.N, Title: d.Title, Old: o.Verdict, New: d.Verdict, Want: d.Want, Lines: lineChanges(o.Lines, d.Lines)}
		switch {
		case o.Verdict == d.Verdict:
			c.Effect = Same
		case d.Right && !o.Right:
			c.Effect = Mended
		case o.Right && !d.Right:
			c.Effect = Broken
		default:
			c.Effect = Moved
		}
		if c.Effect != Same || len(c.Lines) > 0 {
			changes = append(changes, c)
		}
	}
	return changes, nil
}

func lineChanges(old, now []Line) []LineChange {
	type key struct {
		side       string
		start, end int
		labelled   bool
	}
	of := func(l *Line) key { return key{l.Side, l.Start, l.End, l.Kind != False} }
	before := map[key][]*Line{} // a line may be counted for two categories
	for i := range old {
		before[of(&old[i])] = append(before[of(&old[i])], &old[i])
	}
	var changes []LineChange
	for i := range now {
		l := &now[i]
		known := before[of(l)]
		if len(known) == 0 {
			changes = append(changes, LineChange{effectOf("", l.Kind), "", l.Kind, *l})
			continue
		}
		o := known[0]
		before[of(l)] = known[1:]
		if o.Kind != l.Kind {
			changes = append(changes, LineChange{effectOf(o.Kind, l.Kind), o.Kind, l.Kind, *l})
		}
	}
	for i := range old { // in order: what is left was counted only then
		if o := &old[i]; slices.Contains(before[of(o)], o) {
			changes = append(changes, LineChange{effectOf(o.Kind, ""), o.Kind, "", *o})
		}
	}
	return changes
}

func effectOf(old, now Kind) Effect {
	good := func(k Kind) bool { return k == Hit || k == "" }
	switch {
	case good(now) && !good(old):
		return Mended
	case good(old) && !good(now):
		return Broken
	}
	return Moved
}
