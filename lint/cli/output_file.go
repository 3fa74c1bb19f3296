package cli

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/jdlint/jdlint/lint/read"
	"github.com/jdlint/jdlint/lint/report"
)

// atomicFile is a file that appears whole or not at all: it is written under
// another name and renamed at the end. A device or a pipe is written as it
// comes.
type atomicFile struct {
	*os.File
	target string // "" when File is the target itself
}

// createAtomic begins a file. An old one of the name stays until commit, which
// keeps its mode; a link is followed.
func createAtomic(name string) (*atomicFile, error) {
	target := name
	if real, err := filepath.EvalSymlinks(name); err == nil {
		target = real
	}
	info, err := os.Stat(target)
	switch {
	case err == nil && info.IsDir():
		return nil, &os.PathError{Op: "open", Path: name, Err: errors.New("is a folder")}
	case err == nil && !info.Mode().IsRegular():
		f, err := os.OpenFile(target, os.O_WRONLY, 0)
		return &atomicFile{File: f}, err
	}
	old := err == nil
	removeDrafts(filepath.Dir(target))
	draft := filepath.Join(filepath.Dir(target), fmt.Sprintf(".%s.%s.tmp", filepath.Base(target), rand.Text()))
	f, err := os.OpenFile(draft, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666) // less the umask
	if err != nil {
		return nil, err
	}
	lock(f) // says that somebody is at it
	a := &atomicFile{f, target}
	if old {
		if err := f.Chmod(info.Mode().Perm()); err != nil {
			a.abort()
			return nil, err
		}
	}
	return a, nil
}

// draftAge is how old a draft must be to be that of a run which was killed. One that
// nobody has locked is one: a lock is taken right after the file is made.
const draftAge = time.Minute

// cleaned are the folders in which removeDrafts was.
var cleaned sync.Map

// removeDrafts removes what runs that were killed left behind in a folder. A run looks
// there once, however many files it writes.
func removeDrafts(folder string) {
	abs, err := filepath.Abs(folder)
	if err != nil {
		return
	}
	if _, done := cleaned.LoadOrStore(abs, true); done {
		return
	}
	entries, err := os.ReadDir(folder)
	if err != nil {
		return
	}
	for _, e := range entries {
		middle, tmp := strings.CutSuffix(e.Name(), ".tmp")
		random := middle[strings.LastIndexByte(middle, '.')+1:]
		if !tmp || !strings.HasPrefix(middle, ".") || len(random) != len(rand.Text()) || strings.Trim(random, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567") != "" || !e.Type().IsRegular() {
			continue
		}
		name := filepath.Join(folder, e.Name())
		f, err := os.Open(name)
		if err != nil {
			continue
		}
		info, err := f.Stat()
		if err == nil && time.Since(info.ModTime()) > draftAge && lock(f) {
			os.Remove(name)
		}
		f.Close()
	}
}

// commit closes the file, with its content on the disk, and renames it to its target.
func (a *atomicFile) commit() error {
	if a.target == "" {
		return a.Close()
	}
	err := a.Sync()
	if closed := a.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(a.Name(), a.target)
	}
	if err != nil {
		os.Remove(a.Name())
		return err
	}
	if dir, err := os.Open(filepath.Dir(a.target)); err == nil {
		dir.Sync() // where folders can be; the file is there in any case
		dir.Close()
	}
	return nil
}

// abort drops the file. After commit it does nothing.
func (a *atomicFile) abort() {
	if a.Close() == nil && a.target != "" {
		os.Remove(a.Name())
	}
}

// writeFile writes a file in one step: it holds the old text or the new one,
// whatever happens meanwhile.
func writeFile(name string, data []byte) error {
	f, err := createAtomic(name)
	if err == nil {
		defer f.abort()
		_, err = f.Write(data)
	}
	if err == nil {
		err = f.commit()
	}
	switch {
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("writing %s: not allowed to write in this folder", name)
	case err != nil:
		return fmt.Errorf("writing %w", readError(name, err))
	}
	return nil
}

// replaceFile writes new text into a file that is there, in one step, if the old
// text still stands in it. The file keeps mode and owner; one that could not stay
// what it is otherwise is left as it is.
func replaceFile(name string, old, data []byte) error {
	info, err := os.Lstat(name)
	if err != nil {
		return fmt.Errorf("writing %w", readError(name, err))
	}
	leave := func(why string) error { return fmt.Errorf("%s: %s; left as it is", name, why) }
	switch {
	case !info.Mode().IsRegular():
		return leave("no ordinary file")
	case info.Mode().Perm()&0o222 == 0:
		return leave("nobody may write to it, by its mode")
	}
	held, err := os.OpenFile(name, os.O_RDWR, 0)
	if err != nil {
		return leave("not allowed to write to it")
	}
	defer held.Close()
	if !lock(held) {
		return leave("another program has locked it")
	}
	if why := unkept(held, info); why != "" {
		return leave(why)
	}
	draft, err := createAtomic(name)
	if err != nil {
		return fmt.Errorf("writing %s: %w", name, withoutName(err))
	}
	defer draft.abort()
	if _, err = draft.Write(data); err == nil {
		err = keep(draft.File, info)
	}
	if err != nil {
		return leave(fmt.Sprintf("cannot keep its owner and mode: %v", withoutName(err)))
	}
	// Between reading and writing somebody else may have written, by a rename as well.
	now, err := readAll(held, len(old))
	again, statErr := os.Lstat(name)
	if err != nil || statErr != nil || !os.SameFile(info, again) || !bytes.Equal(now, old) {
		return leave("changed meanwhile")
	}
	if err := draft.commit(); err != nil {
		return fmt.Errorf("writing %s: %w", name, withoutName(err))
	}
	return nil
}

// checkOutput returns why a file must not be written over: it is an input of the run,
// or, unless forced, has the name of a posting and is no report of jdlint.
func checkOutput(name string, inputs []string, force bool) error {
	info, err := os.Stat(name)
	if err != nil || !info.Mode().IsRegular() {
		return nil
	}
	for _, input := range inputs {
		if other, err := os.Stat(input); input != "" && err == nil && os.SameFile(info, other) {
			return usagef("%s is an input of this run, and would be written over; send the output to another file", name)
		}
	}
	ext := strings.ToLower(filepath.Ext(name))
	if force || info.Size() == 0 || !slices.Contains(read.Extensions(), ext) && ext != ".xlsx" || isReport(name) {
		return nil
	}
	return usagef("%s is there already and is no report of jdlint: a posting, by its name; --force writes over it", name)
}

// isReport reports whether a file begins like a report of jdlint, or ends like one.
func isReport(name string) bool {
	f, err := os.Open(name)
	if err != nil {
		return false
	}
	defer f.Close()
	head := make([]byte, 1<<12)
	n, _ := io.ReadFull(f, head)
	head = head[:n]
	tail := make([]byte, 1<<10)
	if info, err := f.Stat(); err == nil {
		n, _ := f.ReadAt(tail, max(0, info.Size()-int64(len(tail))))
		tail = tail[:n]
	}
	return bytes.HasPrefix(head, []byte(report.MarkdownMark)) || bytes.Contains(head, []byte(`<meta name="generator" content="jdlint`)) ||
		bytes.Contains(head, []byte("Judged by the role model “")) || bytes.Contains(tail, []byte("Judged by the role model “"))
}
