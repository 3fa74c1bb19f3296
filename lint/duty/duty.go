// Package duty finds the duties that the lines of a posting state.
//
// It reads each line with a shallow grammar: phrases name what a duty is about
// (the roadmap, user stories), and the verb that governs the phrase decides
// whether the person hired owns it, supports it or only hears of it. What
// words mean comes from package rules; this package knows only how English and
// its neighbours hang together: verbs before objects, prepositions between.
package duty

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/token"
	"github.com/jdlint/jdlint/rules"
)

// Duty is a duty found in a line.
type Duty struct {
	Line       int // index in Posting.Lines
	Rule       *rules.CompiledRule
	Weak       bool
	Start, End int // bytes of the line's text: from the verb to the end of the object

	verbAt int  // token of the verb that governs it, -1: none
	label  bool // stands without a verb before a colon: "Roadmap: ..."
}

// Context is what a Reader has to know of the posting besides its lines.
type Context struct {
	// Self and Foreign are nouns that name the person hired and the person in
	// the sister role: in a posting for a Product Owner "owner" and "manager".
	Self, Foreign string
	ForeignShort  string // what the title of the sister role is shortened to: "PM"
	Product       string // the word before either noun
}

// Reader finds duties. It keeps buffers between calls: use one per goroutine.
// The zero value is not usable; see New.
type Reader struct {
	rules   *rules.Duties
	grammar *rules.Grammar
	self    token.ID
	other   token.ID
	short   token.ID // of the other
	product token.ID
	theirs  theirs
	table   roles
	line    string // that is read
	tokens  []token.Token
	words   []token.ID
	finder  *rules.Finder
	all     *rules.Hits // what it found in the line
	hits    []rules.Hit // those of the group that is read for
	clause  clause
	found   []Duty
	checked []token.Token // by prose

	// A posting cut anew, with its lines and their words.
	anew      posting.Posting
	lines     []posting.Line
	cutTokens []token.Token
	stated    Found // what Read gave
}

// New returns a Reader of duties.
func New(r *rules.Duties) *Reader {
	return &Reader{rules: r, grammar: r.Lexicon.Grammar, finder: r.Matcher.Finder()}
}

// Found is what the lines of a posting state, each in the order of the lines. It
// is good until the Reader reads another posting.
type Found struct {
	Sided  []Duty // strategic and tactical duties
	Others []Duty // duties of another job
	Smells []Duty // wordings that stand for a finding; whose duty they state is not asked
}

// Read reads the lines of a posting. Those that state something are cut by prose
// as well, and read again where it sees other words.
func (r *Reader) Read(p *posting.Posting, ctx Context) Found {
	x := r.rules.Lexicon
	r.self, r.other, r.short, r.product = x.ID(ctx.Self), x.ID(ctx.Foreign), x.ID(ctx.ForeignShort), x.ID(ctx.Product)
	r.theirs, r.table = theirs{}, roles{}
	if p.Vocabulary != x.Vocabulary {
		p = r.cut(p)
	}
	all := Found{r.stated.Sided[:0], r.stated.Others[:0], r.stated.Smells[:0]}
	for i := range p.Lines {
		line := &p.Lines[i]
		if r.others(p, i) || !votes(line) || isTitle(line, p.Title.Span) {
			continue
		}
		v := r.rules.Lexicon.Vocabulary
		r.take(line.Text, line.Tokens)
		before := all
		if r.readLine(&all, line, i) && x.Grammar.Prose && token.ProseDiffers(line.Text) {
			r.checked = v.Prose(r.checked[:0], line.Text)
			if !slices.EqualFunc(r.checked, r.tokens, samePlace) {
				all = before
				r.take(line.Text, r.checked)
				r.readLine(&all, line, i)
			}
		}
		if r.rules.Likeness != nil && line.Zone == posting.Duties {
			all.Sided = r.compare(all.Sided, len(before.Sided), line, i)
		}
	}
	r.stated = all
	return all
}

// cut returns a posting whose words have the numbers of the rules of its language,
// good until the Reader cuts another one.
func (r *Reader) cut(p *posting.Posting) *posting.Posting {
	r.anew = *p
	r.anew.Lines = append(r.lines[:0], p.Lines...)
	r.lines, r.cutTokens = r.anew.Lines, r.cutTokens[:0]
	for i := range r.lines {
		from := len(r.cutTokens)
		r.cutTokens = r.rules.Lexicon.Cut(r.cutTokens, r.lines[i].Text)
		r.lines[i].Tokens = r.cutTokens[from:len(r.cutTokens):len(r.cutTokens)]
	}
	return &r.anew
}

func samePlace(a, b token.Token) bool { return a.Start == b.Start && a.End == b.End }

// take makes the tokens of a line those that are read.
func (r *Reader) take(line string, tokens []token.Token) {
	r.line, r.tokens, r.words = line, tokens, r.words[:0]
	for i := range tokens {
		t := &tokens[i]
		id := t.ID
		if t.Kind&token.Sign != 0 && (endsSentence(t.In(line)) && !r.abbreviates(i) || r.parts(i)) {
			id = rules.Stop
		} else if i > 0 && r.word(i-1).Function&rules.Prefix != 0 && r.hyphenBehind(i-1) {
			id = r.prefixed(i)
		}
		r.words = append(r.words, id)
	}
	r.rules.Lexicon.JoinAnd(r.words)
	if len(r.grammar.Particles) > 0 {
		r.joinParticles()
	}
}

// prefixed returns the word at i together with the prefix before its hyphen
// ("co-ordinate") if that is a verb or acts as one, or the only way to know it.
func (r *Reader) prefixed(i int) token.ID {
	x := r.rules.Lexicon
	alone, joined := r.tokens[i].ID, x.ID(r.text(i-1)+r.text(i))
	if w := x.Word(joined); alone == token.Unknown || w.Verb()|w.Head != 0 {
		return joined
	}
	return alone
}

// text returns a token as it stands in the line.
func (r *Reader) text(i int) string { return r.tokens[i].In(r.line) }

// readLine adds what a line, split into tokens, states, and reports whether
// that is anything.
func (r *Reader) readLine(all *Found, line *posting.Line, i int) bool {
	owned := line.Zone == posting.Duties || r.speaksOfHire()
	switch {
	case owned:
		r.all = r.finder.Find(r.words)
	case line.Zone == posting.Requirements:
		r.all = r.finder.FindWordings(r.words)
	default:
		return false
	}
	if !r.all.Named() {
		return false
	}
	before := *all
	if owned {
		all.Sided = appendLine(all.Sided, keepMain(dropLabels(r.find(line, rules.Sided))), i)
		all.Others = appendLine(all.Others, r.find(line, rules.OtherJobs), i)
	}
	all.Smells = appendLine(all.Smells, r.smells(line), i)
	return len(all.Sided) > len(before.Sided) || len(all.Others) > len(before.Others) || len(all.Smells) > len(before.Smells)
}

// speaksOfHire reports whether the line has a word by which a clause can be
// about the person hired. Outside of the duties nothing else is a duty.
func (r *Reader) speaksOfHire() bool {
	for i, id := range r.words {
		if r.self != 0 && id == r.self || r.word(i).Function&(rules.Hire|rules.HireNoun|rules.Seeking) != 0 {
			return true
		}
	}
	return false
}

func appendLine(all, found []Duty, line int) []Duty {
	for _, d := range found {
		d.Line = line
		all = append(all, d)
	}
	return all
}

// titleRoom is how much longer than the title, in bytes, the line of the title
// may be: "Job title: ...".
const titleRoom = 30

// isTitle reports whether a line says no more than the title of the posting.
func isTitle(l *posting.Line, title posting.Span) bool {
	span := l.Span()
	return title.End > title.Start && span.Start <= title.Start && title.End <= span.End &&
		span.End-span.Start <= title.End-title.Start+titleRoom
}

// votes reports whether a line can state a duty, by its place in the posting.
func votes(l *posting.Line) bool {
	if l.Kind == posting.Heading {
		return false
	}
	switch l.Zone {
	case posting.Duties, posting.Intro, posting.Company, posting.Requirements:
		return true
	}
	return false
}

// Line returns the sided duties that one line states. The result is valid until
// the next call.
func (r *Reader) Line(l *posting.Line) []Duty {
	r.read(l.Text)
	return keepMain(dropLabels(r.find(l, rules.Sided)))
}

// smells returns the wordings in the line that stand for a finding. Among the
// requirements they are what is asked; elsewhere they must be said of the hire.
func (r *Reader) smells(l *posting.Line) []Duty {
	if l.Zone != posting.Requirements {
		return slices.DeleteFunc(r.find(l, rules.Wordings), func(d Duty) bool { return d.Weak })
	}
	r.found = r.found[:0]
	for _, h := range r.all[rules.Wordings] {
		if h.Rule != nil {
			r.found = append(r.found, Duty{Rule: h.Rule, Start: int(r.tokens[h.Start].Start), End: int(r.tokens[h.End-1].End)})
		}
	}
	return r.found
}

// OtherLine returns the duties of other jobs that one line states, as Line does.
func (r *Reader) OtherLine(l *posting.Line) []Duty {
	r.read(l.Text)
	return r.find(l, rules.OtherJobs)
}

// read cuts a line and finds the phrases in it.
func (r *Reader) read(line string) {
	if x := r.rules.Lexicon; x.Grammar.Prose {
		r.checked = x.Vocabulary.Prose(r.checked[:0], line)
	} else {
		r.checked = x.Cut(r.checked[:0], line)
	}
	r.take(line, r.checked)
	r.all = r.finder.Find(r.words)
}

// parts reports whether token i is a dash or a slash between blanks that a duty
// begins behind: "Money – Own the P&L", "Own the P&L / Set pricing".
func (r *Reader) parts(i int) bool {
	if i == 0 || i+1 >= len(r.tokens) || r.tokens[i].Start == r.tokens[i-1].End || r.tokens[i].End == r.tokens[i+1].Start {
		return false
	}
	switch r.text(i) {
	case "-", "–", "—", "−", "/":
	default:
		return false
	}
	first, _ := utf8.DecodeRuneInString(r.text(i + 1))
	return unicode.IsUpper(first) && r.rules.Lexicon.Word(r.tokens[i+1].ID).Verb() != 0
}

// abbreviates reports whether token i is a dot that belongs to an abbreviation
// within a sentence: "Acme Ltd. pricing", "the U.S. market". Behind one that a
// capital follows another sentence may as well begin.
func (r *Reader) abbreviates(i int) bool {
	dot := r.tokens[i]
	if !r.grammar.Prose && i > 0 && i+1 < len(r.tokens) && r.tokens[i-1].ID == token.Number && r.tokens[i+1].ID == token.Number && r.tokens[i-1].End == dot.Start && r.tokens[i+1].Start == dot.End {
		return true // "4.000 Artikel"
	}
	if r.line[dot.Start] != '.' || i == 0 || r.tokens[i-1].End != dot.Start {
		return false
	}
	before := r.text(i - 1)
	letter := len(before) == 1 && letters(before)
	if !letter && r.word(i-1).Function&rules.Abbreviation == 0 {
		return false
	}
	rest := r.line[dot.End:]
	if letter && letters(rest) {
		return true
	}
	next, _ := utf8.DecodeRuneInString(strings.TrimLeft(rest, " "))
	return next == ',' || unicode.IsLower(next) || unicode.IsDigit(next)
}

// find reads the line for the phrases of a group.
func (r *Reader) find(l *posting.Line, g rules.Group) []Duty {
	r.found = r.found[:0]
	r.hits = r.all[g]
	for i := range r.hits {
		if r.hits[i].Rule != nil {
			r.scan(l)
			break
		}
	}
	return r.found
}

func endsSentence(sign string) bool {
	if len(sign) == 1 {
		switch sign[0] {
		case '.', ';', ':', '!', '?', '|':
			return true
		}
		return false
	}
	return sign == "•" || sign == "·"
}

// add adds a duty, unless the line states it already; the stronger stays, and
// a duty rather than its label.
func (r *Reader) add(d Duty) {
	for i := range r.found {
		if old := &r.found[i]; old.Rule.Category == d.Rule.Category {
			if old.label || old.Weak && !d.Weak {
				*old = d
			}
			return
		}
	}
	r.found = append(r.found, d)
}
