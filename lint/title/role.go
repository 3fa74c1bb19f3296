package title

import "slices"

// decide fills in t from the phrases found.
func (r *reading) decide(t *Title) {
	r.role(t)
	r.level(t)
	r.qualifiers(t)
	for _, it := range r.phrases() {
		if it.domain != "" && !it.is(isRole|isNeighbour|isDepartment) {
			t.Domain = it.domain
			break
		}
	}
}

// role finds what names the role, in falling order of trust: a job title, the
// name of the work, a rank with a department, a neighbour.
func (r *reading) role(t *Title) {
	if r.collect(func(it item) bool { return it.is(isRole) && !it.is(isFunction) && r.namesHire(it) }) ||
		r.collect(func(it item) bool { return it.is(isFunction) && r.workNamesHire(it) }) ||
		r.department() {
		r.setRole(t)
		return
	}
	r.setNeighbour(t)
}

// collect makes the phrases that f accepts name the role. Singular ones hide
// plural ones, which are mostly other people.
func (r *reading) collect(f func(item) bool) bool {
	plural := 0
	for _, it := range r.phrases() {
		if r.mains == len(r.main) {
			break
		}
		if !f(it) {
			continue
		}
		if it.is(isPlural) {
			plural++
			continue
		}
		if r.mains > 0 && r.isSuffix(r.main[0], it) {
			continue
		}
		r.main[r.mains] = it
		r.mains++
	}
	if r.mains > 0 || plural == 0 {
		return r.mains > 0
	}
	for _, it := range r.phrases() {
		if it.is(isNeighbour) && !it.is(isPlural|isField) {
			return false // "Recruiter - Hire Product Managers"
		}
	}
	for _, it := range r.phrases() {
		if r.mains < len(r.main) && f(it) {
			r.main[r.mains] = it
			r.mains++
		}
	}
	return true
}

// isSuffix reports whether b only names what a works on: "Product Manager -
// Product Owner Tools". Alone behind a dash it is a second role.
func (r *reading) isSuffix(a, b item) bool {
	start := r.segmentStart(b.first)
	if start <= a.last || r.tokens[start-1].kind != aComma && r.tokens[start-1].kind != aBreak {
		return false
	}
	i := b.last + 1
	for !r.separates(i) && (r.isNeutral(i) || r.itemAt(i).is(isLevel)) {
		i++
	}
	return !r.separates(i)
}

// namesHire reports whether a job title names the role of the person hired.
func (r *reading) namesHire(it item) bool {
	next := r.itemAt(it.last + 1)
	if it.is(isLeader) && next.is(isNeighbour) && !next.is(isField) {
		return false // "Product Lead Engineer"
	}
	for _, other := range r.phrases() {
		if !other.is(isNeighbour) || other.is(isPlural|isField) {
			continue
		}
		if it.is(isShort) && slices.Contains(other.short, r.text[r.start(it):r.end(it)]) {
			return false // "Project Manager (PM)"
		}
		if other.last < it.first && !other.is(isGrade) && r.isObject(it) {
			return false // "Assistant to the Chief Product Officer"
		}
	}
	return true
}

// isObject reports whether a word such as "to" or "supporting" stands before the
// phrase, articles left out.
func (r *reading) isObject(it item) bool {
	i := it.first - 1
	for ; i >= 0 && r.tokens[i].kind == aWord; i-- {
		before := r.itemAt(i)
		if before.is(isObject) {
			return true
		}
		if !before.is(isArticle | isLink | isLevel | isRankOfDepartment) {
			return false
		}
	}
	return false
}

// workNamesHire reports whether the name of the work stands for the role: not
// where it is the field of another job.
func (r *reading) workNamesHire(it item) bool {
	if next := r.itemAt(it.last + 1); next.is(isNeighbour) && !next.is(isField) {
		return false // "Product Management Consultant"
	}
	for _, other := range r.phrases() {
		if other.is(isNeighbour) && !other.is(isField) && other.last < it.first {
			return false // "Analyst, Product Management"
		}
	}
	return true
}

// department finds a rank with a department: "Head of Product".
func (r *reading) department() bool {
	for _, it := range r.phrases() {
		if !it.is(isDepartment) || !r.isWhole(it) {
			continue
		}
		rank, ok := r.rankBefore(it)
		if !ok {
			continue
		}
		s := sense{flags: isRole | isDepartment, role: ProductManager, becomes: r.p.becomes}
		r.main[0] = item{it.first, it.last, &s}
		r.mains, r.rank = 1, rank
		return true
	}
	return false
}

// isWhole reports whether the department is named in full: in "Product Marketing"
// it is not, in "Product Payments" the second word is its domain.
func (r *reading) isWhole(it item) bool {
	next := it.last + 1
	if next >= r.n {
		return true
	}
	switch r.tokens[next].kind {
	case aWord:
		after := r.itemAt(next)
		return !after.is(isOtherDepartment | isNeighbour | isDepartment)
	case aJoin:
		after := r.itemAt(next + 1)
		return after.is(isCompanion | isRole)
	}
	return true
}

// rankBefore returns the rank that leads the department, with nothing between
// but links, a comma or dash, and words that tell the kind of product.
func (r *reading) rankBefore(it item) (item, bool) {
	words, parted := 0, false
	for i := it.first - 1; i >= 0; i-- {
		before := r.itemAt(i)
		switch k := r.tokens[i].kind; {
		case k == aComma || k == aBreak:
			if parted {
				return item{}, false
			}
			parted = true
		case k != aWord:
			return item{}, false
		case before.is(isRankOfDepartment):
			return before, r.neighboursBefore(i) == 0
		case before.is(isManagerOfDepartment) && (words == 0 || parted):
			return before, r.beginsTitle(i)
		case before.is(isNeighbour):
			return item{}, false
		case before.is(isLink):
		case parted || words == 3:
			return item{}, false
		default:
			words++
		}
	}
	return item{}, false
}

// neighboursBefore counts the neighbours before token i.
func (r *reading) neighboursBefore(i int) (n int) {
	for _, it := range r.phrases() {
		if it.last < i && it.is(isNeighbour) && !it.is(isGrade) {
			n++
		}
	}
	return n
}

// beginsTitle reports whether nothing but levels and silent words stand before
// token i.
func (r *reading) beginsTitle(i int) bool {
	for j := range i {
		if !r.separates(j) && !r.itemAt(j).is(isLevel) && !r.isNeutral(j) {
			return false
		}
	}
	return true
}

// setRole fills in the role from what names it.
func (r *reading) setRole(t *Title) {
	first, last := r.main[0], r.main[0]
	t.Role = first.role
	for _, it := range r.main[1:r.mains] {
		if it.role != first.role || it.role == Both {
			t.Role = Both
			last = it
		}
	}
	from := first.first
	if r.rank.sense != nil {
		from = r.rank.first
	}
	t.Span = Span{int(r.tokens[from].start), int(r.tokens[last.last].end)}
	t.Base = t.Text[t.Span.Start:t.Span.End]
	t.Other = first.other
	t.Plural = first.is(isPlural)
	t.Proxy = r.proxy()
	t.Slash = t.Role == Both && r.joined(first, last) || first.role == Both || first.other != ""
	r.findSecondRole(t)
}

// joined reports whether two roles stand side by side rather than one in
// brackets behind the other.
func (r *reading) joined(a, b item) bool {
	open := 0
	for i := a.last + 1; i < b.first; i++ {
		switch r.tokens[i].kind {
		case anOpen:
			open++
		case aClose:
			open--
		}
	}
	return open <= 0
}

// proxy reports whether a word of the title makes the role a stand-in.
func (r *reading) proxy() bool {
	for _, m := range r.main[:r.mains] {
		for i := m.first - 1; i >= 0 && r.tokens[i].kind == aWord; i-- {
			if r.itemAt(i).is(isProxy) {
				return true
			}
		}
		if r.itemAt(m.last+1).is(isHelper) && r.separates(r.itemAt(m.last+1).last+1) {
			return m.role == ProductOwner
		}
	}
	return false
}

// findSecondRole looks for a second role beside the first one.
func (r *reading) findSecondRole(t *Title) {
	if r.mains == 0 {
		return
	}
	first, last := r.main[0], r.main[r.mains-1]
	for _, it := range r.phrases() {
		if !it.is(isNeighbour) || it.is(isField) {
			continue
		}
		slash := false
		switch {
		case it.last < first.first:
			slash = r.touchesJoin(it, first)
			if !slash && (it.is(isGrade) || r.sameSegment(it.first, first.first)) {
				continue
			}
		case it.first > last.last:
			slash = r.touchesJoin(last, it)
			whole := r.segmentStart(it.first) == it.first && r.segmentEnd(it.last) == it.last+1
			if it.is(isGrade) || !slash && !(whole && !it.is(isGrade)) {
				continue
			}
		default:
			continue
		}
		if it.is(isPlural) != first.is(isPlural) {
			continue
		}
		if t.Other == "" {
			t.Other = it.name
		}
		t.Slash = t.Slash || slash
		t.Several = t.Several || it.is(isPlural)
		return
	}
}

// touchesJoin reports whether a sign such as "/" stands right behind a or, after
// levels, right before b, in the same segment.
func (r *reading) touchesJoin(a, b item) bool {
	i := a.last + 1
	for i < b.first && (r.isNeutral(i) || r.tokens[i].kind == anOpen || r.tokens[i].kind == aClose) {
		i++
	}
	if i >= b.first || r.tokens[i].kind != aJoin || r.inGenderMarker(i) {
		return false
	}
	return r.sameSegment(i, b.last)
}

// setNeighbour fills in a role that is none of the two.
func (r *reading) setNeighbour(t *Title) {
	var best item
	for _, it := range r.phrases() {
		if !it.is(isNeighbour) {
			continue
		}
		// A job counts before a rank or the name of some work, and of two
		// jobs in a row the second: "Developer Product Marketing Manager".
		if best.sense == nil || weight(it) > weight(best) || weight(it) == weight(best) && it.first == best.last+1 {
			best = it
		}
	}
	if best.sense == nil {
		return
	}
	t.Other = best.name
	t.Span = Span{int(r.tokens[best.first].start), int(r.tokens[best.last].end)}
	t.Base = t.Text[t.Span.Start:t.Span.End]
	t.Plural = best.is(isPlural)
	r.main[0], r.mains = best, 1
}

func weight(it item) int {
	switch {
	case it.is(isField | isGrade):
		return 1
	case it.is(isPlural):
		return 2
	}
	return 3
}
