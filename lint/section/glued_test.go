package section

import (
	"testing"
)

func TestGluedHeadings(t *testing.T) {
	p := phraseFinder{known: english(t), vocabulary: english(t).Vocabulary}
	for text, want := range map[string]string{
		"Learn more about pay at Acme.Responsibilities":          "Responsibilities",
		"We look forward to you!What you will do:":               "What you will do:",
		"Based in Bern, CH.### Minimum qualifications:":          "Minimum qualifications:",
		"We build boats. Responsibilities are shared.":           "",
		"Read about Adobe.com and its products.":                 "",
		"Responsibilities":                                       "",
		"The backlog is yours.Write user stories with the team.": "",
	} {
		got := ""
		if at := p.gluedHeading(text); at > 0 {
			got = text[at:]
		}
		if got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}
