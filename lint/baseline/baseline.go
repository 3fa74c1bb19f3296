// Package baseline records the findings that stand today, so that a team can
// begin with the postings that it has and hear only of what is new. A finding
// is known again by its rule and what it rests on, not by its line (see
// package fingerprint).
package baseline

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/fingerprint"
)

// Name is the usual name of the file.
const Name = ".jdlint-baseline.json"

// version of the format of the file.
const version = 1

// Entry is a finding that is recorded.
type Entry struct {
	Path        string `json:"path"` // relative to the folder of the baseline, with slashes
	Rule        string `json:"rule"`
	Fingerprint string `json:"fingerprint"`
	Title       string `json:"title"` // of the posting, for people
}

// Baseline is a list of findings that stand. Its zero value is empty. It is
// not safe for concurrent use.
type Baseline struct {
	// Exists reports whether there is a posting of this path; with nil there are all.
	Exists func(path string) bool

	entries []Entry
	used    []bool
	seen    map[string]bool // paths that were checked
	byPrint map[string][]int

	gone      map[string]bool // paths that Exists was asked for
	elsewhere map[place][]int // entries whose posting may be another now; see moved
	paths     map[string]bool // of the entries, as they were read
	renamed   []Renamed
}

// file is the form that is written. The way in which fingerprints are made is
// recorded, because entries made in another way could never match.
type file struct {
	Version     int     `json:"version"`
	Fingerprint string  `json:"fingerprint"`
	Findings    []Entry `json:"findings"`
}

// Read reads a baseline from the bytes of a file.
func Read(data []byte) (*Baseline, error) {
	var f file
	dec := json.NewDecoder(bytes.NewReader(data))
	if err := dec.Decode(&f); err != nil {
		return nil, fmt.Errorf("not a baseline: %w", locate(err, data))
	}
	switch {
	case f.Version == 0:
		return nil, errors.New("not a baseline: it does not say its version")
	case f.Version != version:
		return nil, fmt.Errorf("a baseline of version %d, and this jdlint knows version %d; record it anew", f.Version, version)
	case f.Fingerprint != fingerprint.Version:
		return nil, fmt.Errorf("a baseline with fingerprints %q, and this jdlint makes %q; record it anew", f.Fingerprint, fingerprint.Version)
	}
	b := &Baseline{}
	for _, e := range f.Findings {
		b.add(e)
	}
	return b, nil
}

// locate adds to an error of decoding JSON where the JSON is broken.
func locate(err error, data []byte) error {
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		at := min(int(syntax.Offset), len(data))
		return fmt.Errorf("line %d: %w", 1+bytes.Count(data[:at], []byte("\n")), err)
	}
	if errors.Is(err, io.EOF) {
		return errors.New("the file is empty")
	}
	return err
}

func (b *Baseline) add(e Entry) {
	if b.byPrint == nil {
		b.byPrint, b.seen = map[string][]int{}, map[string]bool{}
	}
	b.byPrint[e.Fingerprint] = append(b.byPrint[e.Fingerprint], len(b.entries))
	b.entries = append(b.entries, e)
	b.used = append(b.used, false)
}

// Record adds the findings of a report. path is that of the posting, relative to
// the folder of the baseline.
func (b *Baseline) Record(path string, r *lint.Report) {
	for i, print := range fingerprint.All(under(path, r)) {
		b.add(Entry{Path: path, Rule: r.Findings[i].Rule, Fingerprint: print, Title: r.Title})
	}
}

// Known reports of each finding of a report whether it is recorded, and marks the
// entries that are met. Those of a posting that is no longer where it was are met by one
// with the same content, and have its path from then on.
func (b *Baseline) Known(path string, r *lint.Report) []bool {
	if b.seen == nil {
		b.seen = map[string]bool{}
	}
	if b.seen[path] { // an editor asks again and again
		for i := range b.entries {
			b.used[i] = b.used[i] && b.entries[i].Path != path
		}
	}
	b.seen[path] = true
	known := make([]bool, len(r.Findings))
	if len(r.Findings) == 0 || len(b.entries) == 0 {
		return known
	}
	prints := fingerprint.All(under(path, r))
	for i, print := range prints {
		for _, at := range b.byPrint[print] {
			if !b.used[at] && b.entries[at].Rule == r.Findings[i].Rule {
				b.used[at], known[i] = true, true
				break
			}
		}
	}
	if slices.Contains(known, false) {
		b.moved(path, r, prints, known)
	}
	return known
}

// under returns the report of a posting under another path: fingerprints must be
// the same from whichever folder the program is run.
func under(path string, r *lint.Report) *lint.Report {
	c := *r
	c.Path = path
	return &c
}

// Stale returns the entries that no longer match: those of postings that were
// checked and do not have the finding any more, and those of postings that are gone.
// Call it after the last Known.
func (b *Baseline) Stale() []Entry {
	var stale []Entry
	for i, e := range b.entries {
		if !b.used[i] && (b.seen[e.Path] || b.isGone(e.Path)) { // else it was not checked this time
			stale = append(stale, e)
		}
	}
	return stale
}

// isGone reports whether there is no posting of this path any more.
func (b *Baseline) isGone(path string) bool {
	missing, asked := b.gone[path]
	if !asked {
		if b.gone == nil {
			b.gone = map[string]bool{}
		}
		missing = b.Exists != nil && !b.Exists(path)
		b.gone[path] = missing
	}
	return missing
}

// Without returns a baseline without some entries.
func (b *Baseline) Without(drop []Entry) *Baseline {
	left := map[Entry]int{}
	for _, e := range drop {
		left[e]++
	}
	out := &Baseline{Exists: b.Exists}
	for _, e := range b.entries {
		if left[e] > 0 {
			left[e]--
			continue
		}
		out.add(e)
	}
	return out
}

// Beyond returns how many entries a baseline has that another has not.
func (b *Baseline) Beyond(other *Baseline) int {
	left := map[Entry]int{}
	for _, e := range other.entries {
		e.Title = "" // for people only
		left[e]++
	}
	n := 0
	for _, e := range b.entries {
		e.Title = ""
		if left[e]--; left[e] < 0 {
			n++
		}
	}
	return n
}

// Len returns the number of findings recorded.
func (b *Baseline) Len() int { return len(b.entries) }

// Bytes returns the file, one finding a line, sorted, so that changes of it are
// easy to read and to merge.
func (b *Baseline) Bytes() ([]byte, error) {
	entries := slices.Clone(b.entries)
	slices.SortFunc(entries, func(x, y Entry) int {
		return cmp.Or(cmp.Compare(x.Path, y.Path), cmp.Compare(x.Rule, y.Rule), cmp.Compare(x.Fingerprint, y.Fingerprint))
	})
	var out bytes.Buffer
	fmt.Fprintf(&out, "{\n  \"version\": %d,\n  \"fingerprint\": %q,\n  \"findings\": [", version, fingerprint.Version)
	for i, e := range entries {
		line, err := json.Marshal(e)
		if err != nil {
			return nil, fmt.Errorf("writing a baseline: %w", err)
		}
		sep := ",\n    "
		if i == 0 {
			sep = "\n    "
		}
		out.WriteString(sep)
		out.Write(line)
	}
	if len(entries) > 0 {
		out.WriteString("\n  ")
	}
	out.WriteString("]\n}\n")
	return out.Bytes(), nil
}
