package export

import "github.com/jdlint/jdlint/rules"

// A frame is a list, or an element of XML, while its parts come. What looks like a
// job waits in it until it is clear whether it is one, or a part of a job that all
// of it is: sections have titles and texts, too.
type frame struct {
	value     node
	looking   int  // how many of its parts look like jobs
	weight    int  // of these, in bytes
	listed    bool // it is called like a list of jobs, or the part like a job
	outermost bool // it stands in nothing that could be a job
	gave      bool // jobs stood in it, so it is none itself
}

// More parts of one list than these that look like jobs are some; no job has as
// many sections.
const (
	maxWaiting       = 50
	maxWaitingWeight = 1 << 20 // bytes
)

// item takes the next part of a frame, in which jobs were found already or not.
func (c *collector) item(f *frame, part field, gave bool) error {
	if gave {
		f.gave = true
		return nil
	}
	name := ""
	if part.name != "" {
		name = part.name
	}
	if !f.listed && !f.outermost && !f.gave && !part.value.holdsText(3) {
		f.add(part)
		return nil
	}
	r, system, looks := c.matcher.record(&part.value, name)
	looks = looks && !c.matcher.columns.isLabel(r.Title) && !c.matcher.columns.ignored(name)
	if !looks {
		if f.gave || f.outermost {
			if err := c.stranger(); err != nil || f.gave {
				return err
			}
		}
		f.add(part)
		return nil
	}
	certain := f.outermost || f.listed && c.isCertain(r, system)
	if !f.gave && !certain {
		f.add(part)
		f.looking++
		if f.weight += len(r.Body); f.looking <= maxWaiting && f.weight <= maxWaitingWeight {
			return nil
		}
		return c.giveAll(f)
	}
	if !f.gave && f.looking > 0 {
		if err := c.giveAll(f); err != nil {
			return err
		}
	}
	f.gave = true
	return c.give(r, system, &part.value, name)
}

// holdsText reports whether there is a text of some length in a value, depth deep.
func (n *node) holdsText(depth int) bool {
	const some = 40 // bytes
	if len(n.s) >= some {
		return true
	}
	if depth == 0 {
		return len(n.fields) > 0 || len(n.items) > 0
	}
	for i := range n.fields {
		if n.fields[i].value.holdsText(depth - 1) {
			return true
		}
	}
	for i := range n.items {
		if n.items[i].holdsText(depth - 1) {
			return true
		}
	}
	return false
}

func (f *frame) add(part field) {
	if part.name == "" {
		f.value.items = append(f.value.items, part.value)
	} else {
		f.value.fields = append(f.value.fields, part)
	}
}

// giveAll gives the jobs that wait in a frame.
func (c *collector) giveAll(f *frame) error {
	f.gave = true
	waiting := f.value
	f.value = node{}
	return c.searchIn(&waiting, 1, false)
}

// isCertain reports whether what looks like a job is one beyond doubt.
func (c *collector) isCertain(r Record, system *rules.System) bool {
	if system != nil || c.options.IsTitle == nil {
		return true
	}
	return c.options.IsTitle(r.Title)
}

// rest takes what is left of an outermost value, an element of a name or JSON: it
// may be a job, or hold some. Of a broken one only what is in it counts. What only
// looks like jobs counts where nothing is one for certain: a list of jobs, too, has
// a title and a description, and so has the company.
func (c *collector) rest(n *node, name string, gave, broken bool) error {
	if gave {
		return nil
	}
	before := c.given
	for _, sure := range []bool{true, false} {
		var err error
		if broken {
			err = c.searchIn(n, maxAround, sure)
		} else {
			err = c.search(n, name, maxAround, sure)
		}
		if err != nil || c.given > before {
			return err
		}
	}
	if !broken { // an empty one or a number, too: millions of them are no jobs
		return c.stranger()
	}
	return nil
}

// search gives a value if it is a job, or else the jobs in it, depth deep. With
// sure, it has to be one for certain.
func (c *collector) search(n *node, name string, depth int, sure bool) error {
	r, system, looks := c.matcher.record(n, name)
	switch {
	case looks && (!sure || c.isCertain(r, system) && !c.matcher.columns.isLabel(r.Title)):
		return c.give(r, system, n, name)
	case depth > 0:
		return c.searchIn(n, depth, sure)
	}
	return nil
}

// searchIn gives the jobs in a value. Among the brothers of one that is certain all
// count that look like jobs.
func (c *collector) searchIn(n *node, depth int, sure bool) error {
	certain := map[string]bool{}
	if sure {
		note := func(n *node, name string) {
			if !certain[name] && len(n.fields) > 0 {
				r, system, looks := c.matcher.record(n, name)
				certain[name] = looks && c.isCertain(r, system) && !c.matcher.columns.isLabel(r.Title)
			}
		}
		for i := range n.items {
			note(&n.items[i], "")
		}
		for i := range n.fields {
			note(&n.fields[i].value, n.fields[i].name)
		}
	}
	for i := range n.items {
		if err := c.search(&n.items[i], "", depth-1, sure && !certain[""]); err != nil {
			return err
		}
	}
	for i := range n.fields {
		f := &n.fields[i]
		if c.matcher.columns.ignored(f.name) {
			continue
		}
		if err := c.search(&f.value, f.name, depth-1, sure && !certain[f.name]); err != nil {
			return err
		}
	}
	return nil
}

// give hands on the job that a value is, an element of a name or JSON.
func (c *collector) give(r Record, system *rules.System, n *node, name string) error {
	c.given++
	r.Origin.Pointer = n.spot.pointer()
	from := c.in.at(n.spot.start)
	r.Origin.Location = locationOf(from, c.in.at(n.spot.end))
	if len(r.Body) > 0 {
		if t := c.retrace(c, n.spot, from); t != nil {
			r.kept = t.kept
			r.locateBy(t.place, func() (Record, bool) {
				n, err := t.read()
				if err != nil {
					return Record{}, false
				}
				again, _, ok := c.matcher.fresh().record(&n, name)
				return again, ok
			})
		}
	}
	return c.add(r, system)
}
