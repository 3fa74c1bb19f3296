// Archive packs files so that the same files give the same bytes, whoever packs them
// and when:
//
//	archive OUT.tar.gz|OUT.zip SECONDS PATH...
//
// Each file stands under its last name, as changed that many seconds after 1970; of a
// folder, all files in it do, below its name. The first one is a program.
package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "archive:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) < 3 {
		return errors.New("takes the file to write, the seconds since 1970 and the files to pack")
	}
	seconds, err := strconv.ParseInt(args[1], 10, 64)
	if err != nil {
		return err
	}
	var out bytes.Buffer
	if err := pack(&out, strings.HasSuffix(args[0], ".zip"), time.Unix(seconds, 0).UTC(), args[2:]); err != nil {
		return err
	}
	return os.WriteFile(args[0], out.Bytes(), 0o644)
}

// pack writes an archive of files: zip, or tar within gzip.
func pack(out io.Writer, zipped bool, changed time.Time, files []string) error {
	var add func(name string, mode os.FileMode, size int64) (io.Writer, error)
	var end []io.Closer
	if zipped {
		w := zip.NewWriter(out)
		end = []io.Closer{w}
		add = func(name string, mode os.FileMode, _ int64) (io.Writer, error) {
			h := &zip.FileHeader{Name: name, Method: zip.Deflate, Modified: changed}
			h.SetMode(mode)
			return w.CreateHeader(h)
		}
	} else {
		z, err := gzip.NewWriterLevel(out, gzip.BestCompression)
		if err != nil {
			return err
		}
		w := tar.NewWriter(z)
		end = []io.Closer{w, z}
		add = func(name string, mode os.FileMode, size int64) (io.Writer, error) {
			return w, w.WriteHeader(&tar.Header{Name: name, Mode: int64(mode), Size: size, ModTime: changed, Format: tar.FormatUSTAR})
		}
	}
	for i, path := range files {
		err := filepath.WalkDir(path, func(file string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			data, err := os.ReadFile(file)
			if err != nil {
				return err
			}
			name, err := filepath.Rel(filepath.Dir(path), file)
			if err != nil {
				return err
			}
			mode := os.FileMode(0o644)
			if i == 0 {
				mode = 0o755
			}
			w, err := add(filepath.ToSlash(name), mode, int64(len(data)))
			if err == nil {
				_, err = w.Write(data)
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	for _, c := range end {
		if err := c.Close(); err != nil {
			return err
		}
	}
	return nil
}
