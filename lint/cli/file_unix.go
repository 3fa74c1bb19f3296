//go:build unix

package cli

import "syscall"

// readRegular reads a file, known to be a regular one of so many bytes, over those
// of buf, or into memory of its own where it is longer. It is not ok for a file
// that cannot be read, or that has grown; package os then reads it, or tells why it
// cannot. Package os asks the kernel seven things more for each file, so as to
// wait for pipes as well.
func readRegular(path string, size int, buf []byte) (src []byte, ok bool) {
	fd, err := syscall.Open(path, syscall.O_RDONLY|syscall.O_CLOEXEC|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, false
	}
	defer syscall.Close(fd)
	if cap(buf) <= size {
		buf = make([]byte, size+1)
	}
	buf = buf[:size+1] // the last byte is one that should not be there
	for n := 0; n < size; {
		k, err := syscall.Read(fd, buf[n:])
		switch {
		case err == syscall.EINTR:
		case err != nil:
			return nil, false
		case n+k > size:
			return nil, false
		case k == 0: // it has shrunk
			return buf[:n], true
		default:
			n += k
		}
	}
	return buf[:size], true
}
