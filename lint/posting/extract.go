package posting

import (
	"bytes"
	"errors"
	"fmt"
)

// What can be wrong with a file that is not text; Read wraps them.
var (
	// ErrEncrypted: the file cannot be read without its password.
	ErrEncrypted = errors.New("protected by a password; save a copy without one")
	// ErrScanned: a PDF whose pages are pictures, or drawings of letters.
	ErrScanned = errors.New("the pages show pictures of text and hold no text; run text recognition (OCR) over the file, or save it in another way")
	// ErrOldWord: a file of Word 2003 or older.
	ErrOldWord = errors.New("an old Word file (.doc); open it in a word processor and save it as .docx")
	// ErrDamaged: the file breaks the rules of its format.
	ErrDamaged = errors.New("the file is damaged")
	// ErrTooLarge: the file unpacks to more than any posting needs.
	ErrTooLarge = errors.New("unpacks to far more than a posting can hold")
)

// damaged says what the file was taken for and what is wrong with it.
func damaged(kind string, err error) error {
	if errors.Is(err, ErrTooLarge) || errors.Is(err, ErrEncrypted) {
		return err
	}
	return fmt.Errorf("%w; it should be %s: %v", ErrDamaged, kind, err)
}

// An extractor takes the text out of a file that is not text.
type extractor func(src []byte) (extracted, error)

// extractorOf tells by the content what takes the text out of a file. None is
// needed for text.
func extractorOf(src []byte, format Format) (Format, extractor) {
	known := func(f Format) bool { return format == "" || format == f }
	head := bytes.TrimLeft(bytes.TrimPrefix(src[:min(len(src), 1024)], []byte("\uFEFF")), " \t\r\n")
	if len(head) == 0 {
		return "", nil
	}
	switch head[0] { // nearly all files are text
	case 'P':
		if bytes.HasPrefix(src, []byte("PK\x03\x04")) {
			switch f := officeFormat(src); {
			case f == Docx && known(f):
				return f, readDocx
			case f == ODT && known(f):
				return f, readODT
			}
		}
	case '{':
		if bytes.HasPrefix(head, []byte(`{\rtf`)) && known(RTF) {
			return RTF, readRTF
		}
	case '%':
		if bytes.HasPrefix(head, []byte("%PDF-")) && known(PDF) {
			return PDF, readPDF
		}
	case 0xD0:
		if bytes.HasPrefix(head, []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) && known("") {
			return "", refuseOld
		}
	}
	return "", nil
}

// refuseOld says what to do about a compound file: an old Word file, or the
// wrapping of a new one that has a password.
func refuseOld(src []byte) (extracted, error) {
	wide := func(s string) []byte {
		out := make([]byte, 0, 2*len(s))
		for i := range len(s) {
			out = append(out, s[i], 0)
		}
		return out
	}
	switch {
	case bytes.Contains(src, wide("EncryptedPackage")):
		return extracted{}, ErrEncrypted
	case bytes.Contains(src, wide("WordDocument")):
		return extracted{}, ErrOldWord
	}
	return extracted{}, ErrNotText
}
