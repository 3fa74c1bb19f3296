// Package fingerprint names findings by what they rest on rather than by where
// they stand: moving or reflowing text keeps the name, changing the title or a
// duty changes it. Outputs that platforms compare from run to run and the
// baseline share it.
package fingerprint

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"hash"
	"path"
	"slices"
	"strings"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/posting"
)

// Version names the way in which fingerprints are made. It changes when the
// same finding would get another one.
const Version = "v1"

// size is the length of a fingerprint in bytes, half of its hex digits: enough
// that two of a million findings do not meet by chance.
const size = 16

// mostTitle is how many bytes of a title count; real ones have a hundred.
const mostTitle = 1 << 10

// Of returns the fingerprint of a finding of the report, as 32 hex digits. For
// all findings of a report use All, which takes no more time.
func Of(r *lint.Report, f *lint.Finding) string {
	for i := range r.Findings {
		if &r.Findings[i] == f {
			return All(r)[i]
		}
	}
	for i := range r.Findings { // a copy
		if g := &r.Findings[i]; g.Rule == f.Rule && g.Start == f.Start && g.End == f.End {
			return All(r)[i]
		}
	}
	return newMaker(r).of(f)
}

// All returns the fingerprints of the findings of a report, in their order. They
// differ from each other: the second finding of a rule about the same words is
// told from the first by its number.
func All(r *lint.Report) []string {
	m := newMaker(r)
	all := make([]string, len(r.Findings))
	for i := range r.Findings {
		all[i] = m.of(&r.Findings[i])
	}
	return all
}

// OfContent returns the fingerprints of the findings of a report without the path of its
// posting: those of a file that was moved or renamed are the same.
func OfContent(r *lint.Report) []string {
	c := *r
	c.Path = ""
	return All(&c)
}

// maker makes the fingerprints of one report, in the order of the findings.
type maker struct {
	r      *lint.Report
	title  string
	seen   map[string]uint64 // how often a rule spoke of the same words
	duties map[posting.Span]string
}

func newMaker(r *lint.Report) *maker {
	m := &maker{r: r, title: words(r.Title[:min(len(r.Title), mostTitle)]), seen: map[string]uint64{}, duties: make(map[posting.Span]string, len(r.Duties))}
	for i := range r.Duties {
		d := &r.Duties[i]
		m.duties[posting.Span{Start: d.Start, End: d.End}] = d.Text
	}
	return m
}

func (m *maker) of(f *lint.Finding) string {
	h := sha256.New()
	write(h, Version)
	write(h, f.Rule)
	write(h, path.Clean(m.r.Path))
	write(h, m.title)
	for _, text := range m.texts(f) {
		write(h, text)
	}
	sum := string(h.Sum(nil))
	m.seen[sum]++
	if n := m.seen[sum]; n > 1 {
		h.Write(binary.AppendUvarint(nil, n))
		sum = string(h.Sum(nil))
	}
	return hex.EncodeToString([]byte(sum[:size]))
}

// texts returns what a finding is about: the words that it points at, or the
// duties it rests on, in an order that does not depend on theirs.
func (m *maker) texts(f *lint.Finding) []string {
	if !OnTitle(m.r, f) {
		return []string{words(m.pointedAt(f))}
	}
	if r := m.r; r.Verdict == lint.OtherJob && f.OfVerdict {
		return []string{r.OtherRole}
	}
	var texts []string
	for _, d := range Grounds(m.r, f) {
		texts = append(texts, words(d.Text))
	}
	slices.Sort(texts)
	return slices.Compact(texts)
}

// pointedAt returns the text that a finding points at.
func (m *maker) pointedAt(f *lint.Finding) string {
	if text, ok := m.duties[posting.Span{Start: f.Start, End: f.End}]; ok {
		return text
	}
	if p := m.r.Posting(); p != nil && 0 <= f.Start && f.Start < f.End && f.End <= len(p.Source) {
		return string(bytes.ToValidUTF8(p.Source[f.Start:f.End], nil))
	}
	return f.Message
}

// words makes one blank of each run of white space.
func words(s string) string { return strings.Join(strings.Fields(s), " ") }

// write adds a text and its length, so that no two lists of texts are alike.
func write(h hash.Hash, s string) {
	h.Write(binary.AppendUvarint(nil, uint64(len(s)))) // never fails
	h.Write([]byte(s))
}
