package cli

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"unicode/utf8"

	"github.com/jdlint/jdlint/lint/internal/testtime"
	"github.com/jdlint/jdlint/lint/report"
)

// evil is what would do something, if it came out of a posting as it went in:
// on a terminal, in a page, or with the machine that runs a check.
const evil = "\x1b]0;x\x07\x1b[31m \u009b2J \u202ecba\u2066 <x-evil a='b'> \"><x-evil> ]]></x-evil> ::error::x ##[error]x ##vso[task.x]x\r::add-mask::x \U000e0041"

const heads = "# Product Owner " + evil + "\n\n## Your tasks " + evil + "\n\n"

// duties make a posting mistitled, so that the formats have much to say.
const duties = "- Set the price of all tickets " + evil + "\n- Own the profit and loss\n- Define the go-to-market strategy\n- Analyse the market and the competition\n- Own the product vision " + evil + "\n"

// fillTo repeats a piece up to a size in bytes.
func fillTo(size int, piece string) string { return strings.Repeat(piece, size/len(piece)+1) }

// hostile returns postings of about some size that are made to do harm.
func hostile(size int) map[string]string {
	deep := func(format string, n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, format, i, strings.Repeat("  ", i))
		}
		return b.String()
	}
	return map[string]string{
		"evil.md":           heads + duties,
		"evil.html":         "<title>" + evil + "</title><h1>Product Owner " + evil + "</h1><ul><li>Set the price " + evil + "<li>Own the profit and loss<li>Own the product vision</ul>",
		"evil.txt":          "Product Owner " + evil + "\n\n" + duties,
		"front.md":          "---\ntitle: 'Product Owner " + strings.ReplaceAll(evil, "'", "''") + "'\n---\n\n" + duties,
		"one-line.md":       heads + duties + fillTo(size, "You will own the product backlog, define the pricing and write user stories. "),
		"one-clause.md":     heads + duties + "- Own the " + fillTo(size, "pricing and the backlog and "),
		"one-word.md":       heads + duties + fillTo(size, "a"),
		"glued.txt":         "Product Owner\n\n" + duties + fillTo(size, "Own the backlog.Write user stories;"),
		"brackets.md":       heads + duties + "- " + fillTo(size, "own (pricing, "),
		"roles.md":          heads + duties + fillTo(size, "Product Owner "),
		"calls.md":          heads + duties + fillTo(size, "As a Product Manager you will lead. "),
		"bullets.md":        heads + duties + fillTo(size, "- Own the backlog\n"),
		"nothing.md":        heads + duties + fillTo(size, "- \n"),
		"headings.md":       heads + duties + deep("## Tasks %d\n\n- Own the backlog of %[1]d\n\n", min(size/40, 10_000)),
		"postings.md":       deep("# Product Owner %d\n\n- Own the backlog of %[1]d\n\n", min(size/40, 10_000)),
		"deep-list.md":      heads + duties + deep("%[2]s- Own the backlog of %[1]d\n", min(size/400, 1500)),
		"quotes.md":         heads + duties + fillTo(size, "> ") + "own the backlog",
		"links.md":          heads + duties + fillTo(size, "[") + fillTo(size, "]("),
		"emphasis.md":       heads + duties + fillTo(size, "**_a_ "),
		"comments.md":       heads + duties + fillTo(size, "<!-- a --> b ") + fillTo(size, "<!-- "),
		"suppressions.md":   heads + duties + fillTo(size, "<!-- jdlint-disable -->") + fillTo(size, "<!-- jdlint-disable-line stray-duty: why -->\n"),
		"suppressed.md":     "---\njdlint: {disable: [" + fillTo(size, "stray-duty, ") + "], reason: why}\n---\n" + heads + duties,
		"yaml.md":           "---\na: " + fillTo(size, "[") + "\n---\n" + heads + duties,
		"anchors.md":        "---\na: &a [x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c]\ne: [*d,*d,*d,*d,*d,*d]\njdlint: {disable: *d, reason: x}\n---\n" + heads + duties,
		"titles.md":         "---\n" + fillTo(size, "title:\n") + "---\n" + heads + duties,
		"long-title.md":     "# Product Owner " + fillTo(size, "x") + "\n\n" + duties,
		"repeated-title.md": "# Product Owner " + fillTo(size, "x") + "\n\n" + duties + fillTo(size/10, "<!-- jdlint-disable -->\n"),
		"slashed-title.md":  "# " + fillTo(size, "Product Owner / ") + "\n\n" + duties,
		"dashed-title.md":   "# " + fillTo(size, "Product Owner - x ") + "\n\n" + duties,
		"bracket-title.md":  "# " + fillTo(size, "Product Owner (") + "\n\n" + duties,
		"comma-title.md":    "# Product Owner" + fillTo(size, ", Head of x") + "\n\n" + duties,
		"senior-title.md":   "# " + fillTo(size, "senior ") + "Product Owner\n\n" + duties,
		"deep.html":         "<h1>Product Owner</h1>" + fillTo(size, "<ul><li>Own the backlog"),
		"table.html":        "<h1>Product Owner</h1><table>" + fillTo(size, "<tr><td>Own the backlog"),
		"attributes.html":   "<h1>Product Owner</h1><p " + fillTo(size, "a=b ") + ">Own the backlog",
		"open-tags.html":    "<h1>Product Owner</h1>Own the backlog" + fillTo(size, "<"),
		"entities.html":     "<h1>Product Owner</h1><p>Own the backlog " + fillTo(size, "&amp;"),
		"escaped.html":      "&lt;h1&gt;Product Owner&lt;/h1&gt;&lt;p&gt;Own the backlog " + fillTo(size, "&amp;amp;"),
		"deep-json.html":    `<script type="application/ld+json">` + fillTo(size, `[{"@graph":`) + `</script><h1>Product Owner</h1><li>Own the backlog`,
		"surrogates.html":   `<script type="application/ld+json">{"@type":"JobPosting","title":"Product \ud800Owner \udfff","description":"<p>Set the price \udfff</p><ul><li>Own the P&L \ud800<li>Own the vision</ul>"}</script>`,
		"zalgo.md":          "# Pro\u0301\u0302duct Owner\n\n" + duties + "- Ow" + fillTo(size, "\u0301\u0327") + "n the backlog\n" + fillTo(size, "- O\u0301w\u0302n\u0303 the p\u0304roduct backlog\u0301\n"),
		"right-to-left.md":  "# \u202eProduct Owner\u2066\n\n" + duties + fillTo(size, "- \u202eOwn the backlog\u202c\u200f\u061c\n"),
		"invisible.md":      "# Product\u00ad Ow\u200bner\n\n" + duties + fillTo(size, "- O\u00adwn\u2060 the back\u200blog\ufeff\n"),
		"invalid.md":        "# Product Owner \xff\xc3\n\n" + duties + fillTo(size, "- Own the \xff\xfe backlog \xed\xa0\x80 \xc3\n"),
		"line-ends.md":      heads + duties + fillTo(size, "\r\n\r\v\f\u2028\u2029\u0085- Own the backlog"),
		"few-nuls.md":       heads + duties + fillTo(size, "- Own the backlog and keep it in order, week by week\n") + "\x00",
		"utf16.md":          "\xff\xfe" + utf16le("# Product Owner\n\n"+duties) + "\x00\xd8",
		"half-a-posting.md": (heads + duties)[:len(heads)+30] + "\xe2\x80",
	}
}

func utf16le(s string) string {
	var b strings.Builder
	for _, r := range s {
		b.WriteByte(byte(r))
		b.WriteByte(byte(r >> 8))
	}
	return b.String()
}

// TestHostileSizes: the time for what is made to take long grows with its size
// and no faster.
func TestHostileSizes(t *testing.T) {
	tree(t, nil)
	const size = 1 << 14
	some, more := hostile(size), hostile(8*size)
	for _, name := range slices.Sorted(maps.Keys(some)) {
		testtime.Linear(t, name, size, func(n int) func() {
			text := some[name]
			if n > size {
				text = more[name]
			}
			path := fmt.Sprint(n, "-", name)
			write(t, path, text)
			return func() { mustJudge(t, path) }
		})
	}
}

// TestHostileMegabytes judges megabytes of the same.
func TestHostileMegabytes(t *testing.T) {
	testtime.Slow(t, "megabytes of each kind take half a minute")
	tree(t, nil)
	all := hostile(2 << 20)
	all["one-line.md"] = hostile(10 << 20)["one-line.md"]
	for _, name := range slices.Sorted(maps.Keys(all)) {
		t.Run(name, func(t *testing.T) {
			write(t, name, all[name])
			mustJudge(t, name)
		})
	}
}

// mustJudge judges a posting, which must not fail.
func mustJudge(t *testing.T, name string) {
	t.Helper()
	if got := realRun(t, "", "--format", "ndjson", name); got.code > exitFound {
		t.Fatalf("code %d, %s", got.code, got.errOut)
	}
}

// TestHostilePostings puts each posting through every format at once: nothing
// that a terminal, a page or a machine obeys leaves, and not much more than
// came in.
func TestHostilePostings(t *testing.T) {
	tree(t, nil)
	all := hostile(testtime.Size(1<<13, 1<<17))
	for _, name := range slices.Sorted(maps.Keys(all)) {
		t.Run(name, func(t *testing.T) {
			write(t, name, all[name])
			got := printed(t, report.Formats(), func(args ...string) result {
				r := realRun(t, "", args...)
				if r.code > exitFound {
					t.Fatalf("code %d, %s", r.code, r.errOut)
				}
				return r
			}, name)
			checkHarmless(t, "standard error", got["standard error"], 0)
			for _, format := range report.Formats() {
				checkHarmless(t, format, got[format], len(all[name]))
			}
		})
	}
}

// TestHostileStream puts the same postings through as lines of a stream.
func TestHostileStream(t *testing.T) {
	var in strings.Builder
	all := hostile(1 << 12)
	for name, text := range all {
		kind := "text"
		if filepath.Ext(name) == ".html" {
			kind = "html"
		}
		fmt.Fprintf(&in, "{\"id\":%s,\"title\":%s,%q:%s}\n", jsonText(name+evil), jsonText("Product Owner "+evil), kind, jsonText(text))
	}
	got := realRun(t, in.String(), "--input", "ndjson", "-")
	checkHarmless(t, "ndjson", got.out, in.Len())
	checkHarmless(t, "standard error", got.errOut, in.Len())
	if n := strings.Count(got.out, "\n"); n != len(all) {
		t.Errorf("%d answers to %d lines\n%s", n, len(all), got.errOut)
	}
}

// jsonText is a string of JSON with the bytes of s, whatever they are.
func jsonText(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, c := range []byte(s) {
		switch {
		case c == '"' || c == '\\':
			b.WriteString("\\" + string(rune(c)))
		case c < ' ':
			fmt.Fprintf(&b, "\\u%04x", c)
		default:
			b.WriteByte(c)
		}
	}
	b.WriteByte('"')
	return b.String()
}

var ownCommand = regexp.MustCompile(`^(::(error|warning|notice) [^\r]*::|jdlint: )`)

// runnerCommand returns where a text holds what a runner obeys: "::" at the start
// of a line, or "##[" with letters before the bracket; -1 where there is none.
func runnerCommand(text string) int {
	for i := 0; ; i += 2 {
		next := strings.Index(text[i:], "::")
		if next < 0 {
			break
		}
		i += next
		before := strings.TrimRight(text[:i], " \t\n\f\r")
		if before == "" || strings.ContainsAny(text[len(before):i], "\n\r") {
			return i
		}
	}
	for i := 0; ; i += 2 {
		next := strings.Index(text[i:], "##")
		if next < 0 {
			return -1
		}
		i += next
		rest := strings.TrimLeftFunc(text[i:], func(r rune) bool { return r == '#' || 'A' <= r && r <= 'Z' || 'a' <= r && r <= 'z' })
		if strings.HasPrefix(rest, "[") {
			return i
		}
	}
}

func TestRunnerCommand(t *testing.T) {
	for text, want := range map[string]int{
		"": -1, "::x": 0, "a ::x": -1, "a\n \t::x": 4, "a\r::x": 2, "a::b\n::": 5, "::: a": 0, "a:::": -1, "##[x": 0, "a ###section[": 2, "## [": -1, "# # [": -1, "##x#y[": 0, "#[": -1,
	} {
		if got := runnerCommand(text); got != want {
			t.Errorf("%q: %d, want %d", text, got, want)
		}
	}
}

// checkHarmless checks what leaves the program: valid UTF-8, without
// characters that a terminal obeys, without tags and commands of the posting,
// and not much more than came in.
func checkHarmless(t *testing.T, format, out string, in int) {
	t.Helper()
	if !utf8.ValidString(out) {
		t.Errorf("%s: invalid UTF-8", format)
	}
	around := func(i int) string { return out[max(0, i-60):min(len(out), i+60)] }
	for i, r := range out {
		if r != '\n' && (r < ' ' || r >= 0x7f && r < 0xa0 || r == 0x61c || r == 0x200e || r == 0x200f || r >= 0x2028 && r <= 0x202e || r >= 0x2066 && r <= 0x2069 || r == 0xfeff || r >= 0xe0000 && r < 0xe1000 && !(r >= 0xe0100 && r < 0xe01f0)) {
			t.Errorf("%s: %U in %q", format, r, around(i))
			break
		}
	}
	if i := strings.Index(out, "<x-evil"); i >= 0 && slices.Contains([]string{"html", "markdown", "junit", "checkstyle"}, format) {
		t.Errorf("%s: a tag in %q", format, around(i))
	}
	if format == "github" {
		for line := range strings.Lines(out) {
			if !ownCommand.MatchString(line) {
				t.Errorf("%s: %q", format, line)
			}
		}
	} else if at := runnerCommand(out); at >= 0 {
		t.Errorf("%s: a command in %q", format, around(at))
	}
	if most := 60*in + 1<<18; len(out) > most {
		t.Errorf("%s: %d bytes for %d", format, len(out), in)
	}
}

// TestTooMuch: what is longer than any posting is named, and the rest goes on.
func TestTooMuch(t *testing.T) {
	if testing.Short() {
		t.Skip("takes memory, and tells the race detector nothing")
	}
	tree(t, map[string]string{
		"long.md": fillTo(16<<20, "- Own the backlog and keep it in order\n"), "lines.md": heads + fillTo(2<<20, "- a\n\n"), "good.md": heads + duties,
	})
	got := realRun(t, "", "--format", "ndjson", "long.md", "lines.md", "good.md")
	want := "jdlint: long.md: more than 16 MB of text: that is no posting\njdlint: lines.md: more than 250000 lines: that is no posting\n"
	if got.code != exitUnreadable || got.errOut != want || !slices.Equal(paths(t, got.out), []string{"good.md"}) {
		t.Errorf("code %d, said %q, %d bytes out", got.code, got.errOut, len(got.out))
	}
}

// TestHostileFileNames: names that hold what a terminal, a page or a runner
// obeys come out of each format harmless, and the postings are not lost.
func TestHostileFileNames(t *testing.T) {
	tree(t, nil)
	names := []string{"a\nb.md", "::error::x.md", "\x1b[31mred.md", "##[error]x.md", "<x-evil>.md", "a,b:c%d.md", "-.md", "--format.md", " .md", "\xff.md", "\u202edm.md", "'\"`$(x).md", "=1+1.md", "{a}[b]*.md"}
	for _, name := range names {
		if err := os.WriteFile(name, []byte("# Product Owner\n\n"+duties), 0o644); err != nil {
			t.Skip(err) // not on this system
		}
	}
	for _, format := range report.Formats() {
		got := realRun(t, "", "--format", format, ".", "none\x1b[31m\n::error::x")
		if got.code != exitUnreadable || strings.Count(got.errOut, "\n") != 1 {
			t.Errorf("%s: code %d, %q", format, got.code, got.errOut)
		}
		checkHarmless(t, format, got.out, 1<<16)
		checkHarmless(t, "standard error", got.errOut, 1<<16)
		if format == "ndjson" && strings.Count(got.out, "\n") != len(names) {
			t.Errorf("%d answers to %d files", strings.Count(got.out, "\n"), len(names))
		}
	}
}

// TestUnreadable: each file that cannot be read is named; the others are
// judged.
func TestUnreadable(t *testing.T) {
	tree(t, map[string]string{"a.md": "# Product Owner\n\n- Own the backlog\n", "b.md": "", "folder.md/x": "", "nul.md": "# Product Owner\x00\n", "z.md": "# Product Owner\n\n- Own the backlog\n"})
	want := []string{"nul.md: not a text file", "self.md: "}
	if os.Symlink("self.md", "self.md") != nil {
		t.Skip("no links here")
	}
	args := []string{"a.md", "nul.md", "self.md", "z.md"}
	if os.Symlink("/proc/self/mem", "mem.md") == nil {
		if _, err := os.Stat("mem.md"); err == nil { // a file that opens and cannot be read
			args, want = append(args, "mem.md"), append(want, "mem.md: ")
		}
	}
	got := realRun(t, "", append([]string{"--format", "ndjson"}, args...)...)
	if got.code != exitUnreadable || !slices.Equal(paths(t, got.out), []string{"a.md", "z.md"}) || strings.Count(got.errOut, "\n") != len(want) {
		t.Errorf("%+v", got)
	}
	for _, said := range want {
		if !strings.Contains(got.errOut, "jdlint: "+said) {
			t.Errorf("%q is not said in %q", said, got.errOut)
		}
	}
}

// TestFullDisk: a result that cannot be written is no success, and nothing of
// it stays behind.
func TestFullDisk(t *testing.T) {
	if _, err := os.Stat("/dev/full"); err != nil {
		t.Skip(err)
	}
	tree(t, map[string]string{"a.md": "# Product Owner\n\n- Own the backlog\n"})
	for _, format := range report.Formats() {
		got := realRun(t, "", "--format", format+"=/dev/full", "a.md")
		if format == "github" && got.code == exitOK { // it has nothing to say
			continue
		}
		if got.code != exitUnreadable || got.errOut != "jdlint: the result could not be written: /dev/full: no space left on device\n" {
			t.Errorf("%s: %+v", format, got)
		}
	}
	if err := os.Symlink("/dev/full", "full"); err != nil {
		t.Fatal(err)
	}
	if got := realRun(t, "", "baseline", "--baseline", "full", "a.md"); got.code == exitOK || got.errOut == "" {
		t.Errorf("baseline: %+v", got)
	}
	left, err := filepath.Glob(".*")
	if err != nil || len(left) > 0 {
		t.Errorf("%v is left, %v", left, err)
	}
}

// TestManyFiles reads thousands of them, with folders in folders and links
// in circles, and gives an answer to each.
func TestManyFiles(t *testing.T) {
	n := testtime.Size(1000, 10_000)
	tree(t, nil)
	dir := "jobs"
	for i := range n {
		if i%200 == 0 {
			dir = filepath.Join(dir, fmt.Sprintf("d%d", i))
			if err := os.MkdirAll(dir, 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.Symlink("..", filepath.Join(dir, "up")); err != nil && !errors.Is(err, errors.ErrUnsupported) {
				t.Log(err)
			}
		}
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%05d.md", i)), []byte("# Product Owner\n\nIs nice.\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got := run(t, "", "--format", "ndjson", "jobs")
	if all := paths(t, got.out); got.code != exitOK || len(all) != n || len(slices.Compact(all)) != n {
		t.Errorf("code %d, %d answers to %d files, %s", got.code, len(all), n, got.errOut)
	}
}

// TestInterrupt stops a run in the middle, as Ctrl-C does: what was printed is
// whole, no draft of a file stays, an old file is still there, and the exit
// code says so.
func TestInterrupt(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("signals differ")
	}
	tree(t, map[string]string{"out.json": "old"})
	for _, tt := range []struct {
		signal os.Signal
		code   int
	}{{os.Interrupt, 130}, {syscall.SIGTERM, 143}} {
		t.Run(tt.signal.String(), func(t *testing.T) {
			cmd := exec.Command("jdlint", "--input", "ndjson", "--format", "ndjson", "--format", "json=out.json", "-")
			in, err := cmd.StdinPipe()
			if err != nil {
				t.Fatal(err)
			}
			var out, errOut bytes.Buffer
			hear, err := cmd.StdoutPipe()
			if err != nil {
				t.Fatal(err)
			}
			cmd.Stderr = &errOut
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(in, "{\"id\":1,\"title\":\"Product Owner\",\"text\":\"Own the backlog\"}\n")
			first := make([]byte, 1<<16)
			n, err := hear.Read(first) // the answer; now it waits for more
			if err != nil {
				t.Fatal(err, errOut.String())
			}
			out.Write(first[:n])
			if err := cmd.Process.Signal(tt.signal); err != nil {
				t.Fatal(err)
			}
			out.ReadFrom(hear)
			err = cmd.Wait()
			var exit *exec.ExitError
			if !errors.As(err, &exit) || exit.ExitCode() != tt.code {
				t.Errorf("%v, want code %d; %s", err, tt.code, errOut.String())
			}
			if got := answers(t, out.String()); len(got) != 1 || got[0].Path != "1" {
				t.Errorf("printed %q", out.String())
			}
			if errOut.String() != "jdlint: stopped; 1 posting checked before, the rest was not\n" {
				t.Errorf("said %q", errOut.String())
			}
			left, _ := filepath.Glob(".*")
			if old, err := os.ReadFile("out.json"); len(left) > 0 || string(old) != "old" {
				t.Errorf("%v is left, the file holds %q, %v", left, old, err)
			}
		})
	}
}
