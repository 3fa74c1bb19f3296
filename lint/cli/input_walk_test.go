package cli

import "testing"

func TestIsPosting(t *testing.T) {
	for name, want := range map[string]bool{
		"a": true, "a.md": true, "a.HTML": true, "a.docx": true, "a.odt": true, "a.rtf": true, "a.PDF": true,
		".a.md": false, "a.go": false, "a.doc.bak": false, "~$a.docx": false,
	} {
		if got, _ := byName(name); (got == notSkipped) != want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
