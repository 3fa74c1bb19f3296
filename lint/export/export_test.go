package export_test

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jdlint/jdlint/lint/export"
	"github.com/jdlint/jdlint/rules"
)

// readAll reads an export up to its first error.
func readAll(t testing.TB, src string, kind export.Kind, o export.Options) ([]export.Record, error) {
	t.Helper()
	return readFrom(t, strings.NewReader(src), kind, o)
}

func read(t testing.TB, r io.Reader, kind export.Kind, o export.Options) iter.Seq2[export.Record, error] {
	t.Helper()
	var err error
	if o.Known, err = rules.LoadExports(); err != nil {
		t.Fatal(err)
	}
	return export.Read(r, kind, o)
}

func readFrom(t testing.TB, r io.Reader, kind export.Kind, o export.Options) ([]export.Record, error) {
	t.Helper()
	var records []export.Record
	for r, err := range read(t, r, kind, o) {
		if err != nil {
			return records, err
		}
		records = append(records, r)
	}
	return records, nil
}

func isNoTexts(err error) bool { return errors.Is(err, export.ErrNoTexts) }

// told writes a record on a line.
func told(r export.Record) string {
	return fmt.Sprintf("%d|%s|%s|%s|%s|%s|%s", r.Index, r.System, r.Title, r.ID, r.URL, r.Format, strings.Join(strings.Fields(string(r.Body)), " "))
}

func TestRead(t *testing.T) {
	tests := []struct {
		name, src string
		kind      export.Kind
		want      []string
	}{
		{"greenhouse list", `{"meta": {"total": 2}, "jobs": [
			{"id": 7, "title": "Product Owner", "absolute_url": "https://x.example/7", "content": "&lt;div class=&quot;content-intro&quot;&gt;&lt;p&gt;Who we &amp;amp; ours are.&lt;/p&gt;&lt;/div&gt;&lt;h3&gt;Your role&lt;/h3&gt;&lt;ul&gt;&lt;li&gt;Own the backlog&lt;/li&gt;&lt;/ul&gt;"},
			{"id": 8, "title": "Nurse", "absolute_url": "https://x.example/8", "content": ""}]}`, export.JSON, []string{
			"1|Greenhouse|Product Owner|7|https://x.example/7|html|<h3>Your role</h3><ul><li>Own the backlog</li></ul> <h2>About the company</h2> <div class=\"content-intro\"><p>Who we &amp; ours are.</p></div>",
			"2|Greenhouse|Nurse|8|https://x.example/8||",
		}},
		{"one greenhouse job, escaped twice", `{"id": 7, "title": "Product &amp; Owner", "content": "Text. &amp;lt;p&amp;gt;More.&amp;lt;/p&amp;gt;", "absolute_url": "u", "internal_job_id": 1}`, export.JSON,
			[]string{"1|Greenhouse|Product & Owner|7|u|html|Text. <p>More.</p>"}},
		{"lever", `[{"id": "a-b", "text": "Product Manager", "hostedUrl": "u", "description": "<div>We.</div>", "lists": [{"text": "What you'll do", "content": "<li>Set the vision</li>"}, {"text": "You & us", "content": "<li>Years</li>"}], "additional": ""}]`, export.JSON,
			[]string{"1|Lever|Product Manager|a-b|u|html|<div>We.</div> <h2>What you'll do</h2> <li>Set the vision</li> <h2>You &amp; us</h2> <li>Years</li>"}},
		{"ashby", `{"jobs": [{"id": "1", "title": "PO", "jobUrl": "u", "descriptionHtml": "<p>A</p>", "descriptionPlain": "A"}], "apiVersion": "1"}`, export.JSON,
			[]string{"1|Ashby|PO|1|u|html|<p>A</p>"}},
		{"workable", `{"name": "Firm", "jobs": [{"title": "PO", "shortcode": "S", "url": "u", "description": "<p>A</p>", "requirements": "<p>B</p>"}]}`, export.JSON,
			[]string{"1|Workable|PO|S|u|html|<p>A</p> <h2>Requirements</h2> <p>B</p>"}},
		{"smartrecruiters", `{"id": "9", "name": "PO", "jobAd": {"sections": {"companyDescription": {"title": "Us", "text": "<p>A</p>"}, "jobDescription": {"title": "Job", "text": "<p>B</p>"}, "qualifications": {"title": "Q", "text": ""}}}}`, export.JSON,
			[]string{"1|SmartRecruiters|PO|9||html|<h2>Us</h2> <p>A</p> <h2>Job</h2> <p>B</p>"}},
		{"recruitee", `{"offers": [{"id": 3, "position": 17, "title": "PO", "careers_url": "u", "description": "", "requirements": null, "translations": {"de": {"description": "<p>A</p>", "requirements": "<p>B</p>"}}}]}`, export.JSON,
			[]string{"1|Recruitee|PO|3|u|html|<p>A</p> <h2>Requirements</h2> <p>B</p>"}},
		{"teamtailor", `{"version": "https://jsonfeed.org/version/1.1", "title": "Firm", "items": [{"id": "i", "title": "PO", "url": "u", "content_html": "<p>A</p>", "_jobposting": {"@type": "JobPosting", "title": "no"}}]}`, export.JSON,
			[]string{"1|Teamtailor|PO|i|u|html|<p>A</p>"}},
		{"pinpoint", `{"data": [{"id": "i", "title": "PO", "url": "u", "description": "A", "key_responsibilities_header": "Do", "key_responsibilities": "<p>B</p>", "benefits": "<p>C</p>"}]}`, export.JSON,
			[]string{"1|Pinpoint|PO|i|u|html|<p>A</p> <h2>Do</h2> <p>B</p> <h2>Benefits</h2> <p>C</p>"}},
		{"workday", `{"jobPostingInfo": {"id": "w", "title": "PO", "jobReqId": "R1", "externalUrl": "u", "jobDescription": "<p>A</p>"}, "hiringOrganization": {"name": "F"}}`, export.JSON,
			[]string{"1|Workday|PO|R1|u|html|<p>A</p>"}},
		{"json-ld graph", `{"@context": "https://schema.org", "@graph": [{"@type": "WebPage", "name": "Jobs"}, {"@type": ["JobPosting"], "title": "PO", "identifier": {"@type": "PropertyValue", "value": 12}, "url": "u", "description": "&lt;p&gt;A&lt;/p&gt;", "responsibilities": ["Own the backlog", "Write <b>stories</b>"]}]}`, export.JSON,
			[]string{"1|schema.org|PO|12|u|html|<p>A</p> <h2>Responsibilities</h2> <ul> <li>Own the backlog</li> <li>Write <b>stories</b></li> </ul>"}},
		{"json-ld array and list", `[{"@type": "JobPosting", "title": "A", "description": "Text one."}, {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": {"@type": "JobPosting", "title": "B", "description": "Text two."}}]}]`, export.JSON,
			[]string{"1|schema.org|A||||Text one.", "2|schema.org|B||||Text two."}},
		{"remote ok", `[{"legal": "Please link back"}, {"slug": "s", "id": "1", "position": "PO", "company": "F", "description": "Do it.", "url": "u"}]`, export.JSON,
			[]string{"1|Remote OK|PO|1|u||Do it."}},
		{"the muse", `{"page": 0, "results": [{"id": 5, "name": "PO", "contents": "<p>A</p>", "refs": {"landing_page": "u"}}]}`, export.JSON,
			[]string{"1|The Muse|PO|5|u|html|<p>A</p>"}},
		{"bamboohr", `{"meta": {}, "result": {"jobOpening": {"jobOpeningName": "PO", "jobOpeningShareUrl": "u", "description": "<p>A</p>"}}}`, export.JSON,
			[]string{"1|BambooHR|PO|u|u|html|<p>A</p>"}},
		{"teamtailor api", `{"data": [{"id": "5", "type": "jobs", "links": {"careersite-job-url": "u"}, "attributes": {"title": "PO", "pitch": "Come", "body": "<p>A</p>"}}]}`, export.JSON,
			[]string{"1|Teamtailor|PO|5|u|html|<p>Come</p> <p>A</p>"}},
		{"lever xml", `<postings><posting id="5"><text>PO</text><hostedUrl>u</hostedUrl><description>A</description><lists><list><text>Do</text><content>&lt;li&gt;B&lt;/li&gt;</content></list></lists></posting></postings>`, export.XML,
			[]string{"1|Lever|PO|5|u|html|<p>A</p> <h2>Do</h2> <li>B</li>"}},
		{"an unknown system", `{"data": {"jobBoard": {"vacancies": [{"jobTitle": "PO", "jobDescription": "A.", "keyResponsibilities": "B.", "link": "u"}]}}}`, export.JSON,
			[]string{"1||PO||u||A. Key responsibilities: B."}},
		{"graphql edges", `{"data": {"jobs": {"edges": [{"node": {"title": "PO", "description": "A."}}, {"node": {"title": "PM", "description": "B."}}]}}}`, export.JSON,
			[]string{"1||PO||||A.", "2||PM||||B."}},
		{"values one behind the other", "{\"title\": \"A\", \"text\": \"x\"}\n{\"title\": \"B\", \"text\": \"y\"}", export.JSON,
			[]string{"1||A||||x", "2||B||||y"}},
		{"lines", "{\"id\": 1, \"title\": \"A\", \"text\": \"x\"}\n\n{\"id\": \"b\", \"title\": \"B\", \"html\": \"<p>y</p>\"}", export.Lines,
			[]string{"1||A|1|||x", "2||B|b||html|<p>y</p>"}},
		{"personio", `<?xml version="1.0"?><workzag-jobs><position><id>1</id><office>X</office><name>PO (m/w/d)</name><jobDescriptions>
			<jobDescription><name>Deine Aufgaben</name><value><![CDATA[<ul><li>A &amp; B</li></ul>]]></value></jobDescription>
			<jobDescription><name>Profil</name><value>&lt;p&gt;C&lt;/p&gt;</value></jobDescription></jobDescriptions></position></workzag-jobs>`, export.XML,
			[]string{"1|Personio|PO (m/w/d)|1||html|<h2>Deine Aufgaben</h2> <ul><li>A &amp; B</li></ul> <h2>Profil</h2> <p>C</p>"}},
		{"indeed, latin 1", "<?xml version='1.0' encoding='ISO-8859-1'?><source><publisher>F</publisher><job><title><![CDATA[Propri\xe9taire]]></title><referencenumber>r</referencenumber><url>u</url><description>A&nbsp;B</description></job></source>", export.XML,
			[]string{"1|Indeed|Propriétaire|r|u||A B"}},
		{"latin 2", "<?xml version='1.0' encoding='ISO-8859-2'?><jobs><job><title>PO</title><description>Praca w \xa3odzi</description></job></jobs>", export.XML,
			[]string{"1||PO||||Praca w Łodzi"}},
		{"called UTF-16", "<?xml version='1.0' encoding='UTF-16'?><jobs><job><title>PO</title><description>Łódź</description></job></jobs>", export.XML,
			[]string{"1||PO||||Łódź"}},
		{"wrongly called latin 2", "<?xml version='1.0' encoding='ISO-8859-2'?><jobs><job><title>PO</title><description>Łódź</description></job></jobs>", export.XML,
			[]string{"1||PO||||Łódź"}},
		{"rss", `<rss version="2.0"><channel><title>Jobs</title><item><title>PO</title><link>u</link><guid isPermaLink="false">g</guid><description>&lt;p&gt;A&lt;/p&gt;</description></item></channel></rss>`, export.XML,
			[]string{"1||PO|g|u|html|<p>A</p>"}},
		{"markup in xml", `<jobs><job><title>PO</title><description><p>A <b>&amp; B</b></p></description></job></jobs>`, export.XML,
			[]string{"1||PO|||html|<p>A <b>&amp; B</b></p>"}},
		{"csv", "Job Title,Department,Description,Key Responsibilities,Req ID\nPO,Product,\"Line one,\nline \"\"two\"\"\",\"- a\n- b\",R1\n\nTotal,,,,\nPM,,Text,,R2\n", export.CSV,
			[]string{"1||PO|R1|||Line one, line \"two\" Key Responsibilities: - a - b", "2||Total||||", "3||PM|R2|||Text"}},
		{"csv with semicolons and a preface", "Stellenliste;;\n;;\nStellenbezeichnung;Abteilung;Aufgaben (extern)\nPO;P;\"Eins; zwei\"\n", export.CSV,
			[]string{"1||PO||||Aufgaben (extern): Eins; zwei"}},
		{"tsv", "title\tdescription\nPO\tA, B; C\n", export.CSV, []string{"1||PO||||A, B; C"}},
		{"utf-16", utf16le("Titre\tDescription du poste\nChef de produit é\tA 😀\n"), export.CSV, []string{"1||Chef de produit é||||A 😀"}},
		{"windows-1252", "Intitul\xe9;Descriptif\nPropri\xe9taire;A \x96 B\n", export.CSV, []string{"1||Propriétaire||||A – B"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			records, err := readAll(t, test.src, test.kind, export.Options{})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, r := range records {
				got = append(got, told(r))
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("records (-want +got):\n%s", diff)
			}
			if k := export.KindOf([]byte(test.src)); k != test.kind && (test.kind == export.JSON || strings.HasPrefix(test.src, "<?xml")) {
				t.Errorf("by its beginning it is %q, not %q", k, test.kind)
			}
		})
	}
}

func utf16le(s string) string {
	b := []byte{0xFF, 0xFE}
	for _, r := range s {
		if r >= 0x10000 {
			r -= 0x10000
			hi, lo := 0xD800+r>>10, 0xDC00+r&0x3ff
			b = append(b, byte(hi), byte(hi>>8), byte(lo), byte(lo>>8))
			continue
		}
		b = append(b, byte(r), byte(r>>8))
	}
	return string(b)
}

func TestColumns(t *testing.T) {
	const table = "Role,Firm,Body,Tasks\nPO,F,Text,More\n"
	tests := []struct {
		name  string
		src   string
		pairs []string
		want  string
	}{
		{"by name", table, []string{"title=Role", "text=Body"}, "1||PO||||Text"},
		{"case does not count", table, []string{"title=role", "text=BODY", "text=tasks"}, "1||PO||||Text Tasks: More"},
		{"by number, with a header", table, []string{"title=1", "text=3"}, "1||PO||||Text"},
		{"by number, without", "PO,F,Words\n", []string{"title=1", "text=3", "id=2"}, "1||PO|F|||Words"},
		{"only the text", table, []string{"text=Tasks"}, "1||PO||||More"},
		{"fields in fields", `{"jobs": [{"a": {"Role": "PO"}, "b": [{"Body": "Text"}], "id": 4}]}`, []string{"title=a.Role", "text=b.Body"}, "1||PO|4|||Text"},
		{"fields of JSON", `[{"id": 4, "Role": "PO", "Body": "Text"}]`, []string{"title=Role", "text=Body"}, "1||PO|4|||Text"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			columns, err := export.ParseColumns(test.pairs)
			if err != nil {
				t.Fatal(err)
			}
			kind := export.KindOf([]byte(test.src))
			if kind == "" {
				kind = export.CSV
			}
			records, err := readAll(t, test.src, kind, export.Options{Columns: columns})
			if err != nil {
				t.Fatal(err)
			}
			if len(records) != 1 || told(records[0]) != test.want {
				t.Errorf("got %v, want %s", records, test.want)
			}
		})
	}
	for _, bad := range []string{"title", "title=", "company=F", "=x", "title=A title=B"} {
		if _, err := export.ParseColumns(strings.Fields(bad)); err == nil {
			t.Errorf("%q is taken", bad)
		}
	}
}

func TestErrors(t *testing.T) {
	deep := strings.Repeat(`{"data":`, 100000)
	tests := []struct {
		name, src string
		kind      export.Kind
		want      string // in the message
		records   int    // before it
	}{
		{"broken in the second job", "{\"jobs\": [\n{\"title\": \"PO\", \"description\": \"A\"},\n{\"title\": \"PM\" \"x\"}]}", export.JSON, "line 3, byte 15", 1},
		{"cut off", `[{"title": "PO", "description": "A"}, {"title": "P`, export.JSON, "ends in the middle", 1},
		{"nothing", "", export.JSON, "holds no jobs", 0},
		{"other data", `{"name": "pkg", "version": "1", "dependencies": {"a": "1"}}`, export.JSON, "holds no jobs", 0},
		{"a list of numbers", "[" + strings.Repeat("1,", 5000) + "1]", export.JSON, "holds no jobs", 0},
		{"other objects", "[" + strings.Repeat(`{"a": 1},`, 5000) + `{"title": "PO", "description": "A"}]`, export.JSON, "holds no jobs", 0},
		{"deep", deep, export.JSON, "nested more than 200 deep", 0},
		{"deep lists", strings.Repeat("[", 100000), export.JSON, "nested more than 200 deep", 0},
		{"without texts", `{"jobs": [{"title": "PO", "shortcode": "A"}, {"title": "PM", "shortcode": "B"}]}`, export.JSON, "lists 2 jobs (“PO”, “PM”) without the descriptions", 0},
		{"blank texts", `{"jobs": [{"title": "PO", "shortcode": "A", "description": "<p>&nbsp;</p>"}]}`, export.JSON, "lists a job (“PO”) without", 0},
		{"xml bomb", `<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><jobs><job><title>PO</title><description>&b;</description></job></jobs>`, export.XML, "no XML from line 1", 0},
		{"deep xml", strings.Repeat("<a>", 100000), export.XML, "nested more than 200 deep", 0},
		{"deep job", "<jobs>" + strings.Repeat("<job>", 100000), export.XML, "nested more than 200 deep", 0},
		{"broken xml", "<jobs>\n<job><title>PO</title><description>A</description></job>\n<job></title>", export.XML, "no XML from line 3", 1},
		{"cut xml", "<jobs>\n<job><title>PO</title><description>A</description></job>", export.XML, "ends in the middle", 1},
		{"other xml", "<svg><path d='M0'/></svg>", export.XML, "holds no jobs", 0},
		{"csv without header", "PO,\"We own, they do\"\nPM,Text\n", export.CSV, "“PO”, “We own, they do”; say which columns to read with --columns", 0},
		{"csv without text", "Title,Firm\nPO,F\n", export.CSV, "no column is called like a text", 0},
		{"csv without title", "Firm,Description\nF,Text\n", export.CSV, "no column is called like a title", 0},
		{"empty csv", "\n\n", export.CSV, "there are no rows", 0},
		{"only a header", "Title,Description\n", export.CSV, "holds no jobs", 0},
		{"broken YAML", "jobs:\n  - title: PO\n bad", export.YAML, "no YAML: line", 0},
		{"a bomb of aliases", "a: &a [x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d]\nf: [*e,*e,*e,*e,*e,*e,*e,*e]\n", export.YAML, "too large", 0},
		{"a ring of aliases", "a: &a [*a]\n", export.YAML, "an alias that stands in itself", 0},
		{"deep YAML", strings.Repeat("[", 5000), export.YAML, "no YAML", 0},
		{"no archive", "PK\x03\x04 and no more", export.XLSX, "the archive is broken", 0},
		{"old excel", "\xD0\xCF\x11\xE0\xA1\xB1", export.XLSX, "save it as .xlsx", 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			records, err := readAll(t, test.src, test.kind, export.Options{})
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("the error is %v, want %q in it", err, test.want)
			}
			if err != nil && len(err.Error()) > 500 {
				t.Errorf("the message has %d bytes", len(err.Error()))
			}
			if len(records) != test.records {
				t.Errorf("%d records before it, want %d", len(records), test.records)
			}
		})
	}
}

// TestBrokenLine checks that a broken line costs no other.
func TestBrokenLine(t *testing.T) {
	known, err := rules.LoadExports()
	if err != nil {
		t.Fatal(err)
	}
	src := "{\"title\": \"A\", \"text\": \"x\"}\n{\"title\": \n{\"title\": \"C\", \"text\": \"z\"} {}\n{\"title\": \"D\", \"text\": \"z\"}\n"
	var got []string
	for r, err := range export.Read(strings.NewReader(src), export.Lines, export.Options{Known: known}) {
		got = append(got, fmt.Sprintf("%d%s %v", r.Index, r.Title, err != nil))
	}
	want := []string{"1A false", "2 true", "3 true", "4D false"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// endless yields a head and then the same piece again and again.
type endless struct {
	head, piece string
	given       int
}

func (e *endless) Read(p []byte) (int, error) {
	if e.head != "" {
		n := copy(p, e.head)
		e.head = e.head[n:]
		return n, nil
	}
	n := 0
	for n < len(p) {
		k := copy(p[n:], e.piece[(e.given+n)%len(e.piece):])
		n += k
	}
	e.given += n
	return n, nil
}

// TestEndless checks that what has no end comes to one.
func TestEndless(t *testing.T) {
	tests := []struct {
		name, head, piece string
		kind              export.Kind
	}{
		{"a string", `[{"title": "`, "aaaa", export.JSON},
		{"a job", `{"jobs": [{"title": "PO"`, `, "a": 1`, export.JSON},
		{"numbers around", `{"jobs": [`, "1,[2],", export.JSON},
		{"blanks", "[", "    ", export.JSON},
		{"strange objects", "[", `{"a": 1},`, export.JSON},
		{"numbers behind a job", `{"jobs": [{"title": "PO", "description": "A"},`, "1,[2],", export.JSON},
		{"a line", "", "abcdefgh", export.Lines},
		{"bad lines", "", "{\n", export.Lines},
		{"a cell", "Title,Text\nPO,\"", "aaaa", export.CSV},
		{"rows without a header", "", "a,b\n", export.CSV},
		{"elements in a job", "<jobs><job>", "<a/>", export.XML},
		{"text in a job", "<jobs><job><title>", "aaaa", export.XML},
		{"a tag", "<jobs><job ", "a='b' ", export.XML},
		{"strange elements", "<jobs>", "<job><a>1</a></job>", export.XML},
		{"textless jobs", "[", `{"title": "PO", "shortcode": "S"},`, export.JSON},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r := endless{head: test.head, piece: test.piece}
			known, err := rules.LoadExports()
			if err != nil {
				t.Fatal(err)
			}
			errs := 0
			for _, err := range export.Read(&r, test.kind, export.Options{Known: known}) {
				if err == nil {
					continue
				}
				if errs++; errs > 10 {
					break // somebody who reads bad lines may stop
				}
			}
			if errs == 0 {
				t.Error("no error")
			}
			if most := export.Scaled(40 << 20); r.given > most {
				t.Errorf("%d bytes were read, want %d at most", r.given, most)
			}
		})
	}
}

// TestStreams checks that jobs come while the file is still being read.
func TestStreams(t *testing.T) {
	known, err := rules.LoadExports()
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Repeat("Own the backlog. ", 300)
	jobs := export.Scaled(10000)
	for kind, r := range map[export.Kind]*endless{
		export.JSON:  {head: `{"jobs": [`, piece: `{"title": "PO", "description": "` + text + `"},` + "\n"},
		export.Lines: {piece: `{"title": "PO", "description": "` + text + `"}` + "\n"},
		export.XML:   {head: "<jobs>", piece: "<job><title>PO</title><description>" + text + "</description></job>"},
		export.CSV:   {head: "title,description\n", piece: "PO," + text + "\n"},
	} {
		n := 0
		for rec, err := range export.Read(r, kind, export.Options{Known: known}) {
			if err != nil {
				t.Fatal(err)
			}
			if n++; rec.Index != n || len(rec.Body) < len(text) {
				t.Fatalf("%s: job %d has index %d and %d bytes", kind, n, rec.Index, len(rec.Body))
			}
			if n == jobs {
				break
			}
		}
		if n != jobs {
			t.Errorf("%s: %d jobs", kind, n)
		}
		if most := jobs*len(r.piece) + 1<<20; r.given > most {
			t.Errorf("%s: %d bytes were read for jobs of %d", kind, r.given, most)
		}
	}
}

// TestSure checks that files that nobody called an export have to look like one.
func TestSure(t *testing.T) {
	o := export.Options{Sure: true, IsTitle: func(s string) bool { return s == "Product Owner" }}
	tests := []struct {
		src  string
		want int
	}{
		{`[{"title": "Settings", "description": "What the program does"}]`, 0},
		{`[{"title": "Product Owner", "description": "Own it"}]`, 1},
		{`[{"title": "Anything", "absolute_url": "u", "content": "Own it"}]`, 1},
		{`[{"title": "A", "description": "x"}, {"title": "Product Owner", "description": "Own it"}, {"title": "Product Owner, Driver Experience", "description": "y"}]`, 3},
	}
	for _, test := range tests {
		records, err := readAll(t, test.src, export.JSON, o)
		if len(records) != test.want || (err == nil) != (test.want > 0) {
			t.Errorf("%s: %d records, error %v", test.src, len(records), err)
		}
	}
}

// TestEndlessTable checks that only those who ask for it read a table of any size.
func TestEndlessTable(t *testing.T) {
	row := "Product Owner," + strings.Repeat("Own the backlog. ", 10_000) + "\n"
	rows := export.Scaled(1<<30)/len(row) + 10
	for _, endless := range []bool{false, true} {
		in := []io.Reader{strings.NewReader("title,text\n")}
		for range rows {
			in = append(in, strings.NewReader(row))
		}
		n, failed := 0, error(nil)
		for _, err := range read(t, io.MultiReader(in...), export.CSV, export.Options{Endless: endless}) {
			if n++; err != nil {
				n, failed = n-1, err
			}
		}
		if endless && (n != rows || failed != nil) || !endless && (n >= rows || !errors.Is(failed, export.ErrTooLarge)) {
			t.Errorf("endless %t: %d of %d rows, %v", endless, n, rows, failed)
		}
	}
}
