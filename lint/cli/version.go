package cli

import (
	"encoding/json"
	"fmt"
	"runtime"
	"runtime/debug"
)

// build is what the program was built from.
type build struct {
	Version  string `json:"version"`
	Commit   string `json:"commit"`   // "" where it is not known
	Date     string `json:"date"`     // of the commit, as RFC 3339 has it
	Modified bool   `json:"modified"` // the sources differed from the commit
	Go       string `json:"go"`
	Platform string `json:"platform"`
}

// What releases are built from; the linker sets these, since what git knows is kept
// out of their bytes.
var version, commit, date string

// version prints the version of the program.
func (c *Command) version(f *flags) func() error {
	asJSON := f.Bool("json", false, "print what the program was built from, for programs")
	return func() error {
		if f.NArg() > 0 {
			return usagef("version takes no arguments, not %q", f.Arg(0))
		}
		if *asJSON {
			enc := json.NewEncoder(c.out)
			enc.SetIndent("", "  ")
			return unwritten(enc.Encode(builtFrom()))
		}
		c.printVersion()
		return nil
	}
}

func (c *Command) printVersion() { fmt.Fprintf(c.out, "jdlint %s\n", Version()) }

// builtFrom reads what the compiler wrote into the program.
func builtFrom() build {
	b := build{Version: Version(), Commit: commit, Date: date, Go: runtime.Version(), Platform: runtime.GOOS + "/" + runtime.GOARCH}
	info, ok := debug.ReadBuildInfo()
	if !ok || version != "" {
		return b
	}
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			b.Commit = s.Value
		case "vcs.time":
			b.Date = s.Value
		case "vcs.modified":
			b.Modified = s.Value == "true"
		}
	}
	return b
}

// Version is the version of the module that the program was built from, or
// "devel" for one built in its source tree.
func Version() string {
	if version != "" {
		return version
	}
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" || info.Main.Version == "(devel)" {
		return "devel"
	}
	return info.Main.Version
}
