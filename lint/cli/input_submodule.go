package cli

import (
	"path/filepath"
	"strings"
)

// absentSubmodules returns the submodules, by full path, that are not checked out in the
// repository around a folder: folders in which there is nothing, and which look as if there
// never was.
func absentSubmodules(folder string) map[string]bool {
	root, err := filepath.Abs(folder)
	for err == nil && !exists(filepath.Join(root, ".git")) {
		parent := filepath.Dir(root)
		if parent == root {
			return nil
		}
		root = parent
	}
	if err != nil {
		return nil
	}
	data, err := readIgnored(filepath.Join(root, ".gitmodules"))
	if err != nil {
		return nil
	}
	absent := map[string]bool{}
	for line := range strings.Lines(string(data)) {
		key, value, _ := strings.Cut(line, "=")
		if strings.TrimSpace(key) != "path" {
			continue
		}
		name := filepath.FromSlash(strings.Trim(strings.TrimSpace(value), `"`))
		if path := filepath.Join(root, name); filepath.IsLocal(name) && !exists(filepath.Join(path, ".git")) {
			absent[path] = true
		}
	}
	return absent
}

// Why nothing in a submodule is looked at.
const (
	notCheckedOut = "a submodule that is not checked out"
	notCompared   = "in a submodule, of which --changed-since does not see what changed"
)

// saySubmodules names on standard error the submodules that the run looked past.
func (r *inputRun) saySubmodules() {
	for _, of := range []struct{ why, what, remedy string }{
		{notCheckedOut, "not checked out", "git submodule update --init"},
		{notCompared, "not compared by --changed-since", "run jdlint in there"},
	} {
		names := r.passed.submodules[of.why]
		if len(names) == 0 {
			continue
		}
		is := "is"
		if len(names) > 1 {
			is = "are"
		}
		r.c.notef("%s %s %s, so nothing in there was looked at: %s; %s", plural(len(names), "submodule"), is, of.what, firstOf(names), of.remedy)
	}
}

// firstOf returns the first few of some names.
func firstOf(names []string) string {
	if len(names) > mostNamed {
		names = append(names[:mostNamed:mostNamed], "others")
	}
	return andList(names)
}
