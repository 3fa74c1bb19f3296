package rules

import (
	"encoding/binary"
	"fmt"
	"strings"
)

// Packed returns the built-in rules for a program that has to be fetched, and neither
// explains rules nor adds any: without their wordings and examples, and with tables of
// numbers as the steps between them, which take a third less room when they are compressed.
// They take the place of the file that go generate writes.
func Packed() (out []byte, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			out, err = nil, fmt.Errorf("the compiled rules cannot be read: %v", fault)
		}
	}()
	in, whole := codec{in: builtinRules, reads: true}, codec{}
	for name, content := "packed", ""; ; {
		codeText(&whole, &name)
		codeText(&whole, &content)
		if in.at == len(in.in) {
			return whole.out, nil
		}
		codeText(&in, &name)
		codeText(&in, &content)
		if language, ok := strings.CutPrefix(name, "duties/"); ok {
			content = packedDuties(content, language)
		}
	}
}

func packedDuties(content, language string) string {
	in, out := codec{in: content, reads: true}, codec{packed: true}
	if language != DefaultLanguage {
		var words []string
		codeTexts(&in, &words)
		codeTexts(&out, &words)
	}
	var d Duties
	d.code(&in)
	for _, list := range [][]*Category{d.Categories, d.Others, d.Smells} {
		for _, category := range list {
			for i := range category.Rules {
				r := &category.Rules[i]
				r.Objects, r.Verbs, r.Phrases, r.Duty, r.Not = nil, nil, nil, nil, nil
			}
		}
	}
	w := d.Words
	w.Heads, w.Lists, w.NounFirst, w.NounToo, w.Frequent = nil, nil, nil, nil, nil
	for name, class := range w.Verbs {
		class.Words = nil
		w.Verbs[name] = class
	}
	d.code(&out)
	return string(out.out)
}

// steps codes a table: the steps from each number to the next where they are short, else
// the table as it is.
func (c *codec) steps(n *numbers) {
	if c.reads {
		short := false
		if c.flag(&short); !short {
			codeText(c, &n.data)
			return
		}
		size := 2
		if n.wide {
			size = 4
		}
		data := make([]byte, size*int(c.get()))
		last, at := uint32(0), c.at
		for i := 0; i < len(data); i += size {
			step := uint64(c.in[at])
			if at++; step >= 0x80 {
				step, at = longVarint(c.in, at-1)
			}
			last += uint32(step)>>1 ^ -(uint32(step) & 1)
			data[i], data[i+1] = byte(last), byte(last>>8)
			if n.wide {
				data[i+2], data[i+3] = byte(last>>16), byte(last>>24)
			}
		}
		c.at, n.data = at, string(data)
		return
	}
	var steps []byte
	last := uint32(0)
	for i := range n.len() {
		step := int32(n.at(i) - last)
		last += uint32(step)
		steps = binary.AppendUvarint(steps, uint64(uint32(step<<1)^uint32(step>>31)))
	}
	short := len(steps) < len(n.data)*3/4
	if c.flag(&short); !short {
		codeText(c, &n.data)
		return
	}
	c.put(uint64(n.len()))
	c.out = append(c.out, steps...)
}
