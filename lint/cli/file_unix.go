//go:build unix

package cli

import "syscall"

// readRegular reads a file, known to be a regular one of so many bytes, over those
// of room, or into memory of its own where it is longer. It is not ok for a file
// that cannot be read; package os then tells why. Package os asks the kernel seven
// things more for each file, so as to wait for pipes as well.
func readRegular(path string, size int, room []byte) (src []byte, ok bool) {
	fd, err := syscall.Open(path, syscall.O_RDONLY|syscall.O_CLOEXEC|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, false
	}
	defer syscall.Close(fd)
	if cap(room) < size {
		room = make([]byte, size)
	}
	src = room[:size]
	for n := 0; n < size; {
		k, err := syscall.Read(fd, src[n:])
		switch {
		case err == syscall.EINTR:
		case err != nil:
			return nil, false
		case k == 0: // it has shrunk
			return src[:n], true
		default:
			n += k
		}
	}
	return src, true
}
