package export

import (
	"bytes"
	"path/filepath"
	"strings"
)

// Kind is how an export is written.
type Kind string

// The kinds of exports.
const (
	JSON  Kind = "json"
	Lines Kind = "ndjson" // an object of JSON on each line
	XML   Kind = "xml"
	CSV   Kind = "csv" // with commas, semicolons or tabs
	XLSX  Kind = "xlsx"
)

// KindOfName tells the kind of an export by the name of its file; "" when the
// name is not that of one.
func KindOfName(name string) Kind {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".json", ".jsonld", ".json-ld":
		return JSON
	case ".ndjson", ".jsonl":
		return Lines
	case ".xml", ".rss", ".atom":
		return XML
	case ".csv", ".tsv", ".tab":
		return CSV
	case ".xlsx", ".xlsm":
		return XLSX
	}
	return ""
}

// KindOf tells the kind of an export by how its text begins; "" for other
// texts. Spreadsheets without a name look like any other text or archive and
// are not told.
func KindOf(head []byte) Kind {
	head = bytes.TrimPrefix(head, []byte("\uFEFF"))
	head = bytes.TrimLeft(head, " \t\r\n")
	switch {
	case bytes.HasPrefix(head, []byte("<?xml")) && !isPage(head):
		return XML
	case len(head) > 1 && head[0] == '{' && afterSpace(head[1:], `"}`):
		return JSON
	case len(head) > 1 && head[0] == '[' && afterSpace(head[1:], `{]`):
		return JSON
	}
	return ""
}

// isPage recognises XHTML, which is a page and no export.
func isPage(head []byte) bool {
	lower := bytes.ToLower(head[:min(len(head), 1024)])
	return bytes.Contains(lower, []byte("<html")) || bytes.Contains(lower, []byte("<!doctype html"))
}

// afterSpace reports whether the first character behind blanks is one of these.
func afterSpace(s []byte, these string) bool {
	s = bytes.TrimLeft(s, " \t\r\n")
	return len(s) > 0 && strings.IndexByte(these, s[0]) >= 0
}
