package rules

import (
	"os"
	"testing"
)

func TestLoad(t *testing.T) {
	d, err := LoadDuties(os.DirFS("en"))
	if err != nil {
		t.Fatal(err)
	}
	t.Log(len(d.Categories), len(d.Lexicon.words), len(d.Matcher.phrases))
}
