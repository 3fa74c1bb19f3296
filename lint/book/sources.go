package book

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// sources tells what the documents are that the rules come from, and what
// became of each of their statements about roles gone wrong.
func (b *Book) sources() string {
	var s strings.Builder
	s.WriteString("\n## Sources\n\nThe documents about the two roles that rules and role models come from.\n\n| | |\n| --- | --- |\n")
	for _, id := range slices.Sorted(maps.Keys(b.guide.Seeds)) {
		fmt.Fprintf(&s, "| %s | %s |\n", id, escape(b.guide.Seeds[id]))
	}
	s.WriteString("\n## Statements about roles gone wrong\n\nEach is a finding, a switch of a role model, part of a category or a zone, or there is a reason why it is none.\n\n" +
		"| | source | statement | became | where, or why not |\n| --- | --- | --- | --- | --- |\n")
	for _, smell := range b.set.Smells {
		fmt.Fprintf(&s, "| %d | %s | %s | %s | %s |\n", smell.N, smell.Seed, escape(smell.Says), smell.Becomes, escape(smell.Where))
	}
	return s.String()
}
