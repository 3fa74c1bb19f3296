package cli

import (
	"fmt"
	"hash/fnv"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/jdlint/jdlint/rules"
)

const (
	watchEvery = 300 * time.Millisecond
	// maxWatched is how many files are watched: each is asked for each time.
	maxWatched = 20_000
	// watchShare is what part of the time is spent on asking, at most: one in this many,
	// unless that would be less often than watchAtLeast.
	watchShare   = 20
	watchAtLeast = 5 * time.Second
)

// watch judges, and again whenever one of the files that the arguments name changes, or
// what the run rests on, until the user stops it.
func (c *Command) watch(f *flags, outputs []output, judge func() error) error {
	known, err := rules.Builtin()
	if err != nil {
		return err
	}
	ctx, stop := notifyContext()
	defer stop()
	w := watcher{c: c, args: f.Args(), outputs: outputs, others: known.Headings.Others.OthersFolder}
	for first := true; ; first = false {
		before, err := w.look()
		if err != nil {
			return err
		}
		if format := onStdout(outputs); !first && isTerminal(c.Stdout) && (format == "text" || format == "table") {
			io.WriteString(c.Stdout, "\x1b[H\x1b[2J") // an error comes back with the next output
		}
		c.watched = stamps{}
		for _, flag := range []string{"baseline", "config", "role-model"} {
			if name, ok := f.given(flag); ok {
				c.watched.note(name)
			}
		}
		err = judge()
		if _, misuse := err.(usageError); misuse && first {
			return err
		}
		c.exit("check", err)
		if err := c.out.Flush(); err != nil { // nobody is there any more
			return unwritten(err)
		}
		c.notef("watching %s; Ctrl-C ends it", plural(w.files, "file"))
		for changed := false; !changed; {
			began := time.Now()
			now, err := w.look()
			if err != nil {
				return err
			}
			changed = now != before || c.watched.changed()
			select {
			case <-ctx.Done():
				return nil
			case <-time.After(min(max(watchEvery, watchShare*time.Since(began)), watchAtLeast)): // also for who writes in pieces
			}
		}
	}
}

// watcher looks at files for changes.
type watcher struct {
	c       *Command
	args    []string
	outputs []output
	others  func(folder string) string // why it is not looked into, or ""

	files int // that there were at the last look
}

var errManyWatched = usagef("--watch looks at up to %d files; name a smaller folder", maxWatched)

// look returns a number that changes with the files.
func (w *watcher) look() (uint64, error) {
	w.files = 0
	h := fnv.New64a()
	own := w.own()
	see := func(path string, info fs.FileInfo, err error) error {
		if err != nil {
			fmt.Fprintln(h, path, "is gone")
			return nil
		}
		if slices.ContainsFunc(own, func(o fs.FileInfo) bool { return os.SameFile(o, info) }) {
			return nil
		}
		if w.files++; w.files > maxWatched {
			return errManyWatched
		}
		fmt.Fprintln(h, path, info.Size(), info.ModTime().UnixNano(), info.Mode())
		return nil
	}
	for _, arg := range w.args {
		names := []string{arg}
		if _, err := os.Stat(arg); err != nil && isGlob(arg) {
			names, _ = globFiles(arg)
		}
		for _, name := range names {
			info, err := os.Stat(name)
			if err == nil && info.IsDir() {
				err = w.folder(name, see)
			} else {
				err = see(name, info, err)
			}
			if err != nil {
				return 0, err
			}
		}
	}
	return h.Sum64(), nil
}

// folder sees the files of a folder, but for those in folders that nobody looks into.
func (w *watcher) folder(root string, see func(string, fs.FileInfo, error) error) error {
	if info, err := os.Lstat(root); err == nil && !info.IsDir() {
		root += string(filepath.Separator)
	}
	return filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return see(path, nil, err)
		case !entry.IsDir():
			info, err := os.Stat(path) // a link changes with the file
			return see(path, info, err)
		case path != root && (strings.HasPrefix(entry.Name(), ".") || w.others(entry.Name()) != ""):
			return fs.SkipDir
		}
		return nil
	})
}

// own returns the files that the run itself writes.
func (w *watcher) own() (all []fs.FileInfo) {
	for _, o := range w.outputs {
		if info, err := os.Stat(o.file); err == nil {
			all = append(all, info)
		}
	}
	for _, stream := range []io.Writer{w.c.Stdout, w.c.Stderr} {
		if f, ok := stream.(*os.File); ok {
			if info, err := f.Stat(); err == nil {
				all = append(all, info)
			}
		}
	}
	return all
}
