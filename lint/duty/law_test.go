package duty

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/token"
	"github.com/jdlint/jdlint/rules"
)

// failer is what the laws report to: a test, a fuzz target or a property.
type failer interface {
	Helper()
	Fatalf(format string, args ...any)
}

// place is what callers see of a duty.
type place struct {
	Rule       string
	Weak       bool
	Start, End int
}

func places(duties []Duty) []place {
	out := []place{}
	for _, d := range duties {
		out = append(out, place{d.Rule.ID, d.Weak, d.Start, d.End})
	}
	return out
}

// checkLine reads a line and holds what was found against the laws.
func checkLine(t failer, r *Reader, set *rules.Duties, l *posting.Line) {
	t.Helper()
	sided := slices.Clone(r.Line(l))
	others := slices.Clone(r.OtherLine(l))
	for _, d := range slices.Concat(sided, others) {
		checkPlace(t, set, l.Text, d)
	}
	seen := map[string]bool{}
	for _, d := range sided {
		if d.Rule.Category.Side != rules.Strategic && d.Rule.Category.Side != rules.Tactical {
			t.Fatalf("%q: rule %s is on the side %q", l.Text, d.Rule.ID, d.Rule.Category.Side)
		}
		if seen[d.Rule.Category.ID] {
			t.Fatalf("%q: category %s twice", l.Text, d.Rule.Category.ID)
		}
		seen[d.Rule.Category.ID] = true
	}
	for _, d := range others {
		if d.Rule.Category.Side != rules.Other {
			t.Fatalf("%q: rule %s of another job is on the side %q", l.Text, d.Rule.ID, d.Rule.Category.Side)
		}
	}
	// What was read before leaves no trace.
	r.Line(&posting.Line{Text: "We don't own (the product strategy", Zone: posting.Intro})
	if diff := cmp.Diff(places(sided), places(r.Line(l))); diff != "" {
		t.Fatalf("%q, read after another line, - before, + now:\n%s", l.Text, diff)
	}
}

// checkPlace checks that a duty lies within its text and begins and ends with
// a word, of which the rules know the last.
func checkPlace(t failer, set *rules.Duties, text string, d Duty) {
	t.Helper()
	if d.Start < 0 || d.Start >= d.End || d.End > len(text) {
		t.Fatalf("%q: rule %s at %d:%d lies outside", text, d.Rule.ID, d.Start, d.End)
	}
	tokens := set.Lexicon.Vocabulary.Prose(nil, text)
	first := slices.IndexFunc(tokens, func(t token.Token) bool { return int(t.Start) == d.Start })
	last := slices.IndexFunc(tokens, func(t token.Token) bool { return int(t.End) == d.End })
	if first < 0 || last < first {
		t.Fatalf("%q: rule %s at %q does not begin and end with a word", text, d.Rule.ID, text[d.Start:d.End])
	}
	if utf8.ValidString(text) && !utf8.ValidString(text[d.Start:d.End]) {
		t.Fatalf("%q: rule %s cuts a character", text, d.Rule.ID)
	}
	if set.Lexicon.ID(tokens[last].In(text)) == token.Unknown {
		t.Fatalf("%q: rule %s ends with %q, a word that no rule has", text, d.Rule.ID, tokens[last].In(text))
	}
}

var zones = []posting.Zone{posting.Intro, posting.Duties, posting.Company, posting.Requirements}

// TestLaws reads lines made of the examples of the rules, cut and stuck
// together at random.
func TestLaws(t *testing.T) {
	set, err := english()
	if err != nil {
		t.Fatal(err)
	}
	var words []string
	for _, c := range slices.Concat(set.Categories, set.Others) {
		for _, rule := range c.Rules {
			for _, text := range slices.Concat(rule.Duty, rule.Not) {
				words = append(words, strings.Fields(text)...)
			}
		}
	}
	words = append(words, "you", "will", "we", "our", "not", "don't", "to", "with", "who", "(", ")", ",", ".", ":", ";", "/", "•", "and", "as well as", "into", "PM/PO", "'strategy'", "\xff", "Ⱥ's", "e.g.")
	r := reader(t)
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 0, 25).Draw(t, "words"), rapid.SampledFrom([]string{" ", " ", "", "-"}).Draw(t, "glue"))
		checkLine(t, r, set, &posting.Line{Text: text, Zone: rapid.SampledFrom(zones).Draw(t, "zone"), Kind: posting.Bullet})
	})
}

// TestReadAgrees checks that a posting read whole gives what its lines give:
// that the look ahead passes over no line that states something.
func TestReadAgrees(t *testing.T) {
	set, err := english()
	if err != nil {
		t.Fatal(err)
	}
	p := &posting.Posting{}
	for _, c := range set.Categories {
		for _, rule := range c.Rules {
			for _, text := range slices.Concat(rule.Duty, rule.Not) {
				p.Lines = append(p.Lines, posting.Line{Text: text, Kind: posting.Bullet, Zone: posting.Duties})
			}
		}
	}
	for _, zone := range []posting.Zone{posting.Benefits, posting.Application, posting.Equality, posting.Furniture} {
		p.Lines = append(p.Lines, posting.Line{Text: "You will own the backlog", Zone: zone})
	}
	p.Lines = append(p.Lines, posting.Line{Text: "Own the backlog", Kind: posting.Heading, Zone: posting.Duties})
	for i := range p.Lines {
		p.Lines[i].Tokens = set.Lexicon.Vocabulary.Scan(nil, p.Lines[i].Text)
	}
	ruled := *set // likeness is asked of postings alone
	ruled.Likeness = nil
	r := New(&ruled)
	found := map[int][]place{}
	ctx := Context{Self: "owner", Foreign: "manager"}
	for _, d := range r.Read(p, ctx).Sided {
		found[d.Line] = append(found[d.Line], places([]Duty{d})...)
	}
	for i := range p.Lines {
		l := &p.Lines[i]
		want := places(r.Line(l))
		if !votes(l) {
			want = []place{}
		}
		if diff := cmp.Diff(want, append([]place{}, found[i]...)); diff != "" {
			t.Errorf("%q among %s, - alone, + in the posting:\n%s", l.Text, l.Zone, diff)
		}
	}
}

func FuzzLine(f *testing.F) {
	set, err := english()
	if err != nil {
		f.Fatal(err)
	}
	for _, c := range set.Categories {
		for _, rule := range c.Rules {
			if !rule.Alike() {
				f.Add(rule.Duty[0], uint8(1))
			}
		}
	}
	for _, text := range []string{
		"", "(", ":", "and", "You don't own the 'product strategy'", "Translate the vision into stories", "Work with the Product Manager, who owns the roadmap", "Own the backlog.Write user stories (UAT/QA)",
		"as well as", "own as well as", "Define\xff's the roadmap", "Ⱥ's roadmap", "\x00", "Responsible for", "own-own-own backlog-backlog",
	} {
		f.Add(text, uint8(0))
		f.Add(text, uint8(1))
	}
	r := New(set)
	r.Read(&posting.Posting{}, Context{Self: "owner", Foreign: "manager"})
	f.Fuzz(func(t *testing.T, text string, zone uint8) {
		checkLine(t, r, set, &posting.Line{Text: text, Zone: zones[int(zone)%len(zones)], Kind: posting.Bullet})
	})
}
