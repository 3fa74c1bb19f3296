package rules

import (
	"encoding/binary"
	"fmt"
	"io/fs"
	"math"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"pgregory.net/rapid"

	"github.com/jdlint/jdlint/lint/token"
)

// plainly finds what Find does in the plainest way: it tries each phrase at
// each word, without an index and without a look ahead.
func plainly(m *matcher, words []token.ID) Hits {
	var hits Hits
	f := m.Finder()
	for i, id := range words {
		for n := range m.firsts.len() {
			p := new(m.phrase(uint32(n)))
			if !m.has(m.elem(p, p.at()), id) {
				continue
			}
			if start, end, ok := f.match(p, words, i); ok {
				hits.add(m, p, start, end, i, uint32(n))
			}
		}
	}
	for g := range hits {
		hits[g] = keepLongest(hits[g])
	}
	return hits
}

// written writes hits down.
func written(hits *Hits) string {
	var b strings.Builder
	for g, of := range hits {
		for _, h := range of {
			id := "-"
			if h.Rule != nil {
				id = h.Rule.ID
			}
			fmt.Fprintf(&b, "%d %d:%d %s %v\n", g, h.Start, h.End, id, h.Whole)
		}
	}
	return b.String()
}

// english returns the built-in duties and the words of the examples of their rules,
// each line ended by a Stop.
func english(t testing.TB) (*Duties, [][]token.ID) {
	t.Helper()
	d, err := LoadDuties(os.DirFS("en"), nil)
	if err != nil {
		t.Fatal(err)
	}
	var examples [][]token.ID
	for _, c := range slices.Concat(d.Categories, d.Others) {
		for _, r := range c.Rules {
			for _, text := range slices.Concat(r.Duty, r.Not) {
				var ids []token.ID
				for _, w := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" -,.()/", r) }) {
					ids = append(ids, d.Lexicon.ID(w))
				}
				examples = append(examples, append(ids, Stop))
			}
		}
	}
	return d, examples
}

// sameHits holds the hits of a Finder in a line against those found plainly.
func sameHits(t rapid.TB, f *Finder, words []token.ID) *Hits {
	t.Helper()
	hits := f.Find(words)
	want := plainly(f.matcher, words)
	if got, want := written(hits), written(&want); got != want {
		t.Fatalf("words %v\nfound\n%splainly\n%s", words, got, want)
	}
	return hits
}

// FuzzFind takes each pair of bytes for the number of a word.
func FuzzFind(f *testing.F) {
	d, examples := english(f)
	for _, example := range examples[:min(len(examples), 200)] {
		var data []byte
		for _, id := range example {
			data = binary.LittleEndian.AppendUint16(data, uint16(id))
		}
		f.Add(data)
	}
	finder := d.Matcher.Finder()
	f.Fuzz(func(t *testing.T, data []byte) {
		var words []token.ID
		for ; len(data) >= 2 && len(words) < 60; data = data[2:] {
			id := token.ID(binary.LittleEndian.Uint16(data))
			if id == math.MaxUint16 {
				id = Stop
			}
			words = append(words, id)
		}
		sameHits(t, finder, words)
	})
}

// TestFindAgainstPlain checks on lines made of the words of the rules that the
// index and the look ahead lose no phrase and invent none, and on every hit
// that it lies within its line, in order and apart.
func TestFindAgainstPlain(t *testing.T) {
	d, examples := english(t)
	finder := d.Matcher.Finder()
	rapid.Check(t, func(t *rapid.T) {
		var words []token.ID
		for range rapid.IntRange(0, 6).Draw(t, "pieces") {
			example := rapid.SampledFrom(examples).Draw(t, "example")
			from := rapid.IntRange(0, len(example)-1).Draw(t, "from")
			words = append(words, example[from:rapid.IntRange(from, len(example)).Draw(t, "to")]...)
		}
		hits := sameHits(t, finder, words)
		for g, of := range hits {
			for i, h := range of {
				if h.Start < 0 || h.Start >= h.End || h.End > len(words) || slices.Contains(words[h.Start:h.End], Stop) {
					t.Fatalf("group %d: hit %d:%d lies outside or reaches over the end of a sentence: %v", g, h.Start, h.End, words)
				}
				if i > 0 && h.Start < of[i-1].Start {
					t.Fatalf("group %d: the hits are not sorted", g)
				}
			}
		}
	})
}

// TestGaps holds that two gaps are one where the words between them may be left
// out, and that a word behind a gap that does not lead to the end of a phrase hides
// none that does.
func TestGaps(t *testing.T) {
	words, err := fs.ReadFile(allFiles, "en/words.yaml")
	if err != nil {
		t.Fatal(err)
	}
	const rule = "category: met\nside: strategic\nname: met\nmeans: met\nwhy: met\nrules:\n- id: met.gaps\n  means: it\n" +
		"  objects: [\"zig ~1 [very zag] ~1 zog\", \"zug! ~3 zag zog|zoo|zum|zap\", \"zug|zip|zid|zit ~3 zeb ~2 zaz\"]\n  duty: [Own zig zag zog.]\n"
	d, err := LoadDuties(fstest.MapFS{"words.yaml": {Data: words}, "duties/met.yaml": {Data: []byte(rule)}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	finder := d.Matcher.Finder()
	for text, want := range map[string]int{
		"zig zog": 1, "zig one two zog": 1, "zig one two three zog": 0, "zig one very zag two zog": 1,
		"zug zag and zag zog": 1, "zug zag and zag": 0, "zip zeb one zeb two three zaz": 1, "zip zeb one two zeb zaz zaz": 1, "zip zeb one two three zaz": 0,
	} {
		var ids []token.ID
		for w := range strings.FieldsSeq(text) {
			ids = append(ids, d.Lexicon.ID(w))
		}
		if hits := sameHits(t, finder, ids); len(hits[Sided]) != want {
			t.Errorf("%q: %d hits, want %d", text, len(hits[Sided]), want)
		}
	}
}
