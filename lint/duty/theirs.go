package duty

import (
	"slices"
	"strings"

	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/token"
	"github.com/jdlint/jdlint/rules"
)

// theirs keeps in mind that a heading or an item over the lines that are read says
// that they are about somebody else: "What our Product Manager does", "Work with the
// Product Manager, who will:".
type theirs struct {
	heading uint8 // level of the heading, 0: none
	led     bool  // an item or a sentence says so
	depth   uint8 // of that item
	own     bool  // duties of the hire came before
}

// others reports whether line i of a posting stands under a heading or an item that
// says that it is about somebody else.
func (r *Reader) others(p *posting.Posting, i int) bool {
	t, line := &r.theirs, &p.Lines[i]
	if line.Row > 0 && r.theirCell(p, i) {
		return true
	}
	if line.Kind == posting.Heading {
		t.led = false
		switch {
		case t.heading > 0 && line.Depth > t.heading && !r.names(line, r.self):
		case r.ofOthers(line), t.own && r.isSister(line):
			t.heading = max(line.Depth, 1)
		default:
			t.heading = 0
		}
		return false
	}
	t.led = t.led && line.Kind == posting.Bullet && line.Depth > t.depth
	if t.heading > 0 || t.led {
		return true
	}
	t.own = t.own || line.Zone == posting.Duties
	if strings.HasSuffix(line.Text, ":") && i+1 < len(p.Lines) {
		if below := &p.Lines[i+1]; below.Kind == posting.Bullet && below.Depth > line.Depth {
			t.led, t.depth = r.ofOthers(line), line.Depth
		}
	}
	return false
}

// isSister reports whether a heading is the title of the sister role and no more, as
// over what each of a team does.
func (r *Reader) isSister(line *posting.Line) bool {
	words := line.Tokens
	return len(words) == 2 && r.other != token.Unknown && r.product != token.Unknown && words[0].ID == r.product && words[1].ID == r.other
}

// names reports whether a line has a word.
func (r *Reader) names(line *posting.Line, word token.ID) bool {
	return word != 0 && slices.ContainsFunc(line.Tokens, func(t token.Token) bool { return t.ID == word })
}

// ofOthers reports whether a line leads in what somebody else does: what the person
// in the sister role does, by name, or what the person hired does not.
func (r *Reader) ofOthers(line *posting.Line) bool {
	r.take(line.Text, line.Tokens)
	r.hits = nil
	c := &r.clause
	*c = clause{}
	for i := range r.tokens {
		last := i+1 == len(r.tokens)
		if last && r.words[i] == rules.Stop {
			break
		}
		if n := r.sister(i); n > 0 && !c.seeking && (r.isRelative(i+n) || c.agent == unsaid && c.verbs == 0 && !c.blocked && r.does(i+n)) {
			return true
		}
		r.step(i)
	}
	// "Responsibilities include, but are not exclusively:" denies no duty.
	return c.negated && (c.you || c.job) && strings.HasSuffix(line.Text, ":") && !strings.Contains(line.Text, ",")
}

// sister returns how many words from the token on name the person in the sister
// role; 0 for none.
func (r *Reader) sister(i int) int {
	switch {
	case r.short != 0 && r.words[i] == r.short:
		return 1
	case r.other != 0 && r.words[i] == r.product && i+1 < len(r.tokens) && r.words[i+1] == r.other:
		return 2
	}
	return 0
}

// does reports whether what begins at i, behind the name of somebody, says what that
// person does: "does", "will", "'s responsibilities", "is responsible for".
func (r *Reader) does(i int) bool {
	if i >= len(r.tokens) {
		return false
	}
	w := r.word(i)
	return r.text(i) == ":" || w.Function&(rules.Modal|rules.Be|rules.HireNoun) != 0 || w.S != 0 || r.endsIn(i, r.grammar.Plurals)
}

// isRelative reports whether a relative stands at i or behind a comma there.
func (r *Reader) isRelative(i int) bool {
	if i < len(r.tokens) && r.text(i) == "," {
		i++
	}
	return i < len(r.tokens) && r.word(i).Function&rules.Relative != 0
}

// roles is a table whose columns are headed by the two roles.
type roles struct {
	head, row   uint16 // the row of the headings, and the one that is read
	own, sister uint16 // columns, 0: not known
}

// theirCell reports whether line i, in a table whose columns are headed by the two
// roles, stands in the column of the sister role, or in a row that is ticked for it alone.
func (r *Reader) theirCell(p *posting.Posting, i int) bool {
	t, line := &r.table, &p.Lines[i]
	if i == 0 || p.Lines[i-1].Row == 0 || line.Row < t.row {
		*t = roles{} // another table
	}
	if line.Row != t.row {
		t.row = line.Row
		if own, sister := r.roleColumns(p, i); sister > 0 {
			t.head, t.own, t.sister = line.Row, own, sister
		}
	}
	if t.sister == 0 || line.Row == t.head || line.Column == t.own {
		return false
	}
	own, theirs := cellText(p, i, t.own), cellText(p, i, t.sister)
	return line.Column == t.sister || r.isTick(theirs) && (!r.isTick(own) || own == "x" && theirs != "x")
}

// roleColumns returns the columns whose cells in the row of line i name the two roles.
func (r *Reader) roleColumns(p *posting.Posting, i int) (own, sister uint16) {
	for row := p.Lines[i].Row; i < len(p.Lines) && p.Lines[i].Row == row; i++ {
		switch line := &p.Lines[i]; {
		case len(line.Tokens) == 2 && line.Tokens[0].ID == r.product && line.Tokens[1].ID == r.self:
			own = line.Column
		case len(line.Tokens) == 2 && line.Tokens[0].ID == r.product && line.Tokens[1].ID == r.other,
			len(line.Tokens) == 1 && line.Tokens[0].ID == r.short:
			sister = line.Column
		}
	}
	if r.product == token.Unknown || r.other == token.Unknown {
		return 0, 0
	}
	return own, sister
}

// maxCells is how far from a cell another of its row is looked for, in lines.
const maxCells = 50

// cellText returns what stands in a column of the row of line i.
func cellText(p *posting.Posting, i int, column uint16) string {
	row := p.Lines[i].Row
	for k := max(i-maxCells, 0); k < min(i+maxCells, len(p.Lines)); k++ {
		if line := &p.Lines[k]; line.Row == row && line.Column == column && (k < i) == (column < p.Lines[i].Column) {
			return strings.ToLower(line.Text)
		}
	}
	return ""
}

// isTick reports whether the text of a cell says yes.
func (r *Reader) isTick(cell string) bool {
	return cell != "" && !slices.Contains(r.grammar.Crosses, cell)
}
