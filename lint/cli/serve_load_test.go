package cli

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jdlint/jdlint/lint/internal/readtest"
	"github.com/jdlint/jdlint/lint/internal/testtime"
)

// TestServeUnderLoad: while files made to do harm are sent on a fifth of all
// connections, those who type wait a second at most at the median, and the memory of
// the server does not grow. With JDLINT_LOAD, such as 10m, it takes that long, with 200
// connections, which asks for a machine that does nothing else.
func TestServeUnderLoad(t *testing.T) {
	testtime.Slow(t, "connections are held for half a minute")
	const pause = 4 * time.Second // between two answers to one who types
	connections, length := 20, 30*time.Second
	if given, err := time.ParseDuration(os.Getenv("JDLINT_LOAD")); err == nil {
		connections, length = 200, given
	}
	addr, pid := startServe(t)
	ctx, stop := context.WithTimeout(t.Context(), length)
	defer stop()
	bombs := serveBombs(t)
	var mu sync.Mutex
	var took []time.Duration // of answers to those who type
	refused, sent := 0, 0    // of these, and of the bombs
	var all sync.WaitGroup
	for i := range connections {
		client := http.Client{Transport: &http.Transport{MaxConnsPerHost: 1}}
		all.Go(func() {
			for n := i; ctx.Err() == nil; n++ {
				if i%5 == 0 {
					bombs[n%len(bombs)](ctx, &client, addr)
					mu.Lock()
					sent++
					mu.Unlock()
					wait(ctx, pause/40)
					continue
				}
				wait(ctx, pause*time.Duration(50+n*37%100)/100)
				started := time.Now()
				status := send(ctx, &client, addr, "/judge", strings.Replace(mistitledOwner, "Owner", fmt.Sprint("Owner, Team ", n), 1))
				if ctx.Err() != nil {
					return
				}
				mu.Lock()
				took = append(took, time.Since(started))
				if status != 200 {
					refused++
				}
				mu.Unlock()
			}
		})
	}
	var memory []int // megabytes, each second
	for wait(ctx, time.Second) {
		memory = append(memory, residentMB(pid))
	}
	all.Wait()
	slices.Sort(took)
	if len(took) < connections || sent < connections/5 {
		t.Fatalf("only %d answers, %d bombs", len(took), sent)
	}
	of := func(part float64) time.Duration { return took[int(part*float64(len(took)-1))].Round(time.Millisecond) }
	third := len(memory) / 3
	most := slices.Max(memory)
	slices.Sort(memory[:third])
	slices.Sort(memory[2*third:])
	before, after := memory[third/2], memory[2*third+third/2]
	t.Logf("%v, %d connections: %d answers to those who type, %d refused; median %v, 95 %% %v, longest %v; %d bombs; memory %d MB at the median in the first third, %d MB in the last, %d MB at most",
		length, connections, len(took), refused, of(0.5), of(0.95), of(1), sent, before, after, most)
	if of(0.5) > time.Second {
		t.Errorf("those who type wait %v at the median", of(0.5))
	}
	if 100*refused > len(took) {
		t.Errorf("%d of %d of those who type got no answer", refused, len(took))
	}
	if most > 2048 || length > time.Minute && after > before*5/4+64 { // before that, it is not warm
		t.Errorf("memory grows from %d to %d MB, %d at most", before, after, most)
	}
}

// startServe starts the program and returns its address and the number of its process.
func startServe(t *testing.T) (addr string, pid int) {
	cmd := exec.Command("jdlint", "serve", "--addr", "127.0.0.1:0")
	cmd.Dir = t.TempDir()
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { cmd.Process.Kill(); cmd.Wait() })
	line, err := bufio.NewReader(out).ReadString('\n')
	_, addr, ok := strings.Cut(strings.TrimSpace(line), "http://")
	if err != nil || !ok {
		t.Fatalf("%q, %v", line, err)
	}
	return strings.TrimSuffix(addr, "/"), cmd.Process.Pid
}

// wait waits and reports whether the context goes on.
func wait(ctx context.Context, d time.Duration) bool {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
	return ctx.Err() == nil
}

// send sends a text and returns the status of the answer, 0 without one.
func send(ctx context.Context, client *http.Client, addr, path, text string) int {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://"+addr+path, strings.NewReader(text))
	if err != nil {
		return 0
	}
	r.Header.Set("Content-Type", "application/octet-stream")
	answer, err := client.Do(r)
	if err != nil {
		return 0
	}
	defer answer.Body.Close()
	io.Copy(io.Discard, answer.Body)
	return answer.StatusCode
}

// serveBombs returns what a client may do to harm the others.
func serveBombs(t *testing.T) (bombs []func(ctx context.Context, client *http.Client, addr string)) {
	const maxUpload = 10 << 20
	duty := "Own the product backlog and set prices"
	paragraphs := string(readtest.Docx(t, readtest.Para("", readtest.TextRun("Product Owner"))+strings.Repeat(readtest.Para("", readtest.TextRun(duty)), 200_000)))
	sheet := string(readtest.Zip(t,
		"[Content_Types].xml", `<Types><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`,
		"_rels/.rels", `<Relationships><Relationship Id="a" Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="x/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
		"xl/workbook.xml", `<workbook xmlns:r="x"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>`,
		"xl/sharedStrings.xml", "<sst><si><t>Title</t></si><si><t>Description</t></si><si><t>Product Owner</t></si><si><t>"+fillTo(900<<10, duty+". ")+"</t></si></sst>",
		"xl/worksheets/sheet1.xml", `<worksheet><sheetData><row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row>`+strings.Repeat(`<row><c t="s"><v>2</v></c><c t="s"><v>3</v></c></row>`, 1000)+"</sheetData></worksheet>"))
	for _, b := range []struct{ path, text string }{
		{"/read?name=x.docx", paragraphs},
		{"/judge?name=x.docx", paragraphs},
		{"/read?name=x.xlsx", sheet},
		{"/read?name=x.pdf", string(readtest.PackedPDF("BT /F1 12 Tf 72 700 Td " + strings.Repeat("(Own the backlog) Tj 0 -14 Td ", 60_000) + "ET"))},
		{"/read?name=x.pdf", string(readtest.PackedPDF(fillTo(20<<20, "q Q ")))},
		{"/judge", "# Product Owner\n\n" + fillTo(maxUpload-100, "- "+duty+"\n")},
		{"/report", "# Product Owner\n\n" + fillTo(2<<20, "- "+duty+"\n")},
		{"/judge", "# Product Owner\n\n" + fillTo(60<<10, "- "+duty+"\n")}, // as long as what goes before
		{"/judge", "<h1>Product Owner</h1>" + fillTo(60<<10, "<ul><li>Own the backlog")},
		{"/read?name=x.json", fillTo(maxUpload-100, `[{"title":"Product Owner","description":"`+duty+`"},`)},
		{"/judge", strings.Repeat("x", maxUpload+1)},
	} {
		bombs = append(bombs, func(ctx context.Context, client *http.Client, addr string) { send(ctx, client, addr, b.path, b.text) })
	}
	raw := func(text string, hold time.Duration) func(context.Context, *http.Client, string) {
		return func(ctx context.Context, _ *http.Client, addr string) {
			c, err := net.Dial("tcp", addr)
			if err != nil {
				return
			}
			defer c.Close()
			io.WriteString(c, strings.ReplaceAll(text, "ADDR", addr))
			wait(ctx, hold)
		}
	}
	head := func(path string, size int) string {
		return "POST " + path + " HTTP/1.1\r\nHost: ADDR\r\nContent-Type: application/octet-stream\r\nContent-Length: " + strconv.Itoa(size) + "\r\n\r\n"
	}
	page := "# Product Owner\n\n" + fillTo(1<<20, "- "+duty+"\n")
	return append(bombs,
		raw(head("/read?name=x.md", maxUpload)+"# Product Owner", 15*time.Second), // never sent to its end
		raw(head("/report", len(page))+page, 15*time.Second),                      // the answer is not read
		raw(head("/read?name=x.docx", len(paragraphs))+paragraphs[:1000], 0),      // broken off
		raw("GET / HTTP/1.1\r\nHost: ADDR\r\nX: ", 10*time.Second),
	)
}

// residentMB returns how much memory a process has, in megabytes; 0 where nothing
// tells.
func residentMB(pid int) int {
	status, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	_, rest, _ := strings.Cut(string(status), "VmRSS:")
	kB, _, _ := strings.Cut(strings.TrimSpace(rest), " ")
	n, _ := strconv.Atoi(kB)
	return n >> 10
}
