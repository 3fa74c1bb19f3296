// Package office takes the text out of documents that are zip archives of XML:
// Word files and OpenDocument texts.
package office

import (
	"archive/zip"
	"bytes"
	"cmp"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/read/block"
	"github.com/jdlint/jdlint/lint/read/charset"
)

// Limits of what is unpacked. The longest real postings have 50 kB of text,
// and word processors use about twenty bytes of markup for each of them.
const (
	maxPart     = 20 << 20 // bytes of one part of an archive
	maxUnpacked = 64 << 20 // bytes of all parts together
	maxParts    = 10_000   // of an archive; a document has about twenty, and its pictures
	maxXMLDepth = 512      // elements inside each other
)

// archive is the zip archive that an office document is.
type archive struct {
	ctx  context.Context // when it ends, so does the reading of parts
	z    *zip.Reader
	left int64        // bytes that may still be unpacked
	at   posting.Span // of the token that was read last, in its part
	err  error        // the first error, behind which there are no more parts
}

func openArchive(ctx context.Context, src []byte) (*archive, error) {
	z, err := OpenZip(src)
	if err != nil {
		return nil, err
	}
	return &archive{ctx: ctx, z: z, left: maxUnpacked}, nil
}

// extract returns what read takes out of an archive of some kind.
func extract(ctx context.Context, src []byte, kind string, read func(*archive) (*block.Transcript, error)) (block.Extracted, error) {
	a, err := openArchive(ctx, src)
	if err != nil {
		return block.Extracted{}, block.Damaged(kind, err)
	}
	t, err := read(a)
	if err != nil {
		return block.Extracted{}, err
	}
	if a.err != nil {
		return block.Extracted{}, block.Damaged(kind, a.err)
	}
	t.Unit = posting.ByParagraph
	return t.Finish(), nil
}

// OpenZip opens a zip archive of no more parts than any document or spreadsheet
// has. What they unpack to is for the caller to bound.
func OpenZip(src []byte) (*zip.Reader, error) {
	return OpenZipAt(bytes.NewReader(src), int64(len(src)))
}

// OpenZipAt is OpenZip for an archive that is not in memory, of a size in bytes.
func OpenZipAt(src io.ReaderAt, size int64) (*zip.Reader, error) {
	// The list of parts is read as a whole, however long it is and whatever
	// length it claims to have.
	if n, err := countEntries(io.NewSectionReader(src, 0, size)); err != nil || n > maxParts {
		return nil, cmp.Or(err, block.ErrTooLarge)
	}
	z, err := zip.NewReader(src, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) { // no file is written
		return nil, err
	}
	return z, nil
}

// countEntries returns how many entries of the list of parts an archive may have.
func countEntries(r io.Reader) (n int, err error) {
	mark := []byte("PK\x01\x02")
	buf := make([]byte, 32<<10)
	kept := 0 // bytes of the end of what was read before
	for {
		k, err := r.Read(buf[kept:])
		n += bytes.Count(buf[:kept+k], mark)
		switch err {
		case nil:
		case io.EOF:
			return n, nil
		default:
			return n, err
		}
		end := kept + k
		kept = min(end, len(mark)-1)
		copy(buf, buf[end-kept:end])
	}
}

// has reports whether the archive has a part of that name.
func (a *archive) has(name string) bool { return a.find(name) != nil }

func (a *archive) find(name string) *zip.File {
	for _, f := range a.z.File {
		if strings.EqualFold(f.Name, name) {
			return f
		}
	}
	return nil
}

// part unpacks a part; it is nil if there is none of that name.
func (a *archive) part(name string) []byte {
	f := a.find(name)
	if f == nil || a.err != nil {
		return nil
	}
	if f.Flags&1 != 0 {
		a.err = block.ErrEncrypted
		return nil
	}
	r, err := f.Open()
	if err != nil {
		a.err = fmt.Errorf("unpacking %s: %w", name, err)
		return nil
	}
	defer r.Close()
	// The size that the archive names may be a lie.
	limit := min(maxPart, a.left)
	data, err := io.ReadAll(io.LimitReader(r, limit+1))
	a.left -= int64(len(data))
	switch {
	case int64(len(data)) > limit:
		a.err = block.ErrTooLarge
	case err != nil:
		a.err = fmt.Errorf("unpacking %s: %w", name, err)
	}
	return data
}

// IsDocx reports whether a file is a document of Word 2007 or newer.
func IsDocx(src []byte) bool { return formatOf(src) == posting.Docx }

// IsODT reports whether a file is an OpenDocument text.
func IsODT(src []byte) bool { return formatOf(src) == posting.ODT }

// formatOf returns the format of the document that a zip archive holds, or "" for
// another file.
func formatOf(src []byte) posting.Format {
	if !bytes.HasPrefix(src, []byte("PK\x03\x04")) {
		return ""
	}
	a, err := openArchive(context.Background(), src)
	if err != nil {
		// The first parts of a file that was cut off may tell.
		head := src[:min(len(src), 4096)]
		switch {
		case bytes.Contains(head, []byte("opendocument.text")):
			return posting.ODT
		case bytes.Contains(head, []byte("word/")) || bytes.Contains(head, []byte("[Content_Types].xml")) && bytes.Contains(src, []byte("word/")):
			return posting.Docx
		}
		return ""
	}
	for _, f := range a.z.File {
		name := strings.ToLower(f.Name)
		if strings.HasPrefix(name, "word/document") && strings.HasSuffix(name, ".xml") {
			return posting.Docx
		}
	}
	// A spreadsheet has a content.xml, too.
	if bytes.Contains(a.part("mimetype"), []byte("opendocument.text")) && a.err == nil && a.has("content.xml") {
		return posting.ODT
	}
	return ""
}

// IsPages reports whether a file is a document of Pages, in its present or its
// older form.
func IsPages(src []byte) bool {
	if !bytes.HasPrefix(src, []byte("PK\x03\x04")) {
		return false
	}
	a, err := openArchive(context.Background(), src)
	return err == nil && (a.has("Index/Document.iwa") || a.has("Index.zip") || a.has("index.xml") && a.has("QuickLook/Preview.pdf") || a.has("index.xml.gz"))
}

// eachToken calls do with the tokens of an XML part until the end. There are
// no entities but those of XML itself, so none can blow up.
func (a *archive) eachToken(part []byte, do func(xml.Token)) error {
	if wide := charset.UTF16(part); wide != nil {
		text, err := wide.Bytes(part[:len(part)&^1])
		if err != nil {
			return err
		}
		part = text
	}
	d := xml.NewDecoder(bytes.NewReader(part))
	d.CharsetReader = func(name string, in io.Reader) (io.Reader, error) {
		switch name = strings.ToLower(name); {
		case name == "utf-8" || name == "utf8" || name == "us-ascii" || name == "ascii" || strings.HasPrefix(name, "utf-16"):
			return in, nil
		}
		if e := charset.Lookup(name); e != nil {
			return e.NewDecoder().Reader(in), nil
		}
		return nil, fmt.Errorf("written in %s", name)
	}
	a.at = posting.Span{}
	for depth, n := 0, 1; ; n++ {
		if n%4096 == 0 && a.ctx.Err() != nil {
			return context.Cause(a.ctx)
		}
		token, err := d.Token()
		a.at = posting.Span{Start: a.at.End, End: int(d.InputOffset())}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		switch token.(type) {
		case xml.StartElement:
			if depth++; depth > maxXMLDepth {
				return errors.New("elements are nested too deeply")
			}
		case xml.EndElement:
			depth--
		}
		do(token)
	}
}

// attr returns the value of an attribute by its local name, "" without it.
func attr(e *xml.StartElement, name string) string {
	for i := range e.Attr {
		if e.Attr[i].Name.Local == name {
			return e.Attr[i].Value
		}
	}
	return ""
}

// tokens calls do with the tokens of the XML part of that name, if there is one.
func (a *archive) tokens(name string, do func(xml.Token)) {
	part := a.part(name)
	if err := a.eachToken(part, do); a.err == nil {
		a.err = err
	}
}

// related returns the targets of the relations of a part, by the last word of
// their type: "styles", "numbering".
func (a *archive) related(name string) map[string]string {
	targets := map[string]string{}
	a.relations(name, func(kind, _, target string) {
		if targets[kind] == "" {
			targets[kind] = target
		}
	})
	return targets
}

// targets returns the targets of the relations of a part by their ids.
func (a *archive) targets(name string) map[string]string {
	targets := map[string]string{}
	a.relations(name, func(_, id, target string) { targets[id] = target })
	return targets
}

// relations calls do with the relations of a part to others in the archive.
func (a *archive) relations(name string, do func(kind, id, target string)) {
	dir, base := path.Split(name)
	a.tokens(dir+"_rels/"+base+".rels", func(t xml.Token) {
		e, ok := t.(xml.StartElement)
		if !ok || e.Name.Local != "Relationship" || attr(&e, "TargetMode") == "External" {
			return
		}
		target := attr(&e, "Target")
		if rooted, ok := strings.CutPrefix(target, "/"); ok {
			target = rooted
		} else {
			target = path.Join(dir, target)
		}
		do(path.Base(attr(&e, "Type")), attr(&e, "Id"), target)
	})
}

// propertyTitle returns the title in the properties of a document.
func (a *archive) propertyTitle(part string, traced *tracedPart) string {
	title, inTitle := "", false
	// Nothing hangs on the properties; what is wrong with them is no matter.
	_ = a.eachToken(a.part(part), func(t xml.Token) {
		switch t := t.(type) {
		case xml.StartElement:
			inTitle = t.Name.Local == "title" && title == ""
		case xml.EndElement:
			inTitle = false
		case xml.CharData:
			if inTitle && len(title) < 4*block.MaxTitle {
				title += string(t)
				traced.add(textNode{text: string(t), at: a.at})
			}
		}
	})
	traced.finishTitle(title)
	return title
}

// RefuseOld returns an error that says what to do about a compound file: an old Word file, or the
// wrapping of a new one that has a password.
func RefuseOld(_ context.Context, src []byte) (block.Extracted, error) {
	wide := func(s string) []byte {
		out := make([]byte, 0, 2*len(s))
		for i := range len(s) {
			out = append(out, s[i], 0)
		}
		return out
	}
	switch {
	case bytes.Contains(src, wide("EncryptedPackage")):
		return block.Extracted{}, block.ErrEncrypted
	case bytes.Contains(src, wide("__substg1.0_")), bytes.Contains(src, wide("__properties_version1.0")):
		return block.Extracted{}, block.ErrOutlook
	case bytes.Contains(src, wide("Workbook")):
		return block.Extracted{}, block.ErrOldExcel
	case bytes.Contains(src, wide("WordDocument")):
		return block.Extracted{}, block.ErrOldWord
	}
	return block.Extracted{}, block.ErrNotText
}
