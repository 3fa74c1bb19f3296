// Package html reads HTML: whole pages, the bits of it that stand in Markdown, and
// HTML that was stored escaped. It also finds the title and the text of a job in
// the structured data of a page.
package html

import (
	"bytes"

	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/read/block"
	"golang.org/x/net/html"
)

// Read reads text[i:] as HTML; pre is as for readFragment.
func Read(m *block.Memory, text []byte, i int, pre func(w *block.Writer, i, j int)) block.Document {
	var d block.Document
	w := block.NewWriter(m, text, i)
	r := htmlReader{w: w, document: &d, preformatted: pre}
	r.read(i, len(text))
	if r.hid > minShown && w.Size() < minShown {
		// What is hidden is shown by script.
		d.Titles, w = nil, block.NewWriter(m, text, i)
		r = htmlReader{w: w, document: &d, preformatted: pre, showAll: true}
		r.read(i, len(text))
	}
	d.Blocks = w.Finish()
	if w.Size() < minPageText && r.job.size > w.Size() {
		// The page shows its text by script only, but says it all to search
		// engines, or keeps it for the script.
		v := r.job.view(text)
		inner, ok := ReadEscaped(m, v.Text, 0, pre)
		if !ok {
			inner = Read(m, v.Text, 0, pre)
		}
		inner.Trace(&v)
		d.Blocks = inner.Blocks
		if r.job.shown {
			d.Titles = append(d.Titles, block.Candidate{Block: r.job.title, From: posting.FromMarkup, Rank: block.RankShared})
		}
	}
	return d
}

// minPageText is how many bytes of text a page has at least that shows a
// posting.
const minPageText = 400

// minShown is how many bytes of text a page shows at least that hides others.
const minShown = 120

// An htmlReader reads HTML, whole pages as well as the bits of it that stand
// in Markdown. It builds no tree: what it has to know of the elements around a
// text are a few numbers, so that no depth of nesting can hurt.
type htmlReader struct {
	w *block.Writer

	level    int  // of the heading that is open
	lists    int  // how many lists are open
	inItem   bool // a list item is open
	inCell   bool
	at       block.At // the cell that was read last
	pre      bool
	skipTo   int             // what stands before it is left out
	noEnd    map[string]int  // elements that nothing ends from there on
	document *block.Document // receives titles; nil for fragments

	preformatted func(w *block.Writer, i, j int) // reads text whose lines count

	sheet   styleSheet
	ground  ground
	showAll bool // what is hidden is read as well
	hid     int  // bytes of hidden elements

	job structuredJob // the one with the longest text in the data of the page
}

// ReadFragment reads a piece of HTML that stands in a text of another format:
// text[i:j] of the writer. pre reads what stands in elements that keep their lines.
func ReadFragment(w *block.Writer, i, j int, pre func(w *block.Writer, i, j int)) {
	r := htmlReader{w: w, preformatted: pre}
	r.read(i, j)
}

func (r *htmlReader) read(i, j int) {
	w := r.w
	z := html.NewTokenizer(bytes.NewReader(w.Text[i:j]))
	r.skipTo = i
	for at := i; ; {
		kind := z.Next()
		from := at
		at += len(z.Raw()) // the sum of the tokens is the place in the text
		if kind == html.ErrorToken {
			if at < j && from >= r.skipTo { // an unfinished tag
				w.End()
			}
			return
		}
		if from < r.skipTo {
			if kind != html.TextToken || at <= r.skipTo {
				continue
			}
			from = r.skipTo // the comment of a site generator ends within a text
		}
		switch kind {
		case html.TextToken:
			for r.chars(from, at); from < r.skipTo && r.skipTo < at; r.chars(from, at) {
				from = r.skipTo
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			r.start(from, at, j)
		case html.EndTagToken:
			r.end(from, at)
		}
	}
}

// chars reads a text between two tags.
func (r *htmlReader) chars(i, j int) {
	w := r.w
	if bytes.Contains(w.Text[i:j], []byte("{%")) {
		j = r.templateComment(i, j)
	}
	if r.pre {
		w.End()
		r.preformatted(w, i, j)
		return
	}
	for i < j {
		// A line that begins with a bullet is an item even if it is no element.
		next, item := nextSign(w.Text, i, j)
		r.piece(i, next)
		i = next
		if item {
			w.End()
		}
	}
}

// templateComment leaves out the comment of a site generator that begins in
// text[i:j], {% comment %}, and returns where it begins, or j if there is none.
func (r *htmlReader) templateComment(i, j int) int {
	const end = "endcomment"
	text := r.w.Text
	for k := i; k < j; {
		n := bytes.Index(text[k:j], []byte("{%"))
		if n < 0 {
			break
		}
		at := k + n
		k = at + len("{%")
		if !bytes.HasPrefix(bytes.TrimLeft(text[k:j], "- "), []byte("comment")) {
			continue
		}
		if from, ok := r.noEnd[end]; ok && k >= from {
			break
		}
		n = bytes.Index(text[k:], []byte(end))
		if n < 0 {
			r.endless(end, k)
			break
		}
		r.skipTo = k + n + len(end)
		if tail := bytes.Index(text[r.skipTo:min(len(text), r.skipTo+len("  -%}"))], []byte("%}")); tail >= 0 {
			r.skipTo += tail + len("%}")
		}
		return at
	}
	return j
}

// nextSign finds the first line from i on, but for the line of i itself, that
// begins with a clear bullet.
func nextSign(text []byte, i, j int) (next int, ok bool) {
	for k := i; ; {
		n := bytes.IndexByte(text[k:j], '\n')
		if n < 0 {
			return j, false
		}
		k += n + 1
		at := block.SkipBlanks(text, k, j)
		if at < j && text[at] >= 0xC2 {
			if after, ok := block.ListSign(text, at, j, false); ok && after > at && at > i {
				return at, true
			}
		}
		k = max(k, at)
	}
}

func (r *htmlReader) piece(i, j int) {
	w := r.w
	if w.Empty() {
		if i = block.SkipBlanks(w.Text, i, j); i == j {
			return
		}
		if !w.Open {
			r.open()
		}
		i = w.Item(i, j)
	}
	w.Plain(i, j)
}

// open begins the block that the elements around call for.
func (r *htmlReader) open() {
	switch {
	case r.level > 0:
		r.w.Begin(block.Heading, r.level)
	case r.inItem:
		r.w.Begin(block.Bullet, max(r.lists, 1))
	case r.inCell:
		r.w.Begin(block.Cell, 0)
	default:
		r.w.Begin(block.Paragraph, 0)
	}
}

func (r *htmlReader) start(i, j, limit int) {
	w := r.w
	name := tagName(w.Text[i:j])
	kind := KindOf(name)
	if r.hide(name, kind, i, j, limit) {
		return
	}
	switch kind {
	case Bold:
		w.Bold++
	case Break:
		w.Space(i, j)
		w.BreakLine()
	case Block:
		w.End()
		switch string(name) {
		case "meta":
			r.meta(i, j)
		case "p":
			r.level = 0
		case "table":
			r.inCell, r.at, w.Cell = false, block.At{}, block.At{}
		case "tr":
			r.at = r.at.NextRow()
		}
	case Heading:
		w.End()
		r.level = int(name[1] - '0')
	case List:
		w.End()
		r.lists = min(r.lists+1, block.MaxDepth)
		r.level, r.inItem = 0, false
	case Item:
		w.End()
		w.Bold = 0
		r.level, r.inItem = 0, true
	case Cell:
		w.End()
		r.inCell, r.at = true, r.at.Next()
		w.Cell = r.at
	case Pre:
		w.End()
		r.pre = true
	case Skip:
		r.skip(string(name), i, j, limit)
	}
}

func (r *htmlReader) end(i, j int) {
	w := r.w
	name := tagName(w.Text[i:j])
	switch KindOf(name) {
	case Bold:
		w.Bold = max(w.Bold-1, 0)
	case Break: // "</br>" happens
		w.BreakLine()
	case Block:
		w.End()
		if string(name) == "table" {
			r.inCell, w.Cell = false, block.At{} // its last cell may be open
		}
	case Heading:
		w.End()
		r.level = 0
	case List:
		w.End()
		r.lists = max(r.lists-1, 0)
		r.inItem = false
	case Item:
		w.End()
		r.inItem = false
	case Cell:
		w.End()
		r.inCell, w.Cell = false, block.At{}
	case Pre:
		w.End()
		r.pre = false
	}
}

// hide leaves out an element that is not said, and reports whether it did.
func (r *htmlReader) hide(name []byte, kind Kind, i, j, limit int) bool {
	w := r.w
	if r.showAll || kind == Skip || r.pre {
		return false
	}
	end := 0
	if string(name) == "sup" {
		end = noteEnd(w.Text, i, j, limit)
	} else if nested := r.hiddenWithin(name, i, j, limit); nested || isHidden(w.Text[i:j], name, &r.sheet) || isWhite(w.Text[i:j]) && r.isOnWhite() {
		if from, ok := r.noEnd[string(name)]; ok && j >= from {
			return false
		}
		end = elementEnd(w.Text, j, limit, name)
	}
	switch {
	case end < 0:
		r.endless(string(name), j)
		return false
	case end == 0:
		return false
	}
	if kind > Break {
		w.End()
	}
	r.hid += end - j
	r.skipTo = end
	return true
}

// hiddenWithin reports whether the style sheet hides an element where it stands.
func (r *htmlReader) hiddenWithin(name []byte, i, j, limit int) (hidden bool) {
	tag := r.w.Text[i:j]
	for k := range r.sheet.nested {
		rule := &r.sheet.nested[k]
		switch {
		case r.sheet.showsAny(rule.around) || r.sheet.showsAny(rule.target):
		case i < rule.until:
			hidden = hidden || matches(rule.target, tag, name)
		case matches(rule.around, tag, name):
			if from, ok := r.noEnd[string(name)]; ok && j >= from {
				continue
			}
			if end := elementEnd(r.w.Text, j, limit, name); end >= 0 {
				rule.until = end
			} else {
				r.endless(string(name), j)
			}
		}
	}
	return hidden
}

// isOnWhite reports whether the page has no other ground than white.
func (r *htmlReader) isOnWhite() bool {
	if r.ground == unknown {
		r.ground = colored
		if isOnWhite(r.w.Text) {
			r.ground = white
		}
	}
	return r.ground == white
}

// ground is what the letters of a page stand on.
type ground int

const (
	unknown ground = iota
	white
	colored
)

// endless notes that nothing ends elements of a name from text[j] on.
func (r *htmlReader) endless(name string, j int) {
	if r.noEnd == nil {
		r.noEnd = make(map[string]int)
	}
	r.noEnd[name] = j
}

// skip leaves out an element up to its end. One that does not end is not
// skipped: a menu that somebody forgot to close must not swallow the posting.
func (r *htmlReader) skip(name string, i, j, limit int) {
	if from, ok := r.noEnd[name]; ok && j >= from {
		return
	}
	n := IndexFold(r.w.Text[j:limit], "</"+name)
	if n < 0 {
		r.endless(name, j)
		return
	}
	r.skipTo = j + n
	if name == "style" {
		r.sheet.read(r.w.Text[j : j+n])
	}
	if r.document == nil {
		return
	}
	switch name {
	case "title":
		r.document.AddTitle(r.w.Text, j, j+n, posting.FromMarkup, block.RankPageTitle)
	case "script":
		r.script(i, j, j+n)
	}
}

// script looks for jobs in a script element that holds data: postings of schema.org,
// and what a page shows by script ("__NEXT_DATA__").
func (r *htmlReader) script(i, j, end int) {
	structured, data := false, false
	attributes(r.w.Text[i:j], func(name []byte, start, stop int) bool {
		if string(name) == "type" {
			value := r.w.Text[i+start : i+stop]
			structured = bytes.Contains(value, []byte("ld+json"))
			data = !structured && bytes.Contains(value, []byte("/json"))
		}
		return true
	})
	if !structured && !data {
		return
	}
	jobs := structuredJobs(r.w.Text, j, end, data)
	if k := bytes.Index(r.w.Text[j:end], []byte("JobPosting")); structured && k >= 0 && len(jobs) == 0 {
		r.document.Unread = block.Clean(r.w.Text, j+k, j+k+len("JobPosting"))
	}
	for _, job := range jobs {
		if job.title.Text != "" && !data {
			r.document.Titles = append(r.document.Titles, block.Candidate{Block: job.title, From: posting.FromMarkup, Rank: block.RankStructured})
		}
		if job.size > r.job.size && (!data || r.job.title.Text == "") {
			r.job = job
		}
	}
}

// meta takes the title of a page out of its meta elements.
func (r *htmlReader) meta(i, j int) {
	if r.document == nil {
		return
	}
	isTitle := false
	var content posting.Span
	attributes(r.w.Text[i:j], func(name []byte, start, end int) bool {
		switch string(name) {
		case "property", "name":
			isTitle = isTitle || string(r.w.Text[i+start:i+end]) == "og:title"
		case "content":
			content = posting.Span{Start: i + start, End: i + end}
		}
		return true
	})
	if isTitle {
		r.document.AddTitle(r.w.Text, content.Start, content.End, posting.FromMarkup, block.RankShared)
	}
}

// tagName returns the name of an element, in lower case.
func tagName(tag []byte) []byte {
	k := 1
	if k < len(tag) && tag[k] == '/' {
		k++
	}
	first := k
	for k < len(tag) && k-first < maxTagName && !block.IsBlank(tag[k]) && tag[k] != '>' && tag[k] != '/' {
		k++
	}
	return lower(tag[first:k])
}
