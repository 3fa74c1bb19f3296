package title

// level finds the seniority. Words before the role count; behind it they
// count right behind the role and at the end of a segment, because elsewhere
// they belong to a domain ("Product Manager, Senior Living").
func (r *reading) level(t *Title) {
	anchor, end := r.anchor()
	best, strength := Mid, 0
	for _, m := range r.main[:r.mains] {
		if l := r.levelOf(m); l != "" && rank(l) > strength {
			best, strength = l, rank(l)
		}
	}
	levels := 0
	for _, it := range r.phrases() {
		if !it.is(isLevel) || it.is(isNoLevel|isNeighbour) || !r.levelCounts(it, anchor, end) {
			continue
		}
		levels++
		n := rank(it.level)
		if it.is(isWinning) {
			n += 10
		}
		if n > strength {
			best, strength = it.level, n
		}
	}
	if levels == 0 && strength == 0 && r.mains > 0 {
		for i := range r.mains {
			if it := r.itemAt(r.main[i].last + 1); it.is(isNumber) {
				best = it.number
			}
		}
	}
	t.Level = best
}

// levelOf returns the level that the name of a role implies, or "". Of a neighbour
// it is that of a word of its name: the lead of "project lead" is found as part
// of that name only.
func (r *reading) levelOf(it item) Level {
	level := it.level
	if level != "" || !it.is(isNeighbour) {
		return level
	}
	var buf wordBuffer
	for i := it.first; i <= it.last; i++ {
		if at := r.p.begins(r.word(i, buf[:])); at != nil && at.sense.is(isLevel) && !at.sense.is(isBefore) && rank(at.sense.level) > rank(level) {
			level = at.sense.level
		}
	}
	return level
}

// rank orders the levels where a title names several.
func rank(l Level) int {
	switch l {
	case Lead:
		return 4
	case Senior:
		return 3
	case Junior:
		return 2
	}
	return 1
}

// anchor returns the first and last token of what names the role. Without such,
// it is the end of the first segment.
func (r *reading) anchor() (first, last int) {
	if r.mains > 0 {
		return r.main[0].first, r.main[r.mains-1].last
	}
	end := r.segmentEnd(0)
	return end, end
}

func (r *reading) levelCounts(it item, first, last int) bool {
	if it.is(isBefore) {
		// "Group Technical Product Manager", but "Manager, Group Technical
		// Delivery (Product Owner)".
		i := it.last + 1
		for ; i < r.n && !r.separates(i) && i <= it.last+3; i++ {
			m := r.itemAt(i)
			if m.is(isRole|isNeighbour) && i >= first && i <= last || m.is(isManagerOfDepartment) && i == it.last+1 {
				return true
			}
		}
		return false
	}
	if it.first < last {
		return true
	}
	// Right behind the role.
	i := it.first - 1
	for i > last && (r.itemAt(i).is(isLevel) || r.isNeutral(i) || r.tokens[i].kind == anOpen || r.tokens[i].kind == aClose) {
		i--
	}
	if i == last {
		return true
	}
	// At the end of a segment, or at the beginning as a rank of its own:
	// "Product Manager, Head of Growth".
	end := it.last + 1
	for !r.separates(end) && (r.isNeutral(end) || r.itemAt(end).is(isLevel)) {
		end++
	}
	if r.separates(end) {
		return true
	}
	return it.is(isRankOfDepartment) && r.separates(it.first-1) && r.itemAt(it.last+1).is(isLink)
}
