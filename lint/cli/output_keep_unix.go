//go:build linux || darwin

package cli

import (
	"fmt"
	"os"
	"syscall"
)

// lock locks a file for this process, until it is closed. It reports whether nobody
// else has.
func lock(f *os.File) bool {
	return syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) == nil
}

// unkept returns what a file has that its replacement cannot, or "".
func unkept(f *os.File, info os.FileInfo) string {
	if stat, ok := info.Sys().(*syscall.Stat_t); ok && stat.Nlink > 1 {
		return fmt.Sprintf("has %d names (hard links), which would part", stat.Nlink)
	}
	if hasAttributes(f) {
		return "has extended attributes, which would be lost"
	}
	return ""
}

// keep gives a file the owner and the mode of another.
func keep(f *os.File, info os.FileInfo) error {
	stat, ok := info.Sys().(*syscall.Stat_t)
	if own, err := f.Stat(); ok && err == nil {
		now, ok := own.Sys().(*syscall.Stat_t)
		if ok && (now.Uid != stat.Uid || now.Gid != stat.Gid) {
			if err := f.Chown(int(stat.Uid), int(stat.Gid)); err != nil {
				return err
			}
		}
	}
	const bits = os.ModePerm | os.ModeSetuid | os.ModeSetgid | os.ModeSticky
	return f.Chmod(info.Mode() & bits) // after the owner, whose change takes bits away
}
