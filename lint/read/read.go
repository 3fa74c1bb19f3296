// Package read reads the bytes of a job posting into a posting.Posting: it decodes
// them, decides which format they are in, has the package of that format read
// them, cuts the text into lines and chooses the title.
//
// Every piece of text carries its byte offsets in the source from the first
// read on; nothing here or later searches for a text again to find its place.
package read

import (
	"context"
	"errors"
	"fmt"

	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/read/block"
	"github.com/jdlint/jdlint/lint/read/html"
	"github.com/jdlint/jdlint/lint/read/mail"
	"github.com/jdlint/jdlint/lint/read/markdown"
	"github.com/jdlint/jdlint/rules"
)

// Options are the options of Read; the zero value works.
type Options struct {
	// Title is the title if the user names one; it is taken before all others.
	Title string

	// Format is the format if it is known; otherwise it is told by the name
	// of the file and by its content.
	Format posting.Format

	// IsTitle reports whether a text is a job title and no more than that:
	// "Senior Product Owner" is one, "About the Product Owner" is not. With
	// it, a heading such as "Join us" is passed over and a file that holds
	// several postings is recognised. It may be nil.
	IsTitle func(string) bool

	// Job names the job of a title without its level, the same for all steps
	// of a career. With it, a career ladder is recognised. It may be nil.
	Job func(string) string

	// Headings is what is known of languages, of the headings of sections and
	// of where titles stand. Without it all text stands in the zone Intro, the
	// language is "", and only the layout shows the title.
	Headings *rules.Headings

	// Context ends the reading early, when nobody waits for the posting any longer.
	// It may be nil.
	Context context.Context

	// Memory is what the posting is made of. The posting is good until Read is
	// given the same memory again. It may be nil, and the posting good forever.
	Memory *Memory
}

// What a posting may hold at most, to bound what a file made to do harm costs.
// Real ones have 50 thousand bytes and 500 lines.
const (
	maxText  = 16 << 20 // bytes
	maxLines = 250_000  // bullets, sentences and headings
)

// Errors of texts that are longer.
var (
	errLongText  = fmt.Errorf("more than %d MB of text: that is no posting", maxText>>20)
	errManyLines = fmt.Errorf("more than %d lines: that is no posting", maxLines)
)

// errUnreadData is the error of a page that shows nothing but data, which are broken.
var errUnreadData = errors.New("the JobPosting data of the page cannot be read as JSON, and it shows no other text: save the page as PDF, or copy its text")

// Read reads a posting from src, the bytes of the file that path names; the
// file itself is not opened. Errors wrap ErrEmpty or an error of package block:
// ErrNotText or, for a file that is more than text, ErrEncrypted, ErrScanned,
// ErrOldWord, ErrDamaged or ErrTooLarge; or why the context ended.
func Read(path string, src []byte, o Options) (*posting.Posting, error) {
	if o.Memory == nil {
		o.Memory = new(Memory)
	}
	if o.Context == nil {
		o.Context = context.Background()
	}
	o.Memory.begin()
	p, err := readPosting(path, src, &o)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", path, err)
	}
	return p, nil
}

// readPosting is Read with errors that do not name the file.
func readPosting(path string, src []byte, o *Options) (*posting.Posting, error) {
	p := &posting.Posting{Path: path}
	var places *rules.TitlePlaces
	if o.Headings != nil {
		places, p.Vocabulary = o.Headings.Titles, o.Headings.Vocabulary
	}
	d, front, err := readBlocks(p, src, places, o)
	if ended := context.Cause(o.Context); ended != nil {
		return nil, ended
	}
	switch {
	case err != nil:
		return nil, err
	case len(d.Blocks) > maxLines:
		return nil, errManyLines
	}
	p.Language, p.Lines, err = o.Memory.splitter.Split(d.Blocks, o.Headings)
	switch {
	case err != nil:
		return nil, err
	case len(p.Lines) > maxLines:
		return nil, errManyLines
	}
	if err := context.Cause(o.Context); err != nil {
		return nil, err
	}
	finder := titleFinder{known: places, isTitle: o.IsTitle}
	p.Title = finder.choose(path, &d, o.Title)
	p.Jobs = finder.jobs(ownBlocks(d.Blocks, p.Lines), p.Title)
	if err := finder.judgeOffer(&front, p, o); err != nil || !p.Extracted() {
		return p, err
	}
	return p, finder.split(p, d.Blocks, o)
}

// readBlocks reads a file in the way that its format asks for, and notes in p
// what it was read from.
func readBlocks(p *posting.Posting, src []byte, places *rules.TitlePlaces, o *Options) (d block.Document, front frontMatter, err error) {
	if f := extracting(src, o.Format); f != nil {
		x, err := f.extract(o.Context, src)
		switch {
		case err != nil:
			return block.Document{}, front, err
		case len(x.Document.Blocks) == 0: // whatever title the properties give
			return block.Document{}, front, ErrEmpty
		case len(x.Text) > maxText:
			return block.Document{}, front, errLongText
		}
		p.Format, p.Source, p.Unit, p.Places = f.name, x.Text, x.Unit, x.Places
		switch {
		case x.Typed != nil:
			p.Source, p.Places = x.Typed, x.TypedPlaces
			_, d, front = readDocument(&o.Memory.blocks, "", p.Source, "")
			d.Titles = append(d.Titles, x.Document.Titles...)
			return d, front, nil
		case holdsMarkdown(x.Document.Blocks):
			x.Document.Blocks = markdown.Read(&o.Memory.blocks, x.Text, 0).Blocks
		}
		return x.Document, front, nil
	}
	if len(src) > maxText {
		return block.Document{}, front, errLongText
	}
	var v block.View
	name, subject := o.Format, ""
	if name == "" && mail.Is(src) {
		m, err := mail.Read(src)
		if err != nil {
			return block.Document{}, front, err
		}
		p.Source, p.Recoded, subject = m.Text, true, m.Subject
		if v.Text = m.Text; m.HTML {
			name = posting.HTML
		}
	} else if p.Source, p.Recoded = recode(src); p.Recoded {
		v = mend(p.Source, 0)
	} else if v, err = decode(src); err != nil {
		return block.Document{}, front, err
	}
	p.Format, d, front = readDocument(&o.Memory.blocks, p.Path, v.Text, name)
	d.Titles = append(d.Titles, front.titles(places)...)
	if o.Headings != nil {
		english, err := o.Headings.In("")
		if err != nil {
			return block.Document{}, front, err
		}
		d.Blocks = addFrontText(&o.Memory.blocks, front, d.Blocks, english)
	}
	if subject != "" {
		d.Titles = append(d.Titles, block.Candidate{Block: block.Block{Text: subject}, From: posting.FromMarkup, Rank: block.RankPageTitle})
	}
	switch {
	case len(d.Blocks) > 0 || len(d.Titles) > 0:
	case len(d.Unread.Text) > 0:
		return block.Document{}, front, errUnreadData
	default:
		return block.Document{}, front, ErrEmpty
	}
	d.Trace(&v)
	p.Unread = d.Unread.Span()
	return d, front, nil
}

// readDocument reads a text in UTF-8. The runs of the document lead into it.
func readDocument(m *block.Memory, path string, text []byte, name posting.Format) (posting.Format, block.Document, frontMatter) {
	front := frontMatterOf(path, text)
	f := formatNamed(name)
	if name == "" {
		f = formatOf(path, text[front.body:])
	}
	d, escaped := html.ReadEscaped(m, text, front.body, markdown.ReadLines)
	if !escaped {
		d = f.read(m, text, front.body)
	}
	if len(d.Blocks) == 0 && f.name == posting.Markdown {
		d.Blocks = markdown.ReadPlain(m, text, front.body).Blocks // nothing but markup: better that than nothing
	}
	if len(d.Blocks) == 0 && front.body > 0 {
		// Some sites keep all of a posting in the front matter.
		front.alone = true
		d.Blocks = markdown.ReadPlain(m, text[:front.data.End], front.data.Start).Blocks
	}
	return f.name, d, front
}
