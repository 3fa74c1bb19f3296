package rules

import (
	"encoding/binary"
	"maps"
	"math"
	"slices"

	"github.com/jdlint/jdlint/lint/likeness"
	"github.com/jdlint/jdlint/lint/token"
	"github.com/jdlint/jdlint/rules/internal/phrase"
)

// codec writes values, or reads what it wrote: the method code of a type names its
// fields once for both. Numbers are varints, and texts are pieces of what is read.
// What it reads it trusts, since it was written for the program that it stands in.
type codec struct {
	reads  bool
	packed bool // as Packed writes it
	in     string
	at     int      // in in: what is read next
	out    []byte   // written
	file   string   // of the last Pos
	texts  []string // room for lists of texts, so that few of them are made
}

// get reads a number.
func (c *codec) get() (n uint64) {
	n, c.at = varint(c.in, c.at)
	return n
}

// varint returns the number that stands in a text, and where what is behind it
// begins. Loops that read a lot keep the place in a variable of their own.
func varint(text string, at int) (n uint64, behind int) {
	if b := text[at]; b < 0x80 {
		return uint64(b), at + 1
	}
	return longVarint(text, at)
}

func longVarint(text string, at int) (n uint64, behind int) {
	for shift := 0; ; shift += 7 {
		b := text[at]
		at++
		n |= uint64(b&0x7f) << shift
		if b < 0x80 {
			return n, at
		}
	}
}

// take reads n bytes.
func (c *codec) take(n int) string {
	c.at += n
	return c.in[c.at-n : c.at]
}

func (c *codec) put(n uint64) { c.out = binary.AppendUvarint(c.out, n) }

// codeInt codes a number that is not negative.
func codeInt[N ~int | ~int32 | ~uint8 | ~uint16 | ~uint32 | ~uint64](c *codec, v *N) {
	if c.reads {
		*v = N(c.get())
	} else {
		c.put(uint64(*v))
	}
}

func codeText[S ~string](c *codec, v *S) {
	if c.reads {
		*v = S(c.take(int(c.get())))
		return
	}
	c.put(uint64(len(*v)))
	c.out = append(c.out, *v...)
}

func (c *codec) flag(v *bool) {
	n := uint8(0)
	if *v {
		n = 1
	}
	codeInt(c, &n)
	*v = n != 0
}

func (c *codec) float(v *float64) {
	n := math.Float64bits(*v)
	c.bits(&n)
	*v = math.Float64frombits(n)
}

// bits codes eight bytes.
func (c *codec) bits(v *uint64) {
	if !c.reads {
		c.out = binary.LittleEndian.AppendUint64(c.out, *v)
		return
	}
	*v = binary.LittleEndian.Uint64([]byte(c.take(8)))
}

// codeSize codes a length, one more than it is, so that nil is 0; n is -1 for nil.
func codeSize(c *codec, isNil bool, n int) int {
	n++
	if isNil {
		n = 0
	}
	codeInt(c, &n)
	return n - 1
}

// codeLen codes the length of a list and makes the list that is read.
func codeLen[T any](c *codec, list *[]T) {
	n := codeSize(c, *list == nil, len(*list))
	if c.reads && n >= 0 {
		*list = make([]T, n)
	}
}

func codeList[T any](c *codec, list *[]T, item func(*T)) {
	codeLen(c, list)
	for i := range *list {
		item(&(*list)[i])
	}
}

func codeTexts(c *codec, list *[]string) {
	n := codeSize(c, *list == nil, len(*list))
	if c.reads && n >= 0 {
		if n >= len(c.texts) {
			c.texts = make([]string, max(1000, n))
		}
		*list, c.texts = c.texts[:n:n], c.texts[n:]
	}
	if !c.reads {
		for i := range *list {
			codeText(c, &(*list)[i])
		}
		return
	}
	in, at := c.in, c.at
	for i := range *list {
		var size uint64
		size, at = varint(in, at)
		(*list)[i] = in[at : at+int(size)]
		at += int(size)
	}
	c.at = at
}

func codeMap[V any](c *codec, m *map[string]V, item func(*V)) {
	n := codeSize(c, *m == nil, len(*m))
	if !c.reads {
		for _, key := range slices.Sorted(maps.Keys(*m)) {
			v := (*m)[key]
			codeText(c, &key)
			item(&v)
		}
		return
	}
	if n >= 0 {
		*m = make(map[string]V, n)
	}
	for range n {
		var key string
		var v V
		codeText(c, &key)
		item(&v)
		(*m)[key] = v
	}
}

// codeSparse codes the entries of a list that are not zero.
func codeSparse[T comparable](c *codec, list *[]T, item func(*T)) {
	size, taken := len(*list), 0
	var zero T
	for _, v := range *list {
		if v != zero {
			taken++
		}
	}
	codeInt(c, &size)
	codeInt(c, &taken)
	if c.reads {
		*list = make([]T, size)
	}
	at := 0 // behind the last entry
	for range taken {
		next := at
		for !c.reads && (*list)[next] == zero {
			next++
		}
		next -= at
		codeInt(c, &next)
		at += next
		item(&(*list)[at])
		at++
	}
}

func (n *numbers) code(c *codec) {
	c.flag(&n.wide)
	if c.packed {
		c.steps(n)
		return
	}
	codeText(c, &n.data)
}

func (c *codec) pos(p *Pos) {
	same := p.File == c.file
	c.flag(&same)
	if same {
		p.File = c.file
	} else {
		codeText(c, &p.File)
		c.file = p.File
	}
	codeInt(c, &p.Line)
	codeInt(c, &p.Column)
}

// code codes all but the duties and the phrases of headings.
func (s *Set) code(c *codec) {
	var words []string
	if c.reads {
		s.Titles, s.Headings = &Titles{}, &Headings{Languages: &languages{}, Titles: &TitlePlaces{}, Others: &notPostings{}}
	} else {
		words = s.Vocabulary.Words()
	}
	codeTexts(c, &words)
	if c.reads {
		s.Vocabulary = token.NewVocabulary(words)
	}
	codeList(c, &s.Titles.Languages, func(w *TitleWords) { w.code(c) })
	codeMap(c, (*map[string]*Model)(&s.Models), func(m **Model) {
		if c.reads {
			*m = &Model{}
		}
		(*m).code(c)
	})
	codeList(c, &s.Findings, func(f *Finding) {
		for _, text := range []*string{&f.ID, &f.Severity, &f.Name, &f.Message, &f.Help, &f.Means, &f.Why} {
			codeText(c, text)
		}
		codeTexts(c, &f.Seeds)
		codeTexts(c, &f.Smells)
		c.flag(&f.Across)
		c.pos(&f.At)
	})
	codeList(c, &s.Smells, func(s *smell) {
		codeInt(c, &s.N)
		for _, text := range []*string{&s.Seed, &s.Says, &s.Becomes, &s.Where} {
			codeText(c, text)
		}
		c.pos(&s.At)
	})
	codeList(c, &s.Cases, func(k *Case) {
		for _, text := range []*string{&k.Title, &k.Verdict, &k.Because, &k.Job} {
			codeText(c, text)
		}
		codeTexts(c, &k.Level)
		codeMap(c, &k.AtLeast, c.float)
		codeMap(c, &k.AtMost, c.float)
		c.float(&k.Confidence)
		c.pos(&k.At)
	})
	h := s.Headings
	codeMap(c, &h.Languages.called, func(s *string) { codeText(c, s) })
	codeTexts(c, &h.Languages.names)
	codeSparse(c, &h.Languages.small, func(n *uint16) { codeInt(c, n) })
	codeMap(c, &h.Titles.labels, c.flag)
	codeMap(c, &h.Titles.noTitles, c.flag)
	codeMap(c, &h.Titles.forms, c.flag)
	codeMap(c, &h.Titles.sites, c.flag)
	codeTexts(c, &h.Titles.employers)
	codeTexts(c, &h.Titles.joined)
	codeMap(c, &h.Titles.keys, func(k *titleKey) { codeInt(c, k) })
	n := h.Others
	for _, lines := range []*map[string]int{&n.files, &n.folders, &n.others, &n.keys, &n.steps, &n.endings, &n.titles, &n.people, &n.offers} {
		codeMap(c, lines, func(line *int) { codeInt(c, line) })
	}
}

func (w *TitleWords) code(c *codec) {
	c.pos(&w.At)
	codeText(c, &w.Language)
	codeList(c, &w.Roles, func(r *titleRole) {
		c.pos(&r.At)
		for _, text := range []*string{&r.Role, &r.Kind, &r.Becomes, &r.AsManager, &r.AsOwner, &r.Level, &r.Other} {
			codeText(c, text)
		}
		codeTexts(c, &r.Titles)
		c.flag(&r.Plural)
	})
	codeList(c, &w.Neighbours, func(n *neighbour) {
		c.pos(&n.At)
		codeText(c, &n.Name)
		for _, list := range []*[]string{&n.Titles, &n.Plural, &n.Fields, &n.Short} {
			codeTexts(c, list)
		}
		c.flag(&n.Grade)
	})
	codeList(c, &w.Levels, func(l *titleLevel) {
		c.pos(&l.At)
		codeText(c, &l.Level)
		codeTexts(c, &l.Words)
		c.flag(&l.Before)
		c.flag(&l.Wins)
	})
	codeList(c, &w.Numbers, func(n *titleNumbers) {
		c.pos(&n.At)
		codeText(c, &n.Level)
		codeTexts(c, &n.Words)
	})
	d := &w.Departments
	c.pos(&d.At)
	codeText(c, &d.Becomes)
	for _, list := range []*[]string{&d.Names, &d.Leaders, &d.Managers, &d.Links, &d.Others, &d.Companions} {
		codeTexts(c, list)
	}
	codeList(c, &w.Domains, func(d *titleDomain) {
		c.pos(&d.At)
		codeText(c, &d.Kind)
		codeTexts(c, &d.Words)
	})
	for _, list := range []*[]string{
		&w.NotTitles, &w.NotLevels, &w.Proxy, &w.Helpers, &w.Objects, &w.Joins, &w.Endings, &w.Genders, &w.Noise, &w.Articles, &w.Prose,
	} {
		codeTexts(c, list)
	}
}

func (m *Model) code(c *codec) {
	for _, text := range []*string{
		&m.ID, &m.Extends, &m.Name, &m.Seed, &m.Summary, &m.Means, &m.StrategicTitle, &m.TacticalTitle, &m.Organisation.HasProductManager,
	} {
		codeText(c, text)
	}
	codeMap(c, &m.MayHold, func(list *[]string) { codeTexts(c, list) })
	codeTexts(c, &m.Hard)
	c.float(&m.HardWeight)
	codeMap(c, &m.Findings, func(s *string) { codeText(c, s) })
	c.pos(&m.At)
}

func (p *headingPhrases) code(c *codec) {
	c.flag(&p.capitals)
	codeLen(c, &p.nodes)
	first, at := uint32(0), c.at
	for i := range p.nodes {
		n := &p.nodes[i]
		if !c.reads {
			for _, v := range []uint32{n.first - first, uint32(n.word), uint32(n.zones)} {
				c.put(uint64(v))
			}
			first = n.first
			continue
		}
		var more, word, zones uint64
		more, at = varint(c.in, at)
		word, at = varint(c.in, at)
		zones, at = varint(c.in, at)
		first += uint32(more)
		*n = headingNode{token.ID(word), first, uint16(zones)}
	}
	c.at = at
	codeSparse(c, &p.kinds, func(k *WordKind) { codeInt(c, k) })
}

// code codes all but what link makes.
func (d *Duties) code(c *codec) {
	if c.reads {
		d.Words, d.Lexicon, d.Matcher = &words{}, &Lexicon{}, &matcher{}
	}
	for _, categories := range []*[]*Category{&d.Categories, &d.Others, &d.Smells} {
		codeList(c, categories, func(category **Category) {
			if c.reads {
				*category = &Category{}
			}
			(*category).code(c)
		})
	}
	d.Words.code(c)
	d.Lexicon.code(c)
	d.Matcher.code(c)
	has := d.Likeness != nil
	if c.flag(&has); has {
		if c.reads {
			d.Likeness = &Likeness{Model: &likeness.Model{}}
		}
		d.Likeness.code(c)
	}
}

func (g *Category) code(c *codec) {
	codeText(c, &g.ID)
	codeText(c, &g.Side)
	for _, text := range []*string{&g.Name, &g.Means, &g.Why, &g.Does, &g.Advice} {
		codeText(c, text)
	}
	c.float(&g.Weight)
	for _, list := range []*[]string{&g.Overlaps, &g.Sources, &g.Friends} {
		codeTexts(c, list)
	}
	c.pos(&g.At)
	codeList(c, &g.Rules, func(r *Rule) {
		codeText(c, &r.ID)
		codeText(c, &r.Means)
		for _, list := range []*[]string{&r.Objects, &r.Verbs, &r.Phrases, &r.Duty, &r.Not} {
			codeTexts(c, list)
		}
		for _, flag := range []*bool{&r.Alone, &r.NeedsVerb, &r.Weak, &r.alike} {
			c.flag(flag)
		}
		c.pos(&r.At)
	})
}

func (w *words) code(c *codec) {
	codeText(c, &w.Language)
	codeMap(c, &w.Verbs, func(v *VerbClass) {
		codeText(c, &v.Means)
		codeText(c, &v.Counts)
		for _, flag := range []*bool{&v.Opens, &v.Others, &v.Asks, &v.Into} {
			c.flag(flag)
		}
		codeTexts(c, &v.Words)
		c.pos(&v.At)
	})
	for _, lists := range []*map[string][]string{&w.Heads, &w.Lists} {
		codeMap(c, lists, func(list *[]string) { codeTexts(c, list) })
	}
	codeText(c, &w.Likeness.Means)
	c.float(&w.Likeness.CountsFrom)
	c.float(&w.Likeness.DoubtsBelow)
	codeMap(c, &w.RoleNouns, func(s *string) { codeText(c, s) })
	codeMap(c, &w.RoleShorts, func(s *string) { codeText(c, s) })
	for _, list := range []*[]string{&w.NounFirst, &w.NounToo, &w.Frequent, &w.Calls.Before, &w.Calls.Articles, &w.Calls.After, &w.Calls.Seeks, &w.Calls.Past, &w.Function.AndPhrases} {
		codeTexts(c, list)
	}
	for _, of := range w.Function.lists() {
		codeTexts(c, of.words)
	}
	c.pos(&w.At)
	codeGrammar(c, &w.Grammar)
}

func codeGrammar(c *codec, g *phrase.Grammar) {
	for _, flag := range []*bool{&g.Prose, &g.VerbLast, &g.VerbSecond, &g.NounsAct, &g.Capitals} {
		c.flag(flag)
	}
	codeText(c, &g.Language)
	codeText(c, &g.To)
	for _, list := range []*[]string{&g.NewPhrase, &g.Particles, &g.Elisions, &g.Joints, &g.Parts, &g.Adverbs, &g.Plurals, &g.Crosses} {
		codeTexts(c, list)
	}
	codeMap(c, &g.Letters, func(s *string) { codeText(c, s) })
	for _, rows := range []*[]phrase.Row{&g.Verbs, &g.Nouns} {
		codeList(c, rows, func(r *phrase.Row) {
			codeInt(c, &r.Cut)
			codeText(c, &r.PrefixEd)
			for _, list := range []*[]string{&r.Ends, &r.Forms, &r.S, &r.Ing, &r.Ed} {
				codeTexts(c, list)
			}
		})
	}
	for _, list := range []*[][]string{&g.Spellings, &g.Spelled} {
		codeList(c, list, func(words *[]string) { codeTexts(c, words) })
	}
	c.pos(&g.At)
}

func (x *Lexicon) code(c *codec) {
	codeList(c, &x.kinds, func(w *Word) {
		for _, classes := range []*Classes{&w.Base, &w.S, &w.Ing, &w.Ed, &w.Head} {
			codeInt(c, classes)
		}
		codeInt(c, &w.Function)
	})
	kind := numbersOf(x.kind)
	kind.code(c)
	if c.reads {
		x.kind = kind.all()
	}
	codeInt(c, &x.and)
	codeList(c, &x.ands, func(seq *[]token.ID) { codeList(c, seq, func(id *token.ID) { codeInt(c, id) }) })
}

func (m *matcher) code(c *codec) {
	codeInt(c, &m.wordings)
	codeInt(c, &m.requiredCount)
	for _, text := range []*string{&m.records, &m.required} {
		codeText(c, text)
	}
	var verbs numbers
	if !c.reads {
		verbs = numbersOf(mapped(m.rules, func(r *CompiledRule) Classes { return r.Verbs }))
	}
	for _, table := range []*numbers{
		&m.elems, &m.words, &m.sets, &m.firsts, &m.needs, &m.recordAt, &m.roots, &m.nodeEnds, &m.nodeEdges, &m.ends, &m.over, &m.to, &m.requiredAt, &verbs,
	} {
		table.code(c)
	}
	if !c.reads {
		return
	}
	rules := make([]CompiledRule, verbs.len())
	m.rules = make([]*CompiledRule, len(rules))
	for i := range rules {
		rules[i].Verbs = Classes(verbs.at(i))
		m.rules[i] = &rules[i]
	}
}
