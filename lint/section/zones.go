package section

import (
	"strings"
	"unicode/utf8"

	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/read/block"
	"github.com/jdlint/jdlint/rules"
)

// A zoner gives each line its zone.
type zoner struct {
	phraser
	lines []posting.Line
	facts []fact // beside lines
}

// fact is what a zoner has to know of a line beyond its text.
type fact struct {
	level  int // of a heading
	depth  int // of a bullet in lists
	block  int
	bullet bool
	bold   bool
	says   claim
}

// claim is what the wording of a line says of its zone.
type claim struct {
	zone posting.Zone // "" for nothing
	sure bool         // the line speaks to the reader ("you will"), or can be nothing else
	run  bool         // it stands among others that claim the same
	// A duty that may as well say how the candidate is to be, or has been:
	// "you define metrics", "defining metrics", "Deep expertise: define metrics".
	soft bool
}

// longestHeading is the size from which on a text is no heading, in bytes.
const longestHeading = 110

// wholeHeading says whether a block is a heading, which, and of what level.
func (s *Splitter) wholeHeading(blocks []block.Block, i int) (heading, bool) {
	b := &blocks[i]
	text := strings.TrimRight(b.Text, " ")
	if b.Kind == block.Heading {
		if len(text) > 2*longestHeading {
			return heading{}, false
		}
		return heading{zone: s.headingZone(text), level: b.Level}, true
	}
	if len(text) > longestHeading {
		return heading{}, false
	}
	last := text[len(text)-1]
	if last == '.' || last == ',' || last == ';' {
		return heading{}, false
	}
	colon := last == ':'
	words := strings.Count(text, " ") + 1
	if b.Kind == block.Bullet {
		// A list item leads in a list of its own, or is bold.
		deeper := i+1 < len(blocks) && blocks[i+1].Kind == block.Bullet && blocks[i+1].Level > b.Level
		if (deeper && colon || b.Bold && (deeper || colon) || colon) && words <= 10 {
			zone := s.headingZone(text)
			if zone != "" || b.Bold || colon && words <= 4 {
				return heading{zone: zone, level: labelLevel}, true
			}
		}
		if words > 1 && words <= 5 && s.titleCase(text) {
			if f := s.longest(text, 0, rules.InHeading); f.end == len(text) && (f.zone == posting.Duties || f.zone == posting.Requirements) {
				return heading{zone: f.zone, level: plainLevel}, true // "Key Responsibilities": no list item
			}
		}
		return heading{}, false
	}
	if b.Kind == block.Cell && !b.Bold {
		if zone := s.headingZone(text); zone != "" && words <= 6 {
			return heading{zone: zone, level: plainLevel}, true
		}
		return heading{}, false
	}
	if !b.Bold && s.holdsStop(text) {
		return heading{}, false
	}
	if c := text[0]; c == '#' || c == '$' || block.IsDigit(c) && allCapitals(text) {
		return heading{}, false // a tag, a salary
	}
	zone := s.headingZone(text)
	if colon && (zone == "" || !s.startsPhrase(text)) {
		// "Specifically, you will be required to:" leads in duties.
		if says := s.claimOf(text); says.zone == posting.Duties && says.sure {
			zone = posting.Duties
		}
	}
	level := plainLevel
	if b.Bold || words > 1 && allCapitals(text) || allCapitals(text) && len(text) > 4 {
		level = boldLevel
	}
	switch {
	case zone != "" && (b.Bold || colon || last == '?' || words <= 9 && (words <= 3 || s.startsPhrase(text))):
		return heading{zone: zone, level: level}, true
	case b.Bold && words <= 12:
		return heading{level: level}, true
	case colon && words <= 12:
		return heading{level: level}, true
	case level == boldLevel && words <= 8:
		return heading{level: level}, true
	case words <= 6 && s.titleCase(text) && isUpperAt(text, 0) && i+1 < len(blocks) && blocks[i+1].Kind == block.Bullet:
		return heading{level: level}, true
	}
	return heading{}, false
}

// holdsStop says whether a sentence ends within text.
func (s *Splitter) holdsStop(text string) bool {
	s.text, s.start = text, 0
	for i := 0; i+1 < len(text); i++ {
		if c := text[i]; c == '.' || c == '!' || c == '?' {
			if end, _, ok := s.sentenceEnd(i); ok && end < len(text) {
				return true
			}
		}
	}
	return false
}

// maxLabelWords is how many words a heading over a part of a list may have.
const maxLabelWords = 8

// isLabel says whether a text looks like a heading over a part of a list: a
// few words, capitals but for the small ones, no verb of a duty in front, no
// stop behind.
func (p *phraser) isLabel(text string) bool {
	for text != "" && (block.IsDigit(text[0]) || text[0] == '.' || text[0] == ')' || text[0] == ' ') {
		text = text[1:] // "3. Planning and Releases"
	}
	if len(text) < 5 || len(text) > 70 || !isUpperAt(text, 0) {
		return false
	}
	words := strings.Count(text, " ") + 1
	if words < 2 || words > maxLabelWords || !p.titleCase(text) || p.plainVerb(text, 0) {
		return false
	}
	switch last := text[len(text)-1]; {
	case last == ')' || block.IsDigit(last) || isLetterAt(text, len(text)-1):
		return true
	}
	return false
}

// findLabels makes headings of the lines that stand over a part of a list
// without the layout telling: "Product Vision" before "Define the vision and
// the roadmap ...". In a list, where each item may be a duty ("Backlog
// Refinement"), several must stand there like that, none next to another.
func (z *zoner) findLabels() {
	labels := 0
	for pass := range 2 {
		for i := range z.lines {
			if !z.isLabelAt(i) {
				continue
			}
			if pass == 0 {
				labels++
				continue
			}
			if labels < 2 && z.facts[i].bullet && !z.facts[i].bold {
				continue
			}
			z.lines[i].Kind = posting.Heading
			z.facts[i].level = labelLevel
		}
		if labels == 0 {
			return
		}
	}
}

// isLabelAt says whether line i may be a heading over what follows on it.
func (z *zoner) isLabelAt(i int) bool {
	if i+1 >= len(z.lines) || z.lines[i].Kind == posting.Heading || z.lines[i+1].Kind == posting.Heading {
		return false
	}
	text, below := z.lines[i].Text, z.lines[i+1].Text
	if len(text) > 70 || strings.Count(below, " ") < 3 {
		return false
	}
	if text[len(text)-1] == '.' {
		// "Vision. Define and own ...": in front of its own sentence.
		return z.facts[i].block == z.facts[i+1].block && z.facts[i].says.zone == "" && z.facts[i+1].says.zone == posting.Duties &&
			(z.isLabel(text[:len(text)-1]) || z.facts[i].bullet && strings.Count(text, " ") < 5 && (i == 0 || z.facts[i-1].block != z.facts[i].block))
	}
	if !z.isLabel(text) || z.isLabel(below) || i > 0 && z.lines[i-1].Kind != posting.Heading && z.isLabel(z.lines[i-1].Text) && z.headingZone(z.lines[i-1].Text) != posting.Duties {
		return false
	}
	return z.facts[i+1].says.zone == posting.Duties && (z.facts[i].says.zone == "" || z.facts[i].says.zone == posting.Duties && !z.facts[i].says.sure)
}

// startsPhrase says whether a phrase of a heading starts text.
func (p *phraser) startsPhrase(text string) bool {
	i := firstWord(text)
	f, whole := p.longestHeadings(text, i)
	return f.words > 0 || whole.words > 0
}

// firstWord gives the place of the first letter or digit.
func firstWord(text string) int {
	for i := 0; i < len(text); i++ {
		if c := text[i]; alnum[c] != 0 || c >= utf8.RuneSelf && wordAt(text, i) > i {
			return i
		}
	}
	return len(text)
}

// headingZone gives the zone that a heading opens, or "" if its words are not
// known.
func (p *phraser) headingZone(text string) posting.Zone {
	i := firstWord(text)
	within, whole := p.longestHeadings(text, i)
	for _, f := range [...]found{whole, within} {
		if f.words > 0 && firstWord(text[f.end:]) == len(text)-f.end {
			return f.zone
		}
	}
	if zone := p.named(text, i); zone != "" {
		return zone
	}
	// The longest phrase within; of two that are equally long, the first. One
	// word alone must end the heading or be its head: "Skills for the job" are
	// skills, "Requirements gathering" are none.
	var best found
	for i < len(text) {
		j := p.end(text, i)
		if j == i {
			i++
			continue
		}
		if f := p.longest(text, i, rules.InHeading); f.words > best.words && (f.words > 1 || p.endsPhrase(text, f.end)) {
			best = f
		}
		i = j
	}
	return best.zone
}

// OpensDuties reports whether a heading opens the duties or the requirements, by
// its own words; whole asks for nothing but these words.
func OpensDuties(known *rules.Sections, heading string, whole bool) bool {
	p := phraser{known: known}
	zone := p.headingZone(heading)
	if zone != posting.Duties && zone != posting.Requirements || !whole {
		return zone == posting.Duties || zone == posting.Requirements
	}
	i := firstWord(heading)
	end := max(p.longest(heading, i, rules.WholeHeading).end, p.longest(heading, i, rules.InHeading).end)
	return firstWord(heading[end:]) == len(heading)-end
}

// endsPhrase says whether the words of a phrase end at text[i]: no noun
// follows that they belong to.
func (p *phraser) endsPhrase(text string, i int) bool {
	k := i
	for k < len(text) && text[k] == ' ' {
		k++
	}
	j := p.end(text, k)
	return j == k || p.kind(text, k, j)&rules.SmallWord != 0
}

// named finds "About Acme" and the like: a phrase that ends in a name.
func (p *phraser) named(text string, i int) posting.Zone {
	node := int32(0)
	for i < len(text) {
		j := p.end(text, i)
		if j == i {
			return ""
		}
		if after, ok := p.known.NextName(node); ok && isUpperAt(text, i) && strings.Count(text[i:], " ") < 4 && p.kind(text, i, j)&rules.SmallWord == 0 {
			if _, ok := p.known.Next(node, p.id(text, i, j)); !ok {
				return posting.Zone(p.known.Zone(after, rules.WholeHeading))
			}
		}
		next, ok := p.known.Next(node, p.id(text, i, j))
		if !ok {
			return ""
		}
		node = next
		i = nextWord(text, j)
	}
	return ""
}

// claimOf reads from the wording of a line what zone it belongs to.
func (p *phraser) claimOf(text string) claim {
	i := firstWord(text)
	f := p.longest(text, i, rules.Opener)
	var inside [4]found // by rank: equality, application and furniture, requirements, benefits
	duty := false
	for k := p.nextStart(text, i, rules.Anywhere); k < len(text); k = p.nextStart(text, p.end(text, k), rules.Anywhere) {
		if a := p.longest(text, k, rules.Anywhere); a.words > 0 {
			switch a.zone {
			case posting.Equality:
				inside[0] = a
			case posting.Application, posting.Furniture:
				inside[1] = a
			case posting.Requirements:
				inside[2] = a
			case posting.Benefits, posting.Company:
				inside[3] = a
			case posting.Duties:
				duty = true
			}
		}
	}
	switch {
	case inside[0].words > 0:
		return claim{zone: posting.Equality, sure: true}
	case duty && (f.words <= 1 || f.zone == posting.Duties):
		return claim{zone: posting.Duties, sure: true}
	case f.words > 0 && f.zone != posting.Duties && f.zone != posting.Company:
		if k := p.labelEnd(text); k >= f.end && p.plainVerb(text, k+firstWord(text[k:])) {
			return claim{zone: posting.Duties, soft: true} // "Customer-centric work: engage ..."
		}
		return claim{zone: f.zone, sure: f.words > 1}
	case inside[1].words > 0:
		return claim{zone: inside[1].zone, sure: true}
	case duty:
		return claim{zone: posting.Duties, sure: true}
	case f.words > 0 && f.zone == posting.Duties:
		return claim{zone: posting.Duties, sure: f.words > 1}
	case p.plainVerb(text, i):
		// Whatever the words inside say: "Find out what is desirable".
		return claim{zone: posting.Duties, soft: p.gerund(text, i)}
	case inside[2].words > 0:
		return claim{zone: posting.Requirements, sure: true}
	case inside[3].words > 0:
		return claim{zone: inside[3].zone, sure: true}
	case f.words > 0:
		return claim{zone: f.zone, sure: f.words > 1}
	}
	if p.startsWithVerb(text, i) {
		return claim{zone: posting.Duties, soft: p.gerund(text, i)}
	}
	if j := p.end(text, i); p.kind(text, i, j)&rules.Reader != 0 && p.startsWithVerb(text, nextWord(text, j)) {
		return claim{zone: posting.Duties, soft: true}
	}
	if zone := p.startsWithRole(text, i); zone != "" {
		return claim{zone: zone, sure: zone == posting.Duties}
	}
	// Behind a label: "Backlog management: create and prioritise ..."
	if k := p.labelEnd(text); k > 0 {
		k += firstWord(text[k:])
		if f := p.longest(text, k, rules.Opener); f.words > 0 && f.zone != posting.Company {
			return claim{zone: f.zone, sure: f.words > 1}
		}
		if p.startsWithVerb(text, k) {
			return claim{zone: posting.Duties, soft: p.gerund(text, k)}
		}
	}
	return claim{}
}

// plainVerb says whether a verb of a duty stands at text[i] that is no noun.
func (p *phraser) plainVerb(text string, i int) bool {
	return p.kind(text, i, p.end(text, i))&(rules.DutyVerb|rules.AlsoNoun) == rules.DutyVerb
}

// gerund says whether the word at text[i] ends in -ing.
func (p *phraser) gerund(text string, i int) bool {
	return strings.HasSuffix(text[i:p.end(text, i)], "ing")
}

// startsWithVerb says whether the words at text[i] are a verb of a duty,
// perhaps after an adverb: "Continuously monitor".
func (p *phraser) startsWithVerb(text string, i int) bool {
	j := p.end(text, i)
	if p.kind(text, i, j)&rules.DutyVerb != 0 {
		return true
	}
	if j-i < 5 || !strings.HasSuffix(text[i:j], "ly") {
		return false
	}
	k := nextWord(text, j)
	return p.kind(text, k, p.end(text, k))&rules.DutyVerb != 0
}

// startsWithRole says whose doing a text tells that begins with a title or a
// group and what they do: "The Senior Product Lead collaborates with ..." is a
// duty, "The Payments team builds ..." is not.
func (p *phraser) startsWithRole(text string, i int) posting.Zone {
	var who posting.Zone
	group := p.kind(text, i, p.end(text, i))&rules.BeforeGroup != 0
	for words := 0; words < 9 && i < len(text); words++ {
		j := p.end(text, i)
		if j == i {
			return ""
		}
		kind := p.kind(text, i, j)
		switch {
		case who != "" && kind&rules.DutyVerb != 0 && text[j-1] == 's' && isLowerAt(text, i),
			who == posting.Duties && text[i:j] == "will",
			who == posting.Company && (text[i:j] == "is" || text[i:j] == "has" || text[i:j] == "are"):
			return who
		case kind&rules.RoleNoun != 0 && isUpperAt(text, i):
			who = posting.Duties
		case kind&rules.GroupNoun != 0 && group:
			who = posting.Company
		case !isUpperAt(text, i) && kind&rules.SmallWord == 0:
			return ""
		}
		i = nextWord(text, j)
	}
	return ""
}

// longestLabel is how far into a text a label may reach, in bytes.
const longestLabel = 60

// labelEnd gives the end of a label that starts a text: its colon, dash or
// full stop stands within the first words. 0 if there is none.
func (p *phraser) labelEnd(text string) int {
	indexed := p.index.has(text)
	for i := 0; i < min(len(text), longestLabel); i++ {
		if indexed {
			if n := p.index.begins[i]; n > 0 {
				if i += int(p.index.words[n-1].Size); i >= min(len(text), longestLabel) {
					return 0
				}
			}
		}
		c := text[i]
		if alnum[c] != 0 {
			continue
		}
		switch {
		case c == ':' || c == '.' && i+1 < len(text) && text[i+1] == ' ':
			return i + 1
		case c == ' ' && i+1 < len(text) && (text[i+1] == '-' || text[i+1] == 0xE2 && (strings.HasPrefix(text[i+1:], "–") || strings.HasPrefix(text[i+1:], "—"))):
			return i + 1
		case c == ',' || c == ';':
			return 0
		}
	}
	return 0
}

// assign gives each line its zone, from the headings before it and from its
// own wording.
func (z *zoner) assign() {
	zone := posting.Intro     // of the section
	opened := 0               // the level of the heading that opened it
	drift := posting.Zone("") // the zone that the wording has led to since
	z.findLabels()
	z.findRuns()
	for i := range z.lines {
		l, f := &z.lines[i], &z.facts[i]
		if l.Kind == posting.Heading {
			switch {
			case l.Zone != "" && f.level == labelLevel && zone != posting.Intro && zone != l.Zone && f.bullet:
				// "Experience: ..." among bullets says nothing of what follows.
			case l.Zone == posting.Furniture:
				// A button or a label: the section goes on behind it.
				f.says.zone = posting.Furniture
				continue
			case l.Zone != "":
				zone, opened = l.Zone, f.level
				if zone != posting.Duties && zone != posting.Equality && z.judge(i) == posting.Duties {
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
}

// claims says whether line i claims to belong to a zone.
func (z *zoner) claims(i int, zone posting.Zone) bool {
	return i >= 0 && i < len(z.facts) && z.facts[i].says.zone == zone
}

// findRuns makes sure of lines that begin with a verb where several of them
// follow on each other: one such line among requirements may be a skill
// ("Work well under pressure"), five are a list of duties.
func (z *zoner) findRuns() {
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

// judge gives the zone that most lines below a heading claim, or "".
func (z *zoner) judge(at int) posting.Zone {
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

// settle gives the zone of a line in a section, and where its wording leads
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
