package main

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// result is a line of the output of go test -bench.
type result struct {
	name   []string // Benchmark, sub-benchmark ...: "Files", "1000", "jobs-2"
	values map[string]float64
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
		one := result{name: strings.Split(name, "/"), values: map[string]float64{}}
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
