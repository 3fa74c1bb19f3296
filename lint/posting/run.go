package posting

// run says that a piece of clean text, from at up to the next run, stands in
// the source at src:end. If both are equally long, they agree byte by byte;
// otherwise the piece stands for its source as a whole, as the "&" does that
// was decoded from "&amp;", or the blank that replaces a line break.
type run struct{ at, src, end int }

// spanOf gives the smallest span of the source that covers text[start:end] of
// the text, size bytes long, that the runs belong to.
func spanOf(runs []run, size, start, end int) Span {
	if start >= end || len(runs) == 0 {
		return Span{}
	}
	first, _ := sourceOf(runs, size, start)
	_, last := sourceOf(runs, size, end-1)
	return Span{first, last}
}

// sourceOf gives the bytes of the source that the byte at stands for.
func sourceOf(runs []run, size, at int) (start, end int) {
	lo, hi := 0, len(runs) // the last run with run.at <= at
	for hi-lo > 1 {
		if mid := int(uint(lo+hi) / 2); runs[mid].at <= at {
			lo = mid
		} else {
			hi = mid
		}
	}
	r := runs[lo]
	next := size
	if lo+1 < len(runs) {
		next = runs[lo+1].at
	}
	if next-r.at != r.end-r.src {
		return r.src, r.end
	}
	start = r.src + at - r.at
	return start, start + 1
}

// cutRuns gives the runs of text[start:end], given those of the text of size
// bytes. It shares nothing with the runs it is given.
func cutRuns(runs []run, size, start, end int) []run {
	return appendRuns(nil, runs, size, start, end)
}

// appendRuns appends what cutRuns gives to out.
func appendRuns(out, runs []run, size, start, end int) []run {
	if start >= end {
		return out
	}
	lo, hi := 0, len(runs)
	for hi-lo > 1 {
		if mid := int(uint(lo+hi) / 2); runs[mid].at <= start {
			lo = mid
		} else {
			hi = mid
		}
	}
	for i := lo; i < len(runs) && runs[i].at < end; i++ {
		r, next := runs[i], size
		if i+1 < len(runs) {
			next = runs[i+1].at
		}
		if next-r.at == r.end-r.src { // byte by byte: may be cut
			if next > end {
				r.end -= next - end
			}
			if r.at < start {
				r.src += start - r.at
			}
		}
		r.at = max(r.at-start, 0)
		out = append(out, r)
	}
	return out
}

// addRun appends to the runs of a text, of which those from first on are its
// own, that the next n bytes, at at, stand in the source at src:end. It
// lengthens the last run where that says the same.
func addRun(runs []run, first, at, n, src, end int) []run {
	if len(runs) > first && n == end-src {
		last := &runs[len(runs)-1]
		if last.end == src && at-last.at == last.end-last.src {
			last.end = end
			return runs
		}
	}
	return append(runs, run{at, src, end})
}
