package browsertest

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	cdpbrowser "github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// css makes a selector of a text.
type css = chromedp.CSS

const ctrl = 2 // the key, in the protocol

func open(t testing.TB) *tab {
	b := newTab(t)
	b.run(chromedp.Navigate(home), chromedp.WaitVisible(css("#posting")))
	return b
}

// fill puts a text into the field as a paste does, at once.
func (b *tab) fill(text string) {
	b.t.Helper()
	b.run(chromedp.Focus(css("#posting")))
	send(b, input.InsertText, input.InsertTextParams{Text: text})
}

func TestTyping(t *testing.T) {
	b := open(t)
	b.run(chromedp.SendKeys(css("#posting"), strings.ReplaceAll(right, "\n", "\r")))
	b.verdict("fits")
	b.until("document.getElementById('live').textContent.startsWith('The title fits.')")
	if n := eval[int](b, "CSS.highlights.get('duty-tactical').size"); n < 4 {
		t.Errorf("%d duties are marked, want 4", n)
	}
	// What is typed between answers must not pile up.
	slowest := eval[float64](b, "Math.max(...performance.getEntriesByType('resource').filter(e => e.name.includes('/judge')).map(e => e.duration))")
	t.Logf("the slowest answer took %.1f ms", slowest)
	b.run(chromedp.SendKeys(css("#posting"), "\r- Set prices and packages\r- Carry the profit and loss\r- Define the product vision and strategy\r- Research the market and competitors\r"))
	b.verdict("hybrid")
}

func TestPaste(t *testing.T) {
	b := open(t)
	for _, name := range []string{"clipboard-read", "clipboard-write"} {
		send(b, cdpbrowser.SetPermission, cdpbrowser.SetPermissionParams{
			Permission: &cdpbrowser.PermissionDescriptor{Name: name}, Setting: cdpbrowser.PermissionSettingGranted})
	}
	eval[bool](b, fmt.Sprintf("navigator.clipboard.writeText(%q).then(() => true)", wrong))
	b.run(chromedp.Focus(css("#posting")))
	send(b, input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: input.DispatchKeyEventTypeKeyDown, Key: "v", Code: "KeyV", Modifiers: ctrl, Commands: []string{"paste"}})
	b.verdict("mistitled")
	if got := eval[string](b, "document.getElementById('posting').value"); got != wrong {
		t.Errorf("the field holds %q", got)
	}
	// The sentence for the hiring manager can be copied.
	b.run(chromedp.Click(css("[data-part=note] .copy-button")))
	b.until("document.querySelector('[data-part=note] .copy-button').textContent === 'Copied'")
	if got := eval[string](b, "navigator.clipboard.readText()"); !strings.Contains(got, "Senior Product Manager, Bridge Tolls") {
		t.Errorf("the clipboard holds %q", got)
	}
}

// drop drops a file on the page as the system does.
func (b *tab) drop(path string) {
	b.t.Helper()
	data := &input.DragData{Files: []string{path}, Items: []*input.DragDataItem{}, DragOperationsMask: 1}
	for _, kind := range []input.DispatchDragEventType{input.DispatchDragEventTypeDragEnter, input.DispatchDragEventTypeDragOver, input.DispatchDragEventTypeDrop} {
		send(b, input.DispatchDragEvent, input.DispatchDragEventParams{Type: kind, X: 600, Y: 400, Data: data})
		if kind == input.DispatchDragEventTypeDragOver {
			b.until("document.body.classList.contains('dragging')")
		}
	}
	b.until("!document.body.classList.contains('dragging')")
}

func TestDrop(t *testing.T) {
	items := []string{"Define the vision and the strategy of our toll products", "Set prices and packages for lorries", "Carry the profit and loss of the line", "Research the market and competitors"}
	for _, c := range []struct{ path, verdict string }{
		{write(t, "tolls.md", wrong), "mistitled"},
		{write(t, "tolls.txt", strings.NewReplacer("# ", "", "## ", "").Replace(right)), "fits"},
		{write(t, "tolls.html", webPage), "fits"},
		{docx(t, "Product Owner, Bridge Tolls", items...), "mistitled"},
	} {
		t.Run(filepath.Base(c.path), func(t *testing.T) {
			b := open(t)
			b.drop(c.path)
			b.verdict(c.verdict)
			if got := eval[string](b, "document.getElementById('from').textContent"); !strings.Contains(got, filepath.Base(c.path)) {
				t.Errorf("says %q of the file", got)
			}
			if got := eval[string](b, "document.title"); !strings.HasPrefix(got, "jdlint") {
				t.Errorf("a script of the posting ran: %q", got)
			}
		})
	}
}

func TestFileOfManyPostings(t *testing.T) {
	b := open(t)
	b.run(chromedp.SetUploadFiles(css("#file"), []string{write(t, "export.csv", table)}))
	b.verdict("mistitled") // problems come first
	if got := eval[[]string](b, "[...document.querySelectorAll('#files-rows tr')].map(r => r.cells[0].textContent + '|' + r.cells[1].textContent)"); len(got) != 2 || got[0] != "Product Owner|Wrong title." || got[1] != "Product Owner|The title fits." {
		t.Errorf("the table has %q", got)
	}
	b.run(chromedp.Click(css("#files-rows tr:nth-child(2) button")))
	b.verdict("fits")
}

func TestBrokenFile(t *testing.T) {
	b := open(t)
	b.expect("422") // the browser logs what the server refuses
	b.run(chromedp.SetUploadFiles(css("#file"), []string{write(t, "broken.docx", "PK\x03\x04word/document.xml broken")}))
	b.until("!document.getElementById('error').hidden")
	if got := eval[string](b, "document.getElementById('error').textContent"); !strings.Contains(got, "broken.docx") || !strings.Contains(got, "damaged") {
		t.Errorf("says %q", got)
	}
	b.fill(right) // and the page goes on
	b.verdict("fits")
}

func TestModelSwitch(t *testing.T) {
	b := open(t)
	b.fill(wrong)
	b.verdict("mistitled")
	b.until("document.querySelector('.tag[data-model=inverted]').textContent !== ''")
	b.run(chromedp.Click(css("label[for=model-inverted]")))
	b.verdict("fits")
	if got := eval[string](b, "document.querySelector('[data-part=verdict] .judged').textContent"); !strings.Contains(got, "inverted") {
		t.Errorf("judged: %q", got)
	}
}

func TestTitleField(t *testing.T) {
	b := open(t)
	b.fill(strings.SplitN(right, "\n", 2)[1])
	b.run(chromedp.SendKeys(css("#title"), "Data Engineer"))
	b.verdict("out-of-scope")
	eval[string](b, "document.getElementById('title').value = ''")
	b.run(chromedp.SendKeys(css("#title"), "Product Owner"))
	b.verdict("fits")
}

// TestKeyboard goes the whole way without a mouse.
func TestKeyboard(t *testing.T) {
	b := open(t)
	focus := func() string {
		return eval[string](b, "document.activeElement.id || document.activeElement.textContent.trim()")
	}
	tabTo := func(want string) {
		t.Helper()
		var seen []string
		for range 80 {
			b.run(chromedp.KeyEvent(kb.Tab))
			at := focus()
			if at == want {
				return
			}
			seen = append(seen, at)
		}
		t.Fatalf("Tab never leads to %q, but to %q", want, seen)
	}
	tabTo("Skip to the verdict")
	tabTo("posting")
	b.run(chromedp.KeyEvent(strings.ReplaceAll(wrong, "\n", "\r")))
	b.verdict("mistitled")
	tabTo("file")
	tabTo("title")
	tabTo("model-strategist")
	models := eval[int](b, "document.querySelectorAll('input[name=model]').length")
	for range models - 1 { // as far as the last
		b.run(chromedp.KeyEvent(kb.ArrowDown))
	}
	b.run(chromedp.KeyEvent(kb.ArrowDown)) // and round to the first
	b.verdict("mistitled")
	tabTo("save")
	tabTo("Take this title")
	b.run(chromedp.KeyEvent(kb.Enter))
	b.verdict("fits")
	if got := eval[string](b, "document.getElementById('posting').value"); !strings.HasPrefix(got, "# Senior Product Manager, Bridge Tolls\n") {
		t.Errorf("the field holds %.60q", got)
	}
	if at := focus(); at != "undo" {
		t.Errorf("the focus is on %q, want the button that takes the change back", at)
	}
	b.run(chromedp.KeyEvent(kb.Enter))
	b.verdict("mistitled")
	if at := focus(); at != "posting" {
		t.Errorf("the focus is on %q after that", at)
	}
	eval[bool](b, "(() => { const f = document.getElementById('posting'); f.setSelectionRange(f.value.length, f.value.length); return true; })()")
	b.run(chromedp.KeyEvent("\r- Write user stories and acceptance criteria\r- Plan the sprints with the team\r- Accept finished work\r"))
	b.until("document.querySelector('[data-copy-lines]') !== null")
	tabTo("Take these lines out")
	b.run(chromedp.KeyEvent(kb.Enter))
	b.until("!document.getElementById('posting').value.includes('prices')")
	if got := eval[string](b, "document.getElementById('posting').value"); !strings.Contains(got, "backlog") {
		t.Errorf("too much is taken out: %q", got)
	}
}

// TestFocusIsSeen looks at each control that has the focus.
func TestFocusIsSeen(t *testing.T) {
	b := open(t)
	b.fill(wrong)
	b.verdict("mistitled")
	for range 40 {
		b.run(chromedp.KeyEvent(kb.Tab))
		seen := eval[bool](b, `(() => {
			let e = document.activeElement;
			if (e === document.body) return true;
			if (e.type === 'file') e = e.nextElementSibling;
			if (e.id === 'posting') e = document.getElementById('editor');
			const s = getComputedStyle(e);
			return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0;
		})()`)
		if !seen {
			t.Errorf("nothing shows that the focus is on %s", eval[string](b, "document.activeElement.outerHTML.slice(0, 120)"))
		}
	}
}

func TestHostile(t *testing.T) {
	for text, verdict := range map[string]string{hostile: "fits", hostileTitle: "out-of-scope"} {
		b := open(t)
		b.drop(write(t, "hostile.md", text))
		b.verdict(verdict)
		if n := eval[int](b, "document.querySelectorAll('#answer :is(img, script, iframe, base, object, form, [onload], [onerror])').length"); n > 0 {
			t.Errorf("%d elements of the posting stand in the page", n)
		}
		if n := eval[int](b, "[...document.querySelectorAll('#answer a')].filter(a => !a.getAttribute('href').startsWith('#') && !a.getAttribute('href').startsWith('explain/')).length"); n > 0 {
			t.Errorf("%d links of the posting stand in the page", n)
		}
		if got := eval[string](b, "document.title"); !strings.HasPrefix(got, "jdlint") {
			t.Errorf("the title is %q", got)
		}
	}
}

func TestServerGone(t *testing.T) {
	server, address, err := start()
	if err != nil {
		t.Fatal(err)
	}
	b := newTab(t)
	b.allow(address)
	b.expect("ERR_CONNECTION_REFUSED")
	b.run(chromedp.Navigate(address))
	b.fill(right)
	b.verdict("fits")
	server.Process.Signal(os.Interrupt)
	ended := make(chan error, 1)
	go func() { ended <- server.Wait() }()
	select {
	case err := <-ended:
		if err != nil {
			t.Errorf("the server ended with %v", err)
		}
	case <-time.After(8 * time.Second):
		t.Error("the server does not end")
	}
	b.fill("x")
	b.until("document.getElementById('error').textContent.includes('jdlint serve')")
}

// save saves a file of a name from the page, by a button, and returns its place.
func (b *tab) save(button, name string) string {
	b.t.Helper()
	dir := b.t.TempDir()
	if _, err := chromedp.CallBrowser(b, cdpbrowser.SetDownloadBehavior, cdpbrowser.SetDownloadBehaviorParams{Behavior: cdpbrowser.SetDownloadBehaviorBehaviorAllow, DownloadPath: dir}); err != nil {
		b.t.Fatal(err)
	}
	b.run(chromedp.Click(css(button)))
	path := filepath.Join(dir, name)
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		if info, err := os.Stat(path); err == nil && info.Size() > 0 {
			return path
		}
	}
	b.t.Fatalf("no %s was saved", name)
	return ""
}

func TestExport(t *testing.T) {
	b := open(t)
	b.fill(wrong)
	b.verdict("mistitled")
	path := b.save("#save", "jdlint-report.html")
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{"Wrong title.", "Senior Product Manager, Bridge Tolls", "pasted text", "Content-Security-Policy"} {
		if !strings.Contains(string(text), part) {
			t.Errorf("the report lacks %q", part)
		}
	}
	r := newTab(t)
	r.allow(fileURL(path))
	r.run(chromedp.Navigate(fileURL(path)))
	r.until("document.querySelector('.copy-button') !== null") // so the script runs under its policy
	if style := eval[string](r, "getComputedStyle(document.querySelector('.sheet h3')).fontWeight"); style != "600" {
		t.Errorf("the style is not applied: %q", style)
	}
}

// TestLooks takes pictures, and lets axe-core look, at each width and in each
// scheme.
func TestLooks(t *testing.T) {
	for _, width := range []int64{390, 1280} {
		for _, scheme := range []string{"light", "dark"} {
			t.Run(fmt.Sprintf("%d-%s", width, scheme), func(t *testing.T) {
				b := open(t)
				b.screen(width, scheme)
				name := func(what string) string { return fmt.Sprintf("%s-%d-%s", what, width, scheme) }
				b.shoot(name("serve-empty"))
				b.barriers(name("serve-empty"))
				b.run(chromedp.Click(css("#example")))
				b.verdict("mistitled")
				b.until("document.querySelectorAll('.tag:not(:empty)').length > 1")
				b.until("!document.querySelector('.late')")
				time.Sleep(600 * time.Millisecond) // fading
				b.shoot(name("serve-mistitled"))
				b.barriers(name("serve-mistitled"))
				b.expect("422")
				b.run(chromedp.SetUploadFiles(css("#file"), []string{write(t, "broken.docx", "PK\x03\x04word/document.xml broken")}))
				b.until("!document.getElementById('error').hidden")
				b.barriers(name("serve-error"))
			})
		}
	}
}

func TestPhoneIsUsable(t *testing.T) {
	b := open(t)
	b.screen(390, "light")
	send(b, emulation.SetTouchEmulationEnabled, emulation.SetTouchEmulationEnabledParams{Enabled: true})
	b.fill(wrong)
	b.verdict("mistitled")
	small := eval[[]string](b, `[...document.querySelectorAll('button, .button, select, input[type=text]')].filter(e => e.offsetParent && e.getBoundingClientRect().height < 40).map(e => e.outerHTML.slice(0, 100))`)
	for _, s := range small {
		t.Errorf("too small for a finger: %s", s)
	}
}
