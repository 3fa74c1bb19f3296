package title

// maxItems bounds the phrases that are looked at in one title.
const maxItems = 64

// item is a phrase found in a title: the tokens from first to last, last
// included.
type item struct {
	first, last int
	*sense
}

// reading is what is known of one title while it is read.
type reading struct {
	scanner
	items [maxItems]item
	count int

	// at has by token the item that it belongs to, from 1; 0 for none.
	at [maxTokens]uint8

	main  [4]item // what names the role, in order
	mains int
	rank  item // the rank of a department: "Head" of "Head of Product"
}

// read cuts the text into tokens and finds the phrases, longest first.
func (r *reading) read(p *Parser, text string) {
	r.scanner = scanner{p: p, text: text, max: maxTokens}
	r.scan(maxTokens)
	for i := 0; i < r.n && r.count < maxItems; {
		s, last := r.longest(i, !r.upper)
		if s == nil {
			i++
			continue
		}
		r.items[r.count] = item{i, last, s}
		r.count++
		for ; i <= last; i++ {
			r.at[i] = uint8(r.count)
		}
	}
}

// longest returns the meaning of the longest phrase that begins at a token, and
// its last token; nil when none does. Words in capitals count in small letters
// where anyCase is set.
func (sc *scanner) longest(i int, anyCase bool) (best *sense, last int) {
	var buf wordBuffer
	phrases := sc.p.begins(sc.word(i, buf[:]))
	if phrases == nil {
		return nil, 0
	}
	for at := &phrases.node; at != nil && (anyCase || !at.initials || sc.tokens[i].initials); {
		if at.sense != nil {
			best, last = at.sense, i
		}
		if i++; at.next == nil || !sc.has(i) {
			break
		}
		at = at.next[string(sc.word(i, buf[:]))]
	}
	return best, last
}

// phrases returns the phrases found, in order.
func (r *reading) phrases() []item { return r.items[:r.count] }

// itemAt returns the phrase that token i belongs to, if any.
func (r *reading) itemAt(i int) item {
	if i < 0 || i >= r.n || r.at[i] == 0 {
		return item{}
	}
	return r.items[r.at[i]-1]
}

// separates reports whether token i ends a phrase of a title, as a comma, a bracket
// or a dash do. Beyond the ends of the title there is such a token.
func (r *reading) separates(i int) bool {
	if i < 0 || i >= r.n {
		return true
	}
	k := r.tokens[i].kind
	return k != aWord && k != aJoin
}

// sameSegment reports whether nothing parts the tokens from a to b.
func (r *reading) sameSegment(a, b int) bool {
	for i := a; i <= b; i++ {
		if r.separates(i) {
			return false
		}
	}
	return true
}

// segmentEnd returns the token behind the segment that token i stands in.
func (r *reading) segmentEnd(i int) int {
	for !r.separates(i) {
		i++
	}
	return i
}

// segmentStart returns the first token of the segment that token i stands in.
func (r *reading) segmentStart(i int) int {
	for !r.separates(i - 1) {
		i--
	}
	return i
}

// isNeutral reports whether token i says nothing about role or level: gender
// markers, workplace, numbers.
func (r *reading) isNeutral(i int) bool {
	it := r.itemAt(i)
	return it.is(isNoise) || it.is(isNumber) && r.itemAt(it.first-1).is(isRole|isNeighbour) || r.inGenderMarker(i) || isDigits(r.text[r.tokens[i].start:r.tokens[i].end])
}

// inGenderMarker reports whether token i belongs to a gender marker: letters with
// slashes between, or bars, two of them at least.
func (r *reading) inGenderMarker(i int) bool {
	letter := func(j int) bool {
		return j >= 0 && j < r.n && r.tokens[j].kind == aWord && r.itemAt(j).is(isGender)
	}
	sep := func(j int) bool {
		return j >= 0 && j < r.n && (r.tokens[j].kind == aJoin && r.text[r.tokens[j].start] == '/' || r.text[r.tokens[j].start] == '|')
	}
	switch {
	case letter(i):
		return sep(i-1) && letter(i-2) || sep(i+1) && (letter(i+2) || r.endsTitle(i+2)) || sep(i-1) && r.endsTitle(i+1) && letter(i-2)
	case sep(i):
		return letter(i-1) && (letter(i+1) || r.endsTitle(i+1))
	}
	// The "-" of "(f/m/d/-)".
	return r.endsTitle(i) && sep(i-1) && letter(i-2)
}

// endsTitle reports whether the title or bracket ends at token i, a dash left out.
func (r *reading) endsTitle(i int) bool {
	if i >= 0 && i < r.n && (r.tokens[i].kind == aBreak || r.tokens[i].kind == aHanging) {
		i++
	}
	return i < 0 || i >= r.n || r.tokens[i].kind == aClose
}

func isDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return len(s) > 0
}
