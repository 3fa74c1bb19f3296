// Package posting has the types of a job posting that was read: its title, its
// lines, the zone each line stands in, and where all of it stands in the source.
package posting

import "github.com/jdlint/jdlint/lint/token"

// Span is a half-open range of bytes in Posting.Source.
type Span struct{ Start, End int }

// Format is the file format that a posting was read from.
type Format string

// The formats that package read knows.
const (
	Markdown Format = "markdown"
	Plain    Format = "plain"
	HTML     Format = "html"
	Docx     Format = "docx"
	ODT      Format = "odt"
	RTF      Format = "rtf"
	PDF      Format = "pdf"
)

// Zone is the part of a posting that a line belongs to.
type Zone string

// The zones. Only duties vote; Intro is the text before the first heading (or
// the whole posting, when it has none), in which duties and company text mix,
// so that there only lines vote that plainly speak of the person hired.
const (
	Intro        Zone = "intro"
	Duties       Zone = "duties"
	Company      Zone = "company"
	Requirements Zone = "requirements"
	Benefits     Zone = "benefits"
	Application  Zone = "application"
	Equality     Zone = "equality"  // equal-opportunity and legal text
	Furniture    Zone = "furniture" // menus, cookie text, "show more"
	Others       Zone = "others"    // what the person hired does not do, and other jobs
)

// Kind is what a line is in the layout of the posting.
type Kind uint8

// The kinds of lines.
const (
	Sentence Kind = iota // a sentence of a paragraph
	Bullet               // a list item, or a sentence of a long one
	Heading
)

// Posting is one job posting, read.
type Posting struct {
	Path     string // as given by the user; "-" for standard input
	Format   Format
	Source   []byte // the file as read, or the text taken out of it; all spans point into it
	Unit     Unit   // what its places are counted in
	Recoded  bool   // Source is the text of the file in UTF-8, in which it is not stored
	Title    Title
	Lines    []Line // in the order of the source, without overlap
	Language string // ISO 639-1 code such as "en", or "" when undecided

	// Vocabulary numbers the Tokens of the lines. It is nil for a posting that was
	// read without rules, whose lines have none.
	Vocabulary *token.Vocabulary

	// Jobs holds the titles of the postings in a file that holds several;
	// otherwise it is empty. Such a file is reported, not judged.
	Jobs []Title

	// Parts are the postings of a document of Word, PDF and the like that holds
	// several and shows where each begins. Their places are those in the whole.
	Parts []*Posting

	// NoPosting says why a text offers no job: a page of a handbook, a career
	// ladder, instructions to an assistant; "" for a posting. It is read all the same.
	NoPosting string

	// Unread is where the data of a page say that they are a posting (JobPosting of
	// schema.org) and cannot be read; empty where there are none, or all is well.
	Unread Span

	// Untitled says whether the title of a posting is one.
	Untitled Untitled

	// Origin is where the posting stands in the file of the path, if that holds others
	// as well; nil where Source is all of it.
	Origin *Origin

	// Places has the starts of the paragraphs or pages of an extracted text.
	Places []PlaceStart
}

// Untitled says what stands where the title of a posting should.
type Untitled uint8

// What may stand there.
const (
	Titled        Untitled = iota // its title, as far as one can tell
	DoubtfulTitle                 // most likely the name of a company, a file or a section; the duties tell
	NoTitle                       // nothing, or the name of a section, in what is a posting for certain
)

// Facts are what stands beside the text of a posting, in columns, fields or front
// matter, as it stands there; "" for what is not told.
type Facts struct{ Employer, Sector, Country, Date string }

// Title is the job title that a posting gives itself.
type Title struct {
	Text string
	Span Span      // empty (0,0) when the title does not stand in the source
	From TitleFrom // how it was found
}

// TitleFrom is the place where a title was found.
type TitleFrom string

// The places a title is taken from, most trustworthy first.
const (
	FromFlag        TitleFrom = "flag"
	FromFrontMatter TitleFrom = "front matter"
	FromMarkup      TitleFrom = "markup" // JSON-LD, og:title, <title>
	FromHeading     TitleFrom = "heading"
	FromLabel       TitleFrom = "label" // "Role: Product Owner"
	FromFirstLine   TitleFrom = "first line"
	FromFileName    TitleFrom = "file name"
)

// Line is the smallest piece of a posting that can state a duty: a bullet, a
// sentence or a heading. Its text is clean: without markup, entities decoded,
// runs of white space folded to one blank.
type Line struct {
	Text  string
	Kind  Kind
	Depth uint8 // of a heading its level, of a list item its depth in lists, from 1; else 0
	// Row and Column, from 1, of the cell of a table; 0 outside of tables.
	Row, Column uint16

	Zone Zone

	// Tokens are the words and signs of Text, with their numbers in
	// Posting.Vocabulary.
	Tokens []token.Token

	runs []Run
}

// SetRuns sets where Text stands in the source.
func (l *Line) SetRuns(runs []Run) { l.runs = runs }

// Source returns the span in Posting.Source of Text[start:end], half open.
// It is the smallest span that covers the text, markup between included.
func (l *Line) Source(start, end int) Span {
	return SpanOf(l.runs, len(l.Text), start, end)
}

// Span is the place of the whole line in the source.
func (l *Line) Span() Span { return l.Source(0, len(l.Text)) }
