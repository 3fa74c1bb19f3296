package section

import (
	"testing"

	"github.com/jdlint/jdlint/lint/posting"
	"golang.org/x/text/unicode/norm"
)

// TestHeadingsInAnyForm checks that headings are known however their accents are
// stored.
func TestHeadingsInAnyForm(t *testing.T) {
	for language, texts := range map[string]map[string]posting.Zone{
		"de": {"Über uns": posting.Company, "Damit überzeugst du": posting.Requirements},
		"fr": {"Vos responsabilités": posting.Duties, "Compétences requises": posting.Requirements},
	} {
		sections, err := headings(t).In(language)
		if err != nil {
			t.Fatal(err)
		}
		p := phraseFinder{known: sections, vocabulary: sections.Vocabulary}
		for text, want := range texts {
			for _, form := range []norm.Form{norm.NFC, norm.NFD} {
				if got := p.headingZone(form.String(text)); got != want {
					t.Errorf("%s: %+q is %q, want %q", language, form.String(text), got, want)
				}
			}
		}
	}
}
