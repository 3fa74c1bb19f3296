package posting

import (
	"fmt"
	"os"
	"sort"
	"strings"
	"testing"

	"github.com/jdlint/jdlint/rules"
)

func TestZZCov(t *testing.T) {
	odd := map[string]bool{}
	for _, l := range readJSONLines[labelled](t, shared(t, "corpus/labels-dev.jsonl")) {
		if l.N%2 == 1 {
			odd[l.ID] = true
		}
	}
	known, _ := rules.LoadHeadings()
	unknown := map[string]int{}
	var byZone = map[string]map[string]int{}
	none := 0
	confusion := map[string]int{}
	want := os.Getenv("ZL")
	if want == "" {
		want = "en"
	}
	for _, p := range readJSONLines[realPosting](t, shared(t, "corpus/postings.jsonl")) {
		v, _ := decode([]byte(p.Text))
		_, d := readDocument("x.md", v.text, "")
		d.trace(&v)
		got := languageOf(d.blocks, known.Languages)
		if got != p.Lang {
			confusion[p.Lang+">"+got]++
			if os.Getenv("ZC") != "" {
				fmt.Println("LANG", p.ID, p.Lang, got, len(p.Text), strings.ReplaceAll(p.Text[:min(150, len(p.Text))], "\n", " "))
			}
		}
		if p.Lang != want || odd[p.ID] {
			continue
		}
		sec, _ := known.In(want)
		s := splitter{zoner: zoner{phraser: phraser{known: sec}}}
		for i := range d.blocks {
			s.split(d.blocks, i)
		}
		seen := map[string]bool{}
		for i := range s.lines {
			l := &s.lines[i]
			if l.Kind != Heading {
				continue
			}
			key := strings.ToLower(strings.TrimRight(l.Text, ": ?"))
			if seen[key] {
				continue
			}
			seen[key] = true
			if l.Zone == "" {
				unknown[key]++
			} else {
				z := string(l.Zone)
				if byZone[z] == nil {
					byZone[z] = map[string]int{}
				}
				byZone[z][key]++
			}
		}
		lines, _ := makeLines(d.blocks, known, want)
		duty, size := 0, 0
		for i := range lines {
			if lines[i].Kind != Heading {
				size++
				if lines[i].Zone == Duties {
					duty++
				}
			}
		}
		if duty < 2 {
			none++
			if os.Getenv("ZN") != "" {
				fmt.Println("NONE", p.ID, size, len(p.Text), strings.ReplaceAll(p.Text[:min(500, len(p.Text))], "\n", " ⏎ "))
			}
		}
	}
	fmt.Println("without duties", none, confusion)
	top := func(name string, m map[string]int, n int) {
		var k []string
		for s := range m {
			k = append(k, s)
		}
		sort.Slice(k, func(i, j int) bool { return m[k[i]] > m[k[j]] || m[k[i]] == m[k[j]] && k[i] < k[j] })
		fmt.Print(name, " ", len(k), ": ")
		for i, s := range k {
			if i == n {
				break
			}
			fmt.Printf("%d %s|", m[s], s)
		}
		fmt.Println()
	}
	top("UNKNOWN", unknown, 300)
	for z, m := range byZone {
		top(z, m, 130)
	}
}

func TestZZShow(t *testing.T) {
	known, _ := rules.LoadHeadings()
	for _, p := range readJSONLines[realPosting](t, shared(t, "corpus/postings.jsonl")) {
		if s := os.Getenv("ZS"); s == "" || !strings.Contains(p.ID, s) {
			continue
		}
		for _, l := range linesOf(t, p.Text, known, p.Lang) {
			fmt.Printf("%-12s %d %s\n", l.Zone, l.Kind, l.Text)
		}
	}
}

func TestZZDrift(t *testing.T) {
	odd := map[string]bool{}
	for _, l := range readJSONLines[labelled](t, shared(t, "corpus/labels-dev.jsonl")) {
		if l.N%2 == 1 {
			odd[l.ID] = true
		}
	}
	known, _ := rules.LoadHeadings()
	for _, p := range readJSONLines[realPosting](t, shared(t, "corpus/postings.jsonl")) {
		if odd[p.ID] || p.Lang != "en" {
			continue
		}
		zone := Intro
		for _, l := range linesOf(t, p.Text, known, p.Lang) {
			if l.Kind == Heading {
				zone = l.Zone
			} else if zone == Duties && l.Zone != Duties && os.Getenv("ZD") == "d" {
				fmt.Printf("D>%s %s\n", l.Zone, l.Text[:min(90, len(l.Text))])
			} else if zone != Duties && zone != Intro && l.Zone == Duties && os.Getenv("ZD") == "o" {
				fmt.Printf("%s>D %s\n", zone, l.Text[:min(90, len(l.Text))])
			}
		}
	}
}
