package html

import (
	"bytes"
	"strings"

	"github.com/jdlint/jdlint/lint/read/block"
)

// What a page hides or strikes out is not said: elements for text that was deleted,
// attributes, styles of the element, and the page's own style sheet.

// HiddenEnd returns where the text goes on behind an element that is not said, whose
// start tag is text[i:k]: behind its end tag, which stands before limit. It returns 0
// for an element that is said, and -1 for one whose end is missing.
func HiddenEnd(text []byte, i, k, limit int) int {
	name := tagName(text[i:k])
	switch {
	case string(name) == "sup":
		return noteEnd(text, i, k, limit)
	case isHidden(text[i:k], name, nil):
		return elementEnd(text, k, limit, name)
	}
	return 0
}

// isHidden reports whether an element is not said; sheet is the style sheet of its
// page, which may be nil.
func isHidden(tag, name []byte, sheet *styleSheet) bool {
	switch string(name) {
	case "del", "s", "strike":
		return true
	case "html", "body", "br", "hr", "img", "input", "link", "meta", "source", "wbr":
		return false // nothing, or all there is
	}
	hidden, spoken := string(name) == "dialog" && !hasAttribute(tag, "open"), false
	if len(tag) <= len(name)+2 {
		return hidden
	}
	attributes(tag, func(attribute []byte, start, end int) bool {
		value := tag[start:end]
		switch string(attribute) {
		case "hidden":
			hidden = true
		case "aria-hidden":
			hidden = hidden || bytes.EqualFold(value, []byte("true"))
		case "style":
			hidden = hidden || hides(value)
		case "class":
			for class := range bytes.FieldsSeq(value) {
				spoken = spoken || isSpoken(class)
				hidden = hidden || sheet != nil && sheet.hides(name, "."+string(class))
			}
		case "id":
			hidden = hidden || sheet != nil && sheet.hides(name, "#"+string(value))
		}
		return true
	})
	return (hidden || hasAttribute(tag, "hidden")) && !spoken
}

// hasAttribute reports whether a tag has an attribute, with or without a value.
func hasAttribute(tag []byte, name string) bool {
	quotes := 0
	for rest := tag; ; {
		k := IndexFold(rest, " "+name)
		if k < 0 {
			return false
		}
		quotes += bytes.Count(rest[:k], []byte{'"'})
		after := rest[k+1+len(name):]
		if len(after) > 0 && (after[0] == '>' || after[0] == '/' || block.IsBlank(after[0])) && quotes%2 == 0 {
			return true
		}
		rest = after
	}
}

// isSpoken reports whether a class is one for text that screen readers read out:
// nobody sees it, and it is said.
func isSpoken(class []byte) bool {
	name := strings.ToLower(string(class))
	return strings.Contains(name, "sr-only") || strings.Contains(name, "visually") || strings.Contains(name, "screen-reader") || strings.Contains(name, "screenreader") || strings.Contains(name, "assistive")
}

// hides reports whether declarations of CSS hide an element or strike it out.
func hides(declarations []byte) bool {
	absolute, away, empty, cut := false, false, false, false
	color, ground := "", ""
	for declaration := range bytes.SplitSeq(declarations, []byte{';'}) {
		name, value, ok := bytes.Cut(declaration, []byte{':'})
		if !ok {
			continue
		}
		property := strings.ToLower(string(bytes.TrimSpace(name)))
		v := strings.ToLower(string(bytes.TrimSpace(value)))
		v = strings.TrimSpace(strings.TrimSuffix(v, "!important"))
		switch property {
		case "display":
			if v == "none" {
				return true
			}
		case "visibility":
			if v == "hidden" || v == "collapse" {
				return true
			}
		case "font-size":
			if isNothing(v) {
				return true
			}
		case "text-decoration", "text-decoration-line":
			if strings.Contains(v, "line-through") {
				return true
			}
		case "color":
			color = colorOf(v)
		case "background", "background-color":
			ground = colorOf(v)
		case "mso-hide":
			if v == "all" {
				return true
			}
		case "text-indent":
			if isFarOff(v) {
				return true
			}
		case "height", "max-height", "width", "max-width":
			empty = empty || isNothing(v)
		case "overflow", "overflow-x", "overflow-y":
			cut = cut || v == "hidden" || v == "clip"
		case "transform":
			away = away || strings.ReplaceAll(v, " ", "") == "scale(0)"
			absolute = absolute || away
		case "position":
			absolute = absolute || v == "absolute" || v == "fixed"
		case "left", "right", "top", "bottom", "margin-left", "margin-top":
			away = away || isFarOff(v)
		case "clip":
			away = away || strings.HasPrefix(strings.ReplaceAll(v, " ", ""), "rect(0")
		case "clip-path":
			away = away || strings.Contains(v, "inset(50%") || strings.Contains(v, "inset(100%")
		}
	}
	return absolute && away || empty && cut || color != "" && color == ground
}

// colorOf returns a color of CSS, white in one way of the many that it is written.
func colorOf(v string) string {
	switch strings.ReplaceAll(v, " ", "") {
	case "#fff", "#ffffff", "#fefefe", "rgb(255,255,255)", "white":
		return "white"
	}
	return v
}

// isWhite reports whether an element has white letters and says nothing of what they
// stand on.
func isWhite(tag []byte) (white bool) {
	if IndexFold(tag, "color") < 0 {
		return false
	}
	attributes(tag, func(attribute []byte, start, end int) bool {
		switch value := tag[start:end]; string(attribute) {
		case "style":
			for declaration := range bytes.SplitSeq(bytes.ToLower(value), []byte{';'}) {
				name, color, _ := bytes.Cut(declaration, []byte{':'})
				white = white || string(bytes.TrimSpace(name)) == "color" && colorOf(string(bytes.TrimSpace(color))) == "white"
			}
		case "color": // of <font>
			white = white || colorOf(strings.ToLower(string(value))) == "white"
		}
		return true
	})
	return white
}

// isOnWhite reports whether nothing gives a page another ground than white.
func isOnWhite(page []byte) bool {
	return IndexFold(page, "background") < 0 && IndexFold(page, "bgcolor") < 0 && IndexFold(page, "stylesheet") < 0
}

// isNothing reports whether a length or a number of CSS is zero.
func isNothing(v string) bool {
	number := strings.TrimRight(v, "abcdefghijklmnopqrstuvwxyz%")
	return number != "" && strings.Trim(number, "0.") == ""
}

// isFarOff reports whether a length of CSS leads off the page: "-9999px".
func isFarOff(v string) bool {
	number, ok := strings.CutPrefix(v, "-")
	digits := 0
	for digits < len(number) && block.IsDigit(number[digits]) {
		digits++
	}
	unit := number[digits:]
	return ok && (digits >= 4 || digits == 3 && (unit == "em" || unit == "rem" || unit == "vw" || unit == "%"))
}

// styleSheet knows what the style sheet of a page hides.
type styleSheet struct {
	hidden map[string]bool // by ".class", "#id", "li.class"
	shown  map[string]bool // what some other rule shows, in some state of the page
	nested []nestedRule
}

// nestedRule hides the elements within others: ".hidden li", ".hidden > li".
type nestedRule struct {
	around, target string
	until          int // where the last of the others ends that was opened
}

// maxNested is how many such rules of a page are kept: each is asked of each element.
const maxNested = 64

// matches reports whether a selector without blanks, "li", ".a", "li.a", "#a", is true of
// an element.
func matches(selector string, tag, name []byte) bool {
	element, rest := selector, ""
	if k := strings.IndexAny(selector, ".#"); k >= 0 {
		element, rest = selector[:k], selector[k:]
	}
	if element != "" && !strings.EqualFold(element, string(name)) {
		return false
	}
	found := rest == ""
	attributes(tag, func(attribute []byte, start, end int) bool {
		switch string(attribute) {
		case "class":
			for class := range bytes.FieldsSeq(tag[start:end]) {
				found = found || "."+string(class) == rest
			}
		case "id":
			found = found || "#"+string(tag[start:end]) == rest
		}
		return true
	})
	return found
}

// nest notes a rule for the elements within others.
func (s *styleSheet) nest(selector string) {
	parts := strings.Fields(strings.ReplaceAll(selector, ">", " "))
	if len(parts) != 2 || len(s.nested) == maxNested {
		return
	}
	for _, part := range parts {
		if strings.ContainsAny(part, ":[+~*") || strings.Count(part, ".")+strings.Count(part, "#") > 1 {
			return
		}
	}
	s.nested = append(s.nested, nestedRule{around: parts[0], target: parts[1]})
}

// showsAny reports whether some rule shows a class or an id of a selector.
func (s *styleSheet) showsAny(selector string) bool {
	k := strings.IndexAny(selector, ".#")
	return k >= 0 && s.shown[selector[k:]]
}

// hides reports whether the sheet hides the elements of a name that have a class or
// an id, whatever the state of the page.
func (s *styleSheet) hides(name []byte, selector string) bool {
	return len(s.hidden) > 0 && !s.shown[selector] && (s.hidden[selector] || s.hidden[string(name)+selector])
}

// maxSelectors is how many selectors of a page are kept.
const maxSelectors = 1 << 12

// read adds the rules of a style element. A class counts as hidden if a rule for it
// alone says so, and no rule shows it in other circumstances, as those for tabs do.
func (s *styleSheet) read(text []byte) {
	for len(text) > 0 {
		open := bytes.IndexByte(text, '{')
		if open < 0 {
			break
		}
		selectors, rest := text[:open], text[open+1:]
		if k := bytes.LastIndex(selectors, []byte("*/")); k >= 0 {
			selectors = selectors[k+2:]
		}
		if k := bytes.LastIndexByte(selectors, '}'); k >= 0 {
			selectors = selectors[k+1:]
		}
		selectors = bytes.TrimSpace(selectors)
		if bytes.HasPrefix(selectors, []byte{'@'}) {
			if media, ok := bytes.CutPrefix(selectors, []byte("@media")); ok && !bytes.Contains(media, []byte("print")) && bytes.IndexByte(media, '(') < 0 {
				text = rest // for all screens, not for narrow ones or for print
			} else {
				text = rest[blockEnd(rest):]
			}
			continue
		}
		end := bytes.IndexByte(rest, '}')
		if end < 0 {
			break
		}
		s.rule(selectors, rest[:end])
		text = rest[end+1:]
	}
}

// blockEnd returns the place behind the brace that closes a block.
func blockEnd(text []byte) int {
	depth := 1
	for i, c := range text {
		switch c {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return len(text)
}

// rule notes what a rule hides or shows.
func (s *styleSheet) rule(selectors, declarations []byte) {
	hiding := hides(declarations)
	if !hiding && !bytes.Contains(declarations, []byte("display")) && !bytes.Contains(declarations, []byte("visibility")) {
		return
	}
	if s.hidden == nil {
		s.hidden, s.shown = map[string]bool{}, map[string]bool{}
	}
	for selector := range bytes.SplitSeq(selectors, []byte{','}) {
		selector = bytes.TrimSpace(selector)
		if len(s.hidden)+len(s.shown) > maxSelectors {
			return
		}
		if hiding {
			name := string(selector)
			if k := strings.IndexAny(name, ".#"); k >= 0 && !strings.ContainsAny(name[k+1:], " .#:>[+~*") && !strings.ContainsAny(name[:k], " :>[+~*") {
				s.hidden[strings.ToLower(name[:k])+name[k:]] = true
			} else {
				s.nest(name)
			}
			continue
		}
		for i := 0; i < len(selector); i++ {
			if c := selector[i]; c != '.' && c != '#' {
				continue
			}
			k := i + 1
			for k < len(selector) && (block.IsAlnum(selector[k]) || selector[k] == '-' || selector[k] == '_') {
				k++
			}
			name := string(selector[i:k])
			s.shown[name] = true
			i = k - 1
		}
	}
}

// elementEnd returns the place behind the end tag of an element that is open at
// text[k], or -1 if it does not end before limit.
func elementEnd(text []byte, k, limit int, name []byte) int {
	depth := 1
	if string(name) == "p" || string(name) == "li" || string(name) == "option" {
		return optionalEnd(text, k, limit, name)
	}
	for k < limit {
		n := bytes.IndexByte(text[k:limit], '<')
		if n < 0 {
			return -1
		}
		k += n + 1
		closing := k < limit && text[k] == '/'
		at := k
		if closing {
			at++
		}
		if !isName(text[at:limit], name) {
			continue
		}
		end := bytes.IndexByte(text[at:limit], '>')
		if end < 0 {
			return -1
		}
		k = at + end + 1
		switch {
		case closing:
			if depth--; depth == 0 {
				return k
			}
		case text[k-2] != '/':
			depth++
		}
	}
	return -1
}

// optionalEnd is elementEnd for an element whose end tag may be left out: the next
// one of its kind ends it as well, or, for an item, the end of its list.
func optionalEnd(text []byte, k, limit int, name []byte) int {
	lists := 0
	for k < limit {
		n := bytes.IndexByte(text[k:limit], '<')
		if n < 0 {
			return -1
		}
		at := k + n
		rest := text[at+1 : limit]
		k = at + 1
		closing := len(rest) > 0 && rest[0] == '/'
		if closing {
			rest = rest[1:]
		}
		kind := KindOf(tagName(text[at:min(limit, at+maxTagName+2)]))
		switch {
		case lists == 0 && closing && isName(rest, name):
			if end := bytes.IndexByte(rest, '>'); end >= 0 {
				return limit - len(rest) + end + 1
			}
			return -1
		case lists == 0 && isName(rest, name), lists == 0 && kind == List && closing, string(name) == "p" && kind > Break && kind != Skip:
			return at
		case kind == List && closing:
			lists--
		case kind == List:
			lists++
		}
	}
	return -1
}

// isName reports whether the name of a tag stands at the beginning of s.
func isName(s, name []byte) bool {
	if len(s) < len(name) || !bytes.EqualFold(s[:len(name)], name) {
		return false
	}
	return len(s) == len(name) || s[len(name)] == '>' || s[len(name)] == '/' || block.IsBlank(s[len(name)])
}

// maxNote is how many bytes the mark of a footnote has at most, with a link in it.
const maxNote = 300

// noteEnd returns where the text goes on behind the mark of a footnote,
// "roadmap<sup>1</sup>"; 0 for other raised text.
func noteEnd(text []byte, i, k, limit int) int {
	end := elementEnd(text, k, min(limit, k+maxNote), []byte("sup"))
	if end < 0 || i == 0 || block.IsDigit(text[i-1]) {
		return 0
	}
	inTag, seen := false, 0
	for _, c := range text[k:end] {
		switch {
		case c == '<':
			inTag = true
		case c == '>':
			inTag = false
		case inTag, c == '[', c == ']', c == '(', c == ')', c == ',', block.IsBlank(c):
		case block.IsDigit(c), c == '*', c == 0xE2, c == 0x80, c&0xFE == 0xA0: // also † and ‡
			seen++
		default:
			return 0
		}
	}
	if seen == 0 || seen > 6 {
		return 0
	}
	return end
}
