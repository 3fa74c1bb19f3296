package rules

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/jdlint/jdlint/lint/token"
)

// zoneOf walks a phrase of plain words.
func zoneOf(s *Sections, phrase string, in Place) string {
	node := int32(0)
	for word := range strings.FieldsSeq(phrase) {
		next, ok := s.Next(node, s.Vocabulary.ID(word))
		if !ok {
			return ""
		}
		node = next
	}
	return s.Zone(node, in)
}

func TestHeadings(t *testing.T) {
	known, err := LoadHeadings()
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		language, phrase string
		in               Place
		want             string
	}{
		{"en", "key responsibilities", InHeading, "duties"},
		{"en", "what you'll do", InHeading, "duties"},
		{"en", "what you will be doing", InHeading, "duties"},
		{"en", "who we are", InHeading, "company"},
		{"en", "who you are", InHeading, "requirements"},
		{"en", "what we're looking for", InHeading, "requirements"},
		{"en", "what we are looking for", InHeading, "requirements"},
		{"en", "experience", InHeading, ""},
		{"en", "experience", WholeHeading, "requirements"},
		{"en", "5 years", Opener, "requirements"},
		{"en", "12 or more years", Opener, "requirements"},
		{"en", "gender identity", Anywhere, "equality"},
		{"", "nice to have", InHeading, "requirements"},
		{"de", "deine aufgaben", InHeading, "duties"},
		{"de", "your mission", InHeading, "duties"}, // English stands behind
		{"fr", "profil recherché", InHeading, "requirements"},
		{"nl", "wat ga je doen", InHeading, "duties"},
	} {
		sections, err := known.In(test.language)
		if err != nil {
			t.Fatal(err)
		}
		if got := zoneOf(sections, test.phrase, test.in); got != test.want {
			t.Errorf("%s: %q tells %q, want %q", test.language, test.phrase, got, test.want)
		}
	}
	if s, err := known.In("pt"); s != nil || err != nil {
		t.Errorf("headings of a language without any: %v, %v", s, err)
	}
	english, _ := known.In("en")
	for word, want := range map[string]WordKind{
		"define": DutyVerb, "defining": DutyVerb, "defines": DutyVerb, "planning": DutyVerb | AlsoNoun,
		"the": SmallWord | Governed | BeforeGroup, "e.g": NeverEnds, "inc": MayEnd | Dotted, "com": Dotted, "owner": RoleNoun, "defined": 0,
	} {
		if got := english.Kind(english.Vocabulary.ID(word)); got != want {
			t.Errorf("kind of %q is %b, want %b", word, got, want)
		}
	}
}

// Every word that starts a phrase must pass the sieve in front of the tree.
func TestMayStart(t *testing.T) {
	known, err := LoadHeadings()
	if err != nil {
		t.Fatal(err)
	}
	for _, language := range slices.Sorted(maps.Keys(known.sections)) {
		s, err := known.In(language)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range []*headingPhrases{s.own, s.english} {
			if p == nil {
				continue
			}
			var mark func(node int) (in [places]bool)
			mark = func(node int) (in [places]bool) {
				for place := range in {
					in[place] = p.zone(int32(node), Place(place)) != 0
				}
				for child := p.nodes[node].first; child < p.nodes[node+1].first; child++ {
					for place, yes := range mark(int(child)) {
						in[place] = in[place] || yes
					}
				}
				return in
			}
			starts := 0
			for child := p.nodes[0].first; child < p.nodes[1].first; child++ {
				id := p.nodes[child].word
				if s.Vocabulary.Words()[id] == anyName {
					continue
				}
				starts++
				for place, yes := range mark(int(child)) {
					if yes && !s.MayStart(id, Place(place)) {
						t.Errorf("%s: MayStart(%d) refuses %q", language, place, s.Vocabulary.Words()[id])
					}
				}
			}
			if starts < 100 {
				t.Errorf("%s: phrases start with %d words only", language, starts)
			}
		}
	}
}

func TestHeadingErrors(t *testing.T) {
	for _, test := range []struct{ yaml, want string }{
		{"zones: {dutys: {headings: [tasks]}}", `there is no zone "dutys"`},
		{"zones: {duties: {headings: [tasks]}, benefits: {headings: [tasks]}}", "stands under"},
		{"zones: {duties: {headings: ['what [you do']}}", "[ without ]"},
		{"zones: {duties: {headings: ['what you] do']}}", "no word"},
		{"zones: {duties: {headings: [go-to-market]}}", "no word"},
		{"zones: {duties: {headings: [Tasks]}}", "no word"},
		{"zones: {duties: {headings: ['[tasks]']}}", "may be missing"},
		{"zones: {duties: {headings: ['a|b|c|d|e a|b|c|d|e a|b|c|d|e a|b|c|d|e']}}", "more than"},
		{"zonse: {}", "unknown key"},
	} {
		_, err := loadHeadingPhrases(fstest.MapFS{"en/headings.yaml": {Data: []byte(test.yaml)}}, "en/headings.yaml", &token.Vocabulary{})
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: error %v, want one with %q", test.yaml, err, test.want)
		}
	}
}

func TestLanguages(t *testing.T) {
	known, err := LoadHeadings()
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"": "",
		"java kotlin spring hibernate kafka docker kubernetes terraform jenkins":                                                    "",
		"you will own the roadmap of the product and work with the team on all that our customers need":                             "en",
		"du verantwortest die roadmap für das produkt und arbeitest mit dem team an dem was unsere kunden von uns erwarten":         "de",
		"vous êtes responsable de la feuille de route du produit et vous travaillez avec les équipes pour que nos clients aient":    "fr",
		"je bent verantwoordelijk voor de roadmap van het product en je werkt met een team aan wat onze klanten van ons verwachten": "nl",
		"du har ansvar for produktets roadmap og arbejder sammen med teamet om det som vores kunder har brug for hos os":            "da",
	} {
		var tally Tally
		for word := range strings.FieldsSeq(text) {
			known.Languages.Count(&tally, known.Vocabulary.ID(word))
		}
		if got := known.Languages.Best(&tally); got != want {
			t.Errorf("%q is told to be %q, want %q", text, got, want)
		}
	}
}

func TestSureOfLanguage(t *testing.T) {
	known, err := LoadHeadings()
	if err != nil {
		t.Fatal(err)
	}
	english := "you will own the roadmap of the product and work with the team on all that our customers need "
	german := "du verantwortest die roadmap für das produkt und arbeitest mit dem team an dem was unsere kunden von uns erwarten "
	for text, want := range map[string]bool{
		english:                                false,
		strings.Repeat(english, 6):             true,
		strings.Repeat(german, 6):              true,
		strings.Repeat(english+german, 6):      false,
		strings.Repeat("java kotlin sql ", 99): false,
	} {
		var tally Tally
		for word := range strings.FieldsSeq(text) {
			known.Languages.Count(&tally, known.Vocabulary.ID(word))
		}
		if got := known.Languages.Sure(&tally); got != want {
			t.Errorf("sure of %q: %v, want %v", text, got, want)
		}
	}
}

func BenchmarkLoadHeadings(b *testing.B) {
	for b.Loop() {
		known, err := LoadHeadings()
		if err != nil {
			b.Fatal(err)
		}
		if _, err := known.In("en"); err != nil {
			b.Fatal(err)
		}
	}
}

// TestOwnRulesKeepNumbers checks that a word keeps its number, and what is known
// of it, when a team's own rules bring more words, and that headings and duties
// have these, too.
func TestOwnRulesKeepNumbers(t *testing.T) {
	set, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	own, err := set.WithRules("own", inMemory("duties/own.yaml", strings.Replace(tolls, "toll schedule", "toll schedule|34567", 1)))
	if err != nil {
		t.Fatal(err)
	}
	words := set.Vocabulary.Words()
	if have := own.Vocabulary.Words(); len(have) <= len(words) || !slices.Equal(have[:len(words)], words) || len(words) < 9000 {
		t.Fatalf("%d words, and %d with more rules", len(words), len(have))
	}
	for _, word := range []string{"toll", "tolls", "34567"} {
		if set.Vocabulary.ID(word) > token.Number || own.Vocabulary.ID(word) <= token.Number {
			t.Errorf("%s has the numbers %d and %d", word, set.Vocabulary.ID(word), own.Vocabulary.ID(word))
		}
	}
	for _, language := range set.Headings.written() {
		before, err := set.Headings.In(language)
		if err != nil {
			t.Fatal(err)
		}
		after, err := own.Headings.In(language)
		if err != nil {
			t.Fatal(err)
		}
		for id, word := range words {
			if before.kinds[id] != after.kinds[id] {
				t.Errorf("%s: %q is not known as it was", language, word)
			}
		}
		if after.kinds[own.Vocabulary.ID("34567")] != after.kinds[token.Number]|number {
			t.Errorf("%s: a number is none", language)
		}
	}
	if x := own.Duties("en").Lexicon; x.Vocabulary != own.Vocabulary || set.Duties("en").Lexicon.Vocabulary != set.Vocabulary {
		t.Error("duties and headings number words in two ways")
	}
}
