package rules

import (
	"encoding/binary"
	"slices"
	"strings"

	"github.com/jdlint/jdlint/lint/token"
	"github.com/jdlint/jdlint/rules/internal/load"
)

// compiler makes a Matcher.
type compiler struct {
	*matcher
	phrases []compiledPhrase
	elems   []elem     // of all phrases
	words   []token.ID // of all sets
	sets    []uint32   // where the words of each begin
	lexicon *Lexicon
	lists   map[string][]string
	known   map[string]elem // sets, by their words
	forms   map[string]elem // the same, by what setOf was asked for
}

// compileAll makes the matcher of the categories of each group and fills the
// lexicon with the words of their phrases.
func compileAll(groups [Groups][]*Category, x *Lexicon, words *words) (*matcher, error) {
	c := compiler{matcher: &matcher{}, sets: []uint32{0}, lexicon: x, lists: words.Lists, known: map[string]elem{}, forms: map[string]elem{}}
	for group, categories := range groups {
		if Group(group) == Wordings {
			c.wordings = uint32(len(c.phrases))
		}
		if err := c.compile(Group(group), categories); err != nil {
			return nil, err
		}
	}
	if err := c.index(frequencies(words.Frequent, x)); err != nil {
		return nil, err
	}
	c.matcher.words, c.matcher.sets = numbersOf(c.words), numbersOf(c.sets)
	c.matcher.elems = numbersOf(mapped(c.elems, zigzag))
	return c.matcher, nil
}

// compile adds the phrases of some categories as a group.
func (c *compiler) compile(group Group, categories []*Category) error {
	for _, category := range categories {
		for _, exclusion := range category.Friends {
			if err := c.add(exclusion, compiledPhrase{group: group, rule: noRule}, category.At); err != nil {
				return err
			}
		}
		for i := range category.Rules {
			r := &category.Rules[i]
			verbs, err := c.lexicon.classes(r)
			if err != nil {
				return err
			}
			if len(c.rules) == maxRules {
				return load.ErrorAt(r.At, "there is room for %d rules", maxRules)
			}
			c.rules = append(c.rules, &CompiledRule{r, category, verbs})
			p := compiledPhrase{group: group, rule: int32(len(c.rules) - 1)}
			for _, text := range r.Objects {
				if err := c.add(text, p, r.At); err != nil {
					return err
				}
			}
			p.whole = true
			for _, text := range r.Phrases {
				if err := c.add(text, p, r.At); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// link makes what compiled duties do without.
func (d *Duties) link(v *token.Vocabulary) {
	d.Lexicon.link(d.Words, v)
	n := 0
	for _, categories := range d.groups() {
		for _, category := range categories {
			for i := range category.Rules {
				d.Matcher.rules[n].Rule, d.Matcher.rules[n].Category = &category.Rules[i], category
				n++
			}
		}
	}
	d.Lexicon.know(d.Matcher)
	if d.Likeness != nil {
		d.Likeness.link(d)
	}
}

// classes returns the classes of verbs that a rule names.
func (x *Lexicon) classes(r *Rule) (verbs Classes, err error) {
	for _, name := range r.Verbs {
		bit, ok := x.bit(name)
		if !ok {
			return 0, load.ErrorAt(r.At, "rule %s: there is no class of verbs %q; words.yaml has %v", r.ID, name, x.names)
		}
		verbs |= bit
	}
	return verbs, nil
}

// add adds the sequences that a text stands for as phrases like p.
func (c *compiler) add(text string, p compiledPhrase, at Pos) error {
	variants, err := c.lexicon.Grammar.Expand(text, c.lists, at)
	if err != nil {
		return err
	}
	asVerb := p.whole || p.rule == noRule // exclusions hide verbs as well
	for _, pieces := range variants {
		if len(pieces) > maxElements {
			return load.ErrorAt(at, "phrase %q stands for more than %d words in a row", text, maxElements)
		}
		p.first = uint32(len(c.elems))
		p.gaps = false
		best := -1 // element with the fewest words, of equal ones the last
		fewest := 0
		for i, piece := range pieces {
			if piece.Gap > 0 {
				p.gaps = true
				if i > 0 && pieces[i-1].Gap > 0 { // what stood between was left out
					c.elems[len(c.elems)-1] -= elem(piece.Gap)
					continue
				}
				c.elems = append(c.elems, elem(-piece.Gap))
				continue
			}
			e := c.setOf(piece.Words, asVerb)
			c.elems = append(c.elems, e)
			if size := len(c.ids(e)); best < 0 || size <= fewest {
				best, fewest = len(c.elems)-1-int(p.first), size
			}
		}
		p.size, p.at = uint8(len(c.elems)-int(p.first)), uint8(best)
		c.phrases = append(c.phrases, p)
	}
	return nil
}

// setOf returns the set of the forms of some words, the same ones of which stand
// in most phrases.
func (c *compiler) setOf(words []string, asVerb bool) elem {
	key := strings.Join(words, " ")
	if asVerb {
		key += " "
	}
	e, ok := c.forms[key]
	if !ok {
		var ids []token.ID
		for _, word := range words {
			ids = append(ids, c.lexicon.forms(word, asVerb)...)
		}
		slices.Sort(ids)
		e = c.set(slices.Compact(ids))
		c.forms[key] = e
	}
	return e
}

// set returns the number of a set of words, new if need be.
func (c *compiler) set(ids []token.ID) elem {
	key := make([]byte, 0, 4*len(ids))
	for _, id := range ids {
		key = binary.LittleEndian.AppendUint32(key, uint32(id))
	}
	n, ok := c.known[string(key)]
	if !ok {
		n = elem(len(c.sets) - 1)
		c.known[string(key)] = n
		c.words = append(c.words, ids...)
		c.sets = append(c.sets, uint32(len(c.words)))
	}
	return n
}

// ids returns the words of a set, sorted.
func (c *compiler) ids(e elem) []token.ID { return c.words[c.sets[e]:c.sets[e+1]] }
