package posting

// readPlain reads text[i:] as plain text.
func readPlain(m *Memory, text []byte, i int) document { return readLayout(m, text, i, layout{}) }

// readMarkdown reads text[i:] as Markdown.
func readMarkdown(m *Memory, text []byte, i int) document {
	return readLayout(m, text, i, layout{marked: true})
}

func readTextile(m *Memory, text []byte, i int) document {
	return readLayout(m, text, i, layout{marked: true, textile: true})
}

func readLayout(m *Memory, text []byte, i int, l layout) document {
	w := newWriter(m, text, i)
	l.w = w
	l.read(i, len(text))
	return document{blocks: w.finish()}
}

// readHTML reads text[i:] as HTML.
func readHTML(m *Memory, text []byte, i int) document {
	var d document
	w := newWriter(m, text, i)
	r := htmlReader{w: w, document: &d}
	r.read(i, len(text))
	d.blocks = w.finish()
	if s := r.description; len(w.out) < minPageText && s.End-s.Start > len(w.out) {
		// The page shows its text by script only, but says it all to search
		// engines.
		v := unquote(text, s.Start, s.End)
		inner := readBody(m, v.text, 0, readHTML)
		inner.trace(&v)
		d.blocks = inner.blocks
	}
	return d
}

// minPageText is how many bytes of text a page has at least that shows a
// posting.
const minPageText = 400
