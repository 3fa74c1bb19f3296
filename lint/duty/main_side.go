package duty

import (
	"slices"

	"github.com/jdlint/jdlint/rules"
)

// firstBonus is what the duty that stands first in a line weighs more than the
// ones behind it: the line mainly says what it says first.
const firstBonus = 1

// keepMain drops from the duties of a line those that only come along with the
// one that it mainly states: "own the roadmap and follow its delivery" is
// about the roadmap. Where one verb governs duties of either side ("prioritise
// the roadmap and the backlog"), all stay.
func keepMain(found []Duty) []Duty {
	weight := map[rules.Side]float64{}
	sharedVerb := false
	first := -1
	for i, d := range found {
		if d.Weak {
			continue
		}
		w := d.Rule.Category.Weight
		if first < 0 {
			first = i
			w += firstBonus
		} else if a := found[first]; d.verbAt == a.verbAt && d.Rule.Category.Side != a.Rule.Category.Side &&
			a.Rule.Category.Weight >= sharedWeight && d.Rule.Category.Weight >= sharedWeight {
			sharedVerb = true
		}
		weight[d.Rule.Category.Side] += w
	}
	if len(weight) < 2 || sharedVerb {
		return found
	}
	main := rules.Strategic
	if weight[rules.Tactical] > weight[rules.Strategic] ||
		weight[rules.Tactical] == weight[rules.Strategic] && found[first].Rule.Category.Side == rules.Tactical {
		main = rules.Tactical
	}
	kept := found[:0]
	for _, d := range found {
		if d.Rule.Category.Side == main {
			kept = append(kept, d)
		}
	}
	return kept
}

// dropLabels drops what stands as a label before a colon ("Execution: own the
// metrics ...") where the rest of the line states a duty.
func dropLabels(found []Duty) []Duty {
	said := slices.ContainsFunc(found, func(d Duty) bool { return !d.label })
	if !said {
		return found
	}
	return slices.DeleteFunc(found, func(d Duty) bool { return d.label })
}

// sharedWeight is the least weight of categories that one verb can govern as
// two duties.
const sharedWeight = 1.5
