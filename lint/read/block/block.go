// Package block holds what the readers of all formats write: the blocks of a
// document, such as paragraphs, headings and list items, and the places where its
// title may stand. It cleans text as it is written and keeps track of the bytes
// that it came from.
package block

import (
	"bytes"
	"math"

	"github.com/jdlint/jdlint/lint/posting"
)

// Block is a piece of layout, such as a paragraph or a list item. Its text is clean:
// no markup, entities decoded, every run of white space (and of soft line breaks)
// folded to one blank, no blank at either end. A hard line break ends a block.
type Block struct {
	Kind  Kind
	Level int  // of a heading 1 to 6; of a list item its depth in lists, from 1
	Bold  bool // the whole block is bold: often a heading in disguise
	Cell  At
	Text  string
	Runs  []posting.Run
}

// At is a cell of a table, by its row and column from 1; the zero value is no cell.
type At struct{ Row, Column uint16 }

// Next returns the cell behind one.
func (a At) Next() At { return At{a.Row, min(a.Column, math.MaxUint16-1) + 1} }

// NextRow returns the place before the first cell of the next row.
func (a At) NextRow() At { return At{min(a.Row, math.MaxUint16-1) + 1, 0} }

// Kind is what a block is.
type Kind uint8

// The kinds of blocks.
const (
	Paragraph Kind = iota
	Heading
	Bullet // a list item
	Cell   // of a table, and nothing else
)

// What is read of a document at most.
const (
	MaxTitle = 120 // bytes of a title; longer texts are sentences
	MaxDepth = 12  // of lists inside each other
)

// Span returns the place of the block in the source.
func (b *Block) Span() posting.Span {
	return posting.SpanOf(b.Runs, len(b.Text), 0, len(b.Text))
}

// Cut returns the block that b.Text[start:end] is without the blanks at its ends,
// in other things like b.
func (b *Block) Cut(start, end int) Block {
	start, end = b.Trim(start, end)
	out := *b
	out.Text, out.Runs = b.Text[start:end], posting.AppendRuns(nil, b.Runs, len(b.Text), start, end)
	return out
}

// Trim returns the bounds of b.Text[start:end] without the blanks at its ends.
func (b *Block) Trim(start, end int) (int, int) {
	for start < end && b.Text[start] == ' ' {
		start++
	}
	for start < end && b.Text[end-1] == ' ' {
		end--
	}
	return start, end
}

// Document is what a reader returns of a text.
type Document struct {
	Blocks []Block
	Titles []Candidate // in the order of the source
	Unread Block       // data of a page that is a posting and cannot be read
}

// Trace makes the runs, which lead into the text of the view, lead to the bytes that
// the view was made of.
func (d *Document) Trace(v *View) {
	for i := range d.Blocks {
		v.trace(&d.Blocks[i])
	}
	for i := range d.Titles {
		v.trace(&d.Titles[i].Block)
	}
	v.trace(&d.Unread)
}

// Candidate is a text that may be the title of the posting.
type Candidate struct {
	Block
	From posting.TitleFrom
	Rank Rank
}

// Rank orders the places of a title, most trustworthy first.
type Rank uint8

// The ranks of titles.
const (
	RankTitleKey   Rank = iota // title, jobTitle in front matter
	RankStructured             // JobPosting in JSON-LD
	RankNested                 // a title key deeper in front matter
	RankOtherKey               // position, role, name
	RankShared                 // og:title
	RankHeading
	RankPageTitle // <title>
	RankLabel
	RankFirstLine
	RankFileName
	RankEarlyLine // one of the first lines, below menus and the like
)

// AddTitle adds text[i:j], which holds no markup but entities, to the titles.
func (d *Document) AddTitle(text []byte, i, j int, from posting.TitleFrom, rank Rank) {
	if b := Clean(text, i, j); b.Text != "" {
		d.Titles = append(d.Titles, Candidate{b, from, rank})
	}
}

// Clean returns the block of text[i:j], which holds no markup but entities.
func Clean(text []byte, i, j int) Block {
	w := Writer{Text: text}
	w.Begin(Paragraph, 0)
	w.Plain(i, j)
	if blocks := w.Finish(); len(blocks) > 0 {
		return blocks[0]
	}
	return Block{}
}

// CleanDecoded returns the block of value, which stands in text[i:j] with the
// escapes of another format.
func CleanDecoded(text []byte, value string, i, j int) Block {
	if value == string(text[i:j]) {
		return Clean(text, i, j)
	}
	b := Clean([]byte(value), 0, len(value))
	if b.Text != "" {
		b.Runs = []posting.Run{{At: 0, Start: i, End: j}}
	}
	return b
}

// LineEnd returns the end of the line that starts at i and the start of the next.
func LineEnd(text []byte, i int) (end, next int) {
	k := bytes.IndexAny(text[i:], "\n\r")
	if k < 0 {
		return len(text), len(text)
	}
	end, next = i+k, i+k+1
	if text[end] == '\r' && next < len(text) && text[next] == '\n' {
		next++
	}
	return end, next
}
