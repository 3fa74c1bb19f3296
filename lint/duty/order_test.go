package duty

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/rules"
)

const germanGrammar = `language: de
verb_last: true
verb_second: true
nouns_act: true
capitals: true
new_phrase: [die, das, den]
particles: [um, fest, auf]
joints: [s, n]
inflection:
  to: zu
  verbs:
    - {ends: [ieren], cut: 2, s: [e, st, t], ed: [t]}
    - {ends: [en], cut: 2, s: [e, st, t, est, et], ed: [t], prefix_ed: ge}
  nouns:
    - {forms: [s, e, n, en, er]}
`

const germanWords = `language: de
verbs:
  own: {means: x, counts: owned, words: [pflegen, verantworten, priorisieren, definieren, um|setzen, fest|legen/s:legt/ed:gelegt, entwickeln]}
  support: {means: x, counts: weak, words: [helfen, unterstützen]}
  join: {means: x, counts: weak, opens: true, words: [arbeiten]}
heads:
  own: [pflege, verantwortung, priorisierung, erstellung]
role_nouns: {product-manager: manager, product-owner: owner}
function:
  to: [zu]
  of: [der, des, für, von]
  block: [mit, in, bei]
  and: [und]
  determiners: [der, die, das, den, des, dem, dieser]
  modals: [wirst, werden]
  hire: [du, sie]
  hire_nouns: [rolle]
  others: [wir]
`

const germanDuties = `category: backlog
side: tactical
name: b
means: x
why: x
rules:
  - {id: backlog, means: x, objects: [backlog, roadmap], duty: [das Backlog pflegen]}
  - {id: alone, means: x, objects: [backlog pflege], alone: true, duty: [Backlogpflege]}
`

// germanReader returns a reader of a few words of a language with another order of
// words than English.
func germanReader(t *testing.T) *Reader {
	t.Helper()
	d, err := rules.LoadDuties(fstest.MapFS{
		"grammar.yaml": {Data: []byte(germanGrammar)}, "words.yaml": {Data: []byte(germanWords)}, "duties/backlog.yaml": {Data: []byte(germanDuties)},
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return New(d)
}

// TestOrder reads lines of a language whose verbs may stand last or second, leave
// their particle, or are nouns.
func TestOrder(t *testing.T) {
	r := germanReader(t)
	for text, want := range map[string]string{
		"Die Roadmap pflegen":                                  "Roadmap pflegen",
		"Das Backlog pflegen":                                  "Backlog pflegen",
		"Das Backlog mit dem Team pflegen und priorisieren":    "Backlog mit dem Team pflegen",
		"Die Wünsche sammeln und das Backlog priorisieren":     "Backlog priorisieren",
		"Mit dem Team die Roadmap definieren":                  "Roadmap definieren",
		"In dieser Rolle verantwortest du das Backlog":         "verantwortest du das Backlog",
		"Das Backlog verantwortest du":                         "Backlog verantwortest",
		"Du setzt mit dem Team das Backlog um":                 "setzt mit dem Team das Backlog",
		"Du arbeitest mit dem Team, um die Roadmap zu pflegen": "Roadmap zu pflegen",
		"Die Roadmap umzusetzen":                               "Roadmap umzusetzen",
		"Pflege des Backlogs":                                  "Pflege des Backlogs",
		"Erstellung der Berichte und Pflege des Backlogs":      "Pflege des Backlogs",
		"Das Priorisieren des Backlogs":                        "Priorisieren des Backlogs",
		"Verantwortung für die Backlogpflege":                  "Verantwortung für die Backlogpflege",
		"Backlogpflege":                                        "Backlogpflege",
		"Die Produktroadmap definieren":                        "",
		"Du wirst die Roadmap definieren":                      "Roadmap definieren",
		"Wir pflegen das Backlog":                              "",
		"Du arbeitest mit dem Backlog":                         "",
	} {
		var got string
		for _, d := range r.Line(&posting.Line{Text: text, Kind: posting.Bullet, Zone: posting.Duties}) {
			got = text[d.Start:d.End]
		}
		if want != "" && !strings.HasSuffix(want, got) || got == "" != (want == "") {
			t.Errorf("%q: found %q, want %q", text, got, want)
		}
	}
}

// TestCut checks that the parts of a compound point at their text.
func TestCut(t *testing.T) {
	r := germanReader(t)
	for text, want := range map[string]string{
		"Backlogpflege":                             "Backlog|pflege",
		"Die Roadmapspriorisierung.":                "Die|Roadmaps|priorisierung|.",
		"Backlogroadmappflege":                      "Backlog|roadmap|pflege",
		"Backlogfoo Pflegepflegepflegepflegepflege": "Backlogfoo|Pflegepflegepflegepflegepflege",
		"BACKLOGPFLEGE":                             "BACKLOG|PFLEGE",
	} {
		var got []string
		for _, token := range r.rules.Lexicon.Cut(nil, text) {
			got = append(got, token.In(text))
		}
		if strings.Join(got, "|") != want {
			t.Errorf("%q: %q, want %q", text, strings.Join(got, "|"), want)
		}
	}
}
