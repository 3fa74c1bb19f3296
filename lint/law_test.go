package lint_test

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/internal/testcorpus"
	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/read"
)

// failer is what the laws report to: a test or a fuzz target.
type failer interface {
	Helper()
	Errorf(format string, args ...any)
}

// checkLaws holds a report against what every printer and every reader of the
// ledger relies on.
func checkLaws(t failer, r *lint.Report) {
	t.Helper()
	p := r.Posting()
	src := p.Source
	boundary := func(at int) bool { return at == len(src) || utf8.RuneStart(src[at]) || !utf8.Valid(src) }
	inside := func(what string, start, end, line, column int) bool {
		t.Helper()
		if start < 0 || end < start || end > len(src) {
			t.Errorf("%s: %s lies at %d:%d, the source has %d bytes", p.Path, what, start, end, len(src))
			return false
		}
		if !boundary(start) || !boundary(end) {
			t.Errorf("%s: %s at %d:%d cuts a character", p.Path, what, start, end)
		}
		if wantLine, wantColumn := place(src, start); line != wantLine || column != wantColumn {
			t.Errorf("%s: %s at byte %d is said to be %d:%d, it is %d:%d", p.Path, what, start, line, column, wantLine, wantColumn)
		}
		return true
	}

	lines := map[posting.Span]string{}
	last := 0
	for i := range p.Lines {
		s := p.Lines[i].Span()
		if s.Start < last || s.End <= s.Start || s.End > len(src) {
			t.Errorf("%s: line %q at %d:%d overlaps or lies outside", p.Path, p.Lines[i].Text, s.Start, s.End)
		}
		last = s.End
		lines[s] = p.Lines[i].Text
	}

	at := 0
	for _, d := range r.Duties {
		if !inside("duty "+d.Rule, d.Start, d.End, d.Line, d.Column) {
			continue
		}
		if d.Start < at {
			t.Errorf("%s: the duty at %d stands behind the one at %d", p.Path, d.Start, at)
		}
		at = d.Start
		if d.Start == d.End || d.Text == "" {
			t.Errorf("%s: an empty duty at %d", p.Path, d.Start)
		}
		if text, ok := lines[posting.Span{Start: d.Start, End: d.End}]; !ok || text != d.Text {
			t.Errorf("%s: at %d:%d the duty says %q, the line %q", p.Path, d.Start, d.End, d.Text, text)
		}
		if d.Mark.Start < d.Start || d.Mark.End > d.End || d.Mark.Start >= d.Mark.End {
			t.Errorf("%s: the mark %v does not lie within the duty %d:%d", p.Path, d.Mark, d.Start, d.End)
		}
		if (d.Side != lint.Strategic && d.Side != lint.Tactical) || (d.Strength != lint.Owned && d.Strength != lint.Weak) || d.Category == "" || d.Rule == "" || d.Role == "" {
			t.Errorf("%s: half a duty: %+v", p.Path, d)
		}
		if utf8.Valid(src) && !sameWords(string(src[d.Start:d.End]), d.Text) {
			t.Errorf("%s: at %d:%d the source says %q, the duty %q", p.Path, d.Start, d.End, src[d.Start:d.End], d.Text)
		}
	}
	checkShare(t, r, lint.Strategic, &r.Strategic)
	checkShare(t, r, lint.Tactical, &r.Tactical)

	at = 0
	for _, f := range r.Findings {
		inside("finding "+f.Rule, f.Start, f.End, f.Line, f.Column)
		if f.Start < at {
			t.Errorf("%s: the findings are not sorted: %s", p.Path, f.Rule)
		}
		at = f.Start
		if f.Message == "" || f.Help == "" || strings.ContainsAny(f.Message+f.Help, "{}") && !strings.ContainsAny(r.Title, "{}") && !bytes.ContainsAny(src, "{}") {
			t.Errorf("%s: finding %s says %q and %q", p.Path, f.Rule, f.Message, f.Help)
		}
		if f.Severity != lint.Error && f.Severity != lint.Warning && f.Severity != lint.Info {
			t.Errorf("%s: finding %s has the severity %q", p.Path, f.Rule, f.Severity)
		}
		if f.Confidence < 0 || f.Confidence > 1 {
			t.Errorf("%s: finding %s has the confidence %v", p.Path, f.Rule, f.Confidence)
		}
		done := 0
		for _, e := range f.Edits {
			if e.Start < done || e.End < e.Start || e.End > len(src) || !boundary(e.Start) || !boundary(e.End) {
				t.Errorf("%s: finding %s: an edit at %d:%d overlaps, lies outside or cuts a character", p.Path, f.Rule, e.Start, e.End)
			}
			done = e.End
		}
	}

	if s := p.Title.Span; s.Start < 0 || s.End < s.Start || s.End > len(src) {
		t.Errorf("%s: the title lies at %v", p.Path, s)
	}
	if !slices.Contains([]lint.Verdict{lint.Fits, lint.Mistitled, lint.Hybrid, lint.OtherJob, lint.Unclear, lint.OutOfScope}, r.Verdict) {
		t.Errorf("%s: verdict %q", p.Path, r.Verdict)
	}
	if r.Confidence <= 0 || r.Confidence > 1 {
		t.Errorf("%s: confidence %v", p.Path, r.Confidence)
	}
	// A file of several jobs is out of scope only if none of them is of the roles.
	other := r.Role == lint.OtherRole
	// What has no title is not judged.
	untitled := slices.ContainsFunc(r.Findings, func(f lint.Finding) bool { return f.Rule == "no-title" })
	if r.Verdict == lint.OutOfScope && !other || other && len(p.Jobs) < 2 && r.Verdict != lint.OutOfScope && !untitled {
		t.Errorf("%s: verdict %s for the role %s", p.Path, r.Verdict, r.Role)
	}
	if untitled && (r.Verdict != lint.Unclear || r.Title != "" || p.Untitled == posting.Titled) {
		t.Errorf("%s: verdict %s without a title, but with %q", p.Path, r.Verdict, r.Title)
	}
	if (r.OtherRole != "") != (r.Verdict == lint.OtherJob) {
		t.Errorf("%s: verdict %s, other role %q", p.Path, r.Verdict, r.OtherRole)
	}
	if (r.SuggestedTitle != "") != (r.Verdict == lint.Mistitled || r.Verdict == lint.Hybrid) {
		t.Errorf("%s: verdict %s, suggested title %q", p.Path, r.Verdict, r.SuggestedTitle)
	}
}

// checkShare counts the ledger once more.
func checkShare(t failer, r *lint.Report, side lint.Side, share *lint.Share) {
	t.Helper()
	owned, weak := 0, 0
	var categories []string
	for _, d := range r.Duties {
		if d.Side != side {
			continue
		}
		if d.Strength == lint.Weak {
			weak++
		} else {
			owned++
		}
		if !slices.Contains(categories, d.Category) {
			categories = append(categories, d.Category)
		}
	}
	slices.Sort(categories)
	if owned != share.Owned || weak != share.Weak || !slices.Equal(categories, share.Categories) {
		t.Errorf("%s: %s: the ledger has %d owned, %d weak, %v; the sum says %+v", r.Path, side, owned, weak, categories, *share)
	}
}

// place counts lines and columns anew, in the plainest way.
func place(src []byte, at int) (line, column int) {
	before := strings.ReplaceAll(string(src[:at]), "\r\n", "\n")
	if strings.HasSuffix(before, "\r") && at < len(src) && src[at] == '\n' {
		before = before[:len(before)-1] + "?" // between CR and LF: still in the line
	}
	before = strings.ReplaceAll(before, "\r", "\n")
	start := strings.LastIndexByte(before, '\n') + 1
	// No editor counts a byte order mark.
	return strings.Count(before, "\n") + 1, utf8.RuneCountInString(strings.TrimPrefix(before[start:], "\uFEFF")) + 1
}

// sameWords reports whether the letters of clean text all stand in its source,
// in order; markup and entities stand between.
func sameWords(src, clean string) bool {
	if strings.ContainsAny(src, "&\\") {
		return true // entities and escapes are for the tests of the readers
	}
	src = strings.NewReplacer("ﬃ", "ffi", "ﬄ", "ffl", "ﬀ", "ff", "ﬁ", "fi", "ﬂ", "fl").Replace(src)
	for _, r := range clean {
		if r == ' ' || !isLetter(r) {
			continue
		}
		i := strings.IndexRune(src, r)
		if i < 0 {
			return false
		}
		src = src[i+utf8.RuneLen(r):]
	}
	return true
}

func isLetter(r rune) bool { return r|0x20 >= 'a' && r|0x20 <= 'z' || r >= '0' && r <= '9' }

// TestLawsOfSamples holds the reports on the postings of the repository against
// the laws, under every role model, broken files included.
func TestLawsOfSamples(t *testing.T) {
	all := samples(t)
	entries, err := os.ReadDir(filepath.Join("..", "testdata", "broken"))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		all["broken/"+e.Name()] = file(t, "broken", e.Name())
	}
	set, err := builtin()
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range set.Models.IDs() {
		l := linter(t, id)
		for name, src := range all {
			p, err := read.Read(name, src, l.ReadOptions())
			if err != nil {
				if !strings.HasPrefix(name, "broken/") {
					t.Error(err)
				}
				continue
			}
			checkLaws(t, l.Check(p))
		}
	}
}

// TestLawsOfCorpus does so for the real postings: each gets an answer.
func TestLawsOfCorpus(t *testing.T) {
	l := linter(t, "strategist")
	corpus(t, func(path string, src []byte) { checkLaws(t, checked(t, l, path, src)) })
}

// TestLawsOfRealFiles does so for the files of real repositories and of job
// boards, whatever they hold.
func TestLawsOfRealFiles(t *testing.T) {
	l := linter(t, "strategist")
	n := 0
	err := filepath.WalkDir(testcorpus.Path(t, "samples"), func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		src, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		p, err := read.Read(path, src, l.ReadOptions())
		if err == nil {
			n++
			checkLaws(t, l.Check(p))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d files", n)
	if n < 50 {
		t.Errorf("only %d files could be read", n)
	}
}

// TestCheckLeavesThePosting checks that a Linter changes nothing in what it is
// given and answers the same each time, whoever asks beside.
func TestCheckLeavesThePosting(t *testing.T) {
	l := linter(t, "strategist")
	for name, src := range samples(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			kept := bytes.Clone(src)
			first := said(checked(t, l, name, src))
			for range 3 {
				if again := said(checked(t, l, name, src)); again != first {
					t.Errorf("first\n%s\nthen\n%s", first, again)
				}
			}
			if !bytes.Equal(src, kept) {
				t.Error("the source was changed")
			}
		})
	}
}

func FuzzCheck(f *testing.F) {
	set, err := builtin()
	if err != nil {
		f.Fatal(err)
	}
	for name, src := range samples(f) {
		f.Add(name, src)
	}
	for _, seed := range []struct{ name, src string }{
		{"", ""}, {"-", "# Product Owner\n- Own the 'backlog'"}, {"a.html", "<h1>Product Owner</h1><li>Own <b>the</b> back&shy;log"}, {"x.md", "---\ntitle: Product Manager\n---\r- Define\xff pricing\r"},
		{"product-owner.txt", "Own the backlog\x00"}, {"a.txt", "\xef\xbb\xbfProduct Owner\n\u2022 Own the backlog\u2028\u2022 Write stories"}, {"b.md", "# Product Manager\nAs a Product Owner you will own\n\nthe backlog"},
	} {
		f.Add(seed.name, []byte(seed.src))
	}
	var linters []*lint.Linter
	for _, id := range set.Models.IDs() {
		linters = append(linters, linter(f, id))
	}
	f.Fuzz(func(t *testing.T, name string, src []byte) {
		l := linters[len(src)%len(linters)]
		p, err := read.Read(name, src, l.ReadOptions())
		if err != nil {
			return
		}
		checkLaws(t, l.Check(p))
	})
}
