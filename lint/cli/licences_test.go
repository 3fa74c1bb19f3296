package cli

import (
	"bytes"
	"encoding/json"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// licences are those that are known, told by words that stand in their texts.
var licences = []struct{ name, words string }{
	{"Apache-2.0", "Apache License"},
	{"MIT", "Permission is hereby granted, free of charge, to any person obtaining a copy"},
	{"BSD", "Redistribution and use in source and binary forms, with or without modification, are permitted"},
	{"MPL-2.0", "Mozilla Public License Version 2.0"},
}

// permissive says which of them let anybody use the program for anything.
var permissive = []string{"Apache-2.0", "MIT", "BSD"}

// TestLicences lists the licence of each module that the program is built from
// and tested with (see them with -v). What is built into it must be permissive;
// what only tests use must be known.
func TestLicences(t *testing.T) {
	inside, all := modulesOf(t), modulesOf(t, "-test")
	if len(inside) < 10 {
		t.Fatalf("only %d modules", len(inside))
	}
	for _, name := range slices.Sorted(maps.Keys(all)) {
		m := all[name]
		found := licencesIn(t, m.Dir)
		if len(found) == 0 {
			t.Errorf("%s %s: no licence that is known", m.Path, m.Version)
			continue
		}
		use := "tests"
		if _, ok := inside[name]; ok {
			use = "program"
			if !slices.ContainsFunc(found, func(l string) bool { return slices.Contains(permissive, l) }) {
				t.Errorf("%s %s: %v", m.Path, m.Version, found)
			}
		}
		t.Logf("%-40s %-16s %-8s %s", m.Path, strings.Join(found, ", "), use, m.Version)
	}
}

// module is a module as the go command knows it.
type module struct {
	Path, Version, Dir string
	Main               bool
}

// modulesOf returns the modules, but for the main one, that packages come from.
func modulesOf(t *testing.T, flags ...string) map[string]module {
	t.Helper()
	cmd := exec.Command("go", append(append([]string{"list", "-deps", "-json=Module"}, flags...), "./...")...)
	cmd.Dir = root(t)
	out, err := cmd.Output()
	if err != nil {
		t.Skipf("go list: %v", err)
	}
	all := map[string]module{}
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		var p struct{ Module *module }
		err := d.Decode(&p)
		if err == io.EOF {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		if p.Module != nil && !p.Module.Main {
			all[p.Module.Path] = *p.Module
		}
	}
}

// licencesIn returns the licences that stand in the folder of a module.
func licencesIn(t *testing.T, dir string) (found []string) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		name := strings.ToLower(e.Name())
		if e.IsDir() || !strings.HasPrefix(name, "licen") && !strings.HasPrefix(name, "copying") {
			continue
		}
		text, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		one := strings.Join(strings.Fields(string(text)), " ")
		for _, l := range licences {
			if strings.Contains(one, l.words) && !slices.Contains(found, l.name) {
				found = append(found, l.name)
			}
		}
	}
	return found
}
