package cli

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"regexp"
	"strings"
	"testing"
)

// pack returns a text as gzip packs it.
func pack(t *testing.T, text string) string {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := io.WriteString(w, text); err != nil || w.Close() != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestPacked checks that what is packed gets the answers of what is not: streams and
// exports, by name and on standard input, in one piece and in several.
func TestPacked(t *testing.T) {
	stream := strings.Repeat(`{"id":"a","title":"Product Owner","text":"Set the price of the product."}`+"\n", 3)
	table := "id,title,description\n7,Product Owner,Responsibilities: set the price of the product and own the P&L\n8,Product Manager,Responsibilities: write user stories and groom the backlog\n"
	tree(t, map[string]string{"jobs.csv": table, "jobs.ndjson": stream})
	for _, plain := range []string{"jobs.csv", "jobs.ndjson"} {
		text, _ := os.ReadFile(plain)
		name := plain + ".gz"
		half := bytes.IndexByte(text, '\n') + 1
		for _, packed := range []string{pack(t, string(text)), pack(t, string(text[:half])) + pack(t, string(text[half:]))} {
			if err := os.WriteFile(name, []byte(packed), 0o666); err != nil {
				t.Fatal(err)
			}
			for _, args := range [][]string{{"--format", "csv"}, {"--input", "ndjson"}} {
				if args[0] == "--input" && plain == "jobs.csv" {
					continue
				}
				want, got := realRun(t, "", append(args, plain)...), realRun(t, "", append(args, name)...)
				if want.out == "" || noFingerprints(strings.ReplaceAll(got.out, name, plain)) != noFingerprints(want.out) || got.code != want.code {
					t.Errorf("%s %v: %+v, want %+v", name, args, got, want)
				}
				want, got = realRun(t, string(text), append(args, "-")...), realRun(t, packed, append(args, "-")...)
				if want.out == "" || got.out != want.out || got.code != want.code {
					t.Errorf("%s %v on standard input: %+v, want %+v", name, args, got, want)
				}
			}
		}
	}
	if got := realRun(t, "", "text", "jobs.csv.gz#2"); !strings.Contains(got.out, "write user stories") {
		t.Errorf("%+v", got)
	}
}

// noFingerprints returns an output without fingerprints, in which names of files count.
func noFingerprints(out string) string {
	return regexp.MustCompile(`[0-9a-f]{32}`).ReplaceAllString(out, "")
}

// TestPackedAndBroken checks that a packed file that ends early, is none or unpacks to
// gigabytes is told from others, after what could be read of it.
func TestPackedAndBroken(t *testing.T) {
	line := `{"id":"a","title":"Product Owner","text":"Set the price of the product."}` + "\n"
	var long strings.Builder
	for i := range 2000 { // so that it does not pack to nothing
		fmt.Fprintf(&long, `{"id":"%d","title":"Product Owner","text":"Set the price of product %x."}`+"\n", i, uint32(i)*2654435761)
	}
	whole := pack(t, long.String())
	tree(t, map[string]string{
		"half.gz": whole[:len(whole)/2],
		"none.gz": whole[:4] + "no such thing",
		"zstd":    "\x28\xb5\x2f\xfd...",
		"bomb.gz": pack(t, line+strings.Repeat("x", 2*maxLine)+"\n"+line),
	})
	if got := realRun(t, "", "--input", "ndjson", "half.gz"); got.code != exitUnreadable || !strings.Contains(got.errOut, "half.gz") ||
		strings.Count(got.out, "\n") < 500 {
		t.Errorf("code %d, %d answers, %s", got.code, strings.Count(got.out, "\n"), got.errOut)
	}
	if got := realRun(t, "", "--input", "ndjson", "none.gz"); got.code != exitUnreadable || !strings.Contains(got.errOut, "none.gz") {
		t.Errorf("%+v", got)
	}
	if got := realRun(t, "", "--input", "ndjson", "bomb.gz"); got.code != exitUnreadable || strings.Count(got.out, `"verdict"`) != 2 || !strings.Contains(got.errOut, "longer than 16 MB") {
		t.Errorf("code %d, %s", got.code, got.errOut)
	}
	if got := realRun(t, "", "--input", "ndjson", "zstd"); got.code != exitUnreadable || !strings.Contains(got.errOut, "zstd: packed with Zstandard; unpack it first") {
		t.Errorf("%+v", got)
	}
}
