package posting

import (
	"bytes"
	"encoding/json"
)

// structuredJob is what structured data say of one job.
type structuredJob struct {
	title       block
	description Span // of the JSON string, without its quotes
}

// structuredJobs finds the job postings in structured data of schema.org: in
// an object, in arrays, in a graph.
func structuredJobs(data []byte) []structuredJob {
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
	d := json.NewDecoder(bytes.NewReader(data))
	for {
		before := int(d.InputOffset())
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
			end := int(d.InputOffset())
			start := before + bytes.IndexByte(data[before:end], '"') + 1
			switch {
			case top == nil:
			case top.isArray && top.inType && len(stack) > 1:
				stack[len(stack)-2].isJob = stack[len(stack)-2].isJob || t == "JobPosting"
			case top.key == "@type":
				top.isJob = t == "JobPosting"
			case top.key == "title" && end-1 > start:
				top.job.title = decodedBlock(data, t, start, end-1)
			case top.key == "description":
				top.job.description = Span{start, end - 1}
			}
		}
		if top != nil && !top.isArray {
			top.wantKey = true
		}
	}
}

// unquote makes a view of the inside of a JSON string, text[i:j].
func unquote(text []byte, i, j int) view {
	m := viewMaker{text: make([]byte, 0, j-i)}
	for i < j {
		n := bytes.IndexByte(text[i:j], '\\')
		if n < 0 {
			break
		}
		m.keep(text, i, i+n)
		i += n
		n = 2
		if i+1 < j && text[i+1] == 'u' {
			n = 6
			if i+12 <= j && text[i+6] == '\\' && text[i+7] == 'u' && text[i+2]|0x20 == 'd' {
				n = 12 // a surrogate pair
			}
		}
		n = min(n, j-i)
		var s string
		if json.Unmarshal([]byte(`"`+string(text[i:i+n])+`"`), &s) == nil {
			m.replace([]byte(s), i, i+n)
		}
		i += n
	}
	m.keep(text, i, j)
	return m.view()
}

// decodedBlock makes a block of text[i:j], in which value is written with the
// escapes of another format.
func decodedBlock(text []byte, value string, i, j int) block {
	if value == string(text[i:j]) {
		return cleanBlock(text, i, j)
	}
	b := cleanBlock([]byte(value), 0, len(value))
	if b.text != "" {
		b.runs = []run{{0, i, j}}
	}
	return b
}
