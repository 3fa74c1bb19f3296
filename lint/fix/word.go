package fix

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/read"
	"github.com/jdlint/jdlint/lint/read/office"
	"github.com/jdlint/jdlint/lint/title"
)

// Word gives a Word file, which was read as p, another title, and returns in how many
// places: where it was read, in headers and in the properties. Nothing else is
// changed. part is the number of the posting from 1 in a file that holds several, whose
// headers and properties stay, and 0 for one alone. What is read of the new file is held
// against what was to be changed.
func Word(p *posting.Posting, src []byte, part int, to string, o read.Options) (out []byte, places int, err error) {
	to = strings.Join(strings.Fields(to), " ")
	of, err := partOf(p, part)
	if err != nil {
		return nil, 0, err
	}
	switch {
	case p.Format != posting.Docx:
		return nil, 0, errors.New("it is no Word file (.docx)")
	case of.Title.From == posting.FromFileName:
		return nil, 0, errors.New("the title comes from the file name; rename the file, or give it a heading")
	case of.Title.From == posting.FromFlag || of.Title.Text == "":
		return nil, 0, errors.New("the title does not stand in the file")
	case to == "" || to == of.Title.Text:
		return nil, 0, errors.New("the title is the same as before")
	}
	start, end, text := title.ChangedWords(of.Title.Text, to)
	if start == end { // words are added: all of the title has a place
		start, end, text = 0, len(of.Title.Text), to
	}
	c := office.Retitling{Title: of.Title.Text, Words: posting.Span{Start: start, End: end}, Text: text, Source: p.Source, At: of.TitleWords(start, end), Part: part > 0}
	if inText := of.Title.Span.Start < of.Title.Span.End; inText && c.At.Start == c.At.End {
		return nil, 0, errors.New("the title is not written in a way that can be changed safely; change it in Word")
	}
	o.Context = cmp.Or(o.Context, context.Background())
	out, places, err = read.RetitleDocx(o.Context, src, c)
	if err != nil {
		return nil, 0, err
	}
	o.Memory, o.Title = nil, ""
	again, err := read.Read(p.Path, out, o)
	if err != nil {
		return nil, 0, fmt.Errorf("it cannot be read any more after the change, which is a fault of jdlint: %w", err)
	}
	now, err := partOf(again, part)
	want := p.Source
	if c.At.Start < c.At.End {
		want = Apply(p.Source, []lint.Edit{{Start: c.At.Start, End: c.At.End, NewText: text}})
	}
	if err != nil || now.Title.Text != to || !bytes.Equal(again.Source, want) {
		return nil, 0, fmt.Errorf("it would not be read as “%s” after the change; change it in Word", to)
	}
	return out, places, nil
}

// partOf returns one of several postings, by its number from 1, or the only one.
func partOf(p *posting.Posting, number int) (*posting.Posting, error) {
	switch {
	case number == 0:
		return p, nil
	case number > len(p.Parts):
		return nil, errors.New("the file holds other postings than before")
	}
	return p.Parts[number-1], nil
}
