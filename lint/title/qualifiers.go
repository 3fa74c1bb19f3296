package title

// qualifiers lists what is left of the title when role, level and silent words
// are taken away, one entry for each run of words.
func (r *reading) qualifiers(t *Title) {
	var runs [16]string
	n := 0
	from, to := -1, -1 // tokens of the run
	flush := func() {
		for from >= 0 && to >= from && r.isConnective(from) {
			from++
		}
		for from >= 0 && to >= from && r.isConnective(to) {
			to--
		}
		if from >= 0 && to >= from && n < len(runs) {
			runs[n] = r.text[r.tokens[from].start:r.tokens[to].end]
			n++
		}
		from, to = -1, -1
	}
	first, last := r.anchor()
	for i := range r.n {
		if r.separates(i) || r.taken(i, first, last) {
			flush()
			continue
		}
		if from < 0 {
			from = i
		}
		to = i
	}
	flush()
	if n > 0 {
		t.Qualifiers = append([]string(nil), runs[:n]...)
	}
}

// isConnective reports whether token i is an article, a preposition or a sign.
// With a capital it is part of a name: "Los Angeles".
func (r *reading) isConnective(i int) bool {
	if r.tokens[i].kind == aJoin {
		return true
	}
	c := r.text[r.tokens[i].start]
	return r.itemAt(i).is(isArticle|isLink) && 'a' <= c && c <= 'z'
}

// taken reports whether token i is accounted for otherwise.
func (r *reading) taken(i, first, last int) bool {
	if r.tokens[i].kind == aJoin {
		return r.inGenderMarker(i)
	}
	it := r.itemAt(i)
	for _, m := range r.main[:r.mains] {
		if m.is(isRole) && i >= m.first && i <= m.last {
			return true
		}
	}
	return r.isNeutral(i) || it.is(isLevel) && r.levelCounts(it, first, last) || it.is(isProxy) && i < first ||
		r.rank.sense != nil && i >= r.rank.first && i <= r.rank.last
}
