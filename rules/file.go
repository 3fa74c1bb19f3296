package rules

import "github.com/jdlint/jdlint/rules/internal/load"

// What is said of places and mistakes in a file of rules or of configuration.
type (
	// Pos is a place in a file.
	Pos = load.Pos
	// Error says what is wrong in a file, where, and what to write instead.
	Error = load.Error
	// Text is a word or number of a file, with its place.
	Text = load.Text
)

// ErrEmpty is what Decode's error wraps for a file without content.
var ErrEmpty = load.ErrEmpty

// Decode reads the YAML of one file into the struct that into points to, as
// strictly as the files of rules are read: unknown and repeated keys and values of
// the wrong type are errors with their places.
func Decode(file string, data []byte, into any) error { return load.Decode(file, data, into) }

// Nearest returns the name that differs from word by the fewest edits, or "" when
// none is near enough to be a slip of the finger.
func Nearest(word string, names []string) string { return load.Nearest(word, names) }
