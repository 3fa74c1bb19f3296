package cli

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

// folderOf writes a folder of n postings of the usual size.
func folderOf(tb testing.TB, n int) string {
	tb.Helper()
	dir := tb.TempDir()
	for i := range n {
		var w bytes.Buffer
		fmt.Fprintf(&w, "---\ntitle: Product Owner %d\n---\n\n# Product Owner\n\n", i)
		for _, section := range []string{"About us", "What you will do", "What you bring", "What we offer"} {
			fmt.Fprintf(&w, "## %s\n\n", section)
			for k := range 8 {
				fmt.Fprintf(&w, "- Own the backlog of team %d, keep it in order and see that each item has acceptance criteria that all %d understand\n", k, i)
			}
		}
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%06d.md", i)), w.Bytes(), 0o644); err != nil {
			tb.Fatal(err)
		}
	}
	return dir
}

// BenchmarkFiles shows how a whole run grows with the number of files, by one
// job and by two: the time for each file and the heap at the end should stay
// what they are.
func BenchmarkFiles(b *testing.B) {
	for _, n := range []int{1, 10, 100, 1000, 10000, 100000} {
		dir := folderOf(b, n)
		for _, jobs := range []int{1, 2} {
			b.Run(fmt.Sprintf("%d/jobs-%d", n, jobs), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					c := Command{Stdin: bytes.NewReader(nil), Stdout: io.Discard, Stderr: io.Discard}
					if code := c.Run([]string{"--format", "ndjson", "--jobs", fmt.Sprint(jobs), dir}); code > exitFound {
						b.Fatalf("exit code %d", code)
					}
				}
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*n), "µs/file")
				b.ReportMetric(float64(m.HeapSys-m.HeapReleased)/(1<<20), "heap-MB")
			})
		}
	}
}
