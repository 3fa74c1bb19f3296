package cli

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"github.com/jdlint/jdlint/lint/internal/readtest"
	"github.com/jdlint/jdlint/lint/internal/testcorpus"
	"github.com/jdlint/jdlint/lint/serve"
)

// judged is what matters of an answer here.
type judged struct {
	Title, Verdict string
	Duties         []struct{ Text, Category string }
}

func judgeFile(t *testing.T, path string) judged {
	t.Helper()
	got := realRun(t, "", "--format", "ndjson", "--fail-on", "never", path)
	var j judged
	if err := json.Unmarshal([]byte(got.out), &j); err != nil {
		t.Fatalf("%s: %v %s", path, err, got.errOut)
	}
	return j
}

// asMarkdown makes Markdown of the text of a simple Word file, in another way
// than jdlint does.
func asMarkdown(t *testing.T, path string) string {
	t.Helper()
	z, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	f, err := z.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	texts := regexp.MustCompile(`<w:t(?: [^>]*)?>([^<]*)</w:t>|<w:br/>|<w:tab/>`)
	runs := regexp.MustCompile(`(?s)<w:r[ >].*?</w:r>`)
	var b strings.Builder
	for _, p := range regexp.MustCompile(`(?s)<w:p [^>]*[^/]>.*?</w:p>`).FindAllString(string(data), -1) {
		for i, line := range strings.Split(runs.ReplaceAllStringFunc(p, func(r string) string {
			s := ""
			for _, m := range texts.FindAllStringSubmatch(r, -1) {
				switch m[0] {
				case "<w:br/>":
					s += "\x00"
				case "<w:tab/>":
					s += " "
				default:
					s += html.UnescapeString(m[1])
				}
			}
			if strings.Contains(r, "<w:b/>") && strings.TrimSpace(s) != "" && !strings.Contains(s, "\x00") {
				space := s[len(strings.TrimRight(s, " \u00a0")):]
				s = "**" + strings.TrimSuffix(s, space) + "**" + space
			}
			return "\x01" + s + "\x02"
		}), "\x00") {
			text := ""
			for _, part := range strings.Split(line, "\x02") {
				if _, s, ok := strings.Cut(part, "\x01"); ok {
					text += s
				} else if i > 0 && !strings.Contains(part, "<") {
					text += part
				}
			}
			text = strings.TrimSpace(strings.ReplaceAll(text, "****", ""))
			switch {
			case text == "":
			case strings.Contains(p, "<w:numPr>"):
				b.WriteString("- " + text + "\n")
			case strings.Contains(p, `w:val="Heading`):
				b.WriteString("\n### " + strings.ReplaceAll(text, "**", "") + "\n\n")
			default:
				b.WriteString("\n" + text + "\n\n")
			}
		}
	}
	return b.String()
}

// TestWordAsMarkdown judges real Word files, the text that jdlint takes out of
// them and a Markdown made of them in another way: the verdicts are the same.
func TestWordAsMarkdown(t *testing.T) {
	root := testcorpus.Path(t, "samples/hr-repos/RockitGirl__jobdescriptions/head")
	files, err := filepath.Glob(filepath.Join(root, "*.docx"))
	if err != nil || len(files) != 24 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	dir := t.TempDir()
	duties := 0
	for _, path := range files {
		word := judgeFile(t, path)
		duties += len(word.Duties)

		text := realRun(t, "", "text", path)
		if text.code != exitOK {
			t.Fatalf("%s: code %d", path, text.code)
		}
		for name, markdown := range map[string]string{"text.md": text.out, "other.md": asMarkdown(t, path)} {
			name = filepath.Join(dir, name)
			write(t, name, markdown)
			if got := judgeFile(t, name); got.Title != word.Title || got.Verdict != word.Verdict || len(got.Duties) != len(word.Duties) {
				t.Errorf("%s: %q %s with %d duties as Word file, %q %s with %d as %s", filepath.Base(path), word.Title, word.Verdict, len(word.Duties), got.Title, got.Verdict, len(got.Duties), filepath.Base(name))
			}
		}
	}
	if duties < 50 {
		t.Errorf("only %d duties in all", duties)
	}
}

// TestRefusedInFolder checks that files that cannot be read are named where they
// are found, with what to do about them.
func TestRefusedInFolder(t *testing.T) {
	dir := t.TempDir()
	wide := func(s string) string { return strings.Join(strings.Split(s, ""), "\x00") + "\x00" }
	const ole = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"
	for name, content := range map[string]string{"a.doc": ole + wide("WordDocument"), "b.msg": ole + wide("__substg1.0_001A001F"), "logo.png": "\x89PNG\r\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	got := realRun(t, "", dir)
	for _, want := range []string{"a.doc: an old Word file (.doc); open it", "b.msg: a mail of Outlook (.msg); save it as .eml"} {
		if !strings.Contains(got.errOut, want) {
			t.Errorf("%q is missing in %s", want, got.errOut)
		}
	}
	if got.code != exitUnreadable || strings.Contains(got.errOut, "logo") {
		t.Errorf("exit code %d: %s", got.code, got.errOut)
	}

	if err := os.Mkdir(filepath.Join(dir, "scans"), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "scans", "po.JPG"), []byte("\xFF\xD8\xFF"), 0o666); err != nil {
		t.Fatal(err)
	}
	if got := realRun(t, "", filepath.Join(dir, "scans")); !strings.Contains(got.errOut, "po.JPG is a picture: run text recognition (OCR)") {
		t.Errorf("of a folder of pictures is said: %s", got.errOut)
	}
}

// TestDocumentOfSeveralPostings checks that each posting of a document is judged, and
// where its places are.
func TestDocumentOfSeveralPostings(t *testing.T) {
	var body strings.Builder
	for _, line := range []string{
		"H Product Owner", "B Responsibilities", "Own the product strategy and the roadmap", "Set prices and packages", "Own the P&L of the parking app",
		"H Product Manager", "B Responsibilities", "Own the backlog of the team", "Write user stories and acceptance criteria", "Plan sprints with the team", "Accept finished stories",
	} {
		if heading, ok := strings.CutPrefix(line, "H "); ok {
			body.WriteString(readtest.Para(`<w:pStyle w:val="Heading1"/>`, readtest.TextRun(heading)))
		} else if heading, ok := strings.CutPrefix(line, "B "); ok {
			body.WriteString(readtest.Para("", readtest.BoldRun(heading)))
		} else {
			body.WriteString(readtest.Para(readtest.ListItem, readtest.TextRun(html.EscapeString(line))))
		}
	}
	dir := t.TempDir()
	t.Chdir(dir)
	src := readtest.Docx(t, body.String())
	if err := os.WriteFile("jobs.docx", src, 0o666); err != nil {
		t.Fatal(err)
	}
	got := realRun(t, "", "--format", "ndjson", ".")
	text := realRun(t, "", "text", "jobs.docx#2").out
	answers := strings.SplitAfter(strings.TrimSpace(got.out), "\n")
	if len(answers) != 2 {
		t.Fatalf("%s%s", got.out, got.errOut)
	}
	for i, want := range []string{"Product Owner", "Product Manager"} {
		var r struct {
			judged
			Path   string
			Duties []struct {
				Text       string
				Start, End int
			}
		}
		if err := json.Unmarshal([]byte(answers[i]), &r); err != nil {
			t.Fatal(err)
		}
		if r.Path != fmt.Sprintf("jobs.docx#%d", i+1) || r.Title != want || r.Verdict != "mistitled" || len(r.Duties) < 3 {
			t.Errorf("posting %d: %+v", i+1, r)
		}
		for _, d := range r.Duties {
			if text[d.Start:d.End] != d.Text {
				t.Errorf("%q stands for %q", text[d.Start:d.End], d.Text)
			}
		}
	}
	if got := realRun(t, "", "baseline", "."); got.code != exitOK || !strings.Contains(got.out, "in 2 postings") {
		t.Errorf("%s%s", got.out, got.errOut)
	}
	if got := realRun(t, "", "--baseline", ".jdlint-baseline.json", "."); got.code != exitOK || strings.Contains(got.errOut, "no longer matches") {
		t.Errorf("with a baseline of its findings: %d %s%s", got.code, got.out, got.errOut)
	}
	const change = "The title in jobs.docx:\n  - Product Owner\n  + Product Manager\nThe title in jobs.docx:\n  - Product Manager\n  + Product Owner\n"
	if got := realRun(t, "", "fix", "--diff", "."); got.code != exitFound || got.out != change {
		t.Errorf("%d %s%s", got.code, got.out, got.errOut)
	}
	if now, err := os.ReadFile("jobs.docx"); err != nil || !bytes.Equal(now, src) {
		t.Errorf("shown, and changed: %v", err)
	}
	if err := os.Chmod("jobs.docx", 0o640); err != nil {
		t.Fatal(err)
	}
	if got := realRun(t, "", "fix", "."); got.code != exitOK || strings.Count(got.out, "jobs.docx: retitled “Product ") != 2 {
		t.Errorf("%s%s", got.out, got.errOut)
	}
	if info, err := os.Stat("jobs.docx"); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o640 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	if got := realRun(t, "", "fix", "."); got.code != exitOK || got.out != "Nothing that a machine can mend.\n" {
		t.Errorf("again: %s%s", got.out, got.errOut)
	}
	if got := realRun(t, "", "."); got.code != exitOK {
		t.Errorf("afterwards: %s", got.out)
	}

	b := testPage(t)
	texts, err := b.Read(context.Background(), "jobs.docx", src)
	if err != nil || len(texts) != 2 || texts[1].Name != "jobs.docx#2" || !strings.HasPrefix(string(texts[1].Source), "# Product Manager") {
		t.Errorf("on the page: %+v %v", texts, err)
	}
	desk := serve.NewDesk(b)
	a := desk.Do(context.Background(), "retitle", url.Values{"name": {"dir/jobs.docx"}, "title": {"Product Owner, Parking"}, "part": {"2"}}, src)
	if a.Status != 200 || a.File != "jobs.docx" {
		t.Fatalf("%d %s", a.Status, a.Body)
	}
	if texts, err := b.Read(context.Background(), a.File, a.Body); err != nil || texts[0].Word.Title != "Product Owner" || texts[1].Word.Title != "Product Owner, Parking" {
		t.Errorf("retitled on the page: %+v %v", texts, err)
	}
	for name, q := range map[string]url.Values{
		"other postings": {"title": {"Product Owner"}, "part": {"3"}}, "the same as before": {"title": {"Product Owner"}, "part": {"1"}}, "what there is not": {"title": {"x"}, "part": {"-1"}},
	} {
		q.Set("name", "jobs.docx")
		if a := desk.Do(context.Background(), "retitle", q, src); a.Status == 200 || !strings.Contains(string(a.Body), name) {
			t.Errorf("%s: %d %s", name, a.Status, a.Body)
		}
	}
	if a := desk.Do(context.Background(), "retitle", url.Values{"name": {"a.md"}, "title": {"x"}}, []byte("# Product Owner\n")); a.Status != 422 || !strings.Contains(string(a.Body), "no Word file") {
		t.Errorf("%d %s", a.Status, a.Body)
	}
}
