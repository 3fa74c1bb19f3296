package rules

import (
	_ "embed" // for the compiled rules
	"fmt"
	"io/fs"
	"strings"
	"sync"

	"github.com/jdlint/jdlint/lint/token"
)

//go:generate go run ./internal/compile . builtin.bin
//go:generate go run ../lint/book/generate docs

// builtinRules holds what the files of rules come to, as Compile writes it, so that
// no start of the program has to read them. It is a list of parts, each behind
// its name and its length.
//
//go:embed builtin.bin
var builtinRules string

// Compile returns what "go generate" keeps of the files of rules in a folder.
func Compile(fsys fs.FS) ([]byte, error) {
	s, err := loadSet(fsys)
	if err != nil {
		return nil, err
	}
	whole := codec{}
	part := func(name string, write func(*codec)) {
		content := codec{}
		write(&content)
		codeText(&whole, &name)
		text := string(content.out)
		codeText(&whole, &text)
	}
	part("set", s.code)
	for _, language := range s.Languages() {
		d := s.Duties(language)
		part("duties/"+language, func(c *codec) {
			if language != DefaultLanguage {
				words := d.Lexicon.Vocabulary.Words()
				codeTexts(c, &words)
			}
			d.code(c)
		})
	}
	for _, language := range s.Speaks() {
		part("messages/"+language, s.Messages(language).code)
	}
	for _, language := range s.Headings.written() {
		phrases, err := s.Headings.phrases[language]()
		if err != nil {
			return nil, err
		}
		part("headings/"+language, phrases.code)
	}
	return whole.out, nil
}

// Builtin returns the rules that are built into the program. It takes less than a
// millisecond; call it once.
func Builtin() (*Set, error) { return decodeSet(builtinRules) }

func decodeSet(compiled string) (s *Set, err error) {
	defer func() { // a length or number that cannot be
		if fault := recover(); fault != nil {
			s, err = nil, fmt.Errorf("the compiled rules cannot be read: %v", fault)
		}
	}()
	s = &Set{duties: map[string]func() *Duties{}, messages: map[string]func() *Messages{}}
	packed := false
	phrases := map[string]func() (*headingPhrases, error){}
	whole := codec{in: compiled, reads: true}
	for whole.at < len(whole.in) {
		var name, content string
		codeText(&whole, &name)
		codeText(&whole, &content)
		c := &codec{in: content, reads: true}
		c.packed = packed
		if name == "packed" {
			packed = true
		} else if name == "set" {
			s.code(c)
		} else if language, ok := strings.CutPrefix(name, "duties/"); ok {
			read := func(v *token.Vocabulary) *Duties {
				d := &Duties{}
				d.code(c)
				d.link(v)
				return d
			}
			if language == DefaultLanguage {
				d := read(s.Vocabulary)
				s.duties[language] = func() *Duties { return d }
				continue
			}
			s.duties[language] = sync.OnceValue(func() *Duties {
				var words []string
				codeTexts(c, &words)
				return read(token.NewVocabulary(words))
			})
		} else if language, ok := strings.CutPrefix(name, "messages/"); ok {
			s.messages[language] = sync.OnceValue(func() *Messages {
				m := &Messages{}
				m.code(c)
				if language != DefaultLanguage {
					m.english = s.Messages(DefaultLanguage)
				}
				return m
			})
		} else if language, ok := strings.CutPrefix(name, "headings/"); ok {
			phrases[language] = sync.OnceValues(func() (*headingPhrases, error) {
				p := &headingPhrases{}
				p.code(c)
				return p, nil
			})
		}
	}
	s.Headings.phrases = phrases
	s.Headings = s.Headings.with(s.Vocabulary)
	return s, nil
}
