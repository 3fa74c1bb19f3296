package posting

// Run says that a piece of clean text, from at up to the next run, stands in
// the source at src:end. If both are equally long, they agree byte by byte;
// otherwise the piece stands for its source as a whole, as the "&" does that
// was decoded from "&amp;", or the blank that replaces a line break.
type Run struct{ At, Start, End int }

// SpanOf gives the smallest span of the source that covers text[start:end] of
// the text, size bytes long, that the runs belong to.
func SpanOf(runs []Run, size, start, end int) Span {
	if start >= end || len(runs) == 0 {
		return Span{}
	}
	first, _ := sourceOf(runs, size, start)
	_, last := sourceOf(runs, size, end-1)
	return Span{first, last}
}

// sourceOf gives the bytes of the source that the byte at stands for.
func sourceOf(runs []Run, size, at int) (start, end int) {
	lo, hi := 0, len(runs) // the last run with run.at <= at
	for hi-lo > 1 {
		if mid := int(uint(lo+hi) / 2); runs[mid].At <= at {
			lo = mid
		} else {
			hi = mid
		}
	}
	r := runs[lo]
	next := size
	if lo+1 < len(runs) {
		next = runs[lo+1].At
	}
	if next-r.At != r.End-r.Start {
		return r.Start, r.End
	}
	start = r.Start + at - r.At
	return start, start + 1
}

// CutRuns gives the runs of text[start:end], given those of the text of size
// bytes. It shares nothing with the runs it is given.
func CutRuns(runs []Run, size, start, end int) []Run {
	return AppendRuns(nil, runs, size, start, end)
}

// AppendRuns appends what cutRuns gives to out.
func AppendRuns(out, runs []Run, size, start, end int) []Run {
	if start >= end {
		return out
	}
	lo, hi := 0, len(runs)
	for hi-lo > 1 {
		if mid := int(uint(lo+hi) / 2); runs[mid].At <= start {
			lo = mid
		} else {
			hi = mid
		}
	}
	for i := lo; i < len(runs) && runs[i].At < end; i++ {
		r, next := runs[i], size
		if i+1 < len(runs) {
			next = runs[i+1].At
		}
		if next-r.At == r.End-r.Start { // byte by byte: may be cut
			if next > end {
				r.End -= next - end
			}
			if r.At < start {
				r.Start += start - r.At
			}
		}
		r.At = max(r.At-start, 0)
		out = append(out, r)
	}
	return out
}

// AddRun appends to the runs of a text, of which those from first on are its
// own, that the next n bytes, at at, stand in the source at src:end. It
// lengthens the last run where that says the same.
func AddRun(runs []Run, first, at, n, src, end int) []Run {
	if len(runs) > first && n == end-src {
		last := &runs[len(runs)-1]
		if last.End == src && at-last.At == last.End-last.Start {
			last.End = end
			return runs
		}
	}
	return append(runs, Run{at, src, end})
}
