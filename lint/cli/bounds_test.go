package cli

import (
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"testing"

	"github.com/jdlint/jdlint/lint/internal/readtest"
)

// bounds are the hostile cases by kind: what is run on which files, what comes of
// it, and how many megabytes it may take in all. A case that is not bounded takes
// gigabytes, or waits for ever.
var bounds = []struct {
	kind, name string
	prepare    func(t *testing.T)
	args       []string
	code       int
	says       string // part of the messages
	megabytes  uint64 // allocated
}{
	{"number", "level of a list", func(t *testing.T) {
		write(t, "x.docx", string(readtest.Docx(t, `<w:p><w:pPr><w:numPr><w:ilvl w:val="100000000000"/><w:numId w:val="3"/></w:numPr></w:pPr>`+readtest.TextRun("Product Owner")+`</w:p>`)))
	}, []string{"."}, exitOK, "", 64},
	{"number", "widths of a font", func(t *testing.T) {
		objects := readtest.PDFObjects("BT /F1 12 Tf 72 700 Td (Product Owner) Tj ET")
		objects[2] = "<</Type/Font/Subtype/Type0/DescendantFonts[<</W[" + fillTo(1<<20, "0 65000 1 ") + "]>>]>>"
		write(t, "x.pdf", string(readtest.PDFOf(objects)))
	}, []string{"x.pdf"}, exitUnreadable, "x.pdf: ", 256},
	{"number", "columns of a stream", func(t *testing.T) {
		objects := readtest.PDFObjects(strings.Split(strings.Repeat("BT /F1 12 Tf 72 700 Td (Product Owner) Tj ET|", 200), "|")...)
		for i, o := range objects {
			objects[i] = strings.Replace(o, "<</Length", "<</DecodeParms<</Predictor 12/Columns 16000000>>/Filter/Crypt/Length", 1)
		}
		write(t, "x.pdf", string(readtest.PDFOf(objects)))
	}, []string{"x.pdf"}, exitUnreadable, "x.pdf: ", 128},
	{"number", "jobs", nil, []string{"--jobs", "1000000000", "good.md"}, exitMisuse, "--jobs must lie between 1 and 1024", 1},

	{"special file", "configuration", linkTo("/dev/zero", ".jdlint.yaml"), []string{"good.md"}, exitMisuse, ".jdlint.yaml", 64},
	{"special file", "configuration that is named", nil, []string{"--config", "/dev/zero", "good.md"}, exitMisuse, "larger than 1 MB", 64},
	{"special file", "extends", settingsFile("extends: /dev/zero"), []string{"good.md"}, exitMisuse, "", 64},
	{"special file", "extends a pipe", pipe("extends: pipe"), []string{"good.md"}, exitMisuse, "pipe", 64},
	{"special file", "models", settingsFile("models: [/dev/zero]"), []string{"good.md"}, exitMisuse, "", 64},
	{"special file", "titles", pipe("titles: [pipe]"), []string{"good.md"}, exitMisuse, "pipe", 64},
	{"special file", "role model", pipe("role_model: ./pipe"), []string{"good.md"}, exitMisuse, "pipe", 64},
	{"special file", "role model that is named", nil, []string{"--role-model", "/dev/zero", "good.md"}, exitMisuse, "", 64},
	{"special file", "rules", func(t *testing.T) {
		writeAll(t, ".", map[string]string{".jdlint.yaml": "rules: [r]", "r/en/duties/": ""})
		linkTo("/dev/zero", "r/en/duties/a.yaml")(t)
	}, []string{"good.md"}, exitMisuse, "a.yaml", 64},
	{"special file", "baseline", nil, []string{"--baseline", "/dev/zero", "good.md"}, exitMisuse, "larger than 64 MB", 768},
	{"special file", "in a folder", func(t *testing.T) {
		linkTo("/dev/zero", "zero.md")(t)
		linkTo("/proc/self/environ", "environ.md")(t)
		pipe("")(t)
	}, []string{"."}, exitOK, "", 64},

	{"size", "configuration", func(t *testing.T) { write(t, ".jdlint.yaml", fillTo(2<<20, "# a comment\n")) }, []string{"good.md"}, exitMisuse, "larger than 1 MB", 64},
	{"size", "phrase", ownPhrase(fillTo(900<<10, "own the ")), []string{"good.md"}, exitMisuse, "no duty is told by more than", 256},
	{"message", "many mistakes", settingsFile("severity:\n" + manyKeys(10_000)), []string{"good.md"}, exitMisuse, "and 9950 more", 128},
	{"message", "a long value", settingsFile("min_confidence: " + fillTo(500<<10, "9")), []string{"good.md"}, exitMisuse, "9…", 64},
	{"message", "a long pattern", settingsFile("ignore: ['" + fillTo(100<<10, "[") + "']"), []string{"good.md"}, exitMisuse, "[…", 64},

	{"pattern", "alternatives", nil, []string{strings.Repeat("{a,b}", 22) + ".md"}, exitUnreadable, "1000 combinations", 16},
	{"pattern", "alternatives within each other", nil, []string{strings.Repeat("{a,{b,c}}", 11) + ".md"}, exitUnreadable, "1000 combinations", 16},
	{"pattern", "depth", deepFolder, []string{"**/a/**/a/**/a/**/*.md"}, exitUnreadable, "more than 3 **", 16},
	{"pattern", "the same depth", deepFolder, []string{strings.Repeat("**/", 40) + "*.md"}, exitOK, "", 64},

	{"size", "lines of nothing", func(t *testing.T) { write(t, "x.ndjson", strings.Repeat("{}\n", 300_000)) }, []string{"x.ndjson"}, exitUnreadable, "holds no jobs", 128},
	{"size", "lines that are broken", func(t *testing.T) { write(t, "x.ndjson", strings.Repeat("\x00\n", 300_000)) }, []string{"x.ndjson"}, exitUnreadable, "holds no jobs", 128},
	{"message", "jobs that are broken", func(t *testing.T) {
		write(t, "x.ndjson", `{"title":"Product Owner","description":"Own it"}`+"\n"+strings.Repeat("\x00\n", 300_000))
	}, []string{"x.ndjson"}, exitUnreadable, "1000 in a row", 128},
	{"size", "words of a phrase", ownPhrase("own " + fillTo(1<<10, "a|b|") + "c"), []string{"good.md"}, exitOK, "", 256},
}

func linkTo(to, name string) func(*testing.T) {
	return func(t *testing.T) {
		if _, err := os.Stat(to); err != nil {
			t.Skip(err)
		}
		if err := os.Symlink(to, name); err != nil {
			t.Skip(err)
		}
	}
}

func settingsFile(text string) func(*testing.T) {
	return func(t *testing.T) { write(t, ".jdlint.yaml", text) }
}

// pipe makes a pipe that nobody writes to, and a configuration.
func pipe(text string) func(*testing.T) {
	return func(t *testing.T) {
		if err := exec.Command("mkfifo", "pipe", "pipe.md").Run(); err != nil {
			t.Skip(err)
		}
		settingsFile(text)(t)
	}
}

func manyKeys(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "  key-%d: off\n", i)
	}
	return b.String()
}

func deepFolder(t *testing.T) {
	writeAll(t, ".", map[string]string{strings.Repeat("a/", 60) + "b.md": fittingOwner})
}

func ownPhrase(phrase string) func(*testing.T) {
	return func(t *testing.T) {
		writeAll(t, ".", map[string]string{".jdlint.yaml": "rules: [r]", "r/en/duties/backlog.yaml": "category: backlog\nrules:\n  - id: backlog.x\n    means: Does x.\n    phrases: ['" + phrase + "']\n    duty: ['own c']\n"})
	}
}

// TestBounds runs the hostile cases.
func TestBounds(t *testing.T) {
	for _, c := range bounds {
		t.Run(c.kind+"/"+c.name, func(t *testing.T) {
			tree(t, map[string]string{"good.md": fittingOwner})
			if c.prepare != nil {
				c.prepare(t)
			}
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			got := realRun(t, "", c.args...)
			runtime.ReadMemStats(&after)
			if got.code != c.code || !strings.Contains(got.errOut, c.says) {
				t.Errorf("code %d, want %d; says %.500q, want %q", got.code, c.code, got.errOut, c.says)
			}
			if len(got.errOut) > 256<<10 {
				t.Errorf("it says %d bytes", len(got.errOut))
			}
			if took := (after.TotalAlloc - before.TotalAlloc) >> 20; took > c.megabytes {
				t.Errorf("it takes %d MB, more than %d", took, c.megabytes)
			}
		})
	}
}

// TestNamedPipe: what is named and is a pipe is read, since shells give one for
// <(command).
func TestNamedPipe(t *testing.T) {
	for _, args := range [][]string{{"pipe"}, {"--config", "pipe", "good.md"}, {"--role-model", "pipe", "good.md"}, {"--baseline", "pipe", "good.md"}} {
		tree(t, map[string]string{"good.md": fittingOwner})
		if err := exec.Command("mkfifo", "pipe").Run(); err != nil {
			t.Skip(err)
		}
		text := map[string]string{"pipe": fittingOwner, "--config": "fail_on: never\n", "--role-model": "id: own\nextends: strategist\nname: Own\nsummary: Ours.\n", "--baseline": "{\"version\": 1, \"fingerprint\": \"v1\", \"findings\": []}\n"}[args[0]]
		go os.WriteFile("pipe", []byte(text), 0)
		if got := realRun(t, "", args...); got.code != exitOK {
			t.Errorf("%v: %+v", args, got)
		}
	}
}
