// Package report prints lint.Reports. One file of the package prints one
// format: text for people, table for the whole ledger, json and ndjson for
// programs, and what the platforms read that check pull requests.
//
// Postings are untrusted. Nothing of them reaches the output raw: control and
// bidirectional characters are shown, not sent (see Clean).
package report

import (
	_ "embed" // for the schema
	"fmt"
	"io"
	"strings"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/internal/sentence"
	"github.com/jdlint/jdlint/rules"
)

// Printer prints reports in one format. It is not safe for concurrent use.
type Printer interface {
	// Print takes the next report, in the order of the inputs.
	Print(*lint.Report) error
	// Close prints what can only be known at the end, and must be called
	// once, also when nothing was printed.
	Close() error
}

// Failure is the answer to a line of a stream of postings that could not be
// judged. It stands where the report would.
type Failure struct {
	Path  string `json:"path"` // the id of the posting, or the file and the line
	Line  int    `json:"line"` // in the stream, from 1
	Error string `json:"error"`
}

// FailurePrinter is a Printer of a format with a place for failures.
type FailurePrinter interface {
	Printer
	Fail(*Failure) error
}

// Counter is a Printer of a format that counts all postings in its closing line, also
// those that are not shown.
type Counter interface {
	Printer
	// Count takes a report that is not to be printed.
	Count(*lint.Report)
}

// NotePrinter is a Printer of a format that alone is seen of a run, so that it has a place
// for why a file was left out that the user named.
type NotePrinter interface {
	Printer
	Note(path, text string) error
}

// Options are how to print. The zero value prints 80 columns without colour.
type Options struct {
	Color     bool
	Width     int    // columns to fill; 0 means 80, less than 40 counts as 40
	Version   string // of the linter, for the formats that name it
	RoleModel string // id of the role model that judged

	// Findings and Categories are what the rules say of them, for the formats
	// that carry it.
	Findings   []rules.Finding
	Categories []*rules.Category

	// Means returns what a rule means, by its id; nil knows of none.
	Means func(id string) string

	// Page returns the address of the page about a finding; nil means that of the project.
	Page func(id string) string

	// Messages words the note to the hiring manager; there is none without it.
	Messages *rules.Messages

	// Root is the folder, absolute and with slashes, that the formats for
	// platforms name files from; they want names within a repository. ""
	// leaves absolute names as they are.
	Root string

	// Prefix is the folder, with slashes, that Root is in the repository; those formats
	// put it before the names of files. "" for its top.
	Prefix string

	// Fails reports whether a finding of a severity fails the run, for the
	// formats that part passed from failed; nil means that errors do.
	Fails func(*lint.Report, lint.Severity) bool

	// Quiet leaves out, in text for people, all but the findings.
	Quiet bool

	// PassedOver returns at Close a sentence on the files that were passed over, ""
	// for none; nil means none.
	PassedOver func() string
}

func (o Options) passedOver() string {
	if o.PassedOver == nil {
		return ""
	}
	return o.PassedOver()
}

// Width bounds, in columns.
const (
	defaultWidth = 80
	minWidth     = 40
)

func (o Options) width() int {
	if o.Width == 0 {
		return defaultWidth
	}
	return max(o.Width, minWidth)
}

// Schema is the JSON Schema of the json and ndjson formats.
//
//go:embed schema.json
var Schema string

// format is a line of the table of formats.
type format struct {
	name   string
	use    string    // what it is for; formats with one use stand together in help
	escape [2]string // of the guard; github prints commands itself
	new    func(io.Writer, Options) Printer
}

// pullRequests is the use that help names last.
const pullRequests = "what checks pull requests"

// Help returns what the formats are for, in a sentence.
func Help() string {
	var uses []string
	names := map[string][]string{}
	for _, f := range formats {
		if names[f.use] == nil && f.use != pullRequests {
			uses = append(uses, f.use)
		}
		names[f.use] = append(names[f.use], f.name)
	}
	for i, use := range uses {
		uses[i] = sentence.List(names[use], "and") + " for " + use
	}
	return strings.Join(uses, ", ") + "; " + sentence.List(names[pullRequests], "and") + " for " + pullRequests
}

// Keeps reports whether the printer of a format may keep the reports that it was
// given, or pieces of them, to the end; otherwise they are free once Print returns.
func Keeps(format string) bool { return format != "ndjson" && format != "json" }

// Formats returns the names of the formats.
func Formats() []string {
	names := make([]string, len(formats))
	for i, f := range formats {
		names[i] = f.name
	}
	return names
}

// New returns the printer of the named format. The printer writes often and in
// small pieces: give it a buffered writer.
func New(format string, w io.Writer, o Options) (Printer, error) {
	for _, f := range formats {
		if f.name == format {
			if f.escape[0] != "" {
				w = guarded(w, f.escape)
			}
			return f.new(w, o), nil
		}
	}
	return nil, fmt.Errorf("unknown format %q; known are %s", format, strings.Join(Formats(), ", "))
}
