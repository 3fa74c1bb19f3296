package export_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jdlint/jdlint/lint/export"
)

// TestShapes reads jobs of systems that nobody wrote down: a title beside fields
// that hold its text.
func TestShapes(t *testing.T) {
	const (
		duties = "<ul><li>Own the backlog of the app</li><li>Write stories for it</li></ul>"
		asList = "<ul> <li>Own the backlog of the app</li> <li>Write stories for it</li> </ul>"
	)
	tests := []struct {
		name, src string
		kind      export.Kind
		want      []string
	}{
		{"names and values", `[{"uid": "9", "name": "PO", "details": [{"name": "Description", "value": "Text."}, {"name": "Responsibilities", "value": "` + duties + `"}]}]`, export.JSON,
			[]string{"1||PO|9||html|<p>Text.</p> <h2>Responsibilities</h2> " + duties}},
		{"sections with lists", `{"jobs_results": [{"title": "PO", "extensions": ["Full-time"], "job_highlights": [{"title": "Responsibilities", "items": ["Own the backlog of the app", "Write stories for it"]}]}]}`, export.JSON,
			[]string{"1||PO|||html|<h2>Responsibilities</h2> " + asList}},
		{"a list called like one of jobs", `{"title": "PO", "items": [{"title": "Responsibilities", "content": "` + duties + `"}]}`, export.JSON,
			[]string{"1||PO|||html|<h2>Responsibilities</h2> " + duties}},
		{"an object of lists", `{"data": [{"job_title": "PO", "job_highlights": {"Qualifications": ["Five years or more", "English"], "Responsibilities": ["Own the backlog of the app", "Write stories for it"]}}]}`, export.JSON,
			[]string{"1||PO|||html|<h2>Qualifications</h2> <ul> <li>Five years or more</li> <li>English</li> </ul> <h2>Responsibilities</h2> " + asList}},
		{"an object of texts", `{"uuid": "u", "name": "PO", "description": {"company": "<p>We build software for car parks in cities.</p>", "role": "<h3>Do</h3>` + duties + `"}, "department": {"name": "Product"}}`, export.JSON,
			[]string{"1||PO|u||html|<h2>About the company</h2> <p>We build software for car parks in cities.</p> <h3>Do</h3>" + duties}},
		{"names with fillers", `{"items": [{"Id": "3", "Title": "PO", "ShortDescriptionStr": "Join us", "ExternalResponsibilitiesStr": "` + duties + `", "CorporateDescriptionStr": "<p>About us and what all of our work is.</p>"}]}`, export.JSON,
			[]string{"1||PO|3||html|<h2>Responsibilities</h2> " + duties + " <h2>About the company</h2> <p>About us and what all of our work is.</p>"}},
		{"names of nobody", `{"x": {"vacancy": {"header": {"jobTitle": "PO"}, "blocks": [{"caption": "Your day", "bodyHtml": "` + duties + `"}], "similarJobs": [{"title": "PM", "description": "<p>Own the strategy of it all.</p>"}]}}}`, export.JSON,
			[]string{"1||PO|||html|<h2>Your day</h2> " + duties}},
		{"a text twice, and its beginning", `[{"title": "PO", "excerpt": "Own the backlog of the app. Write …", "jobHtml": "<p>Own the backlog of the app.</p><p>Write stories for it.</p>", "description": "Own the backlog of the app.\nWrite stories for it."}]`, export.JSON,
			[]string{"1||PO|||html|<p>Own the backlog of the app.</p><p>Write stories for it.</p>"}},
		{"jobs by their numbers", `{"jobs": {"12": {"title": "PO", "description": "A."}, "13": {"title": "PM", "description": "B."}}}`, export.JSON,
			[]string{"1||PO||||A.", "2||PM||||B."}},
		{"lists in lists", `{"departments": [{"name": "Product", "jobs": [{"title": "PO", "description": "A."}]}, {"name": "Data", "jobs": [{"title": "PM", "description": "B."}]}]}`, export.JSON,
			[]string{"1||PO||||A.", "2||PM||||B."}},
		{"a list with a title", `{"name": "Firm", "description": "We build software.", "stellen_liste": [{"title": "PO", "description": "A."}, {"title": "Nurse", "description": "B."}]}`, export.JSON,
			[]string{"1||PO||||A.", "2||Nurse||||B."}},
		{"JSON in a field", `[{"title": "PO", "content": "{\"responsibilities\": [\"Own the \\u0022backlog\\u0022\", \"Write stories\"]}"}]`, export.JSON,
			[]string{`1||PO|||html|<h2>Responsibilities</h2> <ul> <li>Own the "backlog"</li> <li>Write stories</li> </ul>`}},
		{"the tree of an editor", `[{"title": "PO", "body": {"nodeType": "document", "content": [{"nodeType": "heading-2", "content": [{"nodeType": "text", "value": "Do"}]}, {"nodeType": "unordered-list", "content": [{"nodeType": "list-item", "content": [{"nodeType": "paragraph", "content": [{"nodeType": "text", "value": "Own the "}, {"nodeType": "text", "value": "P&L"}]}]}]}]}}]`, export.JSON,
			[]string{"1||PO|||html|<h3>Do</h3> <ul><li><p>Own the P&amp;L</p> </li> </ul>"}},
		{"blocks of an editor", `[{"title": "PO", "body": [{"_type": "block", "style": "h3", "children": [{"_type": "span", "text": "Do"}]}, {"_type": "block", "listItem": "bullet", "children": [{"_type": "span", "text": "Own it"}]}]}]`, export.JSON,
			[]string{"1||PO|||html|<h3>Do</h3> <li>Own it</li>"}},
		{"another type", `[{"@type": "Organization", "name": "Firm", "description": "We build."}, {"@type": "JobPosting", "title": "PO", "description": "A."}]`, export.JSON,
			[]string{"1|schema.org|PO||||A."}},
		{"a title that is an object", `[{"id": 1, "title": {"rendered": "PO"}, "content": {"rendered": "` + duties + `", "protected": false}, "excerpt": {"rendered": "<p>Own the backlog …</p>"}}]`, export.JSON,
			[]string{"1||PO|1||html|" + duties}},
		{"a title beside the text", `{"posting": {"meta": {"title": "PO"}, "text": {"tasks": ["Own the backlog of the app", "Write stories for it"]}}}`, export.JSON,
			[]string{"1||PO|||html|<h2>Tasks</h2> " + asList}},
		{"nested XML", `<PositionOpening><PositionProfile><PositionTitle>PO</PositionTitle><PositionFormattedDescription><Content>A longer text of what there is to do.</Content></PositionFormattedDescription></PositionProfile></PositionOpening>`, export.XML,
			[]string{"1||PO||||A longer text of what there is to do."}},
		{"large names in XML", `<JOBS><JOB><JOBTITLE>PO</JOBTITLE><DUTIES><DUTY>Own the backlog of the app</DUTY><DUTY>Write stories for it</DUTY></DUTIES></JOB></JOBS>`, export.XML,
			[]string{"1||PO|||html|<h2>Duties</h2> " + asList}},
		{"elements of nobody", `<ads><ad><headline>PO</headline><sections><section><heading>Tasks</heading><body>Own it.</body></section></sections></ad><ad><headline>Nurse</headline><duties>Care.</duties></ad></ads>`, export.XML,
			[]string{"1||PO||||Tasks: Own it.", "2||Nurse||||Duties: Care."}},
		{"attributes", `<vacancies><v title="x" id="3"><title>PO</title><text>A.</text></v></vacancies>`, export.XML,
			[]string{"1||PO|3|||A."}},
		{"the whole text of a feed", `<rss xmlns:content="c"><channel><title>Jobs</title><description>All jobs</description><item><title>PO</title><description>Firm is hiring […]</description><content:encoded><![CDATA[` + duties + `]]></content:encoded></item></channel></rss>`, export.XML,
			[]string{"1||PO|||html|<p>Firm is hiring […]</p> " + duties}},
		{"a list that a program printed", "Job Title,Responsibilities\nPO,\"['Own the backlog', \"\"Write the team's stories\"\"]\"\n", export.CSV,
			[]string{"1||PO|||html|<h2>Responsibilities</h2> <ul> <li>Own the backlog</li> <li>Write the team's stories</li> </ul>"}},
		{"an object that a program printed", "title,description\nPO,\"{'Tasks': ['Own the backlog', 'Write stories'], 'x': None}\"\n", export.CSV,
			[]string{"1||PO|||html|<h2>Tasks</h2> <ul> <li>Own the backlog</li> <li>Write stories</li> </ul>"}},
		{"no list", "title,description\nPO,[Remote] Own the backlog [of the app]\n", export.CSV, []string{"1||PO||||[Remote] Own the backlog [of the app]"}},
		{"bars in a text", "title,description\nPO,Do | Own the backlog | Write stories\n", export.CSV, []string{"1||PO||||Do Own the backlog Write stories"}},
		{"signs read so twice", "title,description\nPO,\"Ã¢â‚¬Â¢ Own it\nÃ¢â‚¬Â¢ All\"\n", export.CSV, []string{"1||PO||||• Own it • All"}},
		{"strokes in a text", "title,duties\nPO,Own the whole backlog / Write stories with them / Plan sprints for us / Refine it each week\n", export.CSV, []string{"1||PO||||Duties: Own the whole backlog Write stories with them Plan sprints for us Refine it each week"}},
		{"line breaks that were escaped", "title,description\nPO,Do\\n- Own the backlog\\n- Write stories\n", export.CSV, []string{"1||PO||||Do - Own the backlog - Write stories"}},
		{"signs read in another encoding", "title,description\nPO,\"What youâ€™ll do at CafÃ©\nâ€¢ Own itâ€”all\"\n", export.CSV, []string{"1||PO||||What you’ll do at Café • Own it—all"}},
		{"signs that are right", "title,description\nNÃO Âge,\"â la carte, voilà\u00a0», Ï€\"\n", export.CSV, []string{"1||NÃO Âge||||â la carte, voilà », Ï€"}},
		{"carriage returns", "title,description\r\"PO, App\",\"Do\n- own it\"\rPM,B\r", export.CSV, []string{"1||PO, App||||Do - own it", "2||PM||||B"}},
		{"bars between cells", "title|description\nPO|Own it, all\n", export.CSV, []string{"1||PO||||Own it, all"}},
		{"a text that nobody quoted", "title,description\nPO,Own it, all, and more\n", export.CSV, []string{"1||PO||||Own it, all, and more"}},
		{"a list in YAML", "# Data of the site\njobs:\n  - title: PO\n    description: |\n      Do\n\n      - Own the backlog\n  - title: PM\n    duties:\n      - Set the vision\n      - Own prices\n", export.YAML,
			[]string{"1||PO||||Do - Own the backlog", "2||PM|||html|<h2>Duties</h2> <ul> <li>Set the vision</li> <li>Own prices</li> </ul>"}},
		{"accents and fillers", "id,intitule,Job_Posting_Description_Text\n1,PO,A\n", export.CSV, []string{"1||PO|1|||A"}},
	}
	isTitle := func(s string) bool { return s == "PO" || s == "PM" }
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			records, err := readAll(t, test.src, test.kind, export.Options{IsTitle: isTitle})
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
		})
	}
}

// TestManyJobsOfNobody checks that jobs of a list with an unknown name come while
// the file is still being read.
func TestManyJobsOfNobody(t *testing.T) {
	job := `{"caption": "Barista", "duties": "` + strings.Repeat("Make coffee for all of us. ", 20) + `"},`
	for name, src := range map[string]struct {
		kind export.Kind
		r    endless
	}{
		"JSON": {export.JSON, endless{head: `{"stellen_liste": [`, piece: strings.ReplaceAll(job, "caption", "title")}},
		"XML":  {export.XML, endless{head: "<a>", piece: "<b><title>Barista</title><duties>" + strings.Repeat("Make coffee for all of us. ", 20) + "</duties></b>"}},
	} {
		records := 0
		for r := range read(t, &src.r, src.kind, export.Options{IsTitle: func(string) bool { return false }}) {
			if records++; records == 1000 || r.Title != "Barista" {
				break
			}
		}
		if records != 1000 || src.r.given > 1<<21 {
			t.Errorf("%s: %d jobs in %d bytes", name, records, src.r.given)
		}
	}
}

// TestRowsOfManyCells checks that a row with more cells than there are columns is
// told, unless it is plain what it means.
func TestRowsOfManyCells(t *testing.T) {
	for src, warned := range map[string]bool{
		"title,description,place\nPO,Own it, all,X\n": true,
		"title,description,place\nPO,Own it,X,,\n":    false,
		"title,description\nPO,Own it, all\n":         false,
	} {
		records, err := readAll(t, src, export.CSV, export.Options{})
		if err != nil || len(records) != 1 || (records[0].Warning != "") != warned {
			t.Errorf("%q: %v, error %v", src, records, err)
		}
	}
}

// TestSingleQuotes reads a table whose cells stand between single quotation marks.
func TestSingleQuotes(t *testing.T) {
	src := "'title','description'\n'PO, Payments','It''s \"the\" backlog, yours\nand more'\n'PM','Own it'\n"
	records, err := readAll(t, src, export.CSV, export.Options{})
	if err != nil || len(records) != 2 || records[0].Title != "PO, Payments" || strings.TrimSpace(string(records[0].Body)) != "It's \"the\" backlog, yours\nand more" {
		t.Errorf("%+v, error %v", records, err)
	}
	records, err = readAll(t, "title,description\n'PO',\"It's 'the' backlog\"\n", export.CSV, export.Options{})
	if err != nil || len(records) != 1 || !strings.Contains(string(records[0].Body), "It's 'the' backlog") {
		t.Errorf("%+v, error %v", records, err)
	}
}
