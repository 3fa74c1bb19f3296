//go:build !unix

package cli

// readRegular is never ok: package os reads all files.
func readRegular(string, int, []byte) (src []byte, ok bool) { return nil, false }
