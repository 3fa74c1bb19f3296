package browsertest

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
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
						eval[any](b, "document.querySelectorAll('.sheet').forEach((s, i) => { s.hidden = i > 7; s.style.contentVisibility = 'visible'; })")
					}
					b.shoot(fmt.Sprintf("%s-%d-%s", name, width, scheme))
				})
			}
		}
	}
}

func TestReportTable(t *testing.T) {
	b := openFile(t, reportOf(t, postings))
	rows := func() []string {
		return eval[[]string](b, "[...document.querySelectorAll('.postings tbody tr')].filter(r => !r.hidden).map(r => r.cells[0].querySelector('a').textContent + '|' + r.cells[1].textContent.trim() + '|' + r.cells[3].textContent)")
	}
	all := len(rows())
	b.run(chromedp.Click(css("thead th:nth-child(4) button")))
	var last = 1 << 20
	for _, row := range rows() {
		var n int
		fmt.Sscan(row[strings.LastIndex(row, "|")+1:], &n)
		if n > last {
			t.Errorf("not sorted: %q", rows())
			break
		}
		last = n
	}
	if got := eval[string](b, "document.querySelector('[aria-sort]').textContent + document.querySelector('[aria-sort]').getAttribute('aria-sort')"); got != "Strategicdescending" {
		t.Errorf("sorted by %q", got)
	}
	b.run(chromedp.SetValue(css("#only"), "mistitled"))
	eval[bool](b, "document.getElementById('only').dispatchEvent(new Event('change'))")
	some := rows()
	if len(some) == 0 || len(some) == all {
		t.Errorf("%d of %d rows after filtering", len(some), all)
	}
	for _, row := range some {
		if !strings.Contains(row, "|mistitled|") {
			t.Errorf("%q is not filtered out", row)
		}
	}
	b.run(chromedp.SendKeys(css("#find"), "no such posting"))
	b.until("document.querySelector('.shown').textContent.startsWith('0 of')")
}

// TestReportWithoutScript reads the report as a mail program shows it.
func TestReportWithoutScript(t *testing.T) {
	path := reportOf(t, write(t, "tolls.md", wrong), write(t, "right.md", right))
	b := newTab(t)
	b.allow(fileURL(path))
	send(b, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	b.run(chromedp.Navigate(fileURL(path)), chromedp.WaitVisible(css(".sheet")))
	for _, selector := range []string{".postings tbody tr", ".chart .balance", ".text mark.strategic", ".margin .reason", ".note .copy", ".edits ins"} {
		b.run(chromedp.WaitVisible(css(selector)))
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

func TestReportPrints(t *testing.T) {
	for name, path := range map[string]string{"one": reportOf(t, write(t, "tolls.md", wrong)), "many": reportOf(t, postings)} {
		b := openFile(t, path)
		b.screen(1280, "dark") // paper is white all the same
		pdf, err := chromedp.Run(b, chromedp.PrintToPDF(chromedp.PDFPreferCSSPageSize()))
		if err != nil {
			t.Fatal(err)
		}
		if len(pdf) < 5000 {
			t.Errorf("%s: the print has only %d bytes", name, len(pdf))
		}
		if err := os.WriteFile(filepath.Join(shots, "print-"+name+".pdf"), pdf, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
