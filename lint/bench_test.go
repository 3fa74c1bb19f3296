package lint_test

import (
	"bytes"
	"fmt"
	"io"
	"runtime/debug"
	"slices"
	"strings"
	"testing"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/duty"
	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/read"
	"github.com/jdlint/jdlint/lint/report"
	"github.com/jdlint/jdlint/lint/title"
	"github.com/jdlint/jdlint/lint/token"
	"github.com/jdlint/jdlint/rules"
)

// bench is what the benchmarks work with: postings written here, of the lines
// that the rules give as examples, so that they run where there are no real
// postings and grow to any size.
type bench struct {
	set    *rules.Set
	linter *lint.Linter
	duties []string // lines that state a duty
	plain  []string // lines that state none
}

func newBench(tb testing.TB) *bench {
	tb.Helper()
	set, err := rules.Builtin()
	if err != nil {
		tb.Fatal(err)
	}
	linter, err := lint.New(set, nil)
	if err != nil {
		tb.Fatal(err)
	}
	b := &bench{set: set, linter: linter}
	for _, c := range set.Duties("en").Categories {
		for _, r := range c.Rules {
			b.duties = append(b.duties, r.Duty...)
			b.plain = append(b.plain, r.Not...)
		}
	}
	for _, lines := range []*[]string{&b.duties, &b.plain} { // prose allocates; few postings have such a line
		*lines = slices.DeleteFunc(*lines, token.ProseDiffers)
	}
	return b
}

// write makes a posting of at least so many bytes: a third of its lines state
// duties, as in real ones. n makes postings differ.
func (b *bench) write(n, size int) []byte {
	var w bytes.Buffer
	fmt.Fprintf(&w, "---\ntitle: Senior Product Manager (m/w/d)\n---\n\n# Senior Product Manager\n\n")
	for section := 0; w.Len() < size; section++ {
		heading := [...]string{"About us", "What you will do", "What you bring", "What we offer"}[section%4]
		fmt.Fprintf(&w, "## %s\n\n", heading)
		for i := 0; i < 8 && w.Len() < size; i++ {
			lines := b.plain
			if section%4 == 1 {
				lines = b.duties
			}
			fmt.Fprintf(&w, "- %s\n", lines[(n*31+section*8+i)%len(lines)])
		}
		w.WriteString("\n")
	}
	return w.Bytes()
}

// usual is the size of a real posting, in bytes.
const usual = 4300

func (b *bench) read(tb testing.TB, src []byte) *posting.Posting {
	tb.Helper()
	p, err := read.Read("posting.md", src, b.linter.ReadOptions())
	if err != nil {
		tb.Fatal(err)
	}
	return p
}

// stages are the steps from the bytes of a posting to the printed report. Each
// gives a function that does the step once, over a posting of the usual size.
func (b *bench) stages(tb testing.TB) []stage {
	src := b.write(0, usual)
	p := b.read(tb, src)
	titles := title.New(b.set.Titles)
	reader := duty.New(b.set.Duties("en"))
	r := b.linter.Check(p)
	all := []stage{
		{"reading", func() { _, _ = read.Read("posting.md", src, read.Options{}) }},
		{"reading-and-zones", func() { _, _ = read.Read("posting.md", src, b.linter.ReadOptions()) }},
		{"title", func() { titles.Parse(p.Title.Text) }},
		{"duties", func() { reader.Read(p, duty.Context{Self: "manager", Foreign: "owner"}) }},
		{"judging", func() { b.linter.Check(p) }},
	}
	for _, format := range []string{"ndjson", "text", "sarif"} {
		printer, err := report.New(format, io.Discard, report.Options{})
		if err != nil {
			continue
		}
		all = append(all, stage{"printing-" + format, func() { _ = printer.Print(r) }})
	}
	used := b.linter.ReadOptions()
	used.Memory = new(read.Memory)
	return append(all,
		stage{"whole", func() { b.linter.Check(b.read(tb, src)) }},
		stage{"whole-in-used-memory", func() {
			p, err := read.Read("posting.md", src, used)
			if err != nil {
				tb.Fatal(err)
			}
			b.linter.Check(p)
		}})
}

type stage struct {
	name string
	do   func()
}

func BenchmarkStages(b *testing.B) {
	for _, s := range newBench(b).stages(b) {
		b.Run(s.name, func(b *testing.B) {
			b.SetBytes(usual)
			b.ReportAllocs()
			for b.Loop() {
				s.do()
			}
		})
	}
}

// BenchmarkSize shows how time and memory grow with the size of a posting: the
// rate (MB/s) and the bytes allocated for each byte should stay what they are.
func BenchmarkSize(b *testing.B) {
	postings := newBench(b)
	for _, size := range []int{1e3, 1e4, 1e5, 1e6, 1e7} {
		src := postings.write(0, size)
		src = bytes.ReplaceAll(src, []byte(".\n- "), []byte(". ")) // ten megabytes of short lines are no posting
		b.Run(fmt.Sprintf("%dKB", size/1e3), func(b *testing.B) {
			b.SetBytes(int64(len(src)))
			b.ReportAllocs()
			for b.Loop() {
				postings.linter.Check(postings.read(b, src))
			}
		})
	}
}

// BenchmarkOneLine is BenchmarkSize for a text without any line break.
func BenchmarkOneLine(b *testing.B) {
	postings := newBench(b)
	for _, size := range []int{1 << 10, 100 << 10, 1 << 20} {
		src := bytes.ReplaceAll(postings.write(0, size)[len("---\n"):], []byte("\n"), []byte(" "))
		b.Run(fmt.Sprintf("%dKB", size>>10), func(b *testing.B) {
			b.SetBytes(int64(len(src)))
			b.ReportAllocs()
			for b.Loop() {
				postings.linter.Check(postings.read(b, src))
			}
		})
	}
}

// allocations is how often the steps may allocate for a posting of the usual
// size. Times differ from one machine to the next; this does not. Lower a
// number when a step gets better; raise it only with a reason.
var allocations = map[string]float64{
	"reading":              19,
	"reading-and-zones":    36,
	"title":                0,
	"duties":               0,
	"judging":              48,
	"printing-ndjson":      0,
	"printing-text":        2,
	"printing-sarif":       0,
	"whole":                84,
	"whole-in-used-memory": 68,
}

func TestAllocations(t *testing.T) {
	if testing.Short() {
		t.Skip("the race detector allocates as well")
	}
	defer debug.SetGCPercent(debug.SetGCPercent(-1)) // what is swept of a pool is made anew
	var table strings.Builder
	for _, s := range newBench(t).stages(t) {
		s.do() // fills what is kept from one posting to the next
		got, most := testing.AllocsPerRun(20, s.do), allocations[s.name]
		fmt.Fprintf(&table, "%-20s %6.0f of %.0f\n", s.name, got, most)
		if got > most {
			t.Errorf("%s allocates %.0f times for a posting; it was to be %.0f at most", s.name, got, most)
		}
	}
	t.Log("\n" + table.String())
}
