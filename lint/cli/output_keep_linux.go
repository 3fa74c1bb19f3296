package cli

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"syscall"
)

// hasAttributes reports whether a file has extended attributes beside the label that
// the system gives to each.
func hasAttributes(f *os.File) bool {
	names := make([]byte, 64<<10)
	n, err := syscall.Listxattr(fmt.Sprintf("/proc/self/fd/%d", f.Fd()), names)
	if err != nil {
		return err != syscall.ENOTSUP && err != syscall.ENOENT
	}
	for name := range bytes.SplitSeq(names[:n], []byte{0}) {
		if len(name) > 0 && !strings.HasPrefix(string(name), "security.") {
			return true
		}
	}
	return false
}
