//go:build unix

package cli

import "syscall"

// readPlain reads a file of at most maxSize bytes over those of room, or into
// memory of its own where it is longer. It is not ok for what is no regular file,
// is empty or cannot be read; package os then tells why. Package os asks the
// kernel six things more for each file, so as to wait for pipes as well. That is
// why the file should be known to be none.
func readPlain(path string, room []byte) (src []byte, ok bool) {
	fd, err := syscall.Open(path, syscall.O_RDONLY|syscall.O_CLOEXEC|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, false
	}
	defer syscall.Close(fd)
	var info syscall.Stat_t
	if syscall.Fstat(fd, &info) != nil || info.Mode&syscall.S_IFMT != syscall.S_IFREG || info.Size <= 0 || info.Size > maxSize {
		return nil, false
	}
	size := int(info.Size)
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
