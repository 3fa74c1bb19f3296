package block

import (
	"errors"
	"fmt"
)

// What can be wrong with a file that is not text; Read wraps them.
var (
	// ErrNotText: the file holds no text that can be read: an image, an archive, a
	// spreadsheet.
	ErrNotText = errors.New("not a text file")
	// ErrEncrypted: the file cannot be read without its password.
	ErrEncrypted = errors.New("protected by a password; save a copy without one")
	// ErrScanned: a PDF whose pages are pictures, or drawings of letters.
	ErrScanned = errors.New("the pages show pictures of text and hold no text; run text recognition (OCR) over the file, or save it in another way")
	// ErrOldWord: a file of Word 2003 or older.
	ErrOldWord = errors.New("an old Word file (.doc); open it in a word processor and save it as .docx")
	// ErrOutlook: a mail as Outlook stores it.
	ErrOutlook = errors.New("a mail of Outlook (.msg); save it as .eml, .html or .txt, or copy its text into a file")
	// ErrOldExcel: a file of Excel 2003 or older.
	ErrOldExcel = errors.New("an old Excel file (.xls); save it as .xlsx or .csv")
	// ErrPages: a document of Pages.
	ErrPages = errors.New("a document of Pages; export it as Word (.docx) or PDF")
	// ErrPicture: a picture, of a posting perhaps.
	ErrPicture = errors.New("a picture; run text recognition (OCR) over it, or take the file that it was made of")
	// ErrDamaged: the file breaks the rules of its format.
	ErrDamaged = errors.New("the file is damaged")
	// ErrTooLarge: the file unpacks to more than any posting needs.
	ErrTooLarge = errors.New("unpacks to far more than a posting can hold")
)

// Damaged returns an error that names what the file was taken for and what is wrong
// with it. Errors that say so by themselves come back as they are.
func Damaged(kind string, err error) error {
	if errors.Is(err, ErrTooLarge) || errors.Is(err, ErrEncrypted) {
		return err
	}
	return fmt.Errorf("%w; it should be %s: %v", ErrDamaged, kind, err)
}
