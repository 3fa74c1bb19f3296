package read

import (
	"bytes"

	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/read/block"
	"github.com/jdlint/jdlint/lint/read/office"
	"github.com/jdlint/jdlint/lint/read/pdf"
	"github.com/jdlint/jdlint/lint/read/rtf"
)

// An Extractor takes the text out of a file that is not text.
type Extractor func(src []byte) (block.Extracted, error)

// extractorOf tells by the content what takes the text out of a file. None is
// needed for text.
func extractorOf(src []byte, format posting.Format) (posting.Format, Extractor) {
	known := func(f posting.Format) bool { return format == "" || format == f }
	head := bytes.TrimLeft(bytes.TrimPrefix(src[:min(len(src), 1024)], []byte("\uFEFF")), " \t\r\n")
	if len(head) == 0 {
		return "", nil
	}
	switch head[0] { // nearly all files are text
	case 'P':
		if bytes.HasPrefix(src, []byte("PK\x03\x04")) {
			switch f := office.FormatOf(src); {
			case f == posting.Docx && known(f):
				return f, office.ReadDocx
			case f == posting.ODT && known(f):
				return f, office.ReadODT
			}
		}
	case '{':
		if bytes.HasPrefix(head, []byte(`{\rtf`)) && known(posting.RTF) {
			return posting.RTF, rtf.Read
		}
	case '%':
		if bytes.HasPrefix(head, []byte("%PDF-")) && known(posting.PDF) {
			return posting.PDF, pdf.Read
		}
	case 0xD0:
		if bytes.HasPrefix(head, []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) && known("") {
			return "", office.RefuseOld
		}
	}
	return "", nil
}
