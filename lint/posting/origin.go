package posting

// Origin says where a posting stands in a file that holds more than it: a job of an
// export, whose Source is put together from the texts of the file.
type Origin struct {
	Path    string `json:"path"`              // of the file, as it was given
	Job     int    `json:"job"`               // its number there, from 1
	Pointer string `json:"pointer,omitempty"` // to the job, by JSON Pointer (RFC 6901); its row in a table: "row 7", "Jobs!7"

	Location // of the whole job

	// Locate returns where a range of Source stands in the file, and for an empty
	// range where the title does: the whole job where nothing nearer is known.
	// It is safe for concurrent use.
	Locate func(Span) Location `json:"-"`
}

// Location is a range of a file that is text, half open; all numbers are from 1. Of a
// spreadsheet, which has no lines, it is the first character.
type Location struct {
	Line      int    `json:"line"`
	Column    int    `json:"column"` // in characters
	EndLine   int    `json:"end_line"`
	EndColumn int    `json:"end_column"`
	Cell      string `json:"cell,omitempty"` // of a spreadsheet: "Jobs!C7"

	// Columns in bytes of UTF-8.
	Byte    int `json:"-"`
	EndByte int `json:"-"`
}
