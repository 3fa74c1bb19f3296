package lsp

import (
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/fingerprint"
	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/report"
	"github.com/jdlint/jdlint/rules"
)

// maxDiagnostics bounds what is said of one document; no editor shows more.
const maxDiagnostics = 1000

// text returns the text of a judged document. Places in a posting that was read from
// something else than this text, a mail for one, are not in it.
func (j *judging) text() *text { return newText(j.Text, j.encoding) }

// inPlace reports whether the places of the report lie in the text of the document.
func (j *judging) inPlace() bool { return j.Report.Posting().InPlace() }

// extent returns a place of the report in the document.
func (j *judging) extent(t *text, start, end int) extent {
	if !j.inPlace() {
		start, end = 0, 0
	}
	return t.extent(start, end)
}

// diagnostics returns what is said of a document.
func (s *server) diagnostics(j *judging) []diagnostic {
	t := j.text()
	switch {
	case j.Err != nil:
		return []diagnostic{fault(t, j.Err)}
	case j.Report == nil:
		return nil
	}
	var all []diagnostic
	for i := range j.Report.Findings[:min(len(j.Report.Findings), maxDiagnostics)] {
		all = append(all, s.diagnostic(j, t, &j.Report.Findings[i]))
	}
	return all
}

// fault says why a document is not judged, and shows the place in the configuration
// that is the cause, if one is.
func fault(t *text, err error) diagnostic {
	d := diagnostic{Range: t.extent(0, 0), Severity: 2, Source: "jdlint", Message: "Not judged: " + report.Clean(err.Error())}
	if mistake, ok := errors.AsType[*rules.Error](err); ok && filepath.IsAbs(filepath.FromSlash(mistake.Pos.File)) && mistake.Pos.Line > 0 {
		at := point{mistake.Pos.Line - 1, max(mistake.Pos.Column-1, 0)}
		file := url.URL{Scheme: "file", Path: "/" + strings.TrimPrefix(mistake.Pos.File, "/")}
		d.Related = []related{{object{"uri": file.String(), "range": extent{at, at}}, report.Clean(mistake.Msg)}}
	}
	return d
}

// severities are the numbers that the protocol has for them.
var severities = map[lint.Severity]int{lint.Error: 1, lint.Warning: 2, lint.Info: 3}

func (s *server) diagnostic(j *judging, t *text, f *lint.Finding) diagnostic {
	d := diagnostic{
		Range: j.extent(t, f.Start, f.End), Severity: severities[f.Severity], Code: f.Rule, Source: "jdlint",
		Description: object{"href": s.o.Page(f.Rule)}, Message: strings.TrimSpace(report.Clean(f.Message) + " " + report.Clean(f.Help)),
	}
	if !j.inPlace() {
		return d
	}
	for _, duty := range fingerprint.Grounds(j.Report, f) {
		d.Related = append(d.Related, related{object{"uri": j.uri, "range": t.extent(duty.Start, duty.End)}, report.Clean(duty.Category) + ": " + report.WhoseWork(duty)})
	}
	return d
}

// hover says what stands at a place: on the title, and on a finding about it, the
// verdict and the ledger; on a duty why it counts; on any finding what it says.
func (s *server) hover(j *judging, p *messageParams) any {
	if !j.inPlace() {
		return nil
	}
	t, r := j.text(), j.Report
	at := t.offset(p.Position)
	var parts []string
	var span *extent
	say := func(start, end int, format string, args ...any) {
		parts = append(parts, fmt.Sprintf(format, args...))
		if span == nil {
			e := t.extent(start, end)
			span = &e
		}
	}
	within := func(start, end int) bool {
		if start >= end { // not in the text: the first line stands for it
			return p.Position.Line == 0
		}
		return start <= at && at <= end
	}
	title := r.Posting().Title.Span
	if within(title.Start, title.End) {
		say(title.Start, title.End, "**%s** %s\n\n```text\n%s```", markdown(report.VerdictLine(r)), markdown(r.Summary), report.Ledger(r, ledgerWidth))
	}
	for i := range r.Findings {
		if f := &r.Findings[i]; within(f.Start, f.End) {
			say(f.Start, f.End, "**%s**: %s **%s** ([%s](%s))", f.Severity, markdown(f.Message), markdown(f.Help), f.Rule, s.o.Page(f.Rule))
		}
	}
	for i := range r.Duties {
		d := &r.Duties[i]
		if d.Start >= d.End || !within(d.Start, d.End) {
			continue
		}
		say(d.Start, d.End, "**%s**: %s (%s, %s). %s", markdown(d.Category), report.WhoseWork(d), d.Side, d.Strength, markdown(d.Why))
		if len(d.Likeness) > 0 {
			parts = append(parts, "No rule knows the wording; its words tell: “"+markdown(strings.Join(d.Likeness, "”, “"))+"”.")
		}
	}
	if span == nil {
		return nil
	}
	return object{"contents": object{"kind": "markdown", "value": strings.Join(parts, "\n\n")}, "range": *span}
}

// ledgerWidth is how wide the ledger in a hover is, in columns.
const ledgerWidth = 80

// markdown returns a text of a posting that means nothing in Markdown.
func markdown(text string) string {
	return strings.NewReplacer(
		`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", `\<`, ">", `\>`, "|", `\|`, "~", `\~`, "#", `\#`, "&", `\&`, "!", `\!`, "$", `\$`,
	).Replace(report.Clean(text))
}

// symbols returns the posting, in it its zones, in them the duties.
func (s *server) symbols(j *judging, _ *messageParams) any {
	if !j.inPlace() {
		return []symbol{}
	}
	t, r := j.text(), j.Report
	p := r.Posting()
	var zones []symbol
	duties := r.Duties
	for i := 0; i < len(p.Lines); {
		first, end := &p.Lines[i], i+1
		for end < len(p.Lines) && p.Lines[end].Zone == first.Zone && (p.Lines[end].Kind != posting.Heading) {
			end++
		}
		from, to := first.Span().Start, p.Lines[end-1].Span().End
		zone := symbol{Name: string(first.Zone), Kind: kindNamespace, Range: t.extent(from, to), Selection: t.extent(from, first.Span().End)}
		if first.Kind == posting.Heading {
			zone.Name, zone.Detail = named(first.Text), string(first.Zone)
		}
		for len(duties) > 0 && duties[0].Start < to {
			if d := &duties[0]; d.Start >= from && d.End <= to {
				at := t.extent(d.Start, d.End)
				zone.Children = append(zone.Children, symbol{Name: named(d.Text), Detail: d.Category, Kind: kindEvent, Range: at, Selection: at})
			}
			duties = duties[1:]
		}
		zones = append(zones, zone)
		i = end
	}
	all := symbol{
		Name: named(r.Title), Detail: report.VerdictName(r.Verdict), Kind: kindClass, Children: zones,
		Range: extent{point{}, t.point(len(t.source))}, Selection: t.extent(p.Title.Span.Start, p.Title.Span.End),
	}
	return []symbol{all}
}

// longestName is how many characters the name of a symbol has at most.
const longestName = 80

// named returns a text as the name of a symbol, which is never empty.
func named(text string) string {
	text = strings.TrimSpace(report.Clean(text))
	if text == "" {
		return "(no title)"
	}
	if short := []rune(text); len(short) > longestName {
		return string(short[:longestName-1]) + "…"
	}
	return text
}
