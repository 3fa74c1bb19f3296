package title

import (
	"slices"
	"strings"
	"sync/atomic"

	"github.com/jdlint/jdlint/rules"
)

// Parser reads titles with the words of rules.Titles. It is safe for concurrent
// use. The zero value knows no words: to it every title is Other.
type Parser struct {
	// Of the phrases, some two thousand, only those are cut into words that begin
	// with a word of a title: one posting needs few of them.
	phrases []phrase
	buckets [1 << bucketBits]bucket // by hash of the first word, folded, comma or join

	joins   map[string]bool // words for "and" and "or", folded
	maxJoin int             // the length of the longest of them, in bytes
	endings map[string]bool // inclusive endings, folded
	prose   map[string]bool // words that stand in no title, folded
	becomes string          // the department under the other role
}

const bucketBits = 11 // about twice as many buckets as there are first words

// phrase is a phrase of the rules and what it means.
type phrase struct {
	text string
	*sense
	hash uint32 // of its first word
	next int32  // phrase of the same bucket, from 1; 0 behind the last
}

// bucket holds the phrases that begin with some words.
type bucket struct {
	first, last int32                   // of its phrases, from 1; 0 where there is none
	names       bool                    // one of them names one of the two roles
	tries       atomic.Pointer[[]*trie] // of its phrases; nil until they are asked for
}

// bucketOf returns the bucket of the phrases that begin with a word, and the hash
// of the word.
func bucketOf[T string | []byte](p *Parser, word T) (b *bucket, hash uint32) {
	hash = 2166136261 // FNV-1a
	for i := range len(word) {
		hash = (hash ^ uint32(word[i])) * 16777619
	}
	return &p.buckets[(hash^hash>>bucketBits)%(1<<bucketBits)], hash
}

// trie has the phrases that begin with one word, word by word.
type trie struct {
	word string
	node // of the word

	// inText is set where Find has to know the phrases: where one names one of
	// the two roles, or has words further on with which such names begin and
	// which are no name there ("marketing product manager").
	inText bool
}

// node stands for the words of some phrases up to one of their words.
type node struct {
	next     map[string]*node // by the next word, folded, comma or join
	initials bool             // all phrases write the word in capitals, so that it counts in capitals only
	sense    *sense           // what the phrase that ends here means, or nil
}

// What stands between words and may be part of a phrase is a word of it, too.
const (
	comma = ","
	join  = "/" // "/", "&", "and"
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

func (s *sense) is(f flags) bool { return s != nil && s.flags&f != 0 }

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

// usualPhrases is how many phrases there is room for at once, as many as there are
// in the built-in titles.
const usualPhrases = 1700

// New returns a Parser of some titles, which stay as they are.
func New(titles *rules.Titles) *Parser {
	p := &Parser{phrases: make([]phrase, 0, usualPhrases), joins: map[string]bool{}, endings: map[string]bool{}, prose: make(map[string]bool, 200)}
	// First what is needed to cut all other phrases into words.
	for _, lang := range titles.Languages {
		addFolded(p.joins, lang.Joins)
		for word := range p.joins {
			p.maxJoin = max(p.maxJoin, len(word))
		}
		addFolded(p.endings, lang.Endings)
		addFolded(p.prose, lang.Prose)
	}
	for i := range titles.Languages {
		p.language(&titles.Languages[i])
	}
	return p
}

func addFolded(set map[string]bool, words []string) {
	for _, word := range words {
		if !isFolded(word) {
			word = string(fold(nil, word))
		}
		set[word] = true
	}
}

// language adds the phrases of one language.
func (p *Parser) language(w *rules.TitleWords) {
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
		p.addAll(s, r.Titles)
	}
	for _, n := range w.Neighbours {
		s := sense{flags: isNeighbour, name: n.Name, short: n.Short}
		if n.Grade {
			s.flags |= isGrade
		}
		p.addAll(s, []string{n.Name}, n.Titles)
		plural, field := s, s
		plural.flags |= isPlural
		p.addAll(plural, n.Plural)
		field.flags |= isField
		p.addAll(field, n.Fields)
	}
	// A phrase without a meaning of its own still takes its words away from
	// shorter phrases.
	p.addAll(sense{flags: isNoise}, w.NotTitles, w.Noise)
	for _, l := range w.Levels {
		s := sense{flags: isLevel, level: Level(l.Level)}
		if l.Before {
			s.flags |= isBefore
		}
		if l.Wins {
			s.flags |= isWinning
		}
		p.addAll(s, l.Words)
	}
	p.addAll(sense{flags: isNoLevel}, w.NotLevels)
	for _, n := range w.Numbers {
		p.addAll(sense{flags: isNumber, number: Level(n.Level)}, n.Words)
	}
	for _, d := range w.Domains {
		p.addAll(sense{flags: isDomain, domain: d.Kind}, d.Words)
	}
	d := w.Departments
	if d.Becomes != "" {
		p.becomes = d.Becomes
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
		p.addAll(sense{flags: part.flags}, part.words)
	}
}

// addAll adds phrases that mean the same.
func (p *Parser) addAll(s sense, lists ...[]string) {
	var shared *sense
	for _, list := range lists {
		for _, text := range list {
			if shared == nil {
				shared = new(s)
			}
			p.add(text, shared)
		}
	}
}

func (p *Parser) add(text string, s *sense) {
	first := p.firstWord(text)
	if first == "" {
		return
	}
	b, hash := bucketOf(p, first)
	p.phrases = append(p.phrases, phrase{text: text, sense: s, hash: hash})
	i := int32(len(p.phrases))
	if b.first == 0 {
		b.first = i
	} else {
		p.phrases[b.last-1].next = i
	}
	b.last = i
	b.names = b.names || s.is(isRole) && !s.is(isFunction)
}

// firstWord returns the first word of a phrase, folded, or "" for a phrase
// without words.
func (p *Parser) firstWord(text string) string {
	first, _, _ := strings.Cut(text, " ")
	whole := isFolded(first)
	if !whole {
		var buf wordBuffer
		end, word := foldWord(buf[:0], first, 0)
		whole, first = end == len(first), string(word)
	}
	if whole && first != "" && !(len(first) <= p.maxJoin && p.joins[first]) {
		return first // as in nearly all phrases
	}
	sc := scanner{p: p, text: text, max: maxTokens}
	for i := 0; sc.has(i); i++ {
		if word := sc.phraseWord(i); word != "" {
			return word
		}
	}
	return ""
}

// phraseWord returns the word that token i of a phrase stands for, folded, or ""
// for a sign that phrases do without.
func (sc *scanner) phraseWord(i int) string {
	switch tok := &sc.tokens[i]; tok.kind {
	case aWord:
		word := sc.text[tok.start:tok.end]
		if isFolded(word) { // as most are
			return word
		}
		return string(fold(nil, word))
	case aComma:
		return comma
	case aJoin:
		return join
	}
	return ""
}

// isFolded reports whether a word is written in small letters without accents.
func isFolded(word string) bool {
	for i := range len(word) {
		if c := word[i]; c < 'a' || c > 'z' {
			return false
		}
	}
	return true
}

// begins returns the phrases that begin with a word, or nil where there are none.
func (p *Parser) begins(word []byte) *trie {
	b, hash := bucketOf(p, word)
	n := b.first
	for n > 0 && p.phrases[n-1].hash != hash {
		n = p.phrases[n-1].next
	}
	if n == 0 {
		return nil
	}
	tries := b.tries.Load()
	if tries == nil {
		tries = new(p.cut(b))
		b.tries.Store(tries)
	}
	for _, t := range *tries {
		if t.word == string(word) {
			return t
		}
	}
	return nil
}

// cut cuts the phrases of a bucket into their words. Where a phrase stands
// already, its meanings add up; of two roles or levels the first stays.
func (p *Parser) cut(b *bucket) []*trie {
	var tries []*trie
	sc := scanner{p: p, max: maxTokens}
	for n := b.first; n > 0; n = p.phrases[n-1].next {
		ph := &p.phrases[n-1]
		sc.text, sc.pos, sc.n = ph.text, 0, 0
		var t *trie
		var last *node
		for i := 0; sc.has(i); i++ {
			word := sc.phraseWord(i)
			switch {
			case word == "":
				continue
			case t == nil:
				k := slices.IndexFunc(tries, func(t *trie) bool { return t.word == word })
				if k < 0 {
					k = len(tries)
					tries = append(tries, &trie{word: word, node: node{initials: true}})
				}
				t = tries[k]
				last = &t.node
			default:
				last = last.child(word)
				b, _ := bucketOf(p, word)
				t.inText = t.inText || b.names
			}
			last.initials = last.initials && sc.tokens[i].initials
		}
		s := ph.sense
		t.inText = t.inText || s.is(isRole) && !s.is(isFunction)
		if last == &t.node && s.is(isRole) && isInitials(ph.text) {
			s = new(*s)
			s.flags |= isShort
		}
		if last.sense != nil {
			merged := *last.sense
			merged.merge(*s)
			s = &merged
		}
		last.sense = s
	}
	return tries
}

// child returns the node behind n over a word, new if need be.
func (n *node) child(word string) *node {
	c := n.next[word]
	if c == nil {
		if n.next == nil {
			n.next = map[string]*node{}
		}
		c = &node{initials: true}
		n.next[word] = c
	}
	return c
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

// isInitials reports whether a phrase is written as initials: two capitals or more
// and nothing else but a plural s.
func isInitials(s string) bool {
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
