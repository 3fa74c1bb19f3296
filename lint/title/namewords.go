package title

import "unicode/utf8"

// NameWords knows with which words the names of a role begin and end, other than
// its initials, so as to tell at little cost that a text does not name the role.
type NameWords struct{ parts map[string]NamePart }

// NamePart is a set of the parts that a word, or a text, may be of names.
type NamePart uint8

// The parts of names. A text that names a role has a word that is a name, or one
// that begins names and, somewhere behind it, one that ends them.
const (
	BeginsName NamePart = 1 << iota
	EndsName
	IsName
)

// NameWords returns the words of the names of one of the two roles.
func (p *Parser) NameWords(role Role) *NameWords {
	w := &NameWords{map[string]NamePart{}}
	for i := range p.phrases {
		ph := &p.phrases[i]
		if !ph.is(isRole) || ph.is(isFunction) || ph.role == role.Sister() {
			continue
		}
		sc := scanner{p: p, text: ph.text, max: maxTokens}
		var words []string
		for i := 0; sc.has(i); i++ {
			if word := sc.phraseWord(i); word != "" {
				words = append(words, word)
			}
		}
		if len(words) == 1 {
			if !isInitials(ph.text) {
				w.parts[words[0]] |= IsName
			}
			continue
		}
		w.parts[words[0]] |= BeginsName
		w.parts[words[len(words)-1]] |= EndsName
	}
	return w
}

// All returns the words, folded, and their parts.
func (w *NameWords) All() map[string]NamePart { return w.parts }

// In returns what the words of a text may be of names.
func (w *NameWords) In(text string) NamePart {
	var all NamePart
	for i := 0; i < len(text); {
		var buf wordBuffer
		end, word := foldWord(buf[:0], text, i)
		if end == i {
			_, n := utf8.DecodeRuneInString(text[i:])
			i += n
			continue
		}
		i = end
		part := w.parts[string(word)]
		if all&BeginsName != 0 && part&EndsName != 0 {
			all |= IsName
		}
		all |= part
	}
	return all
}
