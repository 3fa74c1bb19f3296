package title

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Retitle returns the same title for the other role: level, domain, gender
// markers and case stay. To ProductManager or ProductOwner, a title of Both
// keeps the one and loses the other; to Both, the second role is added behind
// the first. A title that names neither role comes back as it is.
func (p *Parser) Retitle(t Title, to Role) string {
	if t.Role == to || t.Role == Other || to == Other {
		return t.Text
	}
	var r reading
	r.read(p, t.Text)
	r.role(&Title{Text: t.Text})
	if r.mains == 0 || !r.main[0].is(isRole) {
		return t.Text
	}
	switch {
	case to == Both:
		end := r.end(r.main[0])
		return t.Text[:end] + " / " + r.otherRoleWords(r.main[0]) + t.Text[end:]
	case t.Role == Both:
		return r.keepRole(to)
	}
	var out strings.Builder
	done := 0
	for _, m := range r.main[:r.mains] {
		start, end := r.start(m), r.end(m)
		out.WriteString(t.Text[done:start])
		out.WriteString(r.otherRoleWords(m))
		done = end
	}
	out.WriteString(t.Text[done:])
	return out.String()
}

func (r *reading) start(it item) int { return int(r.tokens[it.first].start) }
func (r *reading) end(it item) int   { return int(r.tokens[it.last].end) }

// otherRoleWords returns the words for the other role in the case of the title's.
func (r *reading) otherRoleWords(it item) string {
	return likeCase(it.becomes, r.text[r.start(it):r.end(it)])
}

// keepRole returns a title of both roles with only one of them left.
func (r *reading) keepRole(role Role) string {
	first := r.main[0]
	if first.role == Both {
		// "Product Manager/Owner": the words for the one role stand for both.
		words := first.manager
		if role == ProductOwner {
			words = first.owner
		}
		like := r.text[r.start(first):r.end(first)]
		return r.text[:r.start(first)] + likeCase(words, like) + r.text[r.end(first):]
	}
	var keep, drop item
	for _, m := range r.main[:r.mains] {
		if m.role == role && keep.sense == nil {
			keep = m
		} else if m.role != role && drop.sense == nil {
			drop = m
		}
	}
	if keep.sense == nil || drop.sense == nil {
		return r.text
	}
	if keep.first < drop.first {
		// A role in brackets goes with them.
		from, to := r.end(keep), r.end(drop)
		for i := keep.last + 1; i < drop.first; i++ {
			if r.tokens[i].kind == anOpen {
				from = int(r.tokens[i].start)
				for j := drop.last; j < r.n; j++ {
					to = int(r.tokens[j].end)
					if r.tokens[j].kind == aClose {
						break
					}
				}
			}
		}
		return strings.TrimRight(r.text[:from], " ") + r.text[to:]
	}
	from, to := r.start(drop), r.start(keep)
	tail := r.text[to:]
	for i := drop.last + 1; i < keep.first; i++ {
		if r.tokens[i].kind == anOpen {
			tail = r.text[to:r.end(keep)]
			for j := keep.last + 1; j < r.n; j++ {
				if r.tokens[j].kind == aClose {
					tail += r.text[r.end(keep):r.tokens[j].start] + r.text[r.tokens[j].end:]
					break
				}
			}
		}
	}
	return r.text[:from] + tail
}

// likeCase writes words in the case of a model: all capitals, a capital for
// each word, for the first word only, or none. Words that have capitals of
// their own keep them unless the model has none or nothing else.
func likeCase(words, model string) string {
	upper, lower := 0, 0
	for _, r := range model {
		switch {
		case unicode.IsUpper(r):
			upper++
		case unicode.IsLower(r):
			lower++
		}
	}
	switch {
	case lower == 0 && upper > 0:
		if upper <= 4 && !isInitials(words) && len(words) > 4 {
			return titleCase(words) // initials are no shouting
		}
		return strings.ToUpper(words)
	case upper == 0:
		return strings.ToLower(words)
	case words != strings.ToLower(words):
		return words
	}
	// "Product owner": only the first word has a capital.
	first, rest, several := strings.Cut(model, " ")
	if several && hasUpper(first) && !hasUpper(rest) {
		_, n := utf8.DecodeRuneInString(words)
		return strings.ToUpper(words[:n]) + words[n:]
	}
	return titleCase(words)
}

func hasUpper(s string) bool { return strings.IndexFunc(s, unicode.IsUpper) >= 0 }

// titleCase writes each word with a capital.
func titleCase(s string) string {
	out := []rune(s)
	for i, r := range out {
		if i == 0 || out[i-1] == ' ' || out[i-1] == '/' {
			out[i] = unicode.ToUpper(r)
		}
	}
	return string(out)
}
