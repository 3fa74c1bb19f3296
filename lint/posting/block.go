package posting

// block is a piece of layout of a posting, such as a paragraph or a list
// item: what the readers of the formats have in common. Its text is clean: no
// markup, entities decoded, every run of white space (and of soft line
// breaks) folded to one blank, no blank at either end. A hard line break ends
// a block.
type block struct {
	kind  blockKind
	level int  // of a heading 1 to 6; of a bullet its depth in lists, from 1
	bold  bool // the whole block is bold: often a heading in disguise
	text  string
	runs  []run
}

type blockKind uint8

const (
	paragraphBlock blockKind = iota
	headingBlock
	bulletBlock
	cellBlock // of a table
)

// cut gives b.text[start:end] without the blanks at its ends, and its runs.
func (b *block) cut(start, end int) (string, []run) {
	start, end = b.trim(start, end)
	return b.text[start:end], cutRuns(b.runs, len(b.text), start, end)
}

// trim gives the bounds of b.text[start:end] without the blanks at its ends.
func (b *block) trim(start, end int) (int, int) {
	for start < end && b.text[start] == ' ' {
		start++
	}
	for start < end && b.text[end-1] == ' ' {
		end--
	}
	return start, end
}

// document is what a reader of a format hands on.
type document struct {
	blocks []block
	titles []candidate // in the order of the source

	front Span // of the metadata in front of the text, if any
	toml  bool // ... in TOML, else in YAML
}

// trace makes the runs lead to the bytes that the view was made of.
func (d *document) trace(v *view) {
	for i := range d.blocks {
		b := &d.blocks[i]
		b.runs = v.trace(b.runs, len(b.text))
	}
	for i := range d.titles {
		b := &d.titles[i].block
		b.runs = v.trace(b.runs, len(b.text))
	}
}

// candidate is a text that may be the title of the posting.
type candidate struct {
	block
	from TitleFrom
	rank rank
}

// rank orders the places of a title, most trustworthy first.
type rank uint8

const (
	rankFlag       rank = iota
	rankTitleKey        // title, jobTitle in front matter
	rankStructured      // JobPosting in JSON-LD
	rankNested          // a title key deeper in front matter
	rankOtherKey        // position, role, name
	rankShared          // og:title
	rankHeading
	rankPageTitle // <title>
	rankLabel
	rankFirstLine
	rankFileName
	rankEarlyLine // one of the first lines, below menus and the like
)

// offer notes that text[i:j] may be the title.
func (d *document) offer(text []byte, i, j int, from TitleFrom, rank rank) {
	if b := cleanBlock(text, i, j); b.text != "" {
		d.titles = append(d.titles, candidate{b, from, rank})
	}
}

// cleanBlock makes a block of text[i:j], which holds no markup but entities.
func cleanBlock(text []byte, i, j int) block {
	w := writer{text: text}
	w.begin(paragraphBlock, 0)
	w.plain(i, j)
	if blocks := w.finish(); len(blocks) > 0 {
		return blocks[0]
	}
	return block{}
}
