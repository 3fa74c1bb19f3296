package main

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"strings"
	"testing"
)

const output = `goos: linux
pkg: github.com/jdlint/jdlint/lint
BenchmarkSize/1KB-2         	   10000	    40000 ns/op	  25.00 MB/s	   20000 B/op	      90 allocs/op
BenchmarkSize/10000KB-2     	       2	400000000 ns/op	  25.00 MB/s	 200000000 B/op	  900000 allocs/op
BenchmarkFiles/1/jobs-1-2         	     100	    300000 ns/op	       4.0 heap-MB	     300.0 µs/file
BenchmarkFiles/1000/jobs-1-2      	      10	 200000000 ns/op	      12.0 heap-MB	     200.0 µs/file
BenchmarkFiles/1/jobs-2-2         	     100	    300000 ns/op	       4.0 heap-MB	     310.0 µs/file
BenchmarkFiles/1000/jobs-2-2      	      10	 200000000 ns/op	      13.0 heap-MB	     110.0 µs/file
BenchmarkRules/10-2         	 1000000	      1000 ns/op	       0 B/op	       0 allocs/op
BenchmarkRules/10000-2      	 1000000	      1100 ns/op	       0 B/op	       0 allocs/op
PASS
`

func TestPanels(t *testing.T) {
	results, err := parse(strings.NewReader(output))
	if err != nil {
		t.Fatal(err)
	}
	all := panels(results)
	want := map[string][]float64{
		"Time for each KB of a posting":         {40, 400000.0 / 10000},
		"Memory taken for each KB of a posting": {20, 20},
		"Time for a line":                       {1, 1.1},
		"Time for each file":                    {200},
		"Heap at the end of the run":            {4, 12},
	}
	for _, p := range all {
		for i, pt := range p.Series[0].Points {
			if pt.Y != want[p.Title][i] {
				t.Errorf("%s at %s: %v, want %v", p.Title, pt.Label, pt.Y, want[p.Title][i])
			}
		}
		if len(p.Series[0].Points) != len(want[p.Title]) {
			t.Errorf("%s: %d points", p.Title, len(p.Series[0].Points))
		}
	}
	if got := all[0].Series[0].Points[1].Label; got != "10 MB" {
		t.Errorf("10000 KB are written %q", got)
	}
}

func TestDrawIsXML(t *testing.T) {
	results, err := parse(strings.NewReader(output))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := draw(&b, panels(results)); err != nil {
		t.Fatal(err)
	}
	wellFormed(t, &b)
}

// The chart in the repository is one that this program drew.
func TestChart(t *testing.T) {
	f, err := os.Open("../../docs/growth.svg")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	data, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range panels(nil) {
		if !bytes.Contains(data, []byte(p.Title)) {
			t.Errorf("the chart has no %q; draw it again", p.Title)
		}
	}
	wellFormed(t, bytes.NewReader(data))
}

func wellFormed(t *testing.T, r io.Reader) {
	t.Helper()
	for d := xml.NewDecoder(r); ; {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Fatal(err)
		}
	}
}

func TestParseErrors(t *testing.T) {
	for text, want := range map[string]string{
		"":                              "no benchmark in the input",
		"BenchmarkSize/1KB-2 1 x ns/op": "reading",
	} {
		if _, err := parse(strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}
