package beam

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/core/sdf"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/rtrackers/offsetrange"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/log"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/transforms/stats"
)

func init() {
	register.DoFn4x1[context.Context, input, func(input), func(Bad), error](&splitFn{})
	register.DoFn5x1[context.Context, *sdf.LockRTracker, input, func(string, int64), func(Bad), error](&filesFn{})
	register.Emitter1[input]()
	register.Emitter2[string, int64]()
	beam.RegisterType(reflect.TypeFor[input]())
}

// Options are how files are judged.
type Options struct {
	Output   string   // the folder that answers are written to
	PartSize int64    // bytes of a file that are judged at once, more or less
	Columns  []string // of tables, as --columns of jdlint takes them
	Flags    []string // of jdlint
}

// input is a file, and the parts that it is judged in.
type input struct {
	Name   string
	Number int // of the file
	Parts  []part
}

// part is a piece of a file: its bytes from From to To or, in a Parquet file, the group
// of rows that has the number From. To is 0 where the file is one part.
type part struct {
	From, To int64
	Before   int // lines, or rows, before it
}

// Files judges the postings in files, and writes the answers to files in the folder
// Output, one for each part: one after the other, by name, they are what
// "jdlint --input ndjson" prints. It returns the tally, a collection of verdicts with
// how many postings got each, and one of Bad. Nothing of a part is kept but its tally,
// so memory does not grow with the files. Workers read and write the files by their
// names: they need to see the same folders.
func Files(s beam.Scope, names []string, o Options) (tally, bad beam.PCollection) {
	s = s.Scope("jdlint.Files")
	var inputs []input
	for i, name := range names {
		inputs = append(inputs, input{Name: name, Number: i + 1})
	}
	split, unread := beam.ParDo2(s, &splitFn{o.PartSize}, beam.CreateList(s, inputs))
	counts, bad := beam.ParDo2(s, &filesFn{o}, split)
	return stats.SumPerKey(s, counts), beam.Flatten(s, unread, bad)
}

// splitFn finds the parts of a file.
type splitFn struct{ Size int64 }

// ProcessElement reads a file once, to count its lines.
func (fn *splitFn) ProcessElement(ctx context.Context, in input, emit func(input), bad func(Bad)) error {
	var err error
	if in.Parts, err = parts(in.Name, fn.Size); err != nil {
		bad(Bad{File: in.Name, Error: err.Error()})
		return nil
	}
	if len(in.Parts) > 0 {
		emit(in)
	}
	return nil
}

// parts returns the parts of a file. What is packed is one, since it can only be read
// from its beginning; so is a table, whose texts may have line ends.
func parts(name string, size int64) ([]part, error) {
	if formatOf(name) == columnar {
		f, err := openParquet(name)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		var all []part
		rows := 0
		for i, group := range f.RowGroups() {
			if group.NumRows() > 0 {
				all = append(all, part{From: int64(i), Before: rows})
			}
			rows += int(group.NumRows())
		}
		return all, nil
	}
	f, packed, err := open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if packed || formatOf(name) == table {
		return []part{{}}, nil
	}
	var all []part
	now, at, lines := part{}, int64(0), 0
	r := bufio.NewReaderSize(f, 256<<10)
	for {
		piece, err := r.ReadSlice('\n')
		at += int64(len(piece))
		if err == nil {
			lines++
		}
		if err == nil && at-now.From >= size || err == io.EOF && at > now.From {
			now.To = at
			all = append(all, now)
			now = part{From: at, Before: lines}
		}
		if err == io.EOF {
			return all, nil
		}
		if err != nil && err != bufio.ErrBufferFull {
			return nil, err
		}
	}
}

// filesFn judges the parts of files. It is splittable by their number, so that a runner
// spreads a file over its workers.
type filesFn struct{ Options }

// CreateInitialRestriction returns all parts of a file.
func (fn *filesFn) CreateInitialRestriction(in input) offsetrange.Restriction {
	return offsetrange.Restriction{End: int64(len(in.Parts))}
}

// SplitRestriction returns each part by itself.
func (fn *filesFn) SplitRestriction(_ input, all offsetrange.Restriction) []offsetrange.Restriction {
	return all.SizedSplits(1)
}

// RestrictionSize returns how many parts there are.
func (fn *filesFn) RestrictionSize(_ input, r offsetrange.Restriction) float64 { return r.Size() }

// CreateTracker returns what tracks the parts that are done.
func (fn *filesFn) CreateTracker(r offsetrange.Restriction) *sdf.LockRTracker {
	return sdf.NewLockRTracker(offsetrange.NewTracker(r))
}

// ProcessElement judges parts of a file.
func (fn *filesFn) ProcessElement(ctx context.Context, rt *sdf.LockRTracker, in input, tally func(string, int64), bad func(Bad)) error {
	for i := rt.GetRestriction().(offsetrange.Restriction).Start; rt.TryClaim(i); i++ {
		counts, err := fn.judge(ctx, in, int(i), bad)
		if err != nil {
			return fmt.Errorf("%s, part %d: %w", in.Name, i+1, err)
		}
		for verdict, n := range counts {
			count(ctx, verdict, n)
			tally(verdict, n)
		}
	}
	return nil
}

// judge judges a part and writes the answers to a file that appears whole, so that one
// which is judged twice is written once.
func (fn *filesFn) judge(ctx context.Context, in input, number int, emit func(Bad)) (map[string]int64, error) {
	p := in.Parts[number]
	r, err := fn.lines(ctx, in.Name, p)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	draft, err := os.CreateTemp(fn.Output, ".answers-*")
	if err != nil {
		return nil, err
	}
	defer os.Remove(draft.Name())
	defer draft.Close()
	out := bufio.NewWriterSize(draft, 64<<10)
	counts := map[string]int64{}
	source := noting{r: r}
	place := func(n int) (string, int) { return in.Name, p.Before + n }
	if err := run(&source, fn.Flags, place, func(answer []byte) error {
		verdict := verdictOf(answer)
		if verdict == "" {
			emit(badOf(answer, in.Name))
			verdict = notJudged
		}
		counts[verdict]++
		out.Write(answer) // its error comes again
		return out.WriteByte('\n')
	}); err != nil {
		return nil, err
	}
	if source.err != nil { // what stood before it is judged
		emit(Bad{File: in.Name, Error: source.err.Error()})
	}
	if err := out.Flush(); err != nil {
		return nil, err
	}
	if err := draft.Close(); err != nil {
		return nil, err
	}
	return counts, os.Rename(draft.Name(), filepath.Join(fn.Output, fmt.Sprintf("answers-%05d-%06d.ndjson", in.Number, number+1)))
}

// lines returns the records of a part.
func (fn *filesFn) lines(ctx context.Context, name string, p part) (io.ReadCloser, error) {
	if formatOf(name) != records {
		r, w := io.Pipe()
		go func() {
			w.CloseWithError(rows(w, name, int(p.From), p.Before, fn.Columns, func(warning string) { log.Warn(ctx, warning) }))
		}()
		return r, nil
	}
	if p.To == 0 {
		r, _, err := open(name)
		return r, err
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	return struct {
		io.Reader
		io.Closer
	}{io.NewSectionReader(f, p.From, p.To-p.From), f}, nil
}

// noting notes the error that ends a reader early.
type noting struct {
	r   io.Reader
	err error
}

// Read implements io.Reader.
func (n *noting) Read(p []byte) (int, error) {
	k, err := n.r.Read(p)
	if err != nil && err != io.EOF {
		n.err = err
	}
	return k, err
}
