package posting

// Run leads from a piece of clean text, which begins at the byte At and ends where
// the next run begins, to its place in the source, Start:End. If both are equally long, they agree byte by byte;
// otherwise the piece stands for its source as a whole, as the "&" does that
// was decoded from "&amp;", or the blank that replaces a line break.
type Run struct{ At, Start, End int }

// SpanOf returns the smallest span of the source that covers text[start:end] of
// the text, size bytes long, that the runs belong to.
func SpanOf(runs []Run, size, start, end int) Span {
	if start >= end || len(runs) == 0 {
		return Span{}
	}
	first, _ := sourceOf(runs, size, start)
	_, last := sourceOf(runs, size, end-1)
	return Span{first, last}
}

// sourceOf returns the bytes of the source that the byte at stands for.
func sourceOf(runs []Run, size, at int) (start, end int) {
	i := runAt(runs, at)
	r, n := runs[i], pieceSize(runs, size, i)
	if n != r.End-r.Start {
		return r.Start, r.End
	}
	start = r.Start + at - r.At
	return start, start + 1
}

// runAt returns the index of the run that the byte at belongs to.
func runAt(runs []Run, at int) int {
	lo, hi := 0, len(runs) // the last run with At <= at
	for hi-lo > 1 {
		if mid := int(uint(lo+hi) / 2); runs[mid].At <= at {
			lo = mid
		} else {
			hi = mid
		}
	}
	return lo
}

// pieceSize returns how many bytes of a text of size bytes belong to a run.
func pieceSize(runs []Run, size, i int) int {
	if i+1 < len(runs) {
		size = runs[i+1].At
	}
	return size - runs[i].At
}

// AppendRuns appends to out the runs of text[start:end], given those of the text of
// size bytes. It shares nothing with the runs it is given.
func AppendRuns(out, runs []Run, size, start, end int) []Run {
	if start >= end {
		return out
	}
	for i := runAt(runs, start); i < len(runs) && runs[i].At < end; i++ {
		r, n := runs[i], pieceSize(runs, size, i)
		if n == r.End-r.Start { // byte by byte: may be cut
			r.End -= max(r.At+n-end, 0)
			r.Start += max(start-r.At, 0)
		}
		r.At = max(r.At-start, 0)
		out = append(out, r)
	}
	return out
}

// AddRun appends to runs, of which those from first on belong to the same text,
// that the n bytes of the text from at on stand in the source at start:end. It
// lengthens the last run where that comes to the same.
func AddRun(runs []Run, first, at, n, start, end int) []Run {
	if len(runs) > first && n == end-start {
		last := &runs[len(runs)-1]
		if last.End == start && at-last.At == last.End-last.Start {
			last.End = end
			return runs
		}
	}
	return append(runs, Run{at, start, end})
}
