package browsertest

import (
	"archive/zip"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// pages are the page with a server and the one without, by their addresses.
func pages(t *testing.T) map[string]string {
	s := httptest.NewServer(http.FileServer(http.Dir(staticPage(t))))
	t.Cleanup(s.Close)
	return map[string]string{"server": home, "static": s.URL}
}

// openAt opens the page at an address.
func openAt(t testing.TB, address string) *tab {
	t.Helper()
	b := newTab(t)
	b.allow(address)
	b.allow("blob:" + address)
	b.run(chromedp.Navigate(address), chromedp.WaitVisible(css("#posting")))
	return b
}

func (b *tab) hidden(selector string) bool {
	b.t.Helper()
	return eval[bool](b, fmt.Sprintf("document.querySelector(%q).offsetParent === null", selector))
}

// TestWordIsSaved opens a Word file, takes the title that is suggested, and saves a copy
// of the file that has it.
func TestWordIsSaved(t *testing.T) {
	path := docx(t, "Product Ow</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>ner, Bridge Tolls", "Define the vision and the strategy of our toll products", "Set prices and packages for lorries", "Carry the profit and loss of the line", "Research the market and competitors")
	before := wordText(t, path)
	for name, address := range pages(t) {
		t.Run(name, func(t *testing.T) {
			b := openAt(t, address)
			b.run(chromedp.SetUploadFiles(css("#file"), []string{path}))
			b.verdict("mistitled")
			if !b.hidden("#save-word") {
				t.Error("a Word file can be saved that would be the same")
			}
			b.run(chromedp.Click(css("[data-suggestion]")))
			b.verdict("fits")
			b.until("!document.getElementById('save-word').hidden")
			b.barriers("word")
			if name == "server" {
				b.shoot("serve-word")
			}
			got := wordText(t, b.save("#save-word", "tolls.docx"))
			if want := strings.NewReplacer("Product Ow<", "Product Manager<", ">ner, Bridge Tolls<", ">, Bridge Tolls<").Replace(before); got != want {
				t.Errorf("got %s\nwant %s", got, want)
			}
			b.until("document.getElementById('from').textContent.includes('A copy of tolls.docx is saved, with the title “Product Manager, Bridge Tolls”. Nothing else')")
			b.fill("- Write user stories\n")
			b.run(chromedp.Click(css("#save-word")))
			b.until("document.getElementById('from').textContent.includes('Other changes of the text are not in it')")
			b.run(chromedp.Click(css("#undo")))
			b.verdict("mistitled")
			b.run(chromedp.Click(css("[data-suggestion]")))
			b.verdict("fits")
			b.run(chromedp.Click(css("#undo")))
			b.verdict("mistitled")
			if !b.hidden("#save-word") {
				t.Error("after undo there is something to save")
			}
			// Why it cannot be saved is said.
			b.expect("422")
			broken := docx(t, "Product </w:t></w:r><w:ins><w:r><w:t>Owner</w:t></w:r></w:ins><w:r><w:t>, Bridge Tolls", "Set prices and packages for lorries", "Carry the profit and loss of the line", "Define the vision of the ferries")
			b.run(chromedp.SetUploadFiles(css("#file"), []string{broken}))
			b.until("document.getElementById('posting').value.includes('vision of the ferries') && !document.querySelector('.late')")
			b.verdict("mistitled")
			b.run(chromedp.Click(css("[data-suggestion]")))
			b.until("!document.getElementById('save-word').hidden")
			b.run(chromedp.Click(css("#save-word")))
			b.until("document.getElementById('from').textContent.includes('tracked change')")
			// Another posting has nothing to do with the file.
			b.run(chromedp.Click(css("#clear")))
			b.fill(wrong)
			b.verdict("mistitled")
			if !b.hidden("#save-word") {
				t.Error("the file before can be saved for another posting")
			}
		})
	}
}

// wordText returns the text part of a Word file.
func wordText(t testing.TB, path string) string {
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
	text, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestFolderIsDropped drops a folder with another in it.
func TestFolderIsDropped(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "jobs")
	for name, text := range map[string]string{"right.md": right, "more/wrong.md": wrong, "more/.hidden.md": wrong} {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for name, address := range pages(t) {
		t.Run(name, func(t *testing.T) {
			b := openAt(t, address)
			b.drop(dir)
			b.verdict("mistitled")
			rows := eval[string](b, "[...document.querySelectorAll('#files-rows tr')].map(r => r.cells[3].textContent + ' ' + r.cells[1].textContent).join()")
			if rows != "wrong.md Wrong title.,right.md The title fits." {
				t.Errorf("got %q", rows)
			}
		})
	}
}

// TestExplained follows the links of the page to what it says: they lead nowhere else.
func TestExplained(t *testing.T) {
	for name, address := range pages(t) {
		t.Run(name, func(t *testing.T) {
			b := openAt(t, address)
			b.fill("# Rockstar Product Owner\n\n" + wrong)
			b.verdict("mistitled")
			links := eval[[]string](b, "[...document.querySelectorAll('a[href]')].map((a) => a.href).filter((href) => !href.includes('#'))")
			if len(links) < 2 || !strings.HasSuffix(links[0], "explain/mistitled.html") {
				t.Fatalf("links: %q", links)
			}
			for _, link := range links {
				if !strings.HasPrefix(link, strings.TrimSuffix(address, "/")+"/explain/") {
					t.Errorf("leads to %s", link)
				}
			}
			for _, link := range append(links, strings.TrimSuffix(address, "/")+"/explain/index.html") {
				b.run(chromedp.Navigate(link), chromedp.WaitVisible(css("h1")))
				b.barriers(link)
			}
			if n := eval[int](b, "document.querySelectorAll('main a').length"); n < 200 {
				t.Errorf("the list has %d explanations", n)
			}
			b.shoot("explained-" + name)
		})
	}
}
