package export_test

import (
	"bytes"
	"html"
	"os"
	"path/filepath"
	"regexp"

	"encoding/json"
	"fmt"
	"github.com/jdlint/jdlint/lint/internal/testcorpus"
	"go.yaml.in/yaml/v3"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/jdlint/jdlint/lint/export"
	"github.com/jdlint/jdlint/lint/internal/place"
	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/rules"
	"pgregory.net/rapid"
)

// textAt returns the text that stands at a place of a file, and fails where the place
// does not lie in it, or the columns in bytes are not those in characters.
func textAt(t failer, src string, l posting.Location) string {
	t.Helper()
	var x place.Index
	x.Begin([]byte(src))
	offset := func(line, column, inBytes int) int {
		if line < 1 || line > x.Lines() {
			t.Fatalf("%+v: there are %d lines", l, x.Lines())
		}
		start := x.Start(line)
		text := strings.TrimPrefix(src[start:x.End(line)], "\uFEFF")
		at := x.End(line) - len(text)
		for range column - 1 {
			_, size := utf8.DecodeRuneInString(src[at:x.End(line)])
			if size == 0 {
				t.Fatalf("%+v: line %d has less characters", l, line)
			}
			at += size
		}
		if at-(x.End(line)-len(text)) != inBytes-1 {
			t.Fatalf("%+v: column %d is byte %d of its line, not %d", l, column, at-(x.End(line)-len(text))+1, inBytes)
		}
		return at
	}
	from, to := offset(l.Line, l.Column, l.Byte), offset(l.EndLine, l.EndColumn, l.EndByte)
	if from > to {
		t.Fatalf("%+v ends before it begins", l)
	}
	return src[from:to]
}

// TestOrigins checks that each job is said to stand where it does.
func TestOrigins(t *testing.T) {
	const body = "Own the backlog and write the stories for the team of developers."
	list := "{\"meta\": {\"größe\": 2},\n\"jobs\": [ {\"id\": 1, \"title\": \"Wäscher\", \"description\": \"" + body + "\"} ,{\"title\": \"Zwei\",\n \"description\": \"" + body + "\"}\n]}"
	feed := "<?xml version=\"1.0\"?>\n<jobs>\n  <job><title>Wäscher</title><description>" + body + "</description></job> <job>\n<title>Zwei</title><description><![CDATA[" + body + "]]></description></job>\n</jobs>"
	lines := "{\"title\": \"Wäscher\", \"description\": \"" + body + "\"}\n\n {\"title\": \"Zwei\", \"description\": \"" + body + "\"}"
	table := "Title,Description\nWäscher,\"" + body + "\n- Line by line\"\n\nZwei," + body + "\n"
	data := "# jobs\njobs:\n- title: Wäscher\n  text: >\n    " + body + "\n- text: " + body + "\n  title: Zwei\n"
	isJSON := func(text, title string) bool {
		var job struct{ Title string }
		return json.Unmarshal([]byte(text), &job) == nil && job.Title == title
	}
	has := func(from, to string) func(text, title string) bool {
		return func(text, title string) bool {
			return strings.HasPrefix(text, from) && strings.HasSuffix(text, to) && strings.Contains(text, title) && strings.Count(text, body) == 1
		}
	}
	for _, c := range []struct {
		kind     export.Kind
		src      string
		is       func(text, title string) bool
		pointers string
	}{
		{export.JSON, list, isJSON, "/jobs/0 /jobs/1"},
		{export.JSON, "{\"a/b\": {\"x~\": " + list + "}}", isJSON, "/a~1b/x~0/jobs/0 /a~1b/x~0/jobs/1"},
		{export.Lines, lines, isJSON, ""},
		{export.XML, feed, has("<job>", "</job>"), ""},
		{export.CSV, table, func(text, title string) bool {
			return strings.HasPrefix(text, title) && strings.Count(text, body) == 1 && strings.TrimSpace(text) == text
		}, "row 2 row 3"},
		{export.YAML, data, func(text, _ string) bool { return text == "" }, "/jobs/0 /jobs/1"},
	} {
		for variant, to := range map[string]func(string) string{
			"as it is": func(s string) string { return s }, "CRLF": func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") },
			"CR": func(s string) string { return strings.ReplaceAll(s, "\n", "\r") }, "with a mark": func(s string) string { return "\uFEFF" + s },
		} {
			if variant == "CR" && c.kind == export.Lines {
				continue // is one line
			}
			src := to(c.src)
			for coding, encoded := range map[string]string{"UTF-8": src, "UTF-16": inUTF16(src)} {
				if coding == "UTF-16" && c.kind == export.XML {
					continue
				}
				records, err := readAll(t, encoded, c.kind, export.Options{})
				if err != nil || len(records) != 2 {
					t.Fatalf("%s, %s, %s: %d jobs, %v", c.kind, variant, coding, len(records), err)
				}
				var pointers []string
				for _, r := range records {
					if text := textAt(t, src, r.Origin.Location); !c.is(text, r.Title) {
						t.Errorf("%s, %s, %s: %s stands at %+v: %q", c.kind, variant, coding, r.Title, r.Origin.Location, text)
					}
					if r.Origin.Job != r.Index {
						t.Errorf("job %d of the file is %d", r.Index, r.Origin.Job)
					}
					pointers = append(pointers, r.Origin.Pointer)
				}
				if got := strings.TrimSpace(strings.Join(pointers, " ")); got != c.pointers {
					t.Errorf("%s: the jobs are %s, want %s", c.kind, got, c.pointers)
				}
			}
		}
	}
	rows := `<row r="3"><c r="B3" t="inlineStr"><is><t>Title</t></is></c><c r="D3" t="inlineStr"><is><t>Text</t></is></c></row><row r="7"><c r="B7" t="inlineStr"><is><t>A</t></is></c><c r="D7" t="inlineStr"><is><t>` + body + `</t></is></c></row>`
	records, err := readAll(t, book(t, "", rows), export.XLSX, export.Options{})
	if err != nil || len(records) != 1 || !strings.HasSuffix(records[0].Origin.Pointer, "!7") {
		t.Errorf("the job of a spreadsheet: %v, %v", records, err)
	}
}

func inUTF16(s string) string {
	var b strings.Builder
	b.WriteString("\xFF\xFE")
	for _, u := range utf16.Encode([]rune(strings.TrimPrefix(s, "\uFEFF"))) {
		b.WriteByte(byte(u))
		b.WriteByte(byte(u >> 8))
	}
	return b.String()
}

// TestManyOrigins checks that places of later jobs are right, too, whatever was read
// at a time.
func TestManyOrigins(t *testing.T) {
	var src strings.Builder
	src.WriteString("[")
	for i := range 3000 {
		if i > 0 {
			src.WriteString(strings.Repeat(" ", i%7) + "," + strings.Repeat("\n", i%3))
		}
		fmt.Fprintf(&src, `{"title": "Owner %d", "ä": "%s", "description": "Own the backlog and the stories of it."}`, i, strings.Repeat("é\\n", i*7%997))
	}
	src.WriteString("]")
	records, err := readAll(t, src.String(), export.JSON, export.Options{})
	if err != nil || len(records) != 3000 {
		t.Fatalf("%d jobs, %v", len(records), err)
	}
	lines := strings.Split(src.String(), "\n")
	for _, r := range records {
		at := r.Origin.Location
		text := []rune(lines[at.Line-1])[at.Column-1 : at.EndColumn-1]
		if want := fmt.Sprintf(`{"title": "%s",`, r.Title); at.Line != at.EndLine || !strings.HasPrefix(string(text), want) || !strings.HasSuffix(string(text), "of it.\"}") {
			t.Fatalf("%s stands at %+v: %.60q", r.Title, at, string(text))
		}
	}
}

// word finds the words of a text that is no tag, and tags.
var word = regexp.MustCompile(`<[^>]*>|&[a-zA-Z0-9#]+;|[\p{L}\p{N}]+`)

// decodings are what a word may have gone through on its way from each kind of file.
var decodings = map[export.Kind]func(string) string{
	export.JSON: func(s string) string {
		var out string
		if json.Unmarshal([]byte(`"`+s+`"`), &out) != nil {
			return "no JSON: " + s
		}
		return out
	},
	export.XML: html.UnescapeString,
	export.CSV: func(s string) string { return strings.ReplaceAll(s, `""`, `"`) },
	export.YAML: func(s string) string {
		var out string
		if yaml.Unmarshal([]byte(`"`+s+`"`), &out) != nil {
			return s
		}
		return out
	},
}

// checkWords checks that each word of a job stands where it is said to, and returns
// how many there are, and of how many only the whole job is known.
func checkWords(t failer, src string, kind export.Kind, r *export.Record) (words, whole int) {
	t.Helper()
	if kind == export.Lines {
		kind = export.JSON
	}
	for _, m := range word.FindAllIndex(r.Body, -1) {
		text := string(r.Body[m[0]:m[1]])
		if text[0] == '<' || text[0] == '&' {
			continue
		}
		words++
		at := r.Origin.Locate(posting.Span{Start: m[0], End: m[1]})
		if at == r.Origin.Location {
			whole++
			line := r.Body[bytes.LastIndexByte(r.Body[:m[0]], '\n')+1:]
			line, _, _ = bytes.Cut(line, []byte{'\n'})
			if !bytes.HasPrefix(line, []byte("<h2>")) && !bytes.HasSuffix(line, []byte(":")) { // of the name of a field
				t.Errorf("job %d, %q: it is not known where %q stands", r.Index, line, text)
			}
			continue
		}
		there := textAt(t, src, at)
		if got := decodings[kind](there); got != text && html.UnescapeString(html.UnescapeString(got)) != text {
			t.Errorf("job %d, %q: %q (%q) stands at %+v", r.Index, text, got, there, at)
		}
	}
	return words, whole
}

// TestPlacesOfSamples checks where the words of real exports stand.
func TestPlacesOfSamples(t *testing.T) {
	for _, folder := range []string{"samples/ats", "cases"} {
		root := testcorpus.Path(t, folder)
		err := filepath.WalkDir(root, func(path string, d os.DirEntry, err error) error {
			kind := export.KindOfName(path)
			if err != nil || d.IsDir() || kind == "" || kind == export.XLSX {
				return err
			}
			src, err := os.ReadFile(path)
			if err != nil || !utf8.Valid(src) {
				return err
			}
			words, whole := 0, 0
			records, _ := readAll(t, string(src), kind, export.Options{})
			for i := range records {
				n, w := checkWords(t, string(src), kind, &records[i])
				words, whole = words+n, whole+w
				if title := records[i].Origin.Locate(posting.Span{}); title != records[i].Origin.Location {
					if text := textAt(t, string(src), title); strings.Contains(text, "\n") || len(text) < len(records[i].Title) {
						t.Errorf("%s: the title %q stands at %+v: %q", path, records[i].Title, title, text)
					}
				}
			}
			t.Logf("%s: %d jobs, %d words, %d unknown", path, len(records), words, whole)
			if words > 0 && whole == words {
				t.Errorf("%s: no word has a place", path)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// TestPlacesOfWords checks where the words of jobs stand that are written in all kinds
// of files, with all that has to be written otherwise there.
func TestPlacesOfWords(t *testing.T) {
	outer := t
	known, err := rules.LoadExports()
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		piece := rapid.SampledFrom([]string{
			"backlog", "über", "a&b", "<b>", "</b>", "<p>", "</p>", "R&D", "&amp;", "&lt;li&gt;", "&nbsp;", `"`, `\`, "'", "🙂", "\n", "\n\n  - ", " ", ",", ";", "\t", "â€™", "x: y", "#", "|", " | ",
		})
		jobs := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) job {
			text := "Own it " + strings.Join(rapid.SliceOfN(piece, 1, 30).Draw(t, "pieces"), rapid.SampledFrom([]string{" ", ""}).Draw(t, "between")) + " and order it"
			return job{"7", "Owner " + piece.Draw(t, "title") + "s", text}
		}), 1, 4).Draw(t, "jobs")
		files := written(outer, t, jobs)
		list, err := yaml.Marshal(map[string]any{"jobs": jobs})
		if err != nil {
			t.Fatal(err)
		}
		files[export.YAML] = string(list)
		for kind, src := range files {
			for r, err := range export.Read(strings.NewReader(src), kind, export.Options{Known: known, Columns: export.Columns{Text: []string{"description"}}}) {
				if err != nil {
					t.Fatalf("%s: %v\n%s", kind, err, src)
				}
				if kind == export.XLSX {
					if at := r.Origin.Locate(posting.Span{Start: 0, End: 1}); !strings.HasSuffix(at.Cell, fmt.Sprint("!C", r.Index+1)) {
						t.Fatalf("the text of job %d stands in %+v", r.Index, at)
					}
					continue
				}
				checkWords(t, src, kind, &r)
			}
		}
	})
}

// failer is a test, or a property of one.
type failer interface {
	Helper()
	Errorf(string, ...any)
	Fatalf(string, ...any)
}
