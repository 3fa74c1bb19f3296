//go:build !unix

package cli

// readPlain is never ok: package os reads all files.
func readPlain(string, int, []byte) (src []byte, ok bool) { return nil, false }
