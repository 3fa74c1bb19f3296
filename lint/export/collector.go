package export

import (
	"errors"
	"fmt"
	"strings"

	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/rules"
)

// A collector takes the jobs of one file. It holds back those without a text until
// one with a text comes: a list that leaves out all texts is a mistake to tell
// the user once.
type collector struct {
	options *Options
	matcher *matcher
	yield   func(Record, error) bool
	in      *source // that is being read, and what traces its values; not for tables
	retrace func(*collector, *spot, position) *trace
	held    []Record

	doubtful []doubtful // what came before the first certain job
	weight   int        // of the texts of these, in bytes
	sure     bool       // there was a certain job

	given   int           // what was taken for a job
	found   int           // jobs
	texts   int           // jobs with a text
	strange int           // entries that are no jobs, since the last one
	broken  int           // jobs that could not be read, since the last one that could
	system  *rules.System // of the first job
	stopped bool          // no more are wanted
	over    bool          // an error was returned that is not that of one entry
}

var (
	errStop           = errors.New("stop")
	errNoneRecognised = fmt.Errorf("%w that could be recognised", ErrNoJobs)
)

// add takes what looks like a job; it fails with errStop when no more are wanted.
func (c *collector) add(r Record, system *rules.System) error {
	if c.options.Sure && !c.sure && system == nil && (c.options.IsTitle == nil || !c.options.IsTitle(r.Title)) {
		return c.doubt(doubtful{r, nil})
	}
	c.sure = true
	before := c.doubtful
	c.doubtful = nil
	for _, d := range before {
		err := d.err
		if err != nil {
			err = c.fail(err)
		} else {
			err = c.accept(d.Record, nil)
		}
		if err != nil {
			return err
		}
	}
	return c.accept(r, system)
}

// doubtful is what may be a job, or one that could not be read.
type doubtful struct {
	Record
	err error
}

// doubt keeps what comes before the first certain job.
func (c *collector) doubt(d doubtful) error {
	c.doubtful = append(c.doubtful, d)
	if c.weight += d.Size(); c.weight > maxDoubtful {
		c.over = true
		return errNoneRecognised
	}
	return c.stranger()
}

// accept takes what is a job for certain.
func (c *collector) accept(r Record, system *rules.System) error {
	c.found++
	c.strange, c.broken = 0, 0
	r.Index, r.Origin.Job = c.found, c.found
	if at := r.Origin.Location; r.Origin.Locate == nil {
		r.Origin.Locate = func(posting.Span) posting.Location { return at }
	}
	if c.found == 1 {
		c.system = system
	}
	if len(r.Body) == 0 && c.texts == 0 {
		if len(c.held) >= maxTextless {
			return c.noTexts()
		}
		c.held = append(c.held, r)
		return nil
	}
	if len(r.Body) > 0 {
		c.texts++
	}
	for _, h := range c.held {
		if err := c.yieldOne(h, nil); err != nil {
			return err
		}
	}
	c.held = nil
	return c.yieldOne(r, nil)
}

// fail reports a job that could not be read.
func (c *collector) fail(err error) error {
	if c.options.Sure && !c.sure {
		return c.doubt(doubtful{Record{}, err})
	}
	if c.broken++; c.broken > maxBroken {
		c.over = true
		return fmt.Errorf("%d in a row cannot be read; the rest is left out", maxBroken)
	}
	c.found++
	return c.yieldOne(Record{Index: c.found}, err)
}

// yieldOne hands on a record; it fails with errStop when no more are wanted.
func (c *collector) yieldOne(r Record, err error) error {
	if ended := c.options.ended(); ended != nil {
		c.over = true
		return ended
	}
	if !c.yield(r, err) {
		c.stopped = true
		return errStop
	}
	return nil
}

// stranger counts an entry that is no job.
func (c *collector) stranger() error {
	c.strange++
	switch {
	case c.found == 0 && c.strange >= maxStrange:
		c.over = true
		return errNoneRecognised
	case c.strange >= maxStrangeBetween:
		c.over = true
		return fmt.Errorf("behind job %d come only things that are no jobs", c.found)
	}
	return nil
}

// end returns what was wrong with the file as a whole.
func (c *collector) end() error {
	switch {
	case c.found == 0:
		return errNoneRecognised
	case c.texts == 0 && len(c.held) > 0:
		return c.noTexts()
	}
	return nil
}

func (c *collector) noTexts() error {
	c.over = true
	what := "it lists a job"
	if n := len(c.held); n > 1 {
		what = fmt.Sprintf("it lists %d jobs", n)
	}
	var titles []string
	for _, r := range c.held {
		titles = append(titles, r.Title)
	}
	what += " (" + quoted(titles, 2)
	if len(titles) > 2 {
		what += " …"
	}
	help := "export the jobs with their descriptions"
	if c.system != nil && c.system.Help != "" {
		help = c.system.Name + ": " + c.system.Help
	}
	return &fileError{what + ") without the descriptions, so there is nothing to judge; " + help, ErrNoTexts}
}

// quoted returns the first texts of a list in quotation marks, each cut to what
// fits a message.
func quoted(texts []string, most int) string {
	const longest = 60 // characters
	var all []string
	for _, text := range texts[:min(len(texts), most)] {
		text = strings.Join(strings.Fields(text), " ")
		if runes := []rune(text); len(runes) > longest {
			text = string(runes[:longest-1]) + "…"
		}
		all = append(all, "“"+text+"”")
	}
	return strings.Join(all, ", ")
}

// fileError is an error with words of its own.
type fileError struct {
	msg  string
	kind error
}

func (e *fileError) Error() string { return e.msg }
func (e *fileError) Unwrap() error { return e.kind }
