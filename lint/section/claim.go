package section

import (
	"strings"

	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/rules"
)

// claim is what the wording of a line says of its zone.
type claim struct {
	zone posting.Zone // "" for nothing
	sure bool         // the line speaks to the reader ("you will"), or can be nothing else
	run  bool         // it stands among others that claim the same
	// A duty that may as well say how the candidate is to be, or has been:
	// "you define metrics", "defining metrics", "Deep expertise: define metrics".
	soft bool
}

// claimOf reads from the wording of a line what zone it belongs to.
func (p *phraseFinder) claimOf(text string) claim {
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
	if kind, j := p.kindAt(text, i); kind&rules.Reader != 0 && p.startsWithVerb(text, nextWord(text, j)) {
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

// plainVerb reports whether a verb of a duty stands at text[i] that is no noun.
func (p *phraseFinder) plainVerb(text string, i int) bool {
	kind, _ := p.kindAt(text, i)
	return kind&(rules.DutyVerb|rules.AlsoNoun) == rules.DutyVerb
}

// gerund reports whether the word at text[i] ends in -ing.
func (p *phraseFinder) gerund(text string, i int) bool {
	return strings.HasSuffix(text[i:p.end(text, i)], "ing")
}

// startsWithVerb reports whether the words at text[i] are a verb of a duty,
// perhaps after an adverb: "Continuously monitor".
func (p *phraseFinder) startsWithVerb(text string, i int) bool {
	kind, j := p.kindAt(text, i)
	if kind&rules.DutyVerb != 0 {
		return true
	}
	if j-i < 5 || !strings.HasSuffix(text[i:j], "ly") {
		return false
	}
	kind, _ = p.kindAt(text, nextWord(text, j))
	return kind&rules.DutyVerb != 0
}

// startsWithRole returns whose doing a text states that begins with a title or a
// group and what they do: "The Senior Product Lead collaborates with ..." is a
// duty, "The Payments team builds ..." is not.
func (p *phraseFinder) startsWithRole(text string, i int) posting.Zone {
	var who posting.Zone
	first, _ := p.kindAt(text, i)
	group := first&rules.BeforeGroup != 0
	for words := 0; words < 9 && i < len(text); words++ {
		kind, j := p.kindAt(text, i)
		switch {
		case j == i:
			return ""
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

// labelEnd returns the end of a label that starts a text: its colon, dash or
// full stop stands within the first words. 0 if there is none.
func (p *phraseFinder) labelEnd(text string) int {
	for i, c := range []byte(text[:min(len(text), longestLabel)]) {
		switch {
		case c >= '@': // as most
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
