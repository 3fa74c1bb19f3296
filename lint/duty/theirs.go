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
}

// others reports whether line i of a posting stands under a heading or an item that
// says that it is about somebody else.
func (r *Reader) others(p *posting.Posting, i int) bool {
	t, line := &r.theirs, &p.Lines[i]
	if line.Kind == posting.Heading {
		t.led = false
		switch {
		case t.heading > 0 && line.Depth > t.heading && !r.names(line, r.self):
		case r.ofOthers(line):
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
	if strings.HasSuffix(line.Text, ":") && i+1 < len(p.Lines) {
		if below := &p.Lines[i+1]; below.Kind == posting.Bullet && below.Depth > line.Depth {
			t.led, t.depth = r.ofOthers(line), line.Depth
		}
	}
	return false
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
	return r.text(i) == ":" || w.Function&(rules.Modal|rules.Be|rules.HireNoun) != 0 || strings.HasSuffix(r.text(i), "s")
}

// isRelative reports whether a relative stands at i or behind a comma there.
func (r *Reader) isRelative(i int) bool {
	if i < len(r.tokens) && r.text(i) == "," {
		i++
	}
	return i < len(r.tokens) && r.word(i).Function&rules.Relative != 0
}
