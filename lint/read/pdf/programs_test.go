package pdf_test

import (
	"fmt"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/internal/testtime"
)

// postings are written in Markdown that markup can translate.
var postings = []string{
	"associate-pm-with-tactical-duties", "chef-de-produit-fr", "head-of-product", "pm-body-calls-hire-product-owner", "pm-is-product-marketing",
	"pm-is-project-manager", "po-atx-heading-star-bullets", "po-hybrid-market-price-and-backlog", "po-traps-in-benefits-and-company-text", "po-with-pricing-and-pnl",
}

// A program makes PDF files. Where it, or what it works on, is missing, it is passed over.
type program struct {
	name string
	from string // what it works on: a key of markups or the name of another program
	make func(dir, in, out string) *exec.Cmd
}

var programs = []program{
	{"LibreOffice", "html", func(dir, in, out string) *exec.Cmd {
		return exec.Command("soffice", "-env:UserInstallation=file://"+filepath.ToSlash(dir)+"/office", "--headless", "--infilter=HTML (StarWriter)", "--convert-to", "pdf:writer_pdf_Export", "--outdir", filepath.Dir(out), in)
	}},
	{"Chromium", "html", chromium},
	{"Chromium, hard to read", "narrow.html", chromium},
	{"pdfTeX", "tex", func(dir, in, out string) *exec.Cmd {
		return exec.Command("pdflatex", "-interaction=batchmode", "-output-directory="+filepath.Dir(out), in)
	}},
	{"cairo", "Chromium", func(_, in, out string) *exec.Cmd { return exec.Command("pdftocairo", "-pdf", in, out) }},
	{"cairo of TeX", "pdfTeX", func(_, in, out string) *exec.Cmd { return exec.Command("pdftocairo", "-pdf", in, out) }},
	{"Ghostscript", "PostScript", func(_, in, out string) *exec.Cmd {
		return exec.Command("gs", "-q", "-dBATCH", "-dNOPAUSE", "-sDEVICE=pdfwrite", "-sOutputFile="+out, in)
	}},
	{"Ghostscript of Chromium", "Chromium", func(_, in, out string) *exec.Cmd {
		return exec.Command("gs", "-q", "-dBATCH", "-dNOPAUSE", "-sDEVICE=pdfwrite", "-sOutputFile="+out, in)
	}},
	{"RC4, 40 bits", "Chromium", locked("40")},
	{"RC4, 128 bits", "Chromium", locked("128", "--use-aes=n")},
	{"AES, 128 bits", "LibreOffice", locked("128", "--use-aes=y")},
	{"AES, 256 bits", "pdfTeX", locked("256")},
	{"AES, 256 bits, revision 5", "LibreOffice", locked("256", "--force-R5")},
}

func chromium(dir, in, out string) *exec.Cmd {
	return exec.Command("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir="+dir+"/chromium", "--no-pdf-header-footer", "--print-to-pdf="+out, in)
}

// markups are what the programs work on, by the ends of the files' names.
var markups = map[string]func(src string) string{
	"html": func(src string) string { return inHTML(src, "") },
	"narrow.html": func(src string) string {
		return inHTML(src, "h1, h2 { letter-spacing: .35em; text-transform: uppercase } body { display: flex; font: 13px serif; hyphens: auto; text-align: justify } "+
			"body::before { content: 'Berlin Payments Full time'; width: 4em; margin-right: 3em; font-size: 11px; flex: none } div { width: 20em }")
	},
	"tex": inTeX,
}

// locked encrypts a file with an empty password of the user.
func locked(bits string, options ...string) func(dir, in, out string) *exec.Cmd {
	return func(_, in, out string) *exec.Cmd {
		args := append([]string{"--allow-weak-crypto", "--encrypt", "", "owner", bits}, options...)
		return exec.Command("qpdf", append(args, "--", in, out)...)
	}
}

// TestPrograms reads what programs make of postings: as well as pdftotext does, and
// with the verdict of the posting itself.
func TestPrograms(t *testing.T) {
	testtime.Slow(t, "runs word processors and browsers")
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip(err)
	}
	linter, err := lint.Default()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, name := range postings {
		src, err := os.ReadFile(filepath.Join("../../../testdata/postings", name+".md"))
		if err != nil {
			t.Fatal(err)
		}
		for form, markup := range markups {
			if err := os.MkdirAll(filepath.Join(dir, form), 0o777); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, form, name+"."+form), []byte(markup(string(src))), 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, p := range programs {
		t.Run(p.name, func(t *testing.T) {
			began := time.Now()
			read, all, same, files := 0, 0, 0, 0
			for _, name := range postings {
				ext := ".pdf"
				if markups[p.from] != nil {
					ext = "." + p.from
				}
				in, out := filepath.Join(dir, p.from, name+ext), filepath.Join(dir, p.name, name+".pdf")
				if p.from == "PostScript" {
					in = postScript(t, filepath.Join(dir, "pdfTeX", name+".pdf"))
				}
				if _, err := os.Stat(in); err != nil {
					t.Skip("what it works on is missing")
				}
				if err := os.MkdirAll(filepath.Dir(out), 0o777); err != nil {
					t.Fatal(err)
				}
				cmd := p.make(dir, in, out)
				if cmd.Err != nil {
					t.Skip(cmd.Err)
				}
				if said, err := cmd.CombinedOutput(); err != nil {
					t.Fatalf("%v: %v\n%s", cmd, err, said)
				}
				text, err := exec.Command("pdftotext", out, "-").Output()
				if err != nil {
					t.Fatal(err)
				}
				src, err := os.ReadFile(out)
				if err != nil {
					t.Fatal(err)
				}
				files++
				report, err := linter.Judge(out, src)
				if err != nil {
					t.Errorf("%s: %v", name, err)
					continue
				}
				own := words(report.Posting().Source)
				for word, n := range words(text) {
					all += n
					read += min(n, own[word])
					if own[word] < n {
						t.Logf("%s: %q is read %d times, not %d", name, word, own[word], n)
					}
				}
				want := verdictOf(t, linter, filepath.Join("../../../testdata/postings", name+".md"))
				if report.Verdict == want {
					same++
				} else {
					t.Errorf("%s: %s, in Markdown %s", name, report.Verdict, want)
				}
			}
			recall := float64(read) / float64(max(all, 1))
			t.Logf("%d files, word recall %.4f, same verdict %d, in %v", files, recall, same, time.Since(began).Round(time.Second))
			if recall < 0.99 {
				t.Errorf("word recall %.4f", recall)
			}
		})
	}
}

func verdictOf(t *testing.T, linter *lint.Linter, path string) lint.Verdict {
	t.Helper()
	src, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	report, err := linter.Judge(path, src)
	if err != nil {
		t.Fatal(err)
	}
	return report.Verdict
}

// postScript turns a file into PostScript, as printing it does.
func postScript(t *testing.T, path string) string {
	out := strings.TrimSuffix(path, ".pdf") + ".ps"
	if err := exec.Command("pdftops", path, out).Run(); err != nil {
		t.Skip(err)
	}
	return out
}

var hyphens = regexp.MustCompile(`(\pL)[-\x{2010}\x{2011}\x{00AD}]\s*`)

// words counts the words of a text, those with a hyphen or parted by one as a whole.
func words(text []byte) map[string]int {
	text = hyphens.ReplaceAll(text, []byte("$1"))
	count := map[string]int{}
	for word := range strings.FieldsFuncSeq(strings.ToLower(string(text)), func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) }) {
		count[word]++
	}
	return count
}

// markup translates the lines of a posting in Markdown.
func markup(src string, heading func(level int, s string) string, item, paragraph func(s string) string, list [2]string) string {
	var b strings.Builder
	inList := false
	for line := range strings.Lines(src) {
		line = strings.ReplaceAll(strings.TrimSpace(line), "**", "")
		text, isItem := strings.CutPrefix(strings.Replace(line, "* ", "- ", 1), "- ")
		if isItem != inList && line != "" {
			b.WriteString(map[bool]string{true: list[0], false: list[1]}[isItem])
			inList = isItem
		}
		switch title := strings.TrimLeft(line, "#"); {
		case line == "":
		case title != line:
			b.WriteString(heading(len(line)-len(title), strings.TrimSpace(title)))
		case isItem:
			b.WriteString(item(text))
		default:
			b.WriteString(paragraph(line))
		}
	}
	if inList {
		b.WriteString(list[1])
	}
	return b.String()
}

func inHTML(src, style string) string {
	in := func(tag string) func(string) string {
		return func(s string) string { return "<" + tag + ">" + html.EscapeString(s) + "</" + tag + ">\n" }
	}
	return "<!DOCTYPE html><html lang=en><head><meta charset=utf-8><style>" + style + "</style></head><body><div>\n" + markup(src, func(level int, s string) string { return in(fmt.Sprint("h", level))(s) }, in("li"), in("p"), [2]string{"<ul>\n", "</ul>\n"}) + "</div></body></html>"
}

func inTeX(src string) string {
	escape := strings.NewReplacer("&", `\&`, "%", `\%`, "$", `\$`, "#", `\#`, "_", `\_`, "“", "``", "”", "''", "’", "'", "«", `\guillemotleft{}`, "»", `\guillemotright{}`, "€", `\texteuro{}`, "£", `\pounds{}`).Replace
	body := markup(src, func(level int, s string) string {
		return []string{"", `\section*{`, `\subsection*{`, `\subsubsection*{`}[min(level, 3)] + escape(s) + "}\n"
	}, func(s string) string { return `\item ` + escape(s) + "\n" }, func(s string) string { return escape(s) + "\n\n" }, [2]string{"\\begin{itemize}\n", "\\end{itemize}\n"})
	return `\documentclass{article}\usepackage[utf8]{inputenc}\usepackage[T1]{fontenc}\usepackage{lmodern,textcomp}\begin{document}` + "\n" + body + `\end{document}`
}
