package office

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"context"
	"hash/crc32"
	"io"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/read/block"
	"github.com/jdlint/jdlint/lint/read/charset"
)

// Retitling is a change of the title of a Word file.
type Retitling struct {
	Title string       // as it is
	Words posting.Span // of it, in whose place Text is put
	Text  string

	Source []byte       // what was read of the file
	At     posting.Span // where Words stand in Source; empty where the title does not
	Part   bool         // Source holds other postings, too, to which headers and properties belong as well
}

// Docx returns the Word file with the title changed, and in how many places it was: where
// it was read, in the headers of pages, and in the properties of the file. All other parts
// of the archive stay as they are, to the byte. chunk is that of [ReadDocxWith].
func (c *Retitling) Docx(ctx context.Context, src []byte, chunk func(context.Context, []byte) []block.Block) (out []byte, places int, err error) {
	a, err := openArchive(ctx, src)
	if err != nil {
		return nil, 0, err
	}
	changes := map[*zip.File][]splice{}
	twice := true
	for choice := 0; choice < 2 && twice; choice++ {
		a.left = maxUnpacked
		t := trace{choice: choice}
		n := 0
		if n, twice, err = c.find(a, &t, chunk); err != nil {
			return nil, 0, err
		}
		places = max(places, n)
		for _, p := range t.parts {
			if all := p.splices(); len(all) > 0 {
				changes[p.file] = append(changes[p.file], all...)
			}
		}
	}
	if len(changes) == 0 {
		return nil, 0, errNowhere
	}
	out, err = a.rewrite(changes)
	return out, places, err
}

// find notes in the parts of a file what changes there. It returns in how many places,
// and whether the title is written in choices of which one is read.
func (c *Retitling) find(a *archive, t *trace, chunk func(context.Context, []byte) []block.Block) (places int, twice bool, err error) {
	text := a.readDocx(chunk, t)
	if a.err != nil {
		return 0, false, a.err
	}
	text.Unit = posting.ByParagraph
	x := text.Finish()
	change := func(p *tracedPart, from []int) error {
		both, err := p.replace(from, c.Text)
		places++
		twice = twice || both
		return err
	}
	inText := c.At.Start < c.At.End
	if inText {
		typed := !bytes.Equal(x.Text, c.Source)
		if typed && !bytes.Equal(x.Typed, c.Source) {
			return 0, false, errNowhere // another choice says other things
		}
		if err := change(t.parts[1], text.Origin(typed, c.At)); err != nil {
			return 0, false, err
		}
	}
	if c.Part {
		return places, twice, nil
	}
	for _, p := range t.parts {
		for i := range p.blocks {
			b := &p.blocks[i]
			for _, at := range c.titles(b.Text, inText) {
				start := b.Span().Start + at + c.Words.Start
				if err := change(p, p.text.Origin(false, posting.Span{Start: start, End: start + c.Words.End - c.Words.Start})); err != nil {
					return 0, false, err
				}
			}
		}
	}
	return places, twice, nil
}

// titles returns where the title begins in a line of a header or a property: it must be
// all of it where the title stands in the text.
func (c *Retitling) titles(line string, whole bool) (all []int) {
	if whole && line != c.Title {
		return nil
	}
	for at := 0; ; at++ {
		k := strings.Index(line[at:], c.Title)
		if k < 0 || c.Title == "" {
			return all
		}
		at += k
		before, _ := utf8.DecodeLastRuneInString(line[:at])
		after, _ := utf8.DecodeRuneInString(line[at+len(c.Title):])
		if !unicode.In(before, unicode.L, unicode.N) && !unicode.In(after, unicode.L, unicode.N) {
			all = append(all, at)
			at += len(c.Title) - 1
		}
	}
}

// rewrite returns the archive with some parts changed.
func (a *archive) rewrite(changes map[*zip.File][]splice) ([]byte, error) {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	if err := w.SetComment(a.z.Comment); err != nil {
		return nil, err
	}
	for _, f := range a.z.File {
		if strings.HasPrefix(strings.ToLower(f.Name), "_xmlsignatures/") {
			return nil, errSigned
		}
		all, changed := changes[f]
		if !changed {
			if err := w.Copy(f); err != nil {
				return nil, block.Damaged("a Word file (.docx)", err)
			}
			continue
		}
		a.left = maxUnpacked
		part := a.part(f.Name)
		if a.err != nil {
			return nil, a.err
		}
		if charset.UTF16(part) != nil || !utf8.Valid(part) {
			return nil, errNotUTF8
		}
		if err := writePart(w, f, spliced(part, all)); err != nil {
			return nil, err
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// spliced returns a part with changes made: each once, whichever choices gave it.
func spliced(part []byte, all []splice) []byte {
	once := map[posting.Span]string{}
	for _, s := range all {
		once[s.Span] = s.text
	}
	var out []byte
	done := 0
	for _, at := range slices.SortedFunc(maps.Keys(once), func(a, b posting.Span) int { return a.Start - b.Start }) {
		out = append(append(out, part[done:at.Start]...), once[at]...)
		done = at.End
	}
	return append(out, part[done:]...)
}

// writePart writes a part of an archive as the one that it replaces was written.
func writePart(w *zip.Writer, f *zip.File, part []byte) error {
	packed := part
	if f.Method == zip.Deflate {
		var b bytes.Buffer
		d, err := flate.NewWriter(&b, flate.DefaultCompression)
		if err != nil {
			return err
		}
		if _, err = d.Write(part); err == nil {
			err = d.Close()
		}
		if err != nil {
			return err
		}
		packed = b.Bytes()
	}
	h := f.FileHeader
	const sizesFollow = 8
	h.Flags &^= sizesFollow
	h.CRC32, h.CompressedSize64, h.UncompressedSize64 = crc32.ChecksumIEEE(part), uint64(len(packed)), uint64(len(part))
	raw, err := w.CreateRaw(&h)
	if err == nil {
		_, err = io.Copy(raw, bytes.NewReader(packed))
	}
	return err
}
