package baseline

import (
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/fingerprint"
)

// Renamed is a posting that is no longer where it was when the baseline was recorded.
type Renamed struct{ Was, Path string }

// Renamed returns the postings that Known met elsewhere than they are recorded, in
// order. The jobs of an export, whose numbers change, are not among them.
func (b *Baseline) Renamed() []Renamed { return b.renamed }

// place is what an entry is looked up by that may be of another posting now.
type place struct {
	rule, title string
	export      string // the file, of a job of an export; "" for a posting that is gone
	end         string // of its path
}

// ends returns the ends of a path by which postings are looked up, the longest first. All
// may be called index.md.
func ends(name string) [3]string {
	base := path.Base(name)
	return [3]string{path.Join(path.Base(path.Dir(name)), base), base, ""}
}

// mostTried is how many paths a posting is tried under at most, the likeliest first:
// each takes some microseconds.
const mostTried = 100

// moved looks for the findings of a report that are not known among those recorded for
// postings that are gone, and for the other jobs of the same export. There is a path in
// each fingerprint, so those are compared that the posting would have under the other one.
func (b *Baseline) moved(at string, r *lint.Report, prints []string, known []bool) {
	if b.elsewhere == nil {
		b.findElsewhere()
	}
	for _, was := range b.tried(at, r, known) {
		found := false
		for i, print := range fingerprint.All(under(was, r)) {
			for _, k := range b.byPrint[print] {
				if e := &b.entries[k]; !known[i] && !b.used[k] && e.Rule == r.Findings[i].Rule && e.Path == was {
					b.used[k], known[i], found = true, true, true
					e.Path, e.Fingerprint = at, prints[i]
					b.byPrint[prints[i]] = append(b.byPrint[prints[i]], k)
				}
			}
		}
		if found && b.isGone(was) {
			b.renamed = append(b.renamed, Renamed{was, at})
		}
		if !slices.Contains(known, false) {
			return
		}
	}
}

// findElsewhere fills the index of the entries that may be of other postings now.
func (b *Baseline) findElsewhere() {
	b.elsewhere, b.paths = map[place][]int{}, map[string]bool{}
	for i := range b.entries {
		e := &b.entries[i]
		b.paths[e.Path] = true
		export := exportOf(e.Path)
		if b.isGone(e.Path) {
			export = ""
		} else if export == "" {
			continue
		}
		for _, end := range ends(e.Path) {
			key := place{e.Rule, e.Title, export, end}
			b.elsewhere[key] = append(b.elsewhere[key], i)
		}
	}
}

// tried returns the paths under which the findings of a report that are not known may be
// recorded, the likeliest first: those that end alike.
func (b *Baseline) tried(at string, r *lint.Report, known []bool) []string {
	var exports []string
	if file := exportOf(at); file != "" {
		exports = append(exports, file)
	}
	if !b.paths[at] { // else this posting is not the one that is gone
		exports = append(exports, "")
	}
	ids := map[string]bool{}
	for i := range r.Findings {
		if !known[i] {
			ids[r.Findings[i].Rule] = true
		}
	}
	var paths []string
	seen := map[string]bool{at: true}
	for _, end := range ends(at) {
		for _, id := range slices.Sorted(maps.Keys(ids)) {
			for _, export := range exports {
				for _, k := range b.elsewhere[place{id, r.Title, export, end}] {
					if was := b.entries[k].Path; !b.used[k] && !seen[was] {
						seen[was] = true
						paths = append(paths, was)
					}
					if len(paths) == mostTried {
						return paths
					}
				}
			}
		}
	}
	return paths
}

// exportOf returns the file of a job of an export, whose path ends in # and its number;
// "" for other paths.
func exportOf(name string) string {
	if k := strings.LastIndexByte(name, '#'); k > 0 {
		if _, err := strconv.ParseUint(name[k+1:], 10, 32); err == nil {
			return name[:k]
		}
	}
	return ""
}
