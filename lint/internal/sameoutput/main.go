// Sameoutput reports whether two builds of jdlint print the same bytes. It is
// how a change that is meant to change nothing shows that it does:
//
//	go run ./lint/internal/sameoutput [--format F]... OLD NEW
//
// Both programs judge every real posting of shared/corpus, corpus-2 and
// corpus-languages as a file of its own, the samples and trees beside them, and
// the project's testdata. It exits with 1 and names the first line that differs.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"

	"github.com/spf13/pflag"
)

func main() {
	formats := pflag.StringSlice("format", []string{"ndjson"}, "formats to compare")
	shared := pflag.String("shared", filepath.Join("..", "shared"), "folder of the real postings")
	pflag.Parse()
	if pflag.NArg() != 2 {
		fmt.Fprintln(os.Stderr, "usage: sameoutput [--format F]... OLD NEW")
		os.Exit(2)
	}
	same, err := compare(*shared, pflag.Arg(0), pflag.Arg(1), *formats)
	if err != nil {
		fmt.Fprintln(os.Stderr, "sameoutput:", err)
		os.Exit(2)
	}
	if !same {
		os.Exit(1)
	}
}

// compare runs both programs over each folder of postings, in each format, and
// prints a line for each run.
func compare(shared, before, after string, formats []string) (same bool, err error) {
	tmp, err := os.MkdirTemp("", "sameoutput")
	if err != nil {
		return false, err
	}
	defer os.RemoveAll(tmp)
	var folders []string
	for _, corpus := range []string{"corpus", "corpus-2", "corpus-languages"} {
		dir := filepath.Join(tmp, corpus)
		if err := writePostings(dir, filepath.Join(shared, corpus, "postings.jsonl")); errors.Is(err, fs.ErrNotExist) {
			continue
		} else if err != nil {
			return false, err
		}
		folders = append(folders, dir)
	}
	for _, name := range []string{filepath.Join(shared, "samples"), filepath.Join(shared, "trees"), filepath.Join(shared, "cases"), "testdata"} {
		if _, err := os.Stat(name); err == nil {
			folders = append(folders, name)
		}
	}
	same = true
	for _, folder := range folders {
		for _, format := range formats {
			old, err := run(before, folder, format)
			if err != nil {
				return false, err
			}
			new, err := run(after, folder, format)
			if err != nil {
				return false, err
			}
			fmt.Printf("%s %s: ", filepath.Base(folder), format)
			if bytes.Equal(old, new) {
				fmt.Printf("%d bytes in %d lines, the same\n", len(old), bytes.Count(old, []byte("\n")))
			} else {
				same = false
				line, before, after := firstDifference(old, new)
				fmt.Printf("differs from line %d on\n< %.2000s\n> %.2000s\n", line, before, after)
			}
		}
	}
	return same, nil
}

// writePostings writes each posting of a file in JSON lines twice: as Markdown
// with its title in the front matter, and without a title in its own format.
func writePostings(dir, name string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := os.Mkdir(dir, 0o755); err != nil {
		return err
	}
	extensions := map[string]string{"html": ".html", "text": ".txt"}
	rows := bufio.NewScanner(f)
	rows.Buffer(nil, 1<<24)
	for n := 0; rows.Scan(); n++ {
		var row struct{ Title, Format, Text string }
		if err := json.Unmarshal(rows.Bytes(), &row); err != nil {
			return fmt.Errorf("%s:%d: %w", name, n+1, err)
		}
		extension := extensions[row.Format]
		if extension == "" {
			extension = ".bare.md"
		}
		base := filepath.Join(dir, fmt.Sprintf("%04d", n))
		if err := os.WriteFile(base+".md", []byte("---\ntitle: "+strconv.Quote(row.Title)+"\n---\n\n"+row.Text), 0o644); err != nil {
			return err
		}
		if err := os.WriteFile(base+extension, []byte(row.Text), 0o644); err != nil {
			return err
		}
	}
	return rows.Err()
}

// run returns all that a program prints of a folder, its exit code and its
// complaints included.
func run(program, folder, format string) ([]byte, error) {
	cmd := exec.Command(program, "check", "--format", format, folder)
	var complaints bytes.Buffer
	cmd.Stderr = &complaints
	out, err := cmd.Output()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		return nil, err
	}
	out = append(out, complaints.Bytes()...)
	return fmt.Appendf(out, "exit code %d\n", cmd.ProcessState.ExitCode()), nil
}

// firstDifference returns the number, from 1, of the first line in which two texts
// differ, and that line of each.
func firstDifference(a, b []byte) (n int, before, after []byte) {
	for bytes.Equal(before, after) && len(a)+len(b) > 0 {
		n++
		before, a, _ = bytes.Cut(a, []byte("\n"))
		after, b, _ = bytes.Cut(b, []byte("\n"))
	}
	return n, before, after
}
