//go:build !linux && !darwin

package cli

import "os"

// lock does nothing where files cannot be locked so.
func lock(*os.File) bool { return true }

// unkept returns what a file has that its replacement cannot: nothing that is known.
func unkept(*os.File, os.FileInfo) string { return "" }

// keep gives a file the mode of another.
func keep(f *os.File, info os.FileInfo) error { return f.Chmod(info.Mode().Perm()) }
