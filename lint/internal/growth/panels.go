package main

import (
	"strconv"
	"strings"
)

// panel is a chart of one measure over one size.
type panel struct {
	title, unit, axis string
	series            []series
}

type series struct {
	name   string
	points []point
}

type point struct {
	x, y  float64
	label string // of x
}

// panels sorts the results into charts. Each shows a cost for each unit of
// what grows, so that a level line means: in proportion.
func panels(results []result) []panel {
	return []panel{
		{"Time for each KB of a posting", "µs", "size of the posting", []series{
			{"", pick(results, "Size", "", func(r result, kb float64) float64 { return r.values["ns/op"] / 1e3 / kb })},
		}},
		{"Memory taken for each KB of a posting", "KB", "size of the posting", []series{
			{"", pick(results, "Size", "", func(r result, kb float64) float64 { return r.values["B/op"] / 1e3 / kb })},
		}},
		{"Time for a line", "µs", "rules", []series{
			{"", pick(results, "Rules", "", func(r result, _ float64) float64 { return r.values["ns/op"] / 1e3 })},
		}},
		{"Time for each file", "µs", "files", []series{
			{"1 job", from(100, pick(results, "Files", "jobs-1", perFile))},
			{"2 jobs", from(100, pick(results, "Files", "jobs-2", perFile))},
		}},
		{"Heap at the end of the run", "MB", "files", []series{
			{"1 job", pick(results, "Files", "jobs-1", heap)},
			{"2 jobs", pick(results, "Files", "jobs-2", heap)},
		}},
	}
}

func perFile(r result, _ float64) float64 { return r.values["µs/file"] }
func heap(r result, _ float64) float64    { return r.values["heap-MB"] }

// from drops the points before a size: for a few files it is the start of the
// program that takes the time.
func from(size float64, all []point) []point {
	for i, p := range all {
		if p.x >= size {
			return all[i:]
		}
	}
	return nil
}

// pick gives a point for each size of a benchmark: Files/1000/jobs-2 has the
// size 1000 and the variant jobs-2.
func pick(results []result, name, variant string, value func(r result, size float64) float64) []point {
	var all []point
	for _, r := range results {
		if r.name[0] != name || len(r.name) < 2 || strings.Join(r.name[2:], "/") != variant {
			continue
		}
		size, err := strconv.ParseFloat(strings.TrimSuffix(r.name[1], "KB"), 64)
		if err != nil {
			continue
		}
		all = append(all, point{size, value(r, size), short(size, strings.HasSuffix(r.name[1], "KB"))})
	}
	return all
}

// short writes a size as an axis does: 10 KB, 1 MB, 10,000.
func short(size float64, kilobytes bool) string {
	switch {
	case kilobytes && size >= 1000:
		return strconv.FormatFloat(size/1000, 'f', -1, 64) + " MB"
	case kilobytes:
		return strconv.FormatFloat(size, 'f', -1, 64) + " KB"
	case size >= 1000:
		return strconv.FormatFloat(size/1000, 'f', -1, 64) + ",000"
	}
	return strconv.FormatFloat(size, 'f', -1, 64)
}
