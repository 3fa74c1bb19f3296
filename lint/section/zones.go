package section

import (
	"strings"

	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/read/block"
	"github.com/jdlint/jdlint/rules"
)

// A zoneTracker assigns each line its zone.
type zoneTracker struct {
	phraseFinder
	lines []posting.Line
	facts []fact // beside lines
}

// fact is what a zoneTracker has to know of a line beyond its text.
type fact struct {
	level  int // of a heading
	depth  int // of a bullet in lists
	block  int
	cell   block.At
	bullet bool
	bold   bool
	says   claim
}

// assign returns each line its zone, from the headings before it and from its
// own wording.
func (z *zoneTracker) assign() {
	zone := posting.Intro     // of the section
	opened := 0               // the level of the heading that opened it
	drift := posting.Zone("") // the zone that the wording has led to since
	z.findLabels()
	z.findRuns()
	for i := range z.lines {
		l, f := &z.lines[i], &z.facts[i]
		if l.Kind == posting.Heading {
			l.Depth = uint8(f.level)
			switch {
			case zone == posting.Others && (f.level > opened || f.level == opened && z.endsInRole(l.Text)):
				// "Similar jobs" is over all that is said of them.
			case l.Zone != "" && f.level == labelLevel && zone != posting.Intro && zone != l.Zone && f.bullet:
				// "Experience: ..." among bullets says nothing of what follows.
			case l.Zone == posting.Furniture:
				// A button or a label: the section goes on behind it.
				f.says.zone = posting.Furniture
				continue
			case l.Zone != "":
				zone, opened = l.Zone, f.level
				if zone != posting.Duties && zone != posting.Equality && zone != posting.Others && z.judge(i) == posting.Duties {
					zone = posting.Duties
				}
			case zone == posting.Intro || opened == 0 || f.level <= opened:
				// Unknown words, no sub-heading: the lines below tell.
				if judged := z.judge(i); judged != "" {
					zone, opened = judged, f.level
				} else if f.level < opened {
					zone, opened = posting.Intro, f.level
				}
			}
			drift = ""
			l.Zone = zone
			continue
		}
		if l.Kind == posting.Bullet {
			l.Depth = uint8(max(f.depth, 1))
		}
		if i > 0 && z.facts[i-1].says.zone == posting.Furniture && z.facts[i-1].block == f.block && f.says.zone != posting.Duties {
			f.says.zone = posting.Furniture
			l.Zone = posting.Furniture
			continue
		}
		if i > 0 && z.facts[i-1].block != f.block && !f.bullet {
			drift = "" // a paragraph of its own
		}
		says := f.says
		if zone == posting.Duties && says.zone == posting.Requirements && !says.sure && !z.claims(i-1, posting.Requirements) && !z.claims(i+1, posting.Requirements) {
			says = claim{} // one word ("Deep", "Strong") tells too little
		}
		l.Zone, drift = settle(zone, drift, says)
	}
	z.assignColumns()
}

// maxColumns is how many columns of a table are told apart.
const maxColumns = 12

// assignColumns returns the lines in a table whose columns have headings the zones of
// these: "What you will do" beside "What you bring", row by row.
func (z *zoneTracker) assignColumns() {
	var zones [maxColumns + 1]posting.Zone
	var row uint16
	for i := 0; i < len(z.lines); {
		at := z.facts[i].cell
		end := i + 1
		for end < len(z.lines) && z.facts[end].cell.Row == at.Row && z.facts[end].cell.Column >= z.facts[end-1].cell.Column {
			end++
		}
		if at.Row <= row {
			zones = [maxColumns + 1]posting.Zone{} // another table, or none
		}
		row = at.Row
		if heads, ok := z.columnHeadings(i, end); row > 0 && ok {
			zones = heads
		} else if row > 0 {
			for k := i; k < end; k++ {
				if zone := zones[min(z.facts[k].cell.Column, maxColumns)]; zone != "" && z.lines[k].Kind != posting.Heading {
					z.lines[k].Zone = zone
				}
			}
		}
		i = end
	}
}

// columnHeadings returns the zones that the lines from i to end, which are a row of a
// table, give its columns; ok is false if they are no headings.
func (z *zoneTracker) columnHeadings(i, end int) (zones [maxColumns + 1]posting.Zone, ok bool) {
	for k := i; k < end; k++ {
		l, column := &z.lines[k], z.facts[k].cell.Column
		if k > i && column == z.facts[k-1].cell.Column || column > maxColumns || len(l.Text) > longestHeading/2 {
			return zones, false
		}
		zones[column] = z.headingZone(l.Text)
		ok = ok || column > 1 && zones[column] != "" && (l.Kind == posting.Heading || z.facts[k].bold)
	}
	if ok {
		for k := i; k < end; k++ {
			z.lines[k].Kind = posting.Heading
		}
	}
	return zones, ok
}

// endsInRole reports whether a heading may be a title: its last word is that of one.
func (z *zoneTracker) endsInRole(text string) bool {
	k := strings.LastIndexByte(text, ' ') + 1
	return z.kind(text, k, len(text))&rules.RoleNoun != 0
}

// claims reports whether line i claims to belong to a zone.
func (z *zoneTracker) claims(i int, zone posting.Zone) bool {
	return i >= 0 && i < len(z.facts) && z.facts[i].says.zone == zone
}

// findRuns makes sure of lines that begin with a verb where several of them
// follow on each other: one such line among requirements may be a skill
// ("Work well under pressure"), five are a list of duties.
func (z *zoneTracker) findRuns() {
	const enough = 4
	for i := 0; i < len(z.lines); {
		k := i
		for k < len(z.lines) && z.lines[k].Kind != posting.Heading && z.facts[k].says.zone == posting.Duties {
			k++
		}
		if k-i >= enough {
			for ; i < k; i++ {
				z.facts[i].says.run = true
			}
		}
		i = max(k, i) + 1
	}
}

// judged is how many lines below a heading tell what it is over. Where a
// heading further down was missed, there may be many more.
// Three that agree before any other claims something are enough.
const (
	judged        = 10
	enoughToJudge = 3
)

// judge returns the zone that most lines below a heading claim, or "".
func (z *zoneTracker) judge(at int) posting.Zone {
	var zones [8]posting.Zone
	var counts [8]int
	n, lines := 0, 0
	for i := at + 1; i < len(z.lines) && lines < judged; i++ {
		f := &z.facts[i]
		if z.lines[i].Kind == posting.Heading {
			if z.lines[i].Zone != "" || f.level <= z.facts[at].level {
				break
			}
			continue
		}
		lines++
		if f.says.zone == "" || f.says.soft && z.lines[at].Zone == posting.Requirements {
			continue
		}
		k := 0
		for k < n && zones[k] != f.says.zone {
			k++
		}
		if k == n {
			zones[n] = f.says.zone
			n++
		}
		counts[k]++
		if k == 0 && n == 1 && counts[0] == enoughToJudge && z.lines[at].Zone == "" {
			return zones[0]
		}
	}
	best := 0
	for k := range n {
		if counts[k] > counts[best] {
			best = k
		}
	}
	switch {
	case n == 0 || 3*counts[best] < lines:
		return ""
	case z.lines[at].Zone != "" && (counts[best] < 3 || 3*counts[best] < 2*lines):
		return "" // against the words of the heading it takes more
	}
	return zones[best]
}

// settle returns the zone of a line in a section, and where its wording leads
// the lines that follow.
func settle(section, drift posting.Zone, says claim) (posting.Zone, posting.Zone) {
	switch says.zone {
	case "":
		if drift != "" {
			return drift, drift
		}
		return section, ""
	case section:
		if section == posting.Company && !says.sure {
			return section, drift
		}
		return section, ""
	}
	switch section {
	case posting.Duties:
		switch says.zone {
		case posting.Company:
			return posting.Company, drift
		}
		return says.zone, says.zone
	case posting.Intro:
		return says.zone, says.zone
	case posting.Company:
		if says.zone == posting.Duties && !says.sure && !says.run && !says.soft {
			if drift == posting.Duties {
				return posting.Duties, posting.Duties
			}
			return section, drift
		}
		return says.zone, says.zone
	case posting.Requirements:
		switch {
		case says.zone == posting.Duties && (says.sure || !says.soft && (says.run || drift == posting.Duties)):
			return posting.Duties, posting.Duties
		case says.zone == posting.Benefits || says.zone == posting.Equality || says.zone == posting.Application || says.zone == posting.Furniture:
			if says.sure {
				return says.zone, says.zone
			}
		}
		if drift != "" && drift != posting.Duties {
			return drift, drift
		}
		return section, ""
	default:
		if (says.zone == posting.Equality || says.zone == posting.Application) && says.sure {
			return says.zone, drift
		}
		return section, drift
	}
}
