// Package likeness tells by its words alone what a line is like: how likely it
// states a strategic or a tactical duty, and of which kind.
//
// A model is a table of weights: a row for each word, and each two words that
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
	"unicode"
	"unicode/utf8"

	"github.com/jdlint/jdlint/lint/token"
)

// Model holds what is known of words. It is immutable and safe for concurrent use.
type Model struct {
	// Columns names what weights are about: the sides of a duty, the ids of
	// categories.
	Columns []string
	// Base is what is said of every line, by column.
	Base []float64
	// Words has four bytes for each word, by its number in the vocabulary: the weights
	// of the two sides, in steps of Step, and the place of those of the categories.
	Words string
	// Pairs is a hash table of each two words that follow one another: four bytes of
	// hash, 0 for a free slot, and four as in Words. There are a power of two of them.
	Pairs string
	// Categories has the weights of categories, which are asked for rarely, most of which
	// are 0: two bytes for each, the column and the weight. Those of a row end with
	// a column 0. Places count them.
	Categories string
}

// weights are the four bytes of a row.
type weights uint32

// side returns the weight of a side.
func (w weights) side(column int) int { return int(int8(w >> (8 * column))) }

// kinds returns the place of the weights of categories.
func (w weights) kinds() int { return int(w >> 16) }

const (
	// Step is the unit of the weights.
	Step = 1.0 / 32

	// longest is the length of a line, in bytes, of which nothing is said: it is a
	// text without line breaks, not a duty.
	longest = 700

	// maxColumns bounds the columns.
	maxColumns = 32

	begin   = "^"          // stands before the first word of a line
	beginID = token.Number // its number, since numbers are passed over
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

// Stems returns the runs of Runs and, for each word of more than n letters, what it
// begins with, n letters and a "*": words of one stem share its row.
func Stems(runs []string, n int) []string {
	for _, run := range runs {
		if stem := stemOf(run, n); stem != "" {
			runs = append(runs, stem)
		}
	}
	return runs
}

// stemOf returns the row of a word's stem of n letters, "" if it has none.
func stemOf(word string, n int) string {
	if strings.Contains(word, " ") {
		return ""
	}
	for i := range word {
		if n--; n < 0 {
			return word[:i] + "*"
		}
	}
	return ""
}

// counts reports whether a token is a word that begins with a letter: no number, and
// not what an apostrophe ties to a word.
func counts(line string, t *token.Token) bool {
	c := line[t.Start]
	return t.Kind&token.Sign == 0 && (c|0x20 >= 'a' && c|0x20 <= 'z' || c >= 0x80 && !strings.HasPrefix(line[t.Start:], "’"))
}

// small returns a character as vocabularies have it.
func small(r rune) rune {
	if r == '’' {
		return '\''
	}
	return unicode.ToLower(r)
}

// word returns the weights of a word.
func (m *Model) word(id token.ID) weights {
	at := 4 * int(id)
	if at >= len(m.Words) {
		return 0
	}
	s := m.Words[at : at+4]
	return weights(s[0]) | weights(s[1])<<8 | weights(s[2])<<16 | weights(s[3])<<24
}

// pair returns the weights of two words that follow one another.
func (m *Model) pair(a, b token.ID) weights {
	at, hash := placeOf(a, b)
	for last := len(m.Pairs)/8 - 1; ; at++ {
		i := 8 * (at & last)
		s := m.Pairs[i : i+8]
		switch uint32(s[0]) | uint32(s[1])<<8 | uint32(s[2])<<16 | uint32(s[3])<<24 {
		case hash:
			return weights(s[4]) | weights(s[5])<<8 | weights(s[6])<<16 | weights(s[7])<<24
		case 0:
			return 0
		}
	}
}

// placeOf returns the slot in which two words stand, but for the lower bits, and
// their hash. Both together are as good as the words.
func placeOf(a, b token.ID) (at int, hash uint32) {
	h := (uint64(a)<<32 | uint64(b)) * 0x9E3779B97F4A7C15
	return int(h >> 46), uint32(h>>14) | 1
}

// each calls f with the weights of each run in a line that has any, and where the
// run stands in the line, in bytes.
func (m *Model) each(line string, tokens []token.Token, f func(w weights, start, end int32)) {
	before, start := beginID, int32(0)
	for i := range tokens {
		t := &tokens[i]
		if !counts(line, t) {
			continue
		}
		if t.ID != token.Unknown {
			if w := m.word(t.ID); w != 0 {
				f(w, t.Start, t.End)
			}
			if before != token.Unknown {
				if w := m.pair(before, t.ID); w != 0 {
					f(w, start, t.End)
				}
			}
		}
		before, start = t.ID, t.Start
	}
}

// Sides returns how likely a line states a duty of the first column, and of the
// second, 0 to 1. The tokens have the numbers of the model's vocabulary.
func (m *Model) Sides(line string, tokens []token.Token) (first, second float64) {
	if len(line) > longest {
		return 0, 0
	}
	var a, b int
	m.each(line, tokens, func(w weights, _, _ int32) { a, b = a+w.side(0), b+w.side(1) })
	return logistic(m.Base[0] + float64(a)*Step), logistic(m.Base[1] + float64(b)*Step)
}

func logistic(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

// Column returns the number of a column, -1 for none.
func (m *Model) Column(name string) int { return slices.Index(m.Columns, name) }

// Best returns that of some columns of categories which the words of a line speak for
// most.
func (m *Model) Best(line string, tokens []token.Token, columns []int) int {
	var room [maxColumns]float64
	sums := room[:copy(room[:], m.Base)]
	m.each(line, tokens, func(w weights, _, _ int32) {
		for at := 2 * w.kinds(); m.Categories[at] != 0; at += 2 {
			sums[m.Categories[at]] += float64(int8(m.Categories[at+1])) * Step
		}
	})
	return slices.MaxFunc(columns, func(a, b int) int { return cmp.Compare(sums[a], sums[b]) })
}

// Place is a piece of a line, in bytes, half open.
type Place struct{ Start, End int }

// Telling returns where the runs of a line stand that speak most for a side, the first
// column or the second: at most n of them, in the order of the line. They do not
// overlap.
func (m *Model) Telling(line string, tokens []token.Token, side, n int) []Place {
	type run struct {
		start, end int32
		weight     int
	}
	runs := make([]run, 0, 2*len(tokens))
	m.each(line, tokens, func(w weights, start, end int32) {
		if w := w.side(side); w > 0 {
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
	places := make([]Place, len(kept))
	for i, r := range kept {
		places[i] = Place{int(r.start), int(r.end)}
	}
	return places
}

// Table is a model as a file has it.
type Table struct {
	Columns []string
	Base    []float64
	Rows    []Row
}

// Row is a row of a table.
type Row struct {
	Run     string
	Weights []float64 // by column
}

// Model returns the model of a table for tokens that have the numbers of a vocabulary,
// to which it adds the words.
func (t *Table) Model(v *token.Vocabulary) (*Model, error) {
	slots, inPairs := 16, 0
	for _, r := range t.Rows {
		inPairs += strings.Count(r.Run, " ") * 2
	}
	for inPairs > slots {
		slots *= 2
	}
	var words []byte
	pairs, kinds := make([]byte, 8*slots), []byte{0, 0} // weights at place 0 are none
	places := map[string]int{}
	taken := map[[2]token.ID]bool{}
	for _, r := range t.spread(v) {
		row := []byte{steps(r.Weights[0]), steps(r.Weights[1]), 0, 0}
		if of := kindsOf(r.Weights); len(of) > 2 {
			place, known := places[string(of)]
			if !known {
				place = len(kinds) / 2
				places[string(of)] = place
				kinds = append(kinds, of...)
			}
			binary.LittleEndian.PutUint16(row[2:], uint16(place))
		}
		if len(kinds) > 2*math.MaxUint16 {
			return nil, fmt.Errorf("there is room for %d weights of categories", math.MaxUint16)
		}
		first, second, isPair := strings.Cut(r.Run, " ")
		var run [2]token.ID
		if first == begin {
			run[0] = beginID
		} else {
			run[0] = v.Add(first)
		}
		if isPair {
			run[1] = v.Add(second)
		}
		if taken[run] {
			return nil, fmt.Errorf("the words %q stand twice", r.Run)
		}
		taken[run] = true
		if !isPair {
			at := 4 * int(run[0])
			words = append(words, make([]byte, max(0, at+4-len(words)))...)
			copy(words[at:], row)
			continue
		}
		for at, hash := placeOf(run[0], run[1]); ; at++ {
			slot := pairs[8*(at&(slots-1)):][:8]
			if known := binary.LittleEndian.Uint32(slot); known == hash {
				return nil, fmt.Errorf("the words %q have the hash of others: leave them out", r.Run)
			} else if known == 0 {
				binary.LittleEndian.PutUint32(slot, hash)
				copy(slot[4:], row)
				break
			}
		}
	}
	m := &Model{t.Columns, t.Base, string(words), string(pairs), string(kinds)}
	return m, v.Err()
}

// spread returns the rows, those of stems as part of the rows of the words that begin
// with them: every such word of a vocabulary has one.
func (t *Table) spread(v *token.Vocabulary) []Row {
	stems, letters := map[string][]float64{}, 0
	rows, at := []Row{}, map[string]int{}
	for _, r := range t.Rows {
		if strings.HasSuffix(r.Run, "*") {
			stems[r.Run], letters = r.Weights, utf8.RuneCountInString(r.Run)-1
			continue
		}
		at[r.Run] = len(rows)
		rows = append(rows, r)
	}
	if letters == 0 {
		return rows
	}
	for _, r := range rows {
		if first, second, isPair := strings.Cut(r.Run, " "); !isPair {
			v.Add(first)
		} else if v.Add(second); first != begin {
			v.Add(first)
		}
	}
	for _, word := range v.Words() {
		of, ok := stems[stemOf(word, letters)]
		if !ok {
			continue
		}
		i, known := at[word]
		if !known {
			rows = append(rows, Row{word, of})
			continue
		}
		sum := slices.Clone(rows[i].Weights)
		for c, w := range of {
			sum[c] += w
		}
		rows[i].Weights = sum
	}
	return rows
}

// kindsOf returns the weights of categories as Model.Categories has them.
func kindsOf(weights []float64) (kinds []byte) {
	for column := 2; column < len(weights); column++ {
		if w := steps(weights[column]); w != 0 {
			kinds = append(kinds, byte(column), w)
		}
	}
	return append(kinds, 0, 0)
}

// steps returns a weight in steps of Step.
func steps(w float64) byte { return byte(int8(math.Round(max(-127, min(w/Step, 127))))) }

// Parse reads a table from a file, see Format. Errors name the file and the line.
func Parse(name, text string) (*Table, error) {
	t := &Table{}
	n := 0
	for line := range strings.Lines(text) {
		n++
		line = strings.TrimRight(line, "\r\n")
		if line == "" || line[0] == '#' {
			continue
		}
		cells := strings.Split(line, "\t")
		if t.Columns == nil {
			t.Columns = cells[1:]
			continue
		}
		weights, err := weightsOf(cells[1:], len(t.Columns))
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, n, err)
		}
		if cells[0] == everyLine {
			t.Base = weights
		} else {
			t.Rows = append(t.Rows, Row{cells[0], weights})
		}
	}
	if len(t.Columns) < 2 || len(t.Columns) > maxColumns || t.Base == nil {
		return nil, fmt.Errorf("%s: a model needs a row of column names, 2 to %d, and one for %q", name, maxColumns, everyLine)
	}
	return t, nil
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
func (t *Table) Format(comment string) string {
	var b strings.Builder
	for line := range strings.Lines(comment) {
		b.WriteString("# " + strings.TrimRight(line, "\n") + "\n")
	}
	b.WriteString("words\t" + strings.Join(t.Columns, "\t") + "\n")
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
	write(everyLine, t.Base)
	for _, r := range t.Rows {
		write(r.Run, r.Weights)
	}
	return b.String()
}
