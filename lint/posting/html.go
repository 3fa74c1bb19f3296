package posting

import (
	"bytes"

	"golang.org/x/net/html"
)

// An htmlReader reads HTML, whole pages as well as the bits of it that stand
// in Markdown. It builds no tree: what it has to know of the elements around a
// text are a few numbers, so that no depth of nesting can hurt.
type htmlReader struct {
	w *writer

	level    int  // of the heading that is open
	lists    int  // how many lists are open
	inItem   bool // a list item is open
	inCell   bool
	pre      bool
	skipTo   int            // what stands before it is left out
	noEnd    map[string]int // elements that nothing ends from there on
	document *document      // receives titles; nil for fragments

	description Span // the text of the posting in structured data, as JSON
}

// html reads text[i:j] as HTML.
func (w *writer) html(i, j int) {
	r := htmlReader{w: w}
	r.read(i, j)
}

func (r *htmlReader) read(i, j int) {
	w := r.w
	z := html.NewTokenizer(bytes.NewReader(w.text[i:j]))
	r.skipTo = i
	for at := i; ; {
		kind := z.Next()
		from := at
		at += len(z.Raw()) // the sum of the tokens is the place in the text
		if kind == html.ErrorToken {
			if at < j && from >= r.skipTo { // an unfinished tag
				w.end()
			}
			return
		}
		if from < r.skipTo {
			continue
		}
		switch kind {
		case html.TextToken:
			r.chars(from, at)
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
	if r.pre {
		l := layout{w: w, text: w.text}
		w.end()
		l.read(i, j)
		return
	}
	for i < j {
		// A line that begins with a bullet is an item even if it is no element.
		next, item := nextSign(w.text, i, j)
		r.piece(i, next)
		i = next
		if item {
			w.end()
		}
	}
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
		at := skipBlanks(text, k, j)
		if at < j && text[at] >= 0xC2 {
			if after, ok := marker(text, at, j, false); ok && after > at && at > i {
				return at, true
			}
		}
		k = max(k, at)
	}
}

func (r *htmlReader) piece(i, j int) {
	w := r.w
	if w.empty() {
		if i = skipBlanks(w.text, i, j); i == j {
			return
		}
		if !w.open {
			r.open()
		}
		i = w.item(i, j)
	}
	w.plain(i, j)
}

// open begins the block that the elements around call for.
func (r *htmlReader) open() {
	switch {
	case r.level > 0:
		r.w.begin(headingBlock, r.level)
	case r.inItem:
		r.w.begin(bulletBlock, max(r.lists, 1))
	case r.inCell:
		r.w.begin(cellBlock, 0)
	default:
		r.w.begin(paragraphBlock, 0)
	}
}

// item turns the open block, which is empty, into a list item if text[i:j]
// begins with the sign of one, and gives the place after the sign.
func (w *writer) item(i, j int) int {
	if w.kind == headingBlock {
		return i
	}
	at := skipBlanks(w.text, i, j)
	after, ok := marker(w.text, at, j, false)
	if !ok {
		return i
	}
	if w.kind != bulletBlock {
		w.kind, w.level = bulletBlock, 1
	}
	return after
}

func (r *htmlReader) start(i, j, limit int) {
	w := r.w
	name := tagName(w.text[i:j])
	switch tagKindOf(name) {
	case boldTag:
		w.bold++
	case breakTag:
		w.space(i, j)
		w.breakLine()
	case blockTag:
		w.end()
		switch string(name) {
		case "meta":
			r.meta(i, j)
		case "p":
			r.level = 0
		case "table":
			r.inCell = false
		}
	case headingTag:
		w.end()
		r.level = int(name[1] - '0')
	case listTag:
		w.end()
		r.lists = min(r.lists+1, maxDepth)
		r.level, r.inItem = 0, false
	case itemTag:
		w.end()
		w.bold = 0
		r.level, r.inItem = 0, true
	case cellTag:
		w.end()
		r.inCell = true
	case preTag:
		w.end()
		r.pre = true
	case skipTag:
		r.skip(string(name), i, j, limit)
	}
}

func (r *htmlReader) end(i, j int) {
	w := r.w
	name := tagName(w.text[i:j])
	switch tagKindOf(name) {
	case boldTag:
		w.bold = max(w.bold-1, 0)
	case breakTag: // "</br>" happens
		w.breakLine()
	case blockTag:
		w.end()
	case headingTag:
		w.end()
		r.level = 0
	case listTag:
		w.end()
		r.lists = max(r.lists-1, 0)
		r.inItem = false
	case itemTag:
		w.end()
		r.inItem = false
	case cellTag:
		w.end()
		r.inCell = false
	case preTag:
		w.end()
		r.pre = false
	}
}

// skip leaves out an element up to its end. One that does not end is not
// skipped: a menu that somebody forgot to close must not swallow the posting.
func (r *htmlReader) skip(name string, i, j, limit int) {
	if from, ok := r.noEnd[name]; ok && j >= from {
		return
	}
	n := indexFold(r.w.text[j:limit], "</"+name)
	if n < 0 {
		if r.noEnd == nil {
			r.noEnd = make(map[string]int)
		}
		r.noEnd[name] = j
		return
	}
	r.skipTo = j + n
	if r.document == nil {
		return
	}
	switch name {
	case "title":
		r.document.offer(r.w.text, j, j+n, FromMarkup, rankPageTitle)
	case "script":
		r.script(i, j, j+n)
	}
}

// script looks for structured data in a script element.
func (r *htmlReader) script(i, j, end int) {
	structured := false
	attributes(r.w.text[i:j], func(name []byte, start, stop int) bool {
		if string(name) == "type" && bytes.Contains(r.w.text[i+start:i+stop], []byte("ld+json")) {
			structured = true
		}
		return !structured
	})
	if structured {
		for _, job := range structuredJobs(r.w.text[j:end]) {
			b := job.title
			for k := range b.runs {
				b.runs[k].src += j
				b.runs[k].end += j
			}
			if b.text != "" {
				r.document.titles = append(r.document.titles, candidate{b, FromMarkup, rankStructured})
			}
			if s := job.description; s.End-s.Start > r.description.End-r.description.Start {
				r.description = Span{s.Start + j, s.End + j}
			}
		}
	}
}

// meta takes the title of a page out of its meta elements.
func (r *htmlReader) meta(i, j int) {
	if r.document == nil {
		return
	}
	isTitle := false
	var content Span
	attributes(r.w.text[i:j], func(name []byte, start, end int) bool {
		switch string(name) {
		case "property", "name":
			isTitle = isTitle || string(r.w.text[i+start:i+end]) == "og:title"
		case "content":
			content = Span{i + start, i + end}
		}
		return true
	})
	if isTitle {
		r.document.offer(r.w.text, content.Start, content.End, FromMarkup, rankShared)
	}
}

// tagName gives the name of an element, in lower case.
func tagName(tag []byte) []byte {
	k := 1
	if k < len(tag) && tag[k] == '/' {
		k++
	}
	first := k
	for k < len(tag) && k-first < maxTagName && !isBlank(tag[k]) && tag[k] != '>' && tag[k] != '/' {
		k++
	}
	return lower(tag[first:k])
}
