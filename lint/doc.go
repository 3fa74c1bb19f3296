// Package lint judges postings: a posting.Posting goes in, a Report comes
// out. It reads no files and prints nothing.
package lint
