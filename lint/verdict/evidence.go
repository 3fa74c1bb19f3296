// Package verdict weighs the duties of a posting against its title.
package verdict

import "github.com/jdlint/jdlint/rules"

// Evidence is what a verdict rests on.
type Evidence struct {
	Model *rules.Model

	// Title is product-manager, product-owner or both.
	Title string
	// Level is junior, mid, senior or lead.
	Level string
	// TitleOther is a second role that the title names, such as "engineer",
	// or "".
	TitleOther string

	// Strategic and Tactical count the lines of either side, each line once
	// even if the posting repeats it.
	Strategic, Tactical Tally

	// Others counts the lines that state a duty of another job, by the id of
	// its category.
	Others map[string]int
	// Overlaps lists, by job, the sided categories that are its duties too.
	Overlaps map[string][]string

	// DutyLines counts the lines that stand among the duties, sided or not.
	DutyLines int
}

// Tally sums up the duties of one side.
type Tally struct {
	Owned, Weak int            // lines
	Categories  map[string]int // owned lines by category
}

// mass is how much the duties of a side weigh: their lines, or their
// categories where one line packs many duties, as flattened texts do.
func (t *Tally) mass() int { return max(t.Owned, len(t.Categories)) }

// Has counts the owned lines in some categories.
func (t *Tally) Has(categories ...string) int {
	n := 0
	for _, c := range categories {
		n += t.Categories[c]
	}
	return n
}

// Kinds counts the categories with owned lines, of those given.
func (t *Tally) Kinds(categories ...string) int {
	n := 0
	for _, c := range categories {
		if t.Categories[c] > 0 {
			n++
		}
	}
	return n
}
