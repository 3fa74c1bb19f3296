package rules

import (
	"regexp"
	"slices"
	"testing"
)

// TestMessagesAreWhole checks that each language words all that English does, and
// fills in the same.
func TestMessagesAreWhole(t *testing.T) {
	s, err := loadSet(allFiles)
	if err != nil {
		t.Fatal(err)
	}
	english := s.Messages(DefaultLanguage)
	for _, language := range s.Speaks() {
		if language == DefaultLanguage {
			continue
		}
		m := s.Messages(language)
		for name, text := range english.Texts {
			if own, ok := m.Texts[name]; !ok || !sameSlots(own, text) {
				t.Errorf("%s: the text %s is missing, or fills in other things than %q: %q", language, name, text, own)
			}
		}
		for _, f := range s.Findings {
			if own := m.Findings[f.ID]; own.Message == "" || own.Help == "" || !sameSlots(own.Message+own.Help, f.Message+f.Help) {
				t.Errorf("%s: the finding %s is not worded, or fills in other things than %q, %q", language, f.ID, f.Message, f.Help)
			}
		}
		d := s.Duties(DefaultLanguage)
		for _, c := range d.Categories {
			if own := m.Categories[c.ID]; own.Topic == "" || own.Name == "" || own.Why == "" || own.Support != "" && !sameSlots(own.Support, "{owner}") {
				t.Errorf("%s: the category %s is not worded", language, c.ID)
			}
		}
		for _, c := range d.Others {
			if own := m.Jobs[c.ID]; own.Name == "" || own.Does == "" || (own.Advice == "") != (c.Advice == "") {
				t.Errorf("%s: the job %s is not worded", language, c.ID)
			}
		}
	}
}

var slot = regexp.MustCompile(`\{[a-z_]+\}`)

// sameSlots reports whether two texts fill in the same things, whatever the order;
// {are} is the verb of English alone.
func sameSlots(a, b string) bool {
	slots := func(s string) []string {
		all := slot.FindAllString(s, -1)
		slices.Sort(all)
		return slices.DeleteFunc(slices.Compact(all), func(s string) bool { return s == "{are}" })
	}
	return slices.Equal(slots(a), slots(b))
}
