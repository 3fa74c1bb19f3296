// Package likeness tells by its words alone what a line is like: how likely it
// states a strategic or a tactical duty, and of which kind.
//
// A Model is a table of weights: a row for each word, and each two words that
// follow one another, a column for each thing that a line can state. It is learnt
// from labelled lines; see lint/internal/learn. Rules say exactly what counts, but
// know only the wordings that somebody wrote down; a model knows no grammar, but
// has an opinion of every wording. Each mends the other's faults.
package likeness

import (
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/jdlint/jdlint/lint/token"
)

// Model holds what is known of words. It is immutable and safe for concurrent use.
type Model struct {
	// Columns names what weights are about: the sides of a duty, the ids of
	// categories.
	Columns []string
	// Base is what is said of every line, by column.
	Base []float64
	// Slots is a hash table of the rows: four bytes of hash, 0 for a free slot, and
	// a weight for each column, in steps of Step. There are a power of two of them.
	Slots string
}

const (
	// Step is the unit of the weights in Slots.
	Step = 1.0 / 32

	// longest is the length of a line, in bytes, of which nothing is said: it is a
	// text without line breaks, not a duty.
	longest = 700

	// maxColumns bounds the columns.
	maxColumns = 32

	begin = "^" // stands before the first word of a line
	hash0 = 2166136261
	prime = 16777619
)

// everyLine is what the row of Base is called in a file.
const everyLine = "(every line)"

// Runs appends to dst the runs of words in a line that rows can stand for: each
// word, and each two that follow one another, in small letters. Signs and numbers
// are passed over. The first word comes a second time as one that begins a line.
func Runs(dst []string, line string, tokens []token.Token) []string {
	last := begin
	for i := range tokens {
		if !counts(line, &tokens[i]) {
			continue
		}
		word := strings.Map(small, tokens[i].In(line))
		dst = append(dst, word, last+" "+word)
		last = word
	}
	return dst
}

// counts reports whether a token is a word that begins with a letter: no number, and
// not what an apostrophe ties to a word.
func counts(line string, t *token.Token) bool {
	c := line[t.Start]
	return t.Kind&token.Sign == 0 && (c|0x20 >= 'a' && c|0x20 <= 'z' || c >= 0x80 && !strings.HasPrefix(line[t.Start:], "’"))
}

// small returns a letter of ASCII as a small one.
func small(r rune) rune {
	if r >= 'A' && r <= 'Z' {
		return r | 0x20
	}
	return r
}

// add returns the hash of a text that has hash h up to a word, with the word.
func add(h uint32, word string) uint32 {
	for i := range len(word) {
		c := word[i]
		if c >= 'A' && c <= 'Z' {
			c |= 0x20
		}
		h = (h ^ uint32(c)) * prime
	}
	return h
}

func hashOf(run string) uint32 { return max(add(hash0, run), 1) }

// row returns the weights of a run by its hash, "" for none.
func (m *Model) row(hash uint32) string {
	size := 4 + len(m.Columns)
	last := len(m.Slots)/size - 1
	for at := int(hash) & last; ; at = (at + 1) & last {
		slot := m.Slots[at*size : at*size+size]
		switch uint32(slot[0]) | uint32(slot[1])<<8 | uint32(slot[2])<<16 | uint32(slot[3])<<24 {
		case hash:
			return slot[4:]
		case 0:
			return ""
		}
	}
}

// each calls f with the weights of each run in a line that has a row, and where the
// run stands in the line, in bytes.
func (m *Model) each(line string, tokens []token.Token, f func(row string, start, end int32)) {
	before := add(add(hash0, begin), " ")
	start := int32(0)
	for i := range tokens {
		t := &tokens[i]
		if !counts(line, t) {
			continue
		}
		word := t.In(line)
		hash := add(hash0, word)
		if row := m.row(max(hash, 1)); row != "" {
			f(row, t.Start, t.End)
		}
		if row := m.row(max(add(before, word), 1)); row != "" {
			f(row, start, t.End)
		}
		before, start = add(hash, " "), t.Start
	}
}

// Sides returns how likely a line states a duty of the first column, and of the
// second, 0 to 1.
func (m *Model) Sides(line string, tokens []token.Token) (first, second float64) {
	if len(line) > longest {
		return 0, 0
	}
	var a, b int
	m.each(line, tokens, func(row string, _, _ int32) {
		a, b = a+int(int8(row[0])), b+int(int8(row[1]))
	})
	return logistic(m.Base[0] + float64(a)*Step), logistic(m.Base[1] + float64(b)*Step)
}

func logistic(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

// Column returns the number of a column, -1 for none.
func (m *Model) Column(name string) int { return slices.Index(m.Columns, name) }

// Best returns that of some columns which the words of a line speak for most.
func (m *Model) Best(line string, tokens []token.Token, columns []int) int {
	var room [maxColumns]float64
	sums := room[:len(columns)]
	for i, c := range columns {
		sums[i] = m.Base[c]
	}
	m.each(line, tokens, func(row string, _, _ int32) {
		for i, c := range columns {
			sums[i] += float64(int8(row[c])) * Step
		}
	})
	best := 0
	for i := range sums {
		if sums[i] > sums[best] {
			best = i
		}
	}
	return columns[best]
}

// Telling returns the runs of a line, at most n of them, that speak most for a
// column, as they stand in the line and in its order. They do not overlap.
func (m *Model) Telling(line string, tokens []token.Token, column, n int) []string {
	type run struct {
		start, end int32
		weight     int
	}
	runs := make([]run, 0, 2*len(tokens))
	m.each(line, tokens, func(row string, start, end int32) {
		if w := int(int8(row[column])); w > 0 {
			runs = append(runs, run{start, end, w})
		}
	})
	slices.SortStableFunc(runs, func(a, b run) int { return b.weight - a.weight })
	kept := runs[:0]
	for _, r := range runs {
		if len(kept) < n && !slices.ContainsFunc(kept, func(k run) bool { return r.start < k.end && k.start < r.end }) {
			kept = append(kept, r)
		}
	}
	slices.SortFunc(kept, func(a, b run) int { return cmp.Compare(a.start, b.start) })
	texts := make([]string, len(kept))
	for i, r := range kept {
		texts[i] = line[r.start:r.end]
	}
	return texts
}

// Row is a row of a model as a file has it.
type Row struct {
	Run     string
	Weights []float64 // by column
}

// New returns the model of some rows.
func New(columns []string, base []float64, rows []Row) (*Model, error) {
	m := &Model{Columns: columns, Base: base}
	slots, size := 16, 4+len(columns)
	for 3*len(rows) > 2*slots {
		slots *= 2
	}
	table := make([]byte, slots*size)
	names := map[uint32]string{}
	for _, r := range rows {
		hash := hashOf(r.Run)
		if other, taken := names[hash]; taken {
			return nil, fmt.Errorf("the words %q and %q have the same hash, or stand twice: leave one out", other, r.Run)
		}
		names[hash] = r.Run
		at := int(hash) & (slots - 1)
		for binary.LittleEndian.Uint32(table[at*size:]) != 0 {
			at = (at + 1) & (slots - 1)
		}
		slot := table[at*size : at*size+size]
		binary.LittleEndian.PutUint32(slot, hash)
		for i, w := range r.Weights {
			slot[4+i] = byte(int8(math.Round(max(-127, min(w/Step, 127)))))
		}
	}
	m.Slots = string(table)
	return m, nil
}

// Parse reads a model from a file, see Format. Errors name the file and the line.
func Parse(name, text string) (*Model, error) {
	var columns []string
	var base []float64
	var rows []Row
	n := 0
	for line := range strings.Lines(text) {
		n++
		line = strings.TrimRight(line, "\r\n")
		if line == "" || line[0] == '#' {
			continue
		}
		cells := strings.Split(line, "\t")
		if columns == nil {
			columns = cells[1:]
			continue
		}
		weights, err := weightsOf(cells[1:], len(columns))
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, n, err)
		}
		if cells[0] == everyLine {
			base = weights
		} else {
			rows = append(rows, Row{cells[0], weights})
		}
	}
	if len(columns) < 2 || len(columns) > maxColumns || base == nil {
		return nil, fmt.Errorf("%s: a model needs a row of column names, 2 to %d, and one for %q", name, maxColumns, everyLine)
	}
	m, err := New(columns, base, rows)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return m, nil
}

// weightsOf reads the cells of a row; an empty one is 0, as are those that are not
// there.
func weightsOf(cells []string, columns int) ([]float64, error) {
	if len(cells) > columns {
		return nil, errors.New("the row has more cells than there are columns")
	}
	weights := make([]float64, columns)
	for i, cell := range cells {
		if cell == "" {
			continue
		}
		w, err := strconv.ParseFloat(cell, 64)
		if err != nil || math.IsNaN(w) || math.Abs(w) > 100 {
			return nil, fmt.Errorf("%q is no weight", cell)
		}
		weights[i] = w
	}
	return weights, nil
}

// Format returns the file that Parse reads: behind the comment a row of column
// names and one for each run, with tabs between the cells.
func Format(comment string, columns []string, base []float64, rows []Row) string {
	var b strings.Builder
	for line := range strings.Lines(comment) {
		b.WriteString("# " + strings.TrimRight(line, "\n") + "\n")
	}
	b.WriteString("words\t" + strings.Join(columns, "\t") + "\n")
	write := func(run string, weights []float64) {
		line := run
		for _, w := range weights {
			line += "\t"
			if w = math.Round(w*100) / 100; w != 0 {
				line += strconv.FormatFloat(w, 'g', -1, 64)
			}
		}
		b.WriteString(strings.TrimRight(line, "\t") + "\n")
	}
	write(everyLine, base)
	for _, r := range rows {
		write(r.Run, r.Weights)
	}
	return b.String()
}
