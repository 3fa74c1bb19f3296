package cli

import (
	"encoding/json"
	"runtime"
	"strings"
	"testing"
)

func TestMisuse(t *testing.T) {
	tree(t, map[string]string{"a.md": "# Product Owner\n", "b.md": "# Product Owner\n", "jobs/c.md": "# Product Owner\n"})
	tests := []struct {
		args string
		want string // in what is said
	}{
		{"", "nothing to check"},
		{"--formt json a.md", "there is no flag --formt; did you mean --format?"},
		{"-x a.md", "there is no flag -x"},
		{"a.md --format", "--format needs a value: text, table, json, ndjson, "},
		{"--format jsn a.md", `csv or html, not "jsn"; did you mean json?`},
		{"--format sarf=x a.md", `not "sarf"; did you mean sarif?`},
		{"--format sarif= a.md", "--format sarif= names no file"},
		{"--format json --format csv a.md", "--format json and --format csv would both print on standard output; send one to a file: --format csv=FILE"},
		{"--format json=x --format csv=./x a.md", "--format json and --format csv would both write x"},
		{"--format json=none/x a.md", "--format json=none/x: there is no such folder"},
		{"--format json=jobs a.md", "--format json=jobs: is a folder"},
		{"--jobs two a.md", `--jobs needs a whole number, not "two"`},
		{"--jobs 0 a.md", "--jobs must lie between 1 and 1024, not 0"},
		{"--jobs 1000000000 a.md", "--jobs must lie between 1 and 1024, not 1000000000"},
		{"--min-confidence 2 a.md", "between 0 and 1"},
		{"--min-confidence NaN a.md", "between 0 and 1"},
		{"--min-confidence high a.md", "needs a number such as 0.8"},
		{"--color sometimes a.md", "--color is auto, always or never"},
		{"--title Owner a.md b.md", "--title names one posting"},
		{"--title Owner jobs", "--title names one posting"},
		{"--role-model none a.md", `there is no role model "none"`},
		{"help chek", "there is no command chek; did you mean check?"},
		{"version now", "version takes no arguments"},
		{"explain pricing backlog", "explain takes one id, not 2"},
		{"rules x", "rules takes no arguments"},
		{"score", "score takes one file of labels"},
		{"score --details x", "--details needs --json"},
		{"score --against o.json --json x", "cannot be used together"},
		{"test-rules --formt x", "there is no flag --formt"},
	}
	for _, tt := range tests {
		t.Run(tt.args, func(t *testing.T) {
			got := run(t, "", strings.Fields(tt.args)...)
			if got.code != exitMisuse || !strings.Contains(got.errOut, tt.want) {
				t.Errorf("code %d, said %q, want %d and %q", got.code, got.errOut, exitMisuse, tt.want)
			}
			if got.out != "" {
				t.Errorf("printed %q", got.out)
			}
			if strings.Contains(got.errOut, "goroutine") || strings.Contains(got.errOut, "strconv") {
				t.Errorf("said %q", got.errOut)
			}
		})
	}
}

func TestHelp(t *testing.T) {
	for _, args := range []string{"help", "--help", "-h", "help check", "help explain", "help rules", "help score", "help test-rules", "help version", "help help",
		"score --help", "check -h", "explain --help", "rules -h", "test-rules -h", "init -h", "config -h", "baseline -h", "fix -h", "schema -h", "completion -h", "help fix"} {
		got := run(t, "", strings.Fields(args)...)
		if got.code != 0 || got.errOut != "" || !strings.Contains(got.out, "jdlint") {
			t.Errorf("%s: code %d, %q, %q", args, got.code, got.out, got.errOut)
		}
	}
	all := run(t, "", "help").out
	for _, cmd := range commands() {
		if !strings.Contains(all, "jdlint "+cmd.name) && cmd.name != "check" {
			t.Errorf("help does not name %s", cmd.name)
		}
	}
}

func TestVersion(t *testing.T) {
	for _, args := range []string{"version", "--version"} {
		if got := run(t, "", args); got.code != 0 || !strings.HasPrefix(got.out, "jdlint ") || strings.Count(got.out, "\n") != 1 {
			t.Errorf("%s: %+v", args, got)
		}
	}
	got := run(t, "", "version", "--json")
	var b map[string]any
	if err := json.Unmarshal([]byte(got.out), &b); err != nil || got.code != 0 {
		t.Fatalf("%v: %+v", err, got)
	}
	for _, key := range []string{"version", "commit", "date", "modified", "go", "platform"} {
		if _, ok := b[key]; !ok {
			t.Errorf("%s is missing in %s", key, got.out)
		}
	}
	if b["go"] != runtime.Version() || b["version"] != Version() {
		t.Error(got.out)
	}

	// A release has what the linker was told.
	version, commit, date = "v1.2.3", "abc", "2024-05-06T07:08:09Z"
	defer func() { version, commit, date = "", "", "" }()
	if got := run(t, "", "version"); got.out != "jdlint v1.2.3\n" {
		t.Error(got.out)
	}
	if got := run(t, "", "version", "--json"); !strings.Contains(got.out, `"commit": "abc"`) || !strings.Contains(got.out, `"date": "2024-05-06T07:08:09Z"`) {
		t.Error(got.out)
	}
}
