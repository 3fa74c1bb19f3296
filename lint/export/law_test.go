package export_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/jdlint/jdlint/lint/export"
	posting "github.com/jdlint/jdlint/lint/read"
	"github.com/jdlint/jdlint/rules"
)

// job is a job to be written as an export.
type job struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Text  string `json:"description" yaml:"description"`
}

// TestKindsAgree writes jobs in all kinds of files and reads the same of each.
func TestKindsAgree(t *testing.T) {
	outer := t
	known, err := rules.LoadExports()
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringMatching(`[A-Za-zé&<>'",:.]{1,8}`)
		words := rapid.Custom(func(t *rapid.T) string {
			return "x" + strings.Join(rapid.SliceOfN(word, 1, 8).Draw(t, "words"), rapid.SampledFrom([]string{" ", "\n", ", "}).Draw(t, "between")) + "y"
		})
		jobs := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) job {
			return job{rapid.StringMatching(`[a-z][a-z0-9]{0,5}`).Draw(t, "id"), strings.Join(strings.Fields(words.Draw(t, "title")), " "), words.Draw(t, "text")}
		}), 1, 12).Draw(t, "jobs")
		for kind, src := range written(outer, t, jobs) {
			i := 0
			for r, err := range export.Read(strings.NewReader(src), kind, export.Options{Known: known}) {
				if err != nil {
					t.Fatalf("%s: %v\n%s", kind, err, src)
				}
				want := jobs[i]
				if r.Index != i+1 || r.ID != want.ID || r.Title != want.Title || strings.TrimSuffix(string(r.Body), "\n") != want.Text {
					t.Fatalf("%s: job %d is %q %q %q, want %q", kind, i, r.ID, r.Title, r.Body, want)
				}
				i++
			}
			if i != len(jobs) {
				t.Fatalf("%s: %d jobs of %d", kind, i, len(jobs))
			}
		}
	})
}

func written(outer testing.TB, t *rapid.T, jobs []job) map[export.Kind]string {
	list, err := json.Marshal(map[string]any{"meta": 1, "jobs": jobs})
	if err != nil {
		t.Fatal(err)
	}
	var lines, table, elements, rows bytes.Buffer
	c := csv.NewWriter(&table)
	c.Write([]string{"ID", "Title", "Description"})
	elements.WriteString("<jobs>")
	escaped := func(s string) string {
		var b bytes.Buffer
		xml.EscapeText(&b, []byte(s))
		return b.String()
	}
	cell := func(s string) string {
		return `<c t="inlineStr"><is><t xml:space="preserve">` + escaped(s) + `</t></is></c>`
	}
	rows.WriteString("<row>" + cell("ID") + cell("Title") + cell("Description") + "</row>")
	for _, j := range jobs {
		line, err := json.Marshal(j)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&lines, "%s\n", line)
		c.Write([]string{j.ID, j.Title, j.Text})
		fmt.Fprintf(&elements, "<job><id>%s</id><title>%s</title><description>%s</description></job>", escaped(j.ID), escaped(j.Title), escaped(j.Text))
		rows.WriteString("<row>" + cell(j.ID) + cell(j.Title) + cell(j.Text) + "</row>")
	}
	c.Flush()
	elements.WriteString("</jobs>")
	return map[export.Kind]string{
		export.JSON: string(list), export.Lines: lines.String(), export.CSV: table.String(), export.XML: elements.String(),
		export.XLSX: book(outer, "", rows.String()),
	}
}

// FuzzRead reads any bytes as each kind of export.
func FuzzRead(f *testing.F) {
	known, err := rules.LoadExports()
	if err != nil {
		f.Fatal(err)
	}
	kinds := []export.Kind{export.JSON, export.Lines, export.XML, export.CSV, export.XLSX, export.YAML}
	for i, seed := range []string{
		`{"jobs": [{"title": "PO", "absolute_url": "u", "content": "&lt;div class=&quot;content-intro&quot;&gt;a&lt;/div&gt;&lt;p&gt;b"}]}`,
		"{\"title\": \"A\", \"text\": \"x\"}\n{\"@type\": \"JobPosting\", \"title\": [], \"description\": {\"a\": [1]}}\n",
		`<workzag-jobs><position><name>PO</name><jobDescriptions><jobDescription><name>A</name><value><![CDATA[<p>B]]></value></jobDescription></jobDescriptions></position></workzag-jobs>`,
		"Title;Description\n\"PO\";\"a\nb\"\n\xff\xfe;x",
		"", "jobs:\n  - title: &a PO\n    text: |\n      - b\n  - {name: *a, duties: [c, d]}\n---\n- x",
		"\xFF\xFET\x00i\x00t\x00l\x00e\x00,\x00T\x00e\x00x\x00t\x00\n\x00",
	} {
		f.Add([]byte(seed), byte(i))
	}
	f.Add([]byte(book(f, "<si><t>Title</t></si><si><t>Text</t></si>", `<row><c r="A1" t="s"><v>0</v></c><c t="s"><v>1</v></c></row><row><c><v>1</v></c><c><v>2</v></c></row>`)), byte(4))
	f.Fuzz(func(t *testing.T, src []byte, k byte) {
		kind := kinds[int(k)%len(kinds)]
		export.KindOf(src)
		n, failed := 0, false
		for r, err := range export.Read(bytes.NewReader(src), kind, export.Options{Known: known}) {
			if failed {
				t.Fatal("something comes behind the error of the file")
			}
			if err != nil {
				failed = r.Index == 0
				if !failed {
					n++
				}
				continue
			}
			if n++; r.Index != n {
				t.Fatalf("job %d has the index %d", n, r.Index)
			}
			if !utf8.Valid(r.Body) && utf8.Valid(src) && kind != export.XLSX {
				t.Fatalf("the text %q is not valid UTF-8", r.Body)
			}
			if strings.ContainsAny(r.Title, "\r\n") {
				t.Fatalf("the title %q has lines", r.Title)
			}
			if len(r.Body) > 0 {
				posting.Read("-", r.Body, posting.Options{Title: r.Title, Format: r.Format})
			}
		}
	})
}

func BenchmarkRead(b *testing.B) {
	known, err := rules.LoadExports()
	if err != nil {
		b.Fatal(err)
	}
	text := strings.Repeat("&lt;li&gt;Own the backlog and order it.&lt;/li&gt;\n", 120)
	var src bytes.Buffer
	src.WriteString(`{"jobs": [`)
	for i := range 1000 {
		if i > 0 {
			src.WriteString(",")
		}
		line, _ := json.Marshal(map[string]any{"id": i, "title": "Product Owner", "absolute_url": "u", "content": text, "offices": []any{map[string]any{"id": 1, "name": "x"}}})
		src.Write(line)
	}
	src.WriteString("]}")
	b.SetBytes(int64(src.Len()))
	b.ReportAllocs()
	for b.Loop() {
		n := 0
		for range export.Read(bytes.NewReader(src.Bytes()), export.JSON, export.Options{Known: known}) {
			n++
		}
		if n != 1000 {
			b.Fatal(n)
		}
	}
}
