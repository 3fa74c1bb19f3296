package html

import (
	"bytes"
	"encoding/json"

	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/read/block"
)

// structuredJob is one job in structured data.
type structuredJob struct {
	title       block.Block
	description posting.Span // of the JSON string, without its quotes
}

// structuredJobs returns the job postings in structured data of schema.org, which
// stand in text[i:j]: in an object, in arrays, in a graph.
func structuredJobs(text []byte, i, j int) []structuredJob {
	type object struct {
		isArray bool
		isJob   bool
		job     structuredJob
		key     string
		wantKey bool
		inType  bool // an array that is the value of "@type"
	}
	var found []structuredJob
	var stack []object
	d := json.NewDecoder(bytes.NewReader(text[i:j]))
	for {
		before := i + int(d.InputOffset())
		t, err := d.Token()
		if err != nil {
			return found
		}
		var top *object
		if len(stack) > 0 {
			top = &stack[len(stack)-1]
		}
		if top != nil && !top.isArray && top.wantKey {
			if key, ok := t.(string); ok {
				top.key, top.wantKey = key, false
				continue
			}
		}
		switch t := t.(type) {
		case json.Delim:
			switch t {
			case '{', '[':
				inType := t == '[' && top != nil && !top.isArray && top.key == "@type"
				stack = append(stack, object{isArray: t == '[', wantKey: t == '{', inType: inType})
				continue
			}
			if top == nil {
				return found
			}
			if top.isJob {
				found = append(found, top.job)
			}
			stack = stack[:len(stack)-1]
			top = nil
			if len(stack) > 0 {
				top = &stack[len(stack)-1]
			}
		case string:
			end := i + int(d.InputOffset())
			start := before + bytes.IndexByte(text[before:end], '"') + 1
			switch {
			case top == nil:
			case top.isArray && top.inType && len(stack) > 1:
				stack[len(stack)-2].isJob = stack[len(stack)-2].isJob || t == "JobPosting"
			case top.key == "@type":
				top.isJob = t == "JobPosting"
			case top.key == "title" && end-1 > start:
				top.job.title = block.CleanDecoded(text, t, start, end-1)
			case top.key == "description":
				top.job.description = posting.Span{Start: start, End: end - 1}
			}
		}
		if top != nil && !top.isArray {
			top.wantKey = true
		}
	}
}
