package rules

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strconv"

	"github.com/jdlint/jdlint/rules/internal/load"
)

// Messages is how verdicts, findings and the note to the hiring manager are worded
// in one language, as its messages.yaml says. What it leaves out is said in English.
type Messages struct {
	Language string `yaml:"language"`

	// Texts are sentences and their parts, with {placeholders}, by name.
	Texts map[string]string `yaml:"texts"`
	// Findings, Categories and Jobs are worded as their own files word them in
	// English, by id.
	Findings   map[string]FindingWords  `yaml:"findings"`
	Categories map[string]CategoryWords `yaml:"categories"`
	Jobs       map[string]JobWords      `yaml:"jobs"`
	Languages  map[string]string        `yaml:"languages"` // names of languages, by code
	At         Pos

	english *Messages
}

// FindingWords is what a finding says.
type FindingWords struct {
	Message string `yaml:"message"`
	Help    string `yaml:"help"`
	At      Pos
}

// CategoryWords is what a category is called.
type CategoryWords struct {
	Topic  string `yaml:"topic"`  // in a list of several: "profit, pricing and vision"
	Name   string `yaml:"name"`   // "price and packaging"
	Plural bool   `yaml:"plural"` // the name is in the plural
	Why    string `yaml:"why"`    // why it tells the roles apart

	// Support is a duty that only supports it: "Support the {owner} in pricing".
	Support string `yaml:"support"`
	At      Pos
}

// JobWords is what another job is called, see Category.
type JobWords struct {
	Name   string `yaml:"name"`
	Does   string `yaml:"does"`
	Advice string `yaml:"advice"`
	At     Pos
}

// Say returns the text of a name with its placeholders replaced. fill holds
// placeholders, each in braces, and what they stand for.
func (m *Messages) Say(name string, fill ...string) string {
	text, ok := m.Texts[name]
	if !ok && m.english != nil {
		text = m.english.Texts[name]
	}
	return filled(text, fill)
}

// Share returns a part of the duties, n of all, as the subject of a sentence or of the
// note ("share", "note"): "7 of the 8 duties are". weak says that duties which only
// support something stand beside, so that it says that it counts the owned ones.
func (m *Messages) Share(of string, n, all int, weak bool) string {
	owned := ""
	if weak {
		owned = "owned-"
	}
	part := "some"
	switch {
	case n == all && all == 1:
		part = "only"
	case n == all && all == 2:
		part = "both"
	case n == all:
		part = "all"
	case n == 1:
		part = "one"
	}
	return m.Say(of+"-"+part, "{n}", strconv.Itoa(n), "{all}", strconv.Itoa(all), "{duties}", m.Say(owned+"duties"), "{duty}", m.Say(owned+"duty"))
}

// Word returns findings with the messages and the help of the language.
func (m *Messages) Word(findings []Finding) []Finding {
	if len(m.Findings) == 0 {
		return findings
	}
	worded := slices.Clone(findings)
	for i := range worded {
		f := &worded[i]
		own := m.Findings[f.ID]
		f.Message, f.Help = cmp.Or(own.Message, f.Message), cmp.Or(own.Help, f.Help)
	}
	return worded
}

// Topic returns what a category is called in a list of several.
func (m *Messages) Topic(c *Category) string { return cmp.Or(m.Categories[c.ID].Topic, c.ID) }

// Name returns what a category is called, and whether that is a plural.
func (m *Messages) Name(c *Category) (name string, plural bool) {
	own := m.Categories[c.ID]
	return cmp.Or(own.Name, c.Name), own.Plural
}

// Why returns why a category tells the roles apart.
func (m *Messages) Why(c *Category) string { return cmp.Or(m.Categories[c.ID].Why, c.Why) }

// Support returns a line that makes a duty of a category one that supports its owner,
// a role by the name that people call it; "" where nobody has worded it.
func (m *Messages) Support(category, owner string) string {
	return filled(m.Categories[category].Support, []string{"{owner}", owner})
}

// Job returns another job as the language words it.
func (m *Messages) Job(c *Category) *Category {
	own, ok := m.Jobs[c.ID]
	if !ok {
		return c
	}
	job := *c
	job.Name, job.Does, job.Advice = cmp.Or(own.Name, c.Name), cmp.Or(own.Does, c.Does), cmp.Or(own.Advice, c.Advice)
	return &job
}

// LanguageName returns what a language is called, english if that is not known.
func (m *Messages) LanguageName(code, english string) string {
	return cmp.Or(m.Languages[code], english)
}

// Messages returns how things are worded in a language (ISO 639-1), or nil where
// nobody has said so.
func (s *Set) Messages(language string) *Messages {
	if load := s.messages[language]; load != nil {
		return load()
	}
	return nil
}

// Speaks returns the languages that Messages knows, sorted.
func (s *Set) Speaks() []string { return slices.Sorted(maps.Keys(s.messages)) }

// loadMessages reads the messages of all languages. Those of others than the default
// one may name no text, finding, category or job that it has not.
func (s *Set) loadMessages(fsys fs.FS) error {
	s.messages = map[string]func() *Messages{}
	names, err := fs.Glob(fsys, "*/messages.yaml")
	if err != nil {
		return fmt.Errorf("listing messages: %w", err)
	}
	all := map[string]*Messages{}
	for _, name := range names {
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return fmt.Errorf("reading messages: %w", err)
		}
		m := &Messages{}
		if err := load.Decode(name, data, m); err != nil {
			return err
		}
		all[path.Dir(name)] = m
	}
	english := all[DefaultLanguage]
	if english == nil {
		return nil
	}
	var errs []error
	for language, m := range all {
		if m != english {
			m.english = english
			errs = append(errs, s.unknownMessages(m, english)...)
		}
		s.messages[language] = func() *Messages { return m }
	}
	return errors.Join(errs...)
}

func (s *Set) unknownMessages(m, english *Messages) (errs []error) {
	unknown := func(at Pos, kind, id string) { errs = append(errs, load.ErrorAt(at, "there is no %s %q", kind, id)) }
	for name := range m.Texts {
		if _, ok := english.Texts[name]; !ok {
			unknown(m.At, "text", name)
		}
	}
	for id, f := range m.Findings {
		if !slices.ContainsFunc(s.Findings, func(f Finding) bool { return f.ID == id }) {
			unknown(f.At, "finding", id)
		}
	}
	d := s.Duties(DefaultLanguage)
	for id, c := range m.Categories {
		if !slices.ContainsFunc(d.Categories, func(c *Category) bool { return c.ID == id }) {
			unknown(c.At, "category", id)
		}
	}
	for id, j := range m.Jobs {
		if !slices.ContainsFunc(d.Others, func(c *Category) bool { return c.ID == id }) {
			unknown(j.At, "job", id)
		}
	}
	return errs
}

func (m *Messages) code(c *codec) {
	codeText(c, &m.Language)
	codeMap(c, &m.Texts, func(s *string) { codeText(c, s) })
	codeMap(c, &m.Languages, func(s *string) { codeText(c, s) })
	codeMap(c, &m.Findings, func(f *FindingWords) {
		codeText(c, &f.Message)
		codeText(c, &f.Help)
		c.pos(&f.At)
	})
	codeMap(c, &m.Categories, func(w *CategoryWords) {
		for _, text := range []*string{&w.Topic, &w.Name, &w.Why, &w.Support} {
			codeText(c, text)
		}
		c.flag(&w.Plural)
		c.pos(&w.At)
	})
	codeMap(c, &m.Jobs, func(j *JobWords) {
		for _, text := range []*string{&j.Name, &j.Does, &j.Advice} {
			codeText(c, text)
		}
		c.pos(&j.At)
	})
	c.pos(&m.At)
}
