package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// TestPack packs the same files at two times, and unpacks them.
func TestPack(t *testing.T) {
	dir := t.TempDir()
	var files []string
	for _, name := range []string{"program", "LICENSE"} {
		file := filepath.Join(dir, name)
		if err := os.WriteFile(file, []byte("text of "+name), 0o600); err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	if err := os.MkdirAll(filepath.Join(dir, "docs", "deep"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "docs", "deep", "page"), []byte("text"), 0o600); err != nil {
		t.Fatal(err)
	}
	files = append(files, filepath.Join(dir, "docs"))
	for _, name := range []string{"a.zip", "a.tar.gz"} {
		var packed [2][]byte
		for i := range packed {
			out := filepath.Join(dir, name)
			if err := run(append([]string{out, "1700000000"}, files...)); err != nil {
				t.Fatal(err)
			}
			var err error
			if packed[i], err = os.ReadFile(out); err != nil {
				t.Fatal(err)
			}
			later := time.Now().Add(time.Hour)
			if err := os.Chtimes(files[0], later, later); err != nil {
				t.Fatal(err)
			}
		}
		if !bytes.Equal(packed[0], packed[1]) {
			t.Errorf("%s: two runs, other bytes", name)
		}
	}
	z, err := zip.OpenReader(filepath.Join(dir, "a.zip"))
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	if f := z.File[0]; f.Name != "program" || f.Mode() != 0o755 || f.Modified.Unix() != 1700000000 || z.File[1].Mode() != 0o644 || len(z.File) != 3 || z.File[2].Name != "docs/deep/page" {
		t.Errorf("zip: %+v", f.FileHeader)
	}
	data, err := os.ReadFile(filepath.Join(dir, "a.tar.gz"))
	if err != nil {
		t.Fatal(err)
	}
	r, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	h, err := tar.NewReader(r).Next()
	if err != nil || h.Name != "program" || h.Mode != 0o755 || h.ModTime.Unix() != 1700000000 || h.Uid != 0 || h.Uname != "" {
		t.Errorf("tar: %+v, %v", h, err)
	}
	for _, args := range [][]string{nil, {"out.zip", "now", files[0]}, {filepath.Join(dir, "out.zip"), "1", filepath.Join(dir, "missing")}} {
		if err := run(args); err == nil {
			t.Errorf("%q: no error", args)
		}
	}
}
