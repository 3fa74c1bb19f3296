package cli

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// stamps are those of the files and folders that a configuration rests on, by name.
type stamps map[string]string

// changed reports whether one of them did since it was noted.
func (s stamps) changed() bool {
	for name, was := range s {
		if stamp(name) != was {
			return true
		}
	}
	return false
}

// watch has it noted what policies read and look for.
func (s stamps) watch(p *policies) {
	noted := func(read func(string) ([]byte, error)) func(string) ([]byte, error) {
		return func(name string) ([]byte, error) {
			s.note(name)
			return read(name)
		}
	}
	p.loader.ReadFile, p.files.readFile, p.files.readNamed = noted(p.loader.ReadFile), noted(p.files.readFile), noted(p.files.readNamed)
	looks, opens := p.loader.Exists, p.files.folder
	p.loader.Exists = func(name string) bool {
		s.note(name)
		return looks(name)
	}
	if p.git != nil {
		p.git.ReadFile, p.git.Exists = noted(p.git.ReadFile), p.loader.Exists
	}
	p.files.folder = func(name string) (fs.FS, error) {
		s.note(name)
		return opens(name)
	}
}

func (s stamps) note(name string) {
	if _, ok := s[name]; !ok {
		s[name] = stamp(name)
	}
}

// maxStamped is how many files of a folder are looked at for changes.
const maxStamped = 1000

// stamp returns a text that changes with a file, or with the files in a folder; that
// of a folder of git says no more than that it is there.
func stamp(name string) string {
	info, err := os.Stat(name)
	switch {
	case err != nil:
		return ""
	case filepath.Base(name) == ".git":
		return "there"
	case !info.IsDir():
		return fmt.Sprint(info.Size(), info.ModTime())
	}
	var all strings.Builder
	left := maxStamped
	filepath.WalkDir(name, func(path string, entry fs.DirEntry, err error) error {
		if left--; err != nil || left < 0 {
			return fs.SkipAll
		}
		if info, err := entry.Info(); err == nil {
			fmt.Fprintln(&all, path, info.Size(), info.ModTime())
		}
		return nil
	})
	return all.String()
}
