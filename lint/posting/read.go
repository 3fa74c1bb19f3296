package posting

import (
	"fmt"

	"github.com/jdlint/jdlint/rules"
)

// Options says how Read is to read a posting; its zero value works.
type Options struct {
	// Title is the title if the user gives it; it goes before all others.
	Title string

	// Format is the format if it is known; otherwise it is told by the name
	// of the file and by its content.
	Format Format

	// IsTitle says whether a text is a job title and no more than that:
	// "Senior Product Owner" is one, "About the Product Owner" is not. With
	// it, a heading such as "Join us" is passed over and a file that holds
	// several postings is recognised. It may be nil.
	IsTitle func(string) bool

	// Job names the job of a title without its level, the same for all steps
	// of a career. With it, a career ladder is recognised. It may be nil.
	Job func(string) string

	// Headings is what is known of languages, of the headings of sections and
	// of where titles stand. Without it all text stands in the zone Intro, the
	// language is "", and only the layout tells the title.
	Headings *rules.Headings

	// Memory is what the posting is made of. The posting is good until Read is
	// given the same memory again. It may be nil, and the posting good forever.
	Memory *Memory
}

// Read reads a posting from src, the bytes of the file that path names; the
// file itself is not opened. Errors wrap ErrEmpty, ErrNotText or, for a file
// that is more than text, ErrEncrypted, ErrScanned, ErrOldWord, ErrDamaged or
// ErrTooLarge.
func Read(path string, src []byte, o Options) (*Posting, error) {
	if o.Memory == nil {
		o.Memory = new(Memory)
	}
	o.Memory.begin()
	in, err := open(o.Memory, path, src, o.Format)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", path, err)
	}
	return in.posting(path, &o)
}

// input is a file as its reader hands it on.
type input struct {
	source []byte // what spans will point into
	view
	format Format
	document
	unit   Unit
	places []place

	recoded bool // source is its text in UTF-8
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

// open reads a file in the way that its format asks for.
func open(m *Memory, path string, src []byte, format Format) (*input, error) {
	if f, extract := extractorOf(src, format); extract != nil {
		x, err := extract(src)
		if err != nil {
			return nil, err
		}
		switch {
		case len(x.doc.blocks) == 0: // whatever title the properties give
			return nil, ErrEmpty
		case len(x.text) > maxText:
			return nil, errLongText
		}
		return &input{source: x.text, view: view{text: x.text}, format: f, document: x.doc, unit: x.unit, places: x.places}, nil
	}
	if len(src) > maxText {
		return nil, errLongText
	}
	v, recoded := view{}, false
	if src, recoded = recode(src); recoded {
		v = view{text: src}
	} else {
		var err error
		if v, err = decode(src); err != nil {
			return nil, err
		}
	}
	format, d := readDocument(m, path, v.text, format)
	return &input{source: src, view: v, format: format, document: d, recoded: recoded}, nil
}

// posting makes a posting of a file.
func (in *input) posting(path string, o *Options) (*Posting, error) {
	v, d := &in.view, &in.document
	var places *rules.TitlePlaces
	if o.Headings != nil {
		places = o.Headings.Titles
	}
	d.frontMatterTitles(v.text, places)
	if len(d.blocks) == 0 && len(d.titles) == 0 {
		return nil, fmt.Errorf("reading %s: %w", path, ErrEmpty)
	}
	if len(d.blocks) > maxLines {
		return nil, fmt.Errorf("reading %s: %w", path, errManyLines)
	}
	d.trace(v)
	language, lines, err := d.lines(o.Memory, o.Headings)
	if err == nil && len(lines) > maxLines {
		err = errManyLines
	}
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", path, err)
	}
	finder := titleFinder{known: places, isTitle: lastAnswer(o.IsTitle)}
	title := finder.choose(path, d, o.Title)
	lexicon, err := o.Headings.Lexicon(language)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", path, err)
	}
	p := &Posting{
		lexicon:  lexicon,
		Lines:    lines,
		Language: language,
		Path:     path,
		Format:   in.format,
		Source:   in.source,
		Unit:     in.unit,
		places:   in.places,
		Recoded:  in.recoded,
		Title:    title,
		Jobs:     finder.jobs(d.blocks, title),
	}
	offer, err := finder.offersJob(d, p, v.text, o)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", path, err)
	}
	p.NoPosting = !offer
	return p, nil
}

// readDocument reads a text in UTF-8. The runs of the document lead into it.
func readDocument(m *Memory, path string, text []byte, format Format) (Format, document) {
	data, toml, body := frontMatter(text)
	textile := false
	if format == "" {
		format, textile = formatOf(path, text[body:])
	}
	read := readPlain
	switch {
	case format == HTML:
		read = readHTML
	case textile:
		read = readTextile
	case format == Markdown:
		read = readMarkdown
	}
	d := readBody(m, text, body, read)
	if len(d.blocks) == 0 && format == Markdown {
		d.blocks = readPlain(m, text, body).blocks // nothing but markup: better that than nothing
	}
	if body > 0 {
		if len(d.blocks) == 0 {
			// Some sites keep all of a posting in the front matter.
			d.blocks = readPlain(m, text[:data.End], data.Start).blocks
		}
		d.front, d.toml = data, toml
	}
	return format, d
}

// readBody reads text[body:], which may be HTML that was stored escaped.
func readBody(m *Memory, text []byte, body int, read func(*Memory, []byte, int) document) document {
	if !isEscaped(text[body:]) {
		return read(m, text, body)
	}
	v := unescape(text[body:])
	d := readHTML(m, v.text, 0)
	d.trace(&v)
	outer := view{base: body}
	d.trace(&outer)
	return d
}

// lines tells the language of a document and cuts it into lines with zones.
// Most postings are in English, and all are cut as such first: the words are
// then looked up already that tell the language.
func (d *document) lines(m *Memory, known *rules.Headings) (language string, lines []Line, err error) {
	if known == nil {
		return "", d.plainLines(), nil
	}
	english, err := known.In("")
	if err != nil {
		return "", nil, err
	}
	lines = m.splitter.makeLines(d.blocks, english)
	var ok bool
	if language, ok = languageOfLines(lines, known.Languages); !ok {
		language = languageOf(d.blocks, english, known.Languages)
	}
	sections, err := known.In(language)
	if err != nil {
		return "", nil, err
	}
	if sections != english {
		lines = m.splitter.makeLines(d.blocks, sections)
	}
	return language, lines, nil
}

// plainLines makes one line of each block.
func (d *document) plainLines() []Line {
	out := make([]Line, len(d.blocks))
	for i, b := range d.blocks {
		out[i] = Line{Text: b.text, Zone: Intro, runs: b.runs}
		switch b.kind {
		case headingBlock:
			out[i].Kind = Heading
		case bulletBlock:
			out[i].Kind = Bullet
		}
	}
	return out
}
