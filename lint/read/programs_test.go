package read_test

import (
	"fmt"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/internal/testtime"
	"github.com/jdlint/jdlint/lint/posting"
)

// postings are written in Markdown that markup can translate.
var postings = []string{
	"associate-pm-with-tactical-duties", "chef-de-produit-fr", "head-of-product", "pm-body-calls-hire-product-owner", "pm-is-product-marketing",
	"pm-is-project-manager", "po-atx-heading-star-bullets", "po-hybrid-market-price-and-backlog", "po-traps-in-benefits-and-company-text", "po-with-pricing-and-pnl",
}

// A program makes files of one format. Where it, or what it works on, is missing, it is
// passed over.
type program struct {
	name, format string // the format is the end of the files' names
	from         string // what it works on: a key of markups or the name and format of another program
	make         maker
}

// A maker returns the commands that make files, in is beside out, of others; dir is for
// what the program keeps.
type maker func(dir string, in, out []string) []*exec.Cmd

// each makes one file at a time.
func each(command func(dir, in, out string) *exec.Cmd) maker {
	return func(dir string, in, out []string) (all []*exec.Cmd) {
		for i := range in {
			all = append(all, command(dir, in[i], out[i]))
		}
		return all
	}
}

var programs = []program{
	{"LibreOffice", "docx", "html", office("docx:MS Word 2007 XML")},
	{"LibreOffice", "odt", "html", office("odt:writer8")},
	{"LibreOffice", "rtf", "html", office("rtf:Rich Text Format")},
	{"LibreOffice", "html", "html", office("html:HTML (StarWriter)")},
	{"LibreOffice", "txt", "html", office("txt:Text (encoded):UTF8")},
	{"pandoc", "docx", "md", each(pandoc)},
	{"pandoc", "odt", "md", each(pandoc)},
	{"pandoc", "rtf", "md", each(pandoc)},
	{"pandoc", "html", "md", each(pandoc)},
	{"pandoc", "adoc", "md", each(pandoc)},
	{"pandoc", "textile", "md", each(pandoc)},
	{"AbiWord", "docx", "html", each(abiWord)},
	{"AbiWord", "odt", "html", each(abiWord)},
	{"AbiWord", "rtf", "html", each(abiWord)},
	{"AbiWord", "html", "html", each(abiWord)},
	{"LibreOffice", "pdf", "html", office("pdf:writer_pdf_Export")},
	{"Chromium", "pdf", "html", each(chromium)},
	{"Chromium, hard to read", "pdf", "narrow.html", each(chromium)},
	{"pdfTeX", "pdf", "tex", each(func(_, in, out string) *exec.Cmd {
		return exec.Command("pdflatex", "-interaction=batchmode", "-output-directory="+filepath.Dir(out), in)
	})},
	{"cairo", "pdf", "Chromium.pdf", each(pdftocairo)},
	{"cairo of TeX", "pdf", "pdfTeX.pdf", each(pdftocairo)},
	{"Ghostscript", "pdf", "PostScript", each(ghostscript)},
	{"Ghostscript of Chromium", "pdf", "Chromium.pdf", each(ghostscript)},
	{"RC4, 40 bits", "pdf", "Chromium.pdf", locked("40")},
	{"RC4, 128 bits", "pdf", "Chromium.pdf", locked("128", "--use-aes=n")},
	{"AES, 128 bits", "pdf", "LibreOffice.pdf", locked("128", "--use-aes=y")},
	{"AES, 256 bits", "pdf", "pdfTeX.pdf", locked("256")},
	{"AES, 256 bits, revision 5", "pdf", "LibreOffice.pdf", locked("256", "--force-R5")},
}

// office makes all files at once: it takes long to start.
func office(to string) maker {
	return func(dir string, in, out []string) []*exec.Cmd {
		args := []string{"-env:UserInstallation=file://" + filepath.ToSlash(dir) + "/office", "--headless", "--infilter=HTML (StarWriter)", "--convert-to", to, "--outdir", filepath.Dir(out[0])}
		return []*exec.Cmd{exec.Command("soffice", append(args, in...)...)}
	}
}

func pdftocairo(_, in, out string) *exec.Cmd { return exec.Command("pdftocairo", "-pdf", in, out) }

func ghostscript(_, in, out string) *exec.Cmd {
	return exec.Command("gs", "-q", "-dBATCH", "-dNOPAUSE", "-sDEVICE=pdfwrite", "-sOutputFile="+out, in)
}

func pandoc(_, in, out string) *exec.Cmd {
	args := []string{"--standalone", "--from=markdown-smart", in, "--output=" + out}
	if filepath.Ext(out) == ".adoc" {
		args = append(args, "--to=asciidoc")
	}
	return exec.Command("pandoc", args...)
}

func abiWord(_, in, out string) *exec.Cmd {
	return exec.Command("abiword", "--to="+filepath.Ext(out)[1:], "--to-name="+out, in)
}

func chromium(dir, in, out string) *exec.Cmd {
	return exec.Command("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir="+dir+"/chromium", "--no-pdf-header-footer", "--print-to-pdf="+out, in)
}

// markups are what the programs work on, by the ends of the files' names.
var markups = map[string]func(src string) string{
	"md":   func(src string) string { return src },
	"html": func(src string) string { return inHTML(src, "") },
	"narrow.html": func(src string) string {
		return inHTML(src, "h1, h2 { letter-spacing: .35em; text-transform: uppercase } body { display: flex; font: 13px serif; hyphens: auto; text-align: justify } "+
			"body::before { content: 'Berlin Payments Full time'; width: 4em; margin-right: 3em; font-size: 11px; flex: none } div { width: 20em }")
	},
	"tex": inTeX,
}

// locked encrypts a file with an empty password of the user.
func locked(bits string, options ...string) maker {
	return each(func(_, in, out string) *exec.Cmd {
		args := append([]string{"--allow-weak-crypto", "--encrypt", "", "owner", bits}, options...)
		return exec.Command("qpdf", append(args, "--", in, out)...)
	})
}

// TestPrograms reads what programs make of postings: all the words that are in it, as
// pdftotext or the posting itself says, and with the verdict of the posting.
func TestPrograms(t *testing.T) {
	testtime.Slow(t, "runs word processors and browsers")
	linter, err := lint.Default()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, name := range postings {
		src, err := os.ReadFile(sourceOf(name))
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
	table := fmt.Sprintf("%-8s %-26s %-6s %-12s %s\n", "format", "program", "files", "word recall", "same verdict")
	for _, p := range programs {
		t.Run(p.name+"."+p.format, func(t *testing.T) {
			read, all, same, files := 0, 0, 0, 0
			for i, out := range p.run(t, dir) {
				name := postings[i]
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
				own := words(said(report.Posting()))
				for word, n := range words(textOf(t, name, out)) {
					all += n
					read += min(n, own[word])
					if own[word] < n {
						t.Logf("%s: %q is read %d times, not %d", name, word, own[word], n)
					}
				}
				want := verdictOf(t, linter, sourceOf(name))
				if report.Verdict == want {
					same++
				} else {
					t.Errorf("%s: %s, in Markdown %s", name, report.Verdict, want)
				}
			}
			recall := float64(read) / float64(max(all, 1))
			table += fmt.Sprintf("%-8s %-26s %-6d %-12.4f %d\n", p.format, p.name, files, recall, same)
			if recall < 0.99 {
				t.Errorf("word recall %.4f", recall)
			}
		})
	}
	t.Log("\n" + table)
}

func sourceOf(name string) string { return filepath.Join("../../testdata/postings", name+".md") }

// run has a program make its files of the postings and returns their paths.
func (p *program) run(t *testing.T, dir string) (out []string) {
	t.Helper()
	ext := filepath.Ext(p.from)
	if markups[p.from] != nil {
		ext = "." + p.from
	}
	var in []string
	for _, name := range postings {
		file := filepath.Join(dir, p.from, name+ext)
		if p.from == "PostScript" {
			file = postScript(t, filepath.Join(dir, "pdfTeX.pdf", name+".pdf"))
		}
		if _, err := os.Stat(file); err != nil {
			t.Skip("what it works on is missing")
		}
		in = append(in, file)
		out = append(out, filepath.Join(dir, p.name+"."+p.format, name+"."+p.format))
	}
	if err := os.MkdirAll(filepath.Dir(out[0]), 0o777); err != nil {
		t.Fatal(err)
	}
	for _, cmd := range p.make(dir, in, out) {
		if cmd.Err != nil {
			t.Skip(cmd.Err)
		}
		if said, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v: %v\n%s", cmd, err, said)
		}
	}
	return out
}

// textOf returns the text that a file made of a posting holds.
func textOf(t *testing.T, name, file string) []byte {
	t.Helper()
	if filepath.Ext(file) != ".pdf" {
		text, err := os.ReadFile(sourceOf(name))
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	text, err := exec.Command("pdftotext", file, "-").Output()
	if err != nil {
		t.Skip(err)
	}
	return text
}

// said returns the text that was read of a posting.
func said(p *posting.Posting) []byte {
	var text []byte
	for i := range p.Lines {
		text = append(append(text, p.Lines[i].Text...), '\n')
	}
	return text
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
