package browsertest

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	cdpbrowser "github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// reportOf makes a report of postings.
func reportOf(t testing.TB, args ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "report.html")
	cmd := exec.Command(program, append([]string{"--fail-on", "never", "--format", "html=" + path}, args...)...)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %v\n%s", cmd, err, out)
	}
	return path
}

func openFile(t testing.TB, path string) *tab {
	b := newTab(t)
	b.allow(fileURL(path))
	b.run(chromedp.Navigate(fileURL(path)))
	return b
}

const postings = "../../../testdata/postings"

func TestReportLooks(t *testing.T) {
	many := reportOf(t, postings)
	one := reportOf(t, write(t, "tolls.md", wrong))
	empty := reportOf(t, filepath.Dir(write(t, "notes.md", "# Minutes of the meeting\n\nWe met.\n")))
	for _, width := range []int64{390, 1280} {
		for _, scheme := range []string{"light", "dark"} {
			for name, path := range map[string]string{"report-many": many, "report-one": one, "report-empty": empty} {
				t.Run(fmt.Sprintf("%s-%d-%s", name, width, scheme), func(t *testing.T) {
					b := openFile(t, path)
					b.screen(width, scheme)
					b.barriers(name)
					if name == "report-many" {
						eval[bool](b, "document.getElementById('rest').open = document.querySelector('.card details').open = true")
						b.until("document.querySelectorAll('#rest li').length > 0")
						eval[bool](b, "document.querySelector('#rest li details').open = true")
						b.until("document.querySelectorAll('.sheet').length === 2")
						b.barriers(name + ", opened")
					}
					b.shoot(fmt.Sprintf("%s-%d-%s", name, width, scheme))
				})
			}
		}
	}
}

// set chooses a value as a user does.
func (b *tab) set(id, value string) {
	b.t.Helper()
	eval[bool](b, fmt.Sprintf("(() => { const e = document.getElementById(%q); e.value = %q; return e.dispatchEvent(new Event('input', {bubbles: true})); })()", id, value))
}

// cards returns the titles of the postings that are shown, in their order.
func (b *tab) cards() []string {
	b.t.Helper()
	return eval[[]string](b, "[...document.querySelectorAll('.card h3 > a')].filter(a => a.offsetParent).map(a => a.textContent)")
}

// rest returns what the rows of the folded list say.
func (b *tab) rest() []string {
	b.t.Helper()
	return eval[[]string](b, "[...document.querySelectorAll('#rest[open] > ul > li > details > summary')].map(s => s.textContent)")
}

func TestReportFilters(t *testing.T) {
	b := openFile(t, reportOf(t, filepath.Dir(postings)))
	all := len(b.cards())
	if n := len(b.rest()); all < 20 || n > 0 {
		t.Fatalf("%d problems, %d others are open", all, n)
	}
	for _, c := range []struct{ id, value, where, want string }{
		{"by-verdict", "mistitled", ".group:not([hidden]) > h2", "Wrong title."},
		{"by-verdict", "fits", "#rest[open] > ul > li .path", "fits · "},
		{"by-role", "Product Manager", ".card.mistitled:not([hidden]) .summary", "The title says Product Manager"},
		{"by-sureness", "low", ".card:not([hidden]) > .path", "confidence 0.6|confidence 0.5|confidence 0.4|confidence 0.3"},
		{"by-finding", "Mainly another job", ".group:not([hidden]) > h2", "Another job."},
		{"by-folder", postings + "-nl", ".card:not([hidden]) > .path", "postings-nl/"},
		{"find", "owner PRICING", ".card:not([hidden])", "pricing"},
	} {
		b.set(c.id, c.value)
		texts := eval[[]string](b, fmt.Sprintf("[...document.querySelectorAll(%q)].map(e => e.textContent)", c.where))
		if len(texts) == 0 || len(b.cards()) >= all {
			t.Errorf("%s %s: %d are shown, %d of %d problems", c.id, c.value, len(texts), len(b.cards()), all)
		}
		for _, text := range texts {
			if !slices.ContainsFunc(strings.Split(c.want, "|"), func(part string) bool { return strings.Contains(text, part) }) {
				t.Errorf("%s %s shows %q", c.id, c.value, text)
			}
		}
		if got := eval[string](b, "document.querySelector('.shown').textContent"); !strings.Contains(got, " of ") {
			t.Errorf("%s %s: it says %q", c.id, c.value, got)
		}
		b.run(chromedp.Click(css("button[type=reset]")))
		b.until("document.querySelector('.shown').textContent === ''")
		if got := len(b.cards()); got != all {
			t.Errorf("%s: %d of %d are shown again", c.id, got, all)
		}
	}
	// What stands in the sentence of a card, and not in its title or path, is not found.
	b.set("find", "duties")
	if got := b.cards(); len(got) > 0 {
		t.Errorf("found by what is neither title nor path: %q", got)
	}
}

func TestReportSorts(t *testing.T) {
	b := openFile(t, reportOf(t, postings))
	sure := b.cards()
	b.set("order", "title")
	titles := eval[[][]string](b, "[...document.querySelectorAll('.cards')].map(g => [...g.querySelectorAll('h3 > a')].map(a => a.textContent.toLowerCase()))")
	for _, group := range titles {
		if !slices.IsSorted(group) {
			t.Errorf("not sorted by title: %q", group)
		}
	}
	b.set("order", "sure")
	if got := b.cards(); !slices.Equal(got, sure) {
		t.Errorf("not sorted as before: %q", got)
	}
}

func TestReportCopies(t *testing.T) {
	b := openFile(t, reportOf(t, postings))
	for _, name := range []string{"clipboard-read", "clipboard-write"} {
		send(b, cdpbrowser.SetPermission, cdpbrowser.SetPermissionParams{
			Permission: &cdpbrowser.PermissionDescriptor{Name: name}, Setting: cdpbrowser.PermissionSettingGranted})
	}
	b.set("by-verdict", "mistitled")
	b.run(chromedp.Click(css("#copy")))
	b.until("document.getElementById('copy').textContent === 'Copied'")
	lines := strings.Split(strings.TrimSuffix(eval[string](b, "navigator.clipboard.readText()"), "\n"), "\n")
	cards := b.cards()
	if len(lines) != len(cards)+1 {
		t.Fatalf("%d lines of %d postings: %q", len(lines), len(cards), lines)
	}
	head := strings.Split(lines[0], "\t")
	for i, line := range lines[1:] {
		cells := strings.Split(line, "\t")
		if len(cells) != len(head) || cells[0] != cards[i] || cells[2] != "mistitled" || !strings.Contains(cells[9], "The title says") {
			t.Errorf("a row is %q", cells)
		}
	}
}

// TestReportLinks follows a permanent link to a problem, to one that fits, and to a
// duty in the text.
func TestReportLinks(t *testing.T) {
	path := reportOf(t, postings)
	b := openFile(t, path)
	ids := eval[[]string](b, "['problem', ''].map(p => JSON.parse(document.getElementById('data').textContent).postings.find(r => Boolean(r.problem) === Boolean(p) && r.strategic > 0).id)")
	for _, id := range []string{ids[0], ids[1], ids[0] + "-S1", ids[1] + "-S1"} {
		for name, from := range map[string]string{"another page": "about:blank", "the page": fileURL(path)} {
			b := newTab(t)
			b.allow(fileURL(path))
			b.run(chromedp.Navigate(from))
			if name == "the page" {
				b.set("find", "no such posting")
				eval[any](b, fmt.Sprintf("location.hash = %q", id))
				b.until("document.querySelector('.sheet') !== null")
				b.set("find", "no such posting")
				eval[any](b, "(() => { const a = document.createElement('a'); a.href = location.hash; document.body.append(a); a.click(); a.remove(); })()")
			} else {
				b.run(chromedp.Navigate(fileURL(path) + "#" + id))
			}
			b.until(fmt.Sprintf("Boolean(document.querySelector('.sheet .chart')) && (e => Boolean(e) && e.getBoundingClientRect().top < innerHeight && e.getBoundingClientRect().bottom > 0)(document.getElementById(%q))", id))
			if n := eval[int](b, "document.querySelectorAll('.sheet').length"); n != 1 {
				t.Errorf("%s from %s opens %d", id, name, n)
			}
		}
	}
	again := openFile(t, reportOf(t, postings+"-nl", postings))
	for _, id := range ids {
		if !eval[bool](again, fmt.Sprintf("document.getElementById('data').textContent.includes(%q)", id)) {
			t.Errorf("%s is gone in another run", id)
		}
	}
}

// TestReportKeyboard opens and closes a posting without a mouse.
func TestReportKeyboard(t *testing.T) {
	b := openFile(t, reportOf(t, postings))
	b.run(chromedp.Focus(css(".card summary")), chromedp.SendKeys(css(".card summary"), kb.Enter))
	b.until("document.querySelector('.card[id] .sheet .text mark') !== null")
	b.run(chromedp.SendKeys(css(".card summary"), kb.Enter))
	b.until("!document.querySelector('.card details').open")
}

// TestReportOfMany holds the bounds of a page of 500 postings that all are a
// problem, and opens one of 5,000.
func TestReportOfMany(t *testing.T) {
	if testing.Short() {
		t.Skip("thousands of postings")
	}
	files, err := filepath.Glob(postings + "/*.md")
	if err != nil || len(files) == 0 {
		t.Fatal(err)
	}
	folder := func(n int) string {
		dir := t.TempDir()
		for i := range n {
			text := []byte(strings.ReplaceAll(wrong, "Bridge Tolls", fmt.Sprintf("Bridge %d", i)))
			if n > 500 {
				if text, err = os.ReadFile(files[i%len(files)]); err != nil {
					t.Fatal(err)
				}
			}
			if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%d.md", i)), text, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		return dir
	}
	path := reportOf(t, folder(500))
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d bytes", info.Size())
	if info.Size() > 1_500_000 {
		t.Error("the page is larger than 1.5 MB")
	}
	b := openFile(t, path)
	const count = "(() => { const w = document.createTreeWalker(document, NodeFilter.SHOW_ALL); let n = 0; while (w.nextNode()) n++; return n; })()"
	nodes := eval[int](b, count)
	t.Logf("%d nodes", nodes)
	if shown := len(b.cards()); nodes > 10_000 || shown != 500 {
		t.Errorf("%d nodes show %d postings", nodes, shown)
	}
	b.set("order", "title")
	t.Logf("loaded in %.0f ms", eval[float64](b, "performance.getEntriesByType('navigation')[0].loadEventEnd"))

	b = openFile(t, reportOf(t, folder(5000)))
	if n := eval[int](b, "JSON.parse(document.getElementById('data').textContent).postings.length"); n != 5000 {
		t.Errorf("%d postings", n)
	}
	b.run(chromedp.Click(css("#rest > summary")))
	b.until("document.querySelectorAll('#rest li').length > 1000")
	b.set("find", "4999.md")
	b.until("document.querySelectorAll('#rest li').length <= 1")
}

// TestReportWithoutScript reads the report as a mail program shows it.
func TestReportWithoutScript(t *testing.T) {
	one, many := reportOf(t, write(t, "tolls.md", wrong)), reportOf(t, write(t, "tolls.md", wrong), write(t, "right.md", right))
	b := newTab(t)
	b.allow(fileURL(one))
	b.allow(fileURL(many))
	send(b, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	for path, selectors := range map[string][]string{
		one:  {".sheet", ".chart .balance", ".text mark.strategic", ".margin .reason", ".note .copy", ".edits ins"},
		many: {".answer dd", ".scatter a circle", ".card .summary", ".card > ul li.strategic", ".card .help", "#rest > summary"},
	} {
		b.run(chromedp.Navigate(fileURL(path)))
		for _, selector := range selectors {
			b.run(chromedp.WaitVisible(css(selector)))
		}
	}
}

func TestReportIsDead(t *testing.T) {
	b := openFile(t, reportOf(t, write(t, "hostile.md", hostile), write(t, "title.md", hostileTitle)))
	if n := eval[int](b, "document.querySelectorAll('body :is(img, iframe, base, object, [onload], [onerror])').length"); n > 0 {
		t.Errorf("%d elements of the posting stand in the page", n)
	}
	if got := eval[string](b, "document.title"); strings.Contains(got, "broken") {
		t.Errorf("the title is %q", got)
	}
	// Were there a hole, the policy would close it.
	b.expect("Content Security Policy")
	ran := eval[bool](b, "(() => { const s = document.createElement('script'); s.textContent = 'window.ran = true'; document.body.append(s); return window.ran === true; })()")
	if ran {
		t.Error("a script that is not the report's own runs")
	}
}

// TestReportPrints: one posting whole; of many the overview and the problems, each
// on one page, twenty on at most twelve.
func TestReportPrints(t *testing.T) {
	var twenty []string
	for i := range 20 {
		twenty = append(twenty, write(t, fmt.Sprintf("tolls-%d.md", i), strings.ReplaceAll(wrong, "Bridge Tolls", fmt.Sprintf("Bridge %d", i))))
	}
	for name, path := range map[string]string{"one": reportOf(t, write(t, "tolls.md", wrong)), "many": reportOf(t, postings), "twenty": reportOf(t, twenty...)} {
		b := openFile(t, path)
		b.screen(1280, "dark") // paper is white all the same
		if name == "many" {
			eval[any](b, "document.querySelector('.card details').open = true")
			b.until("document.querySelector('.sheet') !== null")
		}
		pdf, err := chromedp.Run(b, chromedp.PrintToPDF(chromedp.PDFPreferCSSPageSize()))
		if err != nil {
			t.Fatal(err)
		}
		pages := len(page.FindAll(pdf, -1))
		if pages == 0 || name == "twenty" && pages > 12 {
			t.Errorf("%s: %d pages", name, pages)
		}
		t.Logf("%s: %d pages", name, pages)
		if err := os.WriteFile(filepath.Join(shots, "print-"+name+".pdf"), pdf, 0o644); err != nil {
			t.Fatal(err)
		}
		if name == "one" {
			continue
		}
		send(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
		if n := eval[int](b, "[...document.querySelectorAll('.sheet, .filter, #rest')].filter(e => e.offsetParent).length"); n > 0 {
			t.Errorf("%s: %d things are printed that belong on a screen", name, n)
		}
		if n := eval[int](b, "[...document.querySelectorAll('.card')].filter(e => getComputedStyle(e).breakInside !== 'avoid').length"); n > 0 {
			t.Errorf("%s: %d postings may be broken", name, n)
		}
	}
}

// page matches a page of a PDF.
var page = regexp.MustCompile(`/Type\s*/Page\b[^s]`)
