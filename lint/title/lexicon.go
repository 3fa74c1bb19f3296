package title

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/jdlint/jdlint/rules"
)

// Parser reads titles with the words of rules.Titles. It is built once and
// then only read, so it may be shared. The zero value knows no words: to it
// every title is Other.
type Parser struct {
	words  map[string]word // folded word
	steps  map[step]int32  // the phrases as a trie: node and word to node
	senses []*sense        // what the phrase that ends in a node means, or nil
	starts prefixes        // of the phrases that Find looks for

	// Of each phrase that names a role in full, the word that tells the role
	// best: "owner" of "technical product owner".
	tellManager, tellOwner Tellers

	endings map[string]bool // inclusive endings
	prose   map[string]bool // words that stand in no title
	becomes string          // the department under the other role
}

// word is an entry of the vocabulary.
type word struct {
	id   int32
	caps bool // counts in capitals only
}

// step leads from a node of the trie over a word to the next node.
type step struct{ node, word int32 }

// Ids of what stands between words and may be part of a phrase. 0 is a word
// that no phrase contains.
const (
	comma int32 = 1 + iota
	join        // "/", "&", "and"
	firstWord
)

// sense is what a phrase means. One phrase may mean several things: "lead" is
// a level and a rank of a department.
type sense struct {
	flags flags

	// For a phrase that names one of the two roles:
	role    Role
	becomes string // the phrase for the same post under the other role
	other   string // a second role in the same words
	manager string // of a phrase for both: the words for the one
	owner   string // and for the other

	name  string // of a neighbour
	short []string
	level Level // of a role or a level word

	number Level  // of a number behind the role
	domain string // kind of product
}

// flags are the parts that a phrase can play.
type flags uint32

const (
	isRole      flags = 1 << iota // one of the two roles, or both
	isFunction                    // ... as the name of the work
	isLeader                      // ... as a head, which another job behind it outdoes
	isPlural                      // several people
	isShort                       // initials
	isNeighbour                   // another role
	isField                       // ... as the name of the work
	isGrade                       // ... as a rank more than a job
	isLevel                       // names a level
	isNoLevel                     // contains a level word, and names none
	isBefore                      // a level that counts right before the role only
	isWinning                     // a level that counts before all others
	isNumber                      // names a level right behind the role
	isDepartment
	isRankOfDepartment
	isManagerOfDepartment
	isLink
	isOtherDepartment
	isCompanion
	isProxy
	isHelper
	isObject
	isGender
	isNoise
	isArticle
	isDomain
)

// usualPhrases is how many phrases there is room for at once: the built-in titles
// have about as many.
const usualPhrases = 1700

// New builds a parser. The titles stay as they are.
func New(titles *rules.Titles) *Parser {
	const n = usualPhrases
	p := &Parser{
		words:   make(map[string]word, n*2/3),
		steps:   make(map[step]int32, n),
		senses:  append(make([]*sense, 0, n), nil),
		endings: map[string]bool{},
		prose:   map[string]bool{},
	}
	// First what the scanner needs to cut all other phrases into words.
	for _, lang := range titles.Languages {
		for _, s := range lang.Joins {
			p.words[string(fold(nil, s))] = word{id: join}
		}
		for _, s := range lang.Endings {
			p.endings[string(fold(nil, s))] = true
		}
		for _, s := range lang.Prose {
			p.prose[string(fold(nil, s))] = true
		}
	}
	b := builder{Parser: p, next: firstWord, phrases: make([]phrase, 0, n), ids: make([]int32, 0, 3*n), own: map[*sense]bool{}}
	for i := range titles.Languages {
		b.language(&titles.Languages[i])
	}
	b.levels()
	b.prefixes()
	return p
}

// builder adds phrases to a Parser.
type builder struct {
	*Parser
	next  int32    // the next free id of a word
	texts []string // of the words, folded

	// roleStarts are the words that begin a role; phrases that contain one
	// later on can hide a role from Find.
	roleStarts map[int32]bool
	phrases    []phrase

	// Phrases of a list share one sense, until one of them is to mean something
	// of its own.
	own map[*sense]bool

	sc     scanner
	folded []byte
	ids    []int32 // of the words of all phrases
}

type phrase struct {
	text  string
	words []int32
	node  int32
	role  bool // a phrase that Find reports
}

func (b *builder) language(w *rules.TitleWords) {
	for _, r := range w.Roles {
		s := sense{flags: isRole, role: Role(r.Role), becomes: r.Becomes, other: r.Other,
			manager: r.AsManager, owner: r.AsOwner, level: Level(r.Level)}
		switch r.Kind {
		case "function":
			s.flags |= isFunction
		case "leader":
			s.flags |= isLeader
		}
		if r.Plural {
			s.flags |= isPlural
		}
		b.addAll(s, r.Titles)
	}
	for _, n := range w.Neighbours {
		s := sense{flags: isNeighbour, name: n.Name, short: n.Short}
		if n.Grade {
			s.flags |= isGrade
		}
		b.addAll(s, []string{n.Name}, n.Titles)
		plural, field := s, s
		plural.flags |= isPlural
		b.addAll(plural, n.Plural)
		field.flags |= isField
		b.addAll(field, n.Fields)
	}
	// A phrase without a meaning of its own still takes its words away from
	// shorter phrases.
	b.addAll(sense{flags: isNoise}, w.NotTitles, w.Noise)
	for _, l := range w.Levels {
		s := sense{flags: isLevel, level: Level(l.Level)}
		if l.Before {
			s.flags |= isBefore
		}
		if l.Wins {
			s.flags |= isWinning
		}
		b.addAll(s, l.Words)
	}
	b.addAll(sense{flags: isNoLevel}, w.NotLevels)
	for _, n := range w.Numbers {
		b.addAll(sense{flags: isNumber, number: Level(n.Level)}, n.Words)
	}
	for _, d := range w.Domains {
		b.addAll(sense{flags: isDomain, domain: d.Kind}, d.Words)
	}
	d := w.Departments
	if d.Becomes != "" {
		b.becomes = d.Becomes
	}
	for _, part := range []struct {
		flags flags
		words []string
	}{
		{isDepartment, d.Names},
		{isRankOfDepartment, d.Leaders},
		{isManagerOfDepartment, d.Managers},
		{isLink, d.Links},
		{isOtherDepartment, d.Others},
		{isCompanion, d.Companions},
		{isProxy, w.Proxy},
		{isHelper, w.Helpers},
		{isObject, w.Objects},
		{isGender, w.Genders},
		{isArticle, w.Articles},
	} {
		b.addAll(sense{flags: part.flags}, part.words)
	}
}

func (b *builder) addAll(s sense, lists ...[]string) {
	for _, list := range lists {
		for _, text := range list {
			b.add(&s, text)
		}
	}
}

// sense gives the sense of a phrase to write to.
func (b *builder) sense(node int32) *sense {
	s := b.senses[node]
	if !b.own[s] {
		own := *s
		s = &own
		b.senses[node], b.own[s] = s, true
	}
	return s
}

// add enters one phrase. Where the phrase stands already, its meanings add up;
// of two roles or levels the first stays.
func (b *builder) add(s *sense, text string) {
	if len(text) == 0 {
		return
	}
	b.sc.scan(b.Parser, text, 0, maxTokens)
	node, first := int32(0), len(b.ids)
	for i := range b.sc.tokens[:b.sc.n] {
		tok := &b.sc.tokens[i]
		id := tok.id
		switch tok.kind {
		case aWord:
			if id != join {
				id = b.intern(text[tok.start:tok.end], tok.caps)
			}
		case aComma, aJoin:
		default:
			continue
		}
		b.ids = append(b.ids, id)
		next, ok := b.steps[step{node, id}]
		if !ok {
			next = int32(len(b.senses))
			b.senses = append(b.senses, nil)
			b.steps[step{node, id}] = next
		}
		node = next
	}
	if node == 0 {
		return
	}
	ids := b.ids[first:len(b.ids):len(b.ids)]
	short := flags(0)
	if s.flags&isRole != 0 && len(ids) == 1 && capitals(text) {
		short = isShort
	}
	if b.senses[node] == nil {
		b.senses[node] = s
		if short != 0 {
			b.sense(node).flags |= short
		}
	} else {
		with := *s
		with.flags |= short
		b.sense(node).merge(with)
	}
	b.phrases = append(b.phrases, phrase{text, ids, node, s.flags&isRole != 0 && s.flags&isFunction == 0})
}

// levels gives neighbours the level that a word of theirs names: the lead of
// "project lead" is found as part of that phrase only.
func (b *builder) levels() {
	for i := range b.phrases {
		ph := &b.phrases[i]
		means := b.senses[ph.node]
		if means.flags&isNeighbour == 0 || len(ph.words) == 1 || means.level != "" {
			continue
		}
		level := means.level
		for _, id := range ph.words {
			s := b.senses[b.steps[step{0, id}]]
			if s != nil && s.flags&isLevel != 0 && s.flags&isBefore == 0 && rank(s.level) > rank(level) {
				level = s.level
			}
		}
		if level != means.level {
			b.sense(ph.node).level = level
		}
	}
}

// merge adds the meanings of t to s.
func (s *sense) merge(t sense) {
	if s.flags&(isRole|isNeighbour) != 0 && t.flags&(isRole|isNeighbour) != 0 {
		// A phrase names one role; another language may know more of it.
		if s.name == t.name {
			s.short = append(s.short[:len(s.short):len(s.short)], t.short...)
		}
		t.level = ""
		t.flags &^= isRole | isFunction | isLeader | isPlural | isShort | isNeighbour | isField | isGrade
	} else if t.flags&(isRole|isNeighbour) != 0 {
		s.role, s.becomes, s.other, s.manager, s.owner = t.role, t.becomes, t.other, t.manager, t.owner
		s.name, s.short = t.name, t.short
	}
	s.flags |= t.flags
	if s.level == "" {
		s.level = t.level
	}
	if s.number == "" {
		s.number = t.number
	}
	if s.domain == "" {
		s.domain = t.domain
	}
}

// intern gives the id of a word. A word counts in capitals only when all
// phrases write it so.
func (b *builder) intern(text string, caps bool) int32 {
	b.folded = fold(b.folded[:0], text)
	w, ok := b.words[string(b.folded)]
	if ok && (caps || !w.caps) {
		return w.id
	}
	key := string(b.folded)
	if !ok {
		w = word{id: b.next, caps: caps}
		b.texts = append(b.texts, key)
		b.next++
	}
	w.caps = w.caps && caps
	b.words[key] = w
	return w.id
}

// capitals says whether a phrase is written as initials: two capitals or more
// and nothing else but a plural s.
func capitals(s string) bool {
	s = strings.TrimSuffix(s, "s")
	if len(s) < 2 {
		return false
	}
	for i := range len(s) {
		if (s[i] < 'A' || s[i] > 'Z') && s[i] != '-' {
			return false
		}
	}
	return true
}

// prefixes prepares the table with which Find passes over most words.
func (b *builder) prefixes() {
	b.roleStarts = map[int32]bool{}
	for _, ph := range b.phrases {
		if ph.role {
			b.roleStarts[ph.words[0]] = true
		}
	}
	for _, ph := range b.phrases {
		hides := false
		for _, id := range ph.words[1:] {
			hides = hides || b.roleStarts[id]
		}
		if ph.role || hides {
			_, first, _, _, _ := foldWord(b.folded[:0], ph.text, 0)
			b.starts.add(first)
		}
	}
	b.tells()
}

// tells prepares the tellers.
func (b *builder) tells() {
	all := make([]int32, b.next) // how many phrases have a word
	for i := range b.phrases {
		for _, id := range b.phrases[i].words {
			all[id]++
		}
	}
	b.tell(&b.tellManager, ProductOwner, all)
	b.tell(&b.tellOwner, ProductManager, all)
}

// telling says how well a word tells names of a role from other phrases: it
// stands in many of them and, above all, in few others.
func telling(names, all []int32, id int32) float64 {
	share := float64(names[id]) / float64(all[id])
	return float64(names[id]) * share * share * share
}

// tell enters a word of each name of a role, or of both, that is not the other
// one.
func (b *builder) tell(into *Tellers, other Role, all []int32) {
	names := make([]int32, len(all)) // how many names have a word
	var role []*phrase
	for i := range b.phrases {
		ph := &b.phrases[i]
		if !ph.role || b.senses[ph.node].flags&isShort != 0 || b.senses[ph.node].role == other || slices.Max(ph.words) < firstWord {
			continue
		}
		role = append(role, ph)
		for _, id := range ph.words {
			names[id]++
		}
	}
	tells := map[int32]bool{}
	for _, ph := range role {
		best := int32(0)
		for _, id := range ph.words {
			if id >= firstWord && (best == 0 || telling(names, all, id) > telling(names, all, best)) {
				best = id
			}
		}
		if best != 0 {
			tells[best] = true
		}
	}
	// "Feature owner" needs no word of its own where "owner" is one.
	rarest := func(a, b int32) int { return cmp.Or(cmp.Compare(names[a], names[b]), cmp.Compare(a, b)) }
	for _, id := range slices.SortedFunc(maps.Keys(tells), rarest) {
		delete(tells, id)
		if slices.ContainsFunc(role, func(ph *phrase) bool { return !slices.ContainsFunc(ph.words, func(id int32) bool { return tells[id] }) }) {
			tells[id] = true
		}
	}
	into.words = map[string]bool{}
	for _, id := range slices.Sorted(maps.Keys(tells)) {
		into.add(b.texts[id-firstWord])
	}
}
