package office

import (
	"encoding/xml"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/jdlint/jdlint/lint/read/block"
)

// docxStyle is what a style says of the paragraphs and runs that it is for.
type docxStyle struct {
	name   string // that of Word, in English whatever the language of the user
	parent string
	level  int // of a heading, 1 to 9; 0 for text; -1 when the parent says it
	list   toggle
	depth  int // of the list, from 0
	bold   toggle
	hidden toggle
}

// toggle is a property that is on, off, or left to somebody else.
type toggle int8

const (
	unset toggle = iota
	on
	off
)

func (t toggle) or(other toggle) toggle {
	if t == unset {
		return other
	}
	return t
}

// toggleOf reads an element such as <w:b/> or <w:b w:val="false"/>.
func toggleOf(e *xml.StartElement) toggle {
	switch attr(e, "val") {
	case "0", "false", "off", "none":
		return off
	}
	return on
}

// levelOf reads the level of a list or a heading; 0 where there is none. No file
// needs more than MaxDepth, and some claim billions.
func levelOf(value string) int {
	n, _ := strconv.Atoi(value)
	return min(max(n, 0), block.MaxDepth)
}

// outlineLevel reads <w:outlineLvl>; 9 stands for text.
func outlineLevel(e *xml.StartElement) int {
	n, err := strconv.Atoi(attr(e, "val"))
	if err != nil || n < 0 || n > 8 {
		return 0
	}
	return n + 1
}

// docxStyles reads the part that defines the styles, by their ids.
func (a *archive) docxStyles(part string) map[string]*docxStyle {
	styles := map[string]*docxStyle{}
	var s *docxStyle
	inChange := 0 // what was changed is told as it was before
	a.tokens(part, func(t xml.Token) {
		switch t := t.(type) {
		case xml.StartElement:
			if strings.HasSuffix(t.Name.Local, "Change") {
				inChange++
			}
			if t.Name.Local == "style" {
				s = &docxStyle{level: -1}
				styles[attr(&t, "styleId")] = s
				return
			}
			if s == nil || inChange > 0 {
				return
			}
			switch t.Name.Local {
			case "name":
				s.name = strings.ToLower(attr(&t, "val"))
			case "basedOn":
				s.parent = attr(&t, "val")
			case "outlineLvl":
				s.level = outlineLevel(&t)
			case "numId":
				s.list = on
				if attr(&t, "val") == "0" {
					s.list = off
				}
			case "ilvl":
				s.depth = levelOf(attr(&t, "val"))
			case "b":
				s.bold = toggleOf(&t)
			case "vanish":
				s.hidden = toggleOf(&t)
			case "strike", "dstrike":
				if toggleOf(&t) == on {
					s.hidden = on
				}
			}
		case xml.EndElement:
			if strings.HasSuffix(t.Name.Local, "Change") {
				inChange--
			}
			if t.Name.Local == "style" {
				s = nil
			}
		}
	})
	for _, id := range slices.Sorted(maps.Keys(styles)) { // each time in the same order
		styles[id].inherit(styles)
	}
	return styles
}

// inherit takes over from its ancestors what a style leaves open.
func (s *docxStyle) inherit(styles map[string]*docxStyle) {
	const generations = 20 // they may go in a circle
	if level := block.HeadingStyle(s.name); level > 0 && s.level < 0 {
		s.level = level
	}
	up := s
	for range generations {
		up = styles[up.parent]
		if up == nil {
			break
		}
		if s.level < 0 {
			s.level = up.level
			if level := block.HeadingStyle(up.name); level > 0 && s.level < 0 {
				s.level = level
			}
		}
		if s.list == unset {
			s.list, s.depth = up.list, up.depth
		}
		s.bold = s.bold.or(up.bold)
		s.hidden = s.hidden.or(up.hidden)
	}
	s.level = max(s.level, 0)
}

// isContents reports whether a style is that of a table of contents.
func (s *docxStyle) isContents() bool {
	return s != nil && (strings.HasPrefix(s.name, "toc ") || s.name == "table of figures")
}
