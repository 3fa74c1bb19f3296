package main

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// result is a line of the output of go test -bench. The benchmark Files/1000/jobs-2
// has the size 1000 and the variant jobs-2; Size/10KB has the size 10.
type result struct {
	name, variant string
	size          float64
	label         string // of the size, as an axis has it: 10 KB, 1 MB, 10,000
	values        map[string]float64
}

// parse reads the output of go test -bench; other lines are passed over.
func parse(r io.Reader) ([]result, error) {
	var all []result
	lines := bufio.NewScanner(r)
	for lines.Scan() {
		fields := strings.Fields(lines.Text())
		if len(fields) < 4 || !strings.HasPrefix(fields[0], "Benchmark") {
			continue
		}
		name := strings.TrimPrefix(fields[0], "Benchmark")
		if i := strings.LastIndexByte(name, '-'); i > 0 { // the number of processors
			name = name[:i]
		}
		var one result
		name, size, _ := strings.Cut(name, "/")
		one.name = name
		size, one.variant, _ = strings.Cut(size, "/")
		size, inKB := strings.CutSuffix(size, "KB")
		one.size, _ = strconv.ParseFloat(size, 64) // what has no size is in no chart
		switch {
		case inKB && one.size >= 1000:
			one.label = fmt.Sprint(one.size/1000, " MB")
		case inKB:
			one.label = size + " KB"
		case one.size >= 1000:
			one.label = fmt.Sprint(one.size/1000, ",000")
		default:
			one.label = size
		}
		one.values = map[string]float64{}
		for i := 2; i+1 < len(fields); i += 2 {
			n, err := strconv.ParseFloat(fields[i], 64)
			if err != nil {
				return nil, fmt.Errorf("reading %q: %w", lines.Text(), err)
			}
			one.values[fields[i+1]] = n
		}
		all = append(all, one)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("reading benchmarks: %w", err)
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("no benchmark in the input; pipe the output of go test -bench into it")
	}
	return all, nil
}
