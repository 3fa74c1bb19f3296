package html

import (
	"bytes"
	"slices"
	"strings"

	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/read/block"
)

// structuredJob is one job in the data of a page.
type structuredJob struct {
	title block.Block
	parts []structuredPart
	size  int  // of the parts, in bytes
	shown bool // the page shows it by script: it is no posting of schema.org
}

// structuredPart is a part of the text of a job.
type structuredPart struct {
	heading string       // in HTML; "" for none
	key     posting.Span // the name of its field, which the heading stands for
	texts   []posting.Span
	list    bool
}

// The fields of a JobPosting of schema.org that hold its text.
var structuredTexts = []struct{ name, heading string }{
	{"description", ""}, {"responsibilities", "Responsibilities"}, {"qualifications", "Qualifications"}, {"skills", "Skills"},
	{"experienceRequirements", "Requirements"}, {"educationRequirements", "Requirements"}, {"jobBenefits", "Benefits"}, {"incentiveCompensation", "Benefits"},
}

// Of the data that a page shows by script: names of titles, and words in the names of
// what is no text of the job.
var (
	dataTitles  = []string{"title", "jobtitle", "job_title", "postingtitle", "positiontitle", "positionname", "name", "position"}
	dataSkipped = []string{"similar", "related", "recommend", "company", "employer", "organi", "meta", "seo", "schema", "question", "cookie", "legal", "translation", "url"}
)

const (
	minDataText  = 60 // bytes of a text in the data of a page
	maxDataParts = 64
	maxDataNest  = 6   // how deep it stands in a job
	sameText     = 100 // bytes in which two texts are the same
)

// structuredJobs returns the jobs in a script, text[i:j]: the postings of schema.org,
// in an object, in arrays, in a graph; with data, whatever has a title and a text.
func structuredJobs(text []byte, i, j int, data bool) []structuredJob {
	s := script{text: text, at: i, end: j}
	// Some pages wrap the data in a comment, or assign it to a name.
	k := bytes.IndexAny(text[i:j], "{[")
	if k < 0 {
		return nil
	}
	if s.at += k; bytes.HasPrefix(text[s.at:j], []byte("[CDATA[")) {
		if k = bytes.IndexByte(text[s.at:j], '{'); k < 0 {
			return nil
		}
		s.at += k
	}
	root := s.value(0)
	var found []structuredJob
	s.jobs(&root, data, &found)
	return found
}

// jobs appends the jobs in a value.
func (s *script) jobs(v *scriptValue, data bool, found *[]structuredJob) {
	if v.kind == '{' {
		if job, ok := s.job(v, data); ok {
			*found = append(*found, job)
			return
		}
	}
	for k := range v.items {
		if f := &v.items[k]; !data || !isSkipped(s.nameOf(f)) {
			s.jobs(f, data, found)
		}
	}
}

// isSkipped reports whether a field has the name of what is no text of the job.
func isSkipped(name string) bool {
	name = strings.ToLower(name)
	return slices.ContainsFunc(dataSkipped, func(word string) bool { return strings.Contains(name, word) })
}

// job returns the job that an object is.
func (s *script) job(v *scriptValue, data bool) (job structuredJob, ok bool) {
	if t := s.field(v, "@type"); t != nil && s.isJobPosting(t) {
		if title := s.field(v, "title"); title != nil && title.kind == '"' {
			job.title = s.clean(title)
		}
		for _, known := range structuredTexts {
			if f := s.field(v, known.name); f != nil {
				job.add(s, f, known.heading)
			}
		}
		return job, true
	}
	if !data {
		return job, false
	}
	for _, name := range dataTitles {
		for k := range v.items {
			f := &v.items[k]
			if job.title.Text == "" && f.kind == '"' && f.end-f.start <= block.MaxTitle && strings.EqualFold(s.nameOf(f), name) {
				job.title = s.clean(f)
			}
		}
	}
	if job.title.Text == "" {
		return job, false
	}
	job.shown = true
	s.gather(v, &job, maxDataNest)
	return job, job.size > minDataText
}

// gather adds the texts in an object to a job.
func (s *script) gather(v *scriptValue, job *structuredJob, depth int) {
	for k := range v.items {
		f := &v.items[k]
		name := strings.ToLower(s.nameOf(f))
		switch {
		case depth == 0 || isSkipped(name):
		case f.kind == '"' && f.end-f.start >= minDataText && bytes.Count(s.text[f.start:f.end], []byte(" ")) >= 5, f.kind == '[' && s.isList(f):
			heading := ""
			if !strings.Contains(name, "descr") && !strings.Contains(name, "content") && !strings.Contains(name, "body") && !strings.Contains(name, "html") && !strings.Contains(name, "text") {
				heading = spoken(s.nameOf(f))
			}
			job.add(s, f, heading)
		case f.kind == '{' || f.kind == '[':
			s.gather(f, job, depth-1)
		}
	}
}

// isList reports whether a value is a list of texts, more or less.
func (s *script) isList(v *scriptValue) bool {
	size := 0
	for k := range v.items {
		if v.items[k].kind != '"' {
			return false
		}
		size += v.items[k].end - v.items[k].start
	}
	return size >= minDataText && size >= 16*len(v.items)
}

// add adds the texts of a field, unless the job has them already.
func (job *structuredJob) add(s *script, f *scriptValue, heading string) {
	p := structuredPart{heading: heading, key: f.key}
	switch f.kind {
	case '"':
		p.texts = []posting.Span{{Start: f.start, End: f.end}}
	case '[':
		p.list = true
		for k := range f.items {
			if item := &f.items[k]; item.kind == '"' {
				p.texts = append(p.texts, posting.Span{Start: item.start, End: item.end})
			}
		}
	case '{':
		for _, name := range []string{"description", "value", "@value", "text", "name"} {
			if inner := s.field(f, name); inner != nil && inner.kind == '"' {
				p.texts = []posting.Span{{Start: inner.start, End: inner.end}}
				break
			}
		}
	}
	size := 0
	for _, t := range p.texts {
		size += t.End - t.Start
	}
	if size == 0 || len(job.parts) == maxDataParts {
		return
	}
	begin := s.beginning(p.texts[0])
	for _, other := range job.parts {
		if s.beginning(other.texts[0]) == begin {
			return
		}
	}
	job.parts = append(job.parts, p)
	job.size += size
}

// beginning returns the beginning of a text, by which others are told to be the same.
func (s *script) beginning(t posting.Span) string {
	return string(s.text[t.Start:min(t.End, t.Start+sameText)])
}

// view returns the text of a job as HTML.
func (job *structuredJob) view(text []byte) (v block.View) {
	for _, p := range job.parts {
		if p.heading != "" {
			v.Replace("<h2>"+p.heading+"</h2>\n", p.key.Start, p.key.End)
		}
		for _, t := range p.texts {
			if p.list {
				v.Replace("<li>", t.Start-1, t.Start)
			}
			unquote(&v, text, t.Start, t.End)
			if p.list {
				v.Replace("</li>", t.End, t.End+1)
			}
		}
		last := p.texts[len(p.texts)-1].End
		v.Replace("\n<p></p>\n", last, last+1)
	}
	return v
}

// isJobPosting reports whether a type, or one of several, is that of a job posting.
func (s *script) isJobPosting(t *scriptValue) bool {
	if t.kind == '"' {
		name := s.text[t.start:t.end]
		if k := bytes.LastIndexAny(name, ":/"); k >= 0 {
			name = name[k+1:]
		}
		return bytes.EqualFold(bytes.TrimSpace(name), []byte("JobPosting"))
	}
	for k := range t.items {
		if t.items[k].kind == '"' && s.isJobPosting(&t.items[k]) {
			return true
		}
	}
	return false
}

// spoken returns the name of a field as a heading: "yourTasks" is "Your tasks".
func spoken(name string) string {
	var b strings.Builder
	for i := range len(name) {
		c := name[i]
		switch {
		case c == '_' || c == '-':
			c = ' '
		case !block.IsAlnum(c):
			continue
		case c >= 'A' && c <= 'Z' && i > 0 && name[i-1] >= 'a' && name[i-1] <= 'z':
			b.WriteByte(' ')
			c |= 0x20
		}
		if b.Len() == 0 && c >= 'a' && c <= 'z' {
			c -= 'a' - 'A'
		}
		b.WriteByte(c)
	}
	return b.String()
}
