package browsertest

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

const more = "- Write user stories and acceptance criteria\n- Plan the sprints with the team\n- Accept finished work\n"

func (b *tab) posting() string {
	return eval[string](b, "document.getElementById('posting').value")
}

// TestMarkIsOpened goes from the ledger and from the text to a line, changes it, and
// takes the change back.
func TestMarkIsOpened(t *testing.T) {
	b := open(t)
	b.fill(wrong + more)
	b.verdict("mistitled")
	b.run(chromedp.WaitVisible(css(".side.strategic button")), chromedp.Click(css(".side.strategic button")))
	b.until("!document.getElementById('spot').hidden && document.querySelectorAll('#spot-ways button').length > 0")
	b.barriers("spot")
	b.shoot("serve-spot")
	// The cursor in a line, and Alt+Enter.
	b.run(chromedp.Focus(css("#posting")))
	eval[bool](b, "(() => { const f = document.getElementById('posting'), at = f.value.indexOf('and packages'); f.setSelectionRange(at, at); return true; })()")
	send(b, input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: input.DispatchKeyEventTypeRawKeyDown, Key: "Enter", Code: "Enter", WindowsVirtualKeyCode: 13, Modifiers: 1})
	b.until("document.getElementById('spot-name').textContent.includes('Price and packaging') && document.querySelectorAll('#spot-ways button').length === 2")
	if at := eval[string](b, "document.activeElement.id"); at != "spot" {
		t.Errorf("the focus is on %q", at)
	}
	b.run(chromedp.KeyEvent(kb.Tab), chromedp.KeyEvent(kb.Enter)) // the first way
	b.until("document.getElementById('posting').value.includes('- Support the Product Manager in pricing and packaging\\n')")
	b.run(chromedp.Click(css("#compare")))
	b.until("document.querySelector('#changes-rows del')?.textContent === '- Set prices and packages for lorries and commuters' && document.querySelector('#changes-rows ins').textContent.startsWith('- Support')")
	b.barriers("compare")
	b.shoot("serve-compare")
	b.run(chromedp.KeyEvent(kb.Escape))
	b.run(chromedp.Click(css("#undo")))
	b.until("document.getElementById('posting').value.includes('Set prices')")
	if got := b.posting(); got != wrong+more {
		t.Errorf("after undo: %q", got)
	}
	if eval[bool](b, "document.getElementById('compare').offsetParent !== null") {
		t.Error("nothing is changed, and yet it can be compared")
	}
}

// TestOwnUndo: the browser's own undo takes a change back that a button made.
func TestOwnUndo(t *testing.T) {
	b := open(t)
	b.fill(wrong)
	b.verdict("mistitled")
	b.run(chromedp.Click(css("[data-suggestion]")))
	b.verdict("fits")
	b.run(chromedp.Focus(css("#posting")))
	send(b, input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: input.DispatchKeyEventTypeKeyDown, Key: "z", Code: "KeyZ", Modifiers: ctrl, Commands: []string{"undo"}})
	b.verdict("mistitled")
	if got := b.posting(); got != wrong {
		t.Errorf("after undo: %q", got)
	}
}

// TestLayerFollows: the layer has the text of the field after whatever is typed, and
// the marks stay at their words.
func TestLayerFollows(t *testing.T) {
	b := open(t)
	b.fill(wrong)
	b.verdict("mistitled")
	for _, edit := range []string{"f.setRangeText('Ü🚢\\n', 0, 0)", "f.setRangeText('', 40, 60)", "f.setRangeText('aaa', f.value.length, f.value.length)", "f.value = ''", "f.value = 'aaaa'", "f.value = 'aaa'"} {
		eval[bool](b, "(() => { const f = document.getElementById('posting'); "+edit+"; f.dispatchEvent(new Event('input')); return true; })()")
		if !eval[bool](b, "document.querySelector('.layer').textContent === document.getElementById('posting').value + '\\u200b'") {
			t.Fatalf("after %s the layer has %q", edit, eval[string](b, "document.querySelector('.layer').textContent"))
		}
	}
	if !eval[bool](b, "document.querySelector('.layer').getBoundingClientRect().height === document.getElementById('posting').getBoundingClientRect().height") {
		t.Error("field and layer are not of one height")
	}
}

// richPastes is HTML as programs put it on the clipboard, and the Markdown it becomes.
var richPastes = map[string]struct{ html, want string }{
	"Word": {`<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p {x: y}</style></head><body><!--StartFragment-->
<p class=MsoTitle>Product Owner<o:p></o:p></p><h2>What you will do</h2><p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>·<span>&nbsp;&nbsp;</span></span><![endif]>Own the
backlog<o:p></o:p></p><p class=MsoListParagraphCxSpLast style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>o </span>Write stories</p><p class=MsoNormal>We are <b>kind</b>.</p></body></html>`,
		"# Product Owner\n\n## What you will do\n\n- Own the backlog\n  - Write stories\n\nWe are kind.\n"},
	"Google Docs": {`<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1"><h1 dir="ltr"><span>Product Owner</span></h1><p dir="ltr"><span style="font-weight:700">Your tasks</span></p><ul><li dir="ltr"><p dir="ltr"><span>Own the backlog</span></p></li><li dir="ltr"><p dir="ltr"><span>Write stories</span></p></li></ul><br></b>`,
		"# Product Owner\n\n## Your tasks\n\n- Own the backlog\n- Write stories\n"},
	"Outlook": {`<div><p class="MsoNormal"><b><span>Product Owner</span></b></p><p class="MsoNormal">Hello,</p><ul type="disc"><li class="MsoNormal">Own the backlog</li><li class="MsoNormal">Write stories</li></ul></div>`,
		"# Product Owner\n\nHello,\n\n- Own the backlog\n- Write stories\n"},
	"an applicant tracking system": {`<div><h3>Product Owner</h3><div>We build ferries.</div><div><strong>What you will do</strong></div><ol><li>Own the backlog</li><li>Write <i>stories</i><ul><li>and more</li></ul></li></ol><script>document.title='broken out'</script><img src=x onerror="document.title='broken out'"></div>`,
		"### Product Owner\n\nWe build ferries.\n\n## What you will do\n\n1. Own the backlog\n2. Write stories\n  - and more\n"},
}

func TestRichPaste(t *testing.T) {
	for name, c := range richPastes {
		t.Run(name, func(t *testing.T) {
			b := open(t)
			eval[bool](b, fmt.Sprintf(`(() => {
				const data = new DataTransfer();
				data.setData('text/html', %q);
				data.setData('text/plain', 'plain');
				document.getElementById('posting').dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
				return true;
			})()`, c.html))
			if got := b.posting(); got != c.want {
				t.Errorf("got %q\nwant %q", got, c.want)
			}
			if got := eval[string](b, "document.title"); !strings.HasPrefix(got, "jdlint") {
				t.Errorf("the title is %q", got)
			}
		})
	}
}

// TestKeep: a text is kept over a reload where that was asked for, and forgotten.
func TestKeep(t *testing.T) {
	b := open(t)
	reload := func() {
		b.run(chromedp.Reload(), chromedp.WaitVisible(css("#posting")))
	}
	b.fill(wrong)
	b.verdict("mistitled")
	if n := eval[int](b, "localStorage.length + sessionStorage.length"); n != 0 {
		t.Errorf("%d things are kept unasked", n)
	}
	b.run(chromedp.Click(css("#keep")))
	b.until("localStorage.length === 1")
	reload()
	b.verdict("mistitled")
	if got := b.posting(); got != wrong {
		t.Errorf("after the reload: %q", got)
	}
	b.run(chromedp.Click(css("#keep")))
	if n := eval[int](b, "localStorage.length"); n != 0 {
		t.Errorf("%d things are kept after all", n)
	}
}

func TestLanguage(t *testing.T) {
	b := open(t)
	b.fill(wrong)
	b.verdict("mistitled")
	for language, says := range map[string]string{"de": "Der Titel sagt Product Owner", "fr": "Product Owner", "nl": "De titel", "en": "The title says"} {
		b.run(chromedp.SetValue(css("#lang"), language))
		eval[bool](b, "document.getElementById('lang').dispatchEvent(new Event('change'))")
		b.until(fmt.Sprintf("document.querySelector('.summary').textContent.includes(%q)", says))
	}
}

// TestSeveralFiles: a table of postings, problems first, and what could not be read.
func TestSeveralFiles(t *testing.T) {
	b := open(t)
	b.expect("422")
	b.run(chromedp.SetUploadFiles(css("#file"), []string{write(t, "right.md", right), write(t, "broken.docx", "PK\x03\x04word/document.xml broken"), write(t, "wrong.md", wrong)}))
	b.until("document.querySelectorAll('#files-rows tr').length === 3")
	rows := eval[[]string](b, "[...document.querySelectorAll('#files-rows tr')].map(r => r.cells[3].textContent + ' ' + r.cells[1].textContent)")
	if want := []string{"wrong.md Wrong title.", "right.md The title fits.", "broken.docx Not read."}; !slices.Equal(rows, want) {
		t.Errorf("got %q", rows)
	}
	b.verdict("mistitled")
	for _, width := range []int64{390, 1280} {
		b.screen(width, "light")
		b.barriers("files")
		b.shoot(fmt.Sprintf("serve-files-%d", width))
	}
	b.run(chromedp.SetUploadFiles(css("#file"), []string{write(t, "broken.docx", "PK\x03\x04word/document.xml broken")}))
	b.until("!document.getElementById('error').hidden && document.getElementById('answer').hidden && document.getElementById('files').hidden")
	if got := b.posting(); got != "" {
		t.Errorf("the old posting is left: %q", got)
	}
}

// TestTypingLatency prints how long a key takes until the next frame is drawn.
func TestTypingLatency(t *testing.T) {
	for _, kb := range []int{5, 20, 100} {
		b := open(t)
		text := right + strings.Repeat("\n"+strings.Repeat("We are a company that builds ferries, and ferries need people who like the sea. ", 4)+"\n", kb*1024/330)
		b.fill(text)
		b.until("!document.getElementById('answer').hidden && !document.querySelector('.late')")
		times := eval[[]float64](b, `(async () => {
			const field = document.getElementById('posting'), times = [];
			field.setSelectionRange(field.value.length / 2, field.value.length / 2);
			for (let i = 0; i < 60; i++) {
				await new Promise((done) => setTimeout(done, 40));
				const start = performance.now();
				document.execCommand('insertText', false, 'a');
				await new Promise((done) => requestAnimationFrame(() => { const c = new MessageChannel(); c.port1.onmessage = done; c.port2.postMessage(0); }));
				times.push(performance.now() - start);
			}
			return times;
		})()`)
		slices.Sort(times)
		t.Logf("%d KB: a key takes %.1f ms until it is drawn (median), %.1f ms (95th)", kb, times[len(times)/2], times[len(times)*95/100])
	}
}
