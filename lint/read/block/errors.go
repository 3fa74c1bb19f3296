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
