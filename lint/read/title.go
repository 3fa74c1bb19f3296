package read

import (
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/read/block"
	"github.com/jdlint/jdlint/rules"
)

// titleFinder finds the title of a posting. Its zero value goes by the layout.
type titleFinder struct {
	known   *rules.TitlePlaces
	isTitle func(string) bool // reports whether a text names a job; may be nil
}

// choose picks the title of a posting from all places that may give one, most
// trustworthy first. A place that is made for the title (front matter,
// structured data) is believed, of the others the first that names a job is
// taken, and only if none does the first there is.
func (f *titleFinder) choose(path string, d *block.Document, given string) posting.Title {
	if given = strings.Join(strings.Fields(given), " "); given != "" {
		return posting.Title{Text: given, From: posting.FromFlag}
	}
	byRank := func(a, b block.Candidate) int { return int(a.Rank) - int(b.Rank) }
	all := slices.Clone(d.Titles)
	slices.SortStableFunc(all, byRank)
	if !slices.ContainsFunc(all, func(c block.Candidate) bool { return c.Rank <= block.RankStructured && !f.isNone(c.Text) }) {
		all = append(all, firstLine(d.Blocks)...)
		all = append(all, f.headingTitles(d.Blocks)...)
		all = append(all, f.labelTitles(d.Blocks)...)
		if name := titleOfPath(path); name != "" {
			all = append(all, block.Candidate{Block: block.Block{Text: name}, From: posting.FromFileName, Rank: block.RankFileName})
		}
		if f.isTitle != nil {
			all = append(all, earlyLines(d.Blocks)...)
		}
		slices.SortStableFunc(all, byRank)
	}
	var fallback *posting.Title
	begins := false // the fallback names a job and goes on
	for i := range all {
		c := &all[i]
		t, named := f.title(c)
		if t.Text == "" {
			continue
		}
		if named || c.Rank <= block.RankStructured && !f.isNone(c.Text) {
			return t
		}
		if c.Rank == block.RankOtherKey || c.Rank == block.RankEarlyLine {
			continue
		}
		if fallback == nil || !begins && f.isTitle != nil && c.Rank != block.RankFileName && NamesJob(t.Text, f.isTitle) {
			begins = f.isTitle != nil && NamesJob(t.Text, f.isTitle)
			fallback = &t
		}
	}
	if fallback != nil {
		return *fallback
	}
	return posting.Title{}
}

// title cuts what does not belong to the title off a candidate, and says
// whether what is left names a job.
func (f *titleFinder) title(c *block.Candidate) (posting.Title, bool) {
	start, end := 0, len(c.Text)
	for at := f.afterLabel(c.Text); at > 0; at = f.afterLabel(c.Text[start:]) {
		start += at
	}
	start += afterNumber(c.Text[start:])
	start += f.afterJunk(c.Text[start:])
	if c.Rank > block.RankTitleKey || f.isTitle != nil {
		start, end = titlePart(c.Text, start, end, f.isTitle)
	}
	if at := f.employerAt(c.Text[start:end]); at > 0 && c.Rank > block.RankStructured {
		end = start + at
	}
	b := c.Cut(start, end)
	if n := onceOf(b.Text); n < len(b.Text) {
		b = b.Cut(0, n)
	}
	t := posting.Title{Text: b.Text, Span: b.Span(), From: c.From}
	if isSpelled(t.Text) {
		t.Text = unspelled(b, f.isTitle)
	}
	if f.isTitle == nil {
		return t, c.Rank != block.RankOtherKey && c.Rank != block.RankFirstLine || looksLikeTitle(t.Text)
	}
	return t, f.isTitle(t.Text) && (c.Rank < block.RankHeading || c.Rank > block.RankLabel || looksLikeTitle(t.Text))
}

// afterNumber returns the place behind the number of a title in a list: "2. Product
// Owner"; 0 without one.
func afterNumber(s string) int {
	k := 0
	for k < len(s) && block.IsDigit(s[k]) {
		k++
	}
	if k == 0 || k > 2 || k+2 >= len(s) || s[k] != '.' && s[k] != ')' || s[k+1] != ' ' {
		return 0
	}
	return k + 2
}

// onceOf returns the length of a text that is written out twice, as pages do that
// repeat a title for screen readers, without its second half.
func onceOf(text string) int {
	n := len(text) / 2
	switch {
	case n > 3 && text[:n] == text[n:]:
		return n
	case n > 3 && text[n] == ' ' && text[:n] == text[n+1:]:
		return n
	}
	return len(text)
}

// titlePart picks the part of a page title that names the job: "Product
// Manager | Company", "Company | Product Manager".
func titlePart(s string, start, end int, isTitle func(string) bool) (int, int) {
	first, firstEnd := start, 0 // of the first part
	depth := 0
	at := start
	for k := start; k <= end; k++ {
		n := 0
		switch {
		case k == end:
			n = 1
		case s[k] == '(':
			depth++
		case s[k] == ')':
			depth = max(depth-1, 0)
		case depth == 0 && (strings.HasPrefix(s[k:end], " | ") || strings.HasPrefix(s[k:end], " > ") || strings.HasPrefix(s[k:end], " » ") || strings.HasPrefix(s[k:end], " › ") || strings.HasPrefix(s[k:end], " · ") || strings.HasPrefix(s[k:end], " • ")):
			n = strings.IndexByte(s[k+1:], ' ') + 2
		}
		if n == 0 {
			continue
		}
		if at < k { // separators may share a blank
			if isTitle != nil && isTitle(s[at:k]) {
				return at, k
			}
			if firstEnd == 0 {
				first, firstEnd = at, k
			}
		}
		at = k + n
	}
	return first, firstEnd
}

// isNone reports whether a text that stands in the place of a title is none: a
// label, "Careers", or the name of a site, "Acme Careers".
func (f *titleFinder) isNone(text string) bool {
	text = strings.Trim(text, " *_:#0123456789")
	if f.known.IsNoTitle(text) {
		return true
	}
	last := text[strings.LastIndexByte(text, ' ')+1:]
	return len(last) < len(text) && f.known.IsSite(last) && (f.isTitle == nil || !NamesJob(text, f.isTitle))
}

// maxJunk is how many words of other things stand before a title at most.
const maxJunk = 5

// afterJunk returns the place behind what stands before a title and belongs to
// something else: "About us Product Owner", "Home / Careers / Product Owner". One
// word alone may be that of a product, "Jobs Product Manager", unless a sign or its
// capitals set it apart.
func (f *titleFinder) afterJunk(s string) int {
	if f.isTitle == nil || len(s) > 2*block.MaxTitle {
		return 0
	}
	start := 0
	for {
		k := f.junkEnd(s[start:])
		if k == 0 {
			return start
		}
		start += k
	}
}

// junkEnd returns the place behind the longest name of something else that stands
// before a title.
func (f *titleFinder) junkEnd(s string) (end int) {
	at := 0
	for range maxJunk {
		n := strings.IndexByte(s[at:], ' ')
		if n < 0 {
			break
		}
		at += n + 1
		name := strings.TrimRight(s[:at-1], " :/>|»›-!")
		apart := len(name) < at-1 || strings.Contains(name, " ") || isUpper(name) && !isUpper(s[at:])
		if rest := strings.TrimLeft(s[at:], ":/>|»›- "); apart && f.known.IsNoTitle(name) && f.isTitle(rest) {
			end = len(s) - len(rest)
		}
	}
	return end
}

// isUpper reports whether a text has no small letters.
func isUpper(s string) bool { return !strings.ContainsFunc(s, unicode.IsLower) }

// employerAt returns the place where the name of the employer begins: " at
// Example", " @ Example"; 0 if it is not named so.
func (f *titleFinder) employerAt(s string) int {
	best := 0
	for _, word := range f.known.Employers() {
		k := strings.LastIndex(s, word)
		if k <= 1 || s[k-1] != ' ' {
			continue
		}
		r, _ := utf8.DecodeRuneInString(s[k+len(word):])
		if r == ' ' && k+len(word)+1 < len(s) {
			r, _ = utf8.DecodeRuneInString(s[k+len(word)+1:])
		} else if first, _ := utf8.DecodeRuneInString(word); unicode.IsLetter(first) {
			continue // the beginning of a longer word
		}
		if unicode.IsUpper(r) || unicode.IsDigit(r) {
			best = max(best, k-1)
		}
	}
	return best
}

// afterLabel returns the place behind a label that introduces a title, such as
// "Role: ", "Jobs - "; 0 without one.
func (f *titleFinder) afterLabel(s string) int {
	k := 0
	for k < len(s) && (s[k] == ':' || s[k] == '#' || s[k] == '+') { // signs of other markup
		k++
	}
	for k < len(s) && k <= maxLabel && s[k] != ':' && s[k] != '-' && s[k] != '|' && s[k] != '=' && !strings.HasPrefix(s[k:], "–") && !strings.HasPrefix(s[k:], "—") {
		k++
	}
	if k == 0 || k >= len(s) || k > maxLabel || !f.isLabel(s[:k]) {
		return 0
	}
	_, n := utf8.DecodeRuneInString(s[k:])
	for k += n; k < len(s) && (s[k] == ' ' || s[k] == '-' || s[k] == ':'); k++ {
	}
	if k == len(s) {
		return 0
	}
	return k
}

const maxLabel = 40 // bytes

// isLabel reports whether s is a word that forms and pages put before a title.
// Other markup has its signs around it: "#+TITLE: Product Owner", ":title: Product Owner";
// of several jobs each has its number, "Position 2: Product Owner".
func (f *titleFinder) isLabel(s string) bool {
	return f.known.IsLabel(strings.TrimRight(strings.Trim(s, " *_#+:.@\\"), "0123456789 "))
}

// headingTitles offers the first heading, and those that follow before the
// text begins: "# Join us", "## Product Owner". A bold first line is one, too, and a
// bold line further down that names a job.
func (f *titleFinder) headingTitles(blocks []block.Block) []block.Candidate {
	var out []block.Candidate
	seen := false
	for i, b := range blocks {
		switch {
		case b.Kind == block.Heading:
			out = append(out, block.Candidate{Block: b, From: posting.FromHeading, Rank: block.RankHeading})
			seen = true
		case b.Bold && len(b.Text) <= block.MaxTitle && (i == 0 || !seen && i < nearTitle && b.Kind != block.Bullet && f.isTitle != nil && NamesJob(b.Text, f.isTitle)):
			out = append(out, block.Candidate{Block: b, From: posting.FromHeading, Rank: block.RankHeading})
		case seen && (b.Kind == block.Bullet || len(b.Text) > block.MaxTitle):
			return out
		case !seen && i > 30:
			return out
		}
	}
	return out
}

// nearTitle is how many blocks may stand before a title in bold.
const nearTitle = 12

// labelTitles offers what stands behind a label near the beginning, on the
// same line, in the next cell or on the next line.
func (f *titleFinder) labelTitles(blocks []block.Block) []block.Candidate {
	var out []block.Candidate
	for i, b := range blocks[:min(len(blocks), 40)] {
		if len(b.Text) > 2*block.MaxTitle {
			continue
		}
		if f.afterLabel(b.Text) > 0 && strings.IndexByte(b.Text[:min(len(b.Text), maxLabel)], ':') >= 0 {
			out = append(out, block.Candidate{Block: b, From: posting.FromLabel, Rank: block.RankLabel})
			continue
		}
		label, hasColon := strings.CutSuffix(b.Text, ":")
		if i+1 < len(blocks) && f.isLabel(label) && (hasColon || b.Kind == block.Cell || b.Kind == block.Heading) && len(blocks[i+1].Text) <= block.MaxTitle {
			out = append(out, block.Candidate{Block: blocks[i+1], From: posting.FromLabel, Rank: block.RankLabel})
		}
	}
	return out
}

// firstLine offers the first line if it is short and no sentence. With the sign of a
// heading from another format, such as the "#" above the HTML of an export, it is one.
func firstLine(blocks []block.Block) []block.Candidate {
	if len(blocks) == 0 || len(blocks[0].Text) > 2*block.MaxTitle || blocks[0].Kind == block.Heading {
		return nil
	}
	b, from, rank := blocks[0], posting.FromFirstLine, block.RankFirstLine
	if sign := len(b.Text) - len(strings.TrimLeft(b.Text, "#=%")); sign > 0 && sign < len(b.Text) && b.Text[sign] == ' ' {
		b, from, rank = b.Cut(sign, len(strings.TrimRight(b.Text, "#="))), posting.FromHeading, block.RankHeading
	}
	switch {
	case len(b.Text) <= block.MaxTitle && (looksLikeTitle(b.Text) || isSpelled(b.Text)):
		return []block.Candidate{{Block: b, From: from, Rank: rank}}
	case strings.Count(b.Text, " | ") > 1: // "Acme | Product Owner | Berlin | on site | https://acme.example"
		return []block.Candidate{{Block: b, From: posting.FromFirstLine, Rank: block.RankEarlyLine}}
	}
	return nil
}

// earlyLines offers short lines near the beginning of a text without headings:
// saved pages have menus above the title.
func earlyLines(blocks []block.Block) []block.Candidate {
	const near = 40
	var out []block.Candidate
	for _, b := range blocks[:min(len(blocks), near)] {
		if b.Kind == block.Heading {
			return nil
		}
		if len(b.Text) <= block.MaxTitle && b.Kind == block.Paragraph && looksLikeTitle(b.Text) {
			out = append(out, block.Candidate{Block: b, From: posting.FromFirstLine, Rank: block.RankEarlyLine})
		}
	}
	return out
}

const maxTitleWords = 12

// looksLikeTitle goes by the layout alone: a title is short, begins with a
// capital or a bracket, and does not end like a sentence.
func looksLikeTitle(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	if s == "" || strings.Count(s, " ") >= maxTitleWords || !(unicode.IsUpper(r) || unicode.IsDigit(r) || r == '(' || r == '[' || !unicode.IsLower(r) && unicode.IsLetter(r)) {
		return false
	}
	switch s[len(s)-1] {
	case '.', '!', '?', ':', ',', ';':
		return false
	}
	return true
}

// titleOfPath makes a title of the name of a file: "senior-product-owner.md".
// A name that says nothing ("index.html") gives way to that of its folder.
func titleOfPath(path string) string {
	if path == "" || path == "-" {
		return ""
	}
	path = filepath.ToSlash(path)
	name := path[strings.LastIndexByte(path, '/')+1:]
	if dot := strings.LastIndexByte(name, '.'); dot > 0 && len(name)-dot <= 9 {
		name = name[:dot]
	}
	switch strings.ToLower(name) {
	case "index", "readme", "_index", "job", "posting", "main", "job-description", "jd":
		folder := strings.TrimSuffix(path[:len(path)-len(path[strings.LastIndexByte(path, '/')+1:])], "/")
		name = folder[strings.LastIndexByte(folder, '/')+1:]
	}
	return spokenName(name)
}

// spokenName makes words of a name: "2020-04-16-seniorProductOwner" is
// "Senior Product Owner".
func spokenName(name string) string {
	spaced := strings.Contains(name, " ")
	var words []string
	for _, part := range strings.FieldsFunc(name, func(r rune) bool { return r == '_' || r == ' ' || !spaced && (r == '-' || r == '.' || r == '+') }) {
		words = append(words, splitCamel(part)...)
	}
	for len(words) > 0 && strings.Trim(words[0], "0123456789") == "" {
		words = words[1:] // dates and numbers of order
	}
	for i, word := range words {
		if i > 0 && len(word) <= 3 && (word == "of" || word == "and" || word == "for" || word == "the") {
			continue
		}
		if len(word) == 2 && (word == "po" || word == "pm") {
			words[i] = strings.ToUpper(word)
			continue
		}
		r, n := utf8.DecodeRuneInString(word)
		words[i] = string(unicode.ToUpper(r)) + word[n:]
	}
	return strings.Join(words, " ")
}

// splitCamel splits "ProductManager" in two, but not "DevOps" or "iOS", which
// have no more than one letter or two in a part.
func splitCamel(s string) []string {
	var parts []string
	from := 0
	for i := 1; i < len(s); i++ {
		if s[i] >= 'A' && s[i] <= 'Z' && s[i-1] >= 'a' && s[i-1] <= 'z' {
			if i-from < 4 {
				return []string{s}
			}
			parts = append(parts, s[from:i])
			from = i
		}
	}
	if len(parts) > 0 && len(s)-from < 4 {
		return []string{s}
	}
	return append(parts, s[from:])
}
