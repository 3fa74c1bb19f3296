package cli

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"

	"github.com/jdlint/jdlint/lint/export"
	"github.com/jdlint/jdlint/lint/internal/sentence"
	"github.com/jdlint/jdlint/lint/report"
)

// files prints which files would be judged, as what, and why others would not.
func (c *Command) files(f *flags) func() error {
	asJSON := f.Bool("json", false, "print an object of JSON for each file")
	f.addConfig()
	f.addFiles()
	f.addFilters()
	f.addExports()
	f.addJobs()
	return func() error {
		args := f.Args()
		if len(args) == 0 {
			args = []string{"."}
		}
		r, err := c.newRun(f)
		if err != nil {
			return err
		}
		if _, err := r.filter(f); err != nil {
			return err
		}
		r.judge.lists = true
		l := fileList{w: c.out, json: *asJSON}
		err = r.each(pool{jobs: f.jobs}, r.finder.find(args), func(o *outcome) error { return l.add(o) })
		if err = cmp.Or(err, l.end()); err != nil {
			return err
		}
		if !l.json {
			fmt.Fprintf(c.out, "%s taken.", sentence.Count(l.taken, "file", "files"))
			if passed := r.passed.String(); passed != "" {
				fmt.Fprintf(c.out, " %s", passed)
			}
			fmt.Fprintln(c.out)
		}
		if r.unreadable {
			return exitCode(exitUnreadable)
		}
		return nil
	}
}

// fileList prints what became of files, in their order.
type fileList struct {
	w     io.Writer
	json  bool
	last  fileLine // of an export whose jobs are not all there
	taken int
}

// fileLine is what is said of one file.
type fileLine struct {
	Path   string `json:"path"`
	Taken  bool   `json:"taken"`
	Format string `json:"format,omitempty"`
	Jobs   int    `json:"jobs,omitempty"` // of an export
	Why    string `json:"why,omitempty"`
}

// add takes what became of an input. The jobs of an export make one line, and so do
// the postings of a document.
func (l *fileList) add(o *outcome) error {
	line := fileLine{Path: filepath.ToSlash(o.path), Taken: o.skip == notSkipped && o.err == nil, Format: string(o.format), Why: o.why}
	if o.report != nil {
		line.Format = string(o.report.Posting().Format)
	}
	if o.isFolder {
		line.Path += "/"
	}
	switch same := line.Path == l.last.Path; {
	case same && o.skip == sameJob:
		return nil
	case same && l.last.Why == noJobChanged: // another one did
		l.last = fileLine{}
	}
	switch {
	case line.Path == l.last.Path:
		if o.job != nil || o.report != nil {
			l.last.Jobs = max(l.last.Jobs, 1) + 1
		}
		return nil
	case o.err != nil:
		line.Why = "cannot be read"
	case o.job != nil && o.skip != sameJob:
		line.Jobs, line.Format = 1, string(cmp.Or(export.KindOfName(o.path), "export"))
	case o.note != "" && line.Why == "":
		line.Why = o.note
	}
	err := l.end()
	l.last = line
	return err
}

// end prints the line that is held back.
func (l *fileList) end() error {
	line := l.last
	l.last = fileLine{}
	if line.Path == "" {
		return nil
	}
	if line.Taken {
		l.taken++
	}
	if l.json {
		return json.NewEncoder(l.w).Encode(line)
	}
	text := "not taken"
	if line.Taken {
		text = "taken as " + line.Format
	}
	if line.Jobs > 0 {
		text += ", " + sentence.Count(line.Jobs, "job", "jobs")
	}
	if line.Why != "" {
		text += ": " + line.Why
	}
	_, err := fmt.Fprintf(l.w, "%s\n", report.Clean(line.Path+": "+text))
	return err
}
