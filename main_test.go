package main

import (
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"jdlint": main})
}

// TestScripts runs the program as a user does, one script for each feature.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: filepath.Join("testdata", "scripts"), RequireExplicitExec: true, RequireUniqueNames: true,
	})
}
