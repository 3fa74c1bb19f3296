package report

import (
	"io"
	"math"
	"net/url"
	"path"
	"strings"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/fingerprint"
	"github.com/jdlint/jdlint/rules"
)

// sarifPrinter prints SARIF 2.1.0, which code scanning platforms read:
// https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os-complete.html
// (§ below) and
// https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
type sarifPrinter struct {
	o       Options
	book    rulebook
	index   map[string]int // of the rules, by id
	out     jsonWriter
	results elements
	began   bool
}

func newSARIF(w io.Writer, o Options) *sarifPrinter {
	p := &sarifPrinter{o: o, book: newRulebook(o), index: map[string]int{}, out: jsonWriter{w: w}}
	p.results.jsonWriter = &p.out
	for i := range o.Findings {
		p.index[o.Findings[i].ID] = i
	}
	return p
}

// sarifSchema names the schema of the format; consumers do not fetch it.
const sarifSchema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

// begin writes all that stands before the results: the tool and its rules.
func (p *sarifPrinter) begin() {
	if p.began {
		return
	}
	p.began = true
	p.out.raw(`{"$schema": "` + sarifSchema + `", "version": "2.1.0", "runs": [{"tool": {"driver": {"name": "jdlint"`)
	if p.o.Version != "" {
		p.out.raw(`, "version": `)
		p.out.value(p.o.Version)
	}
	p.out.raw(`, "rules": [`)
	rules := elements{jsonWriter: &p.out}
	for i := range p.o.Findings {
		rules.add(p.rule(&p.o.Findings[i]))
	}
	rules.end()
	// Columns count characters (§3.14.17).
	p.out.raw(`}}, "columnKind": "unicodeCodePoints", "results": [`)
}

func (p *sarifPrinter) Print(r *lint.Report) error {
	p.begin()
	r, prints := located(p.o, r)
	lines := newLineIndex(r)
	for i := range r.Findings {
		p.results.add(p.result(r, lines, &r.Findings[i], prints[i]))
	}
	return p.out.err
}

func (p *sarifPrinter) Close() error {
	p.begin()
	p.results.end()
	p.out.raw("}]}\n")
	return p.out.err
}

func (p *sarifPrinter) result(r *lint.Report, lines *lineIndex, f *lint.Finding, print string) sarifResult {
	result := sarifResult{
		RuleID: f.Rule, Level: sarifLevel(string(f.Severity)), Message: sarifText(said(f)),
		Locations: []sarifLocation{sarifPlace(r, lines, f.Start, f.End, f.Line, f.Column)},
		// Not primaryLocationLineHash: GitHub's upload computes its own and
		// warns about each that differs
		// (https://github.com/github/codeql-action/blob/main/src/fingerprints.ts).
		PartialFingerprints: map[string]string{"jdlint/" + fingerprint.Version: print},
		Rank:                math.Round(100 * f.Confidence),
		Properties:          sarifProperties{clipped(r.Title), string(r.Verdict), r.Confidence, r.RoleModel, clipped(r.SuggestedTitle), r.OtherRole},
	}
	if at, known := p.index[f.Rule]; known {
		result.RuleIndex = &at
	}
	for i, d := range fingerprint.Grounds(r, f) {
		at := sarifPlace(r, lines, d.Start, d.End, d.Line, d.Column)
		message := sarifText(p.book.ground(d))
		at.ID, at.Message = i+1, &message
		result.RelatedLocations = append(result.RelatedLocations, at)
	}
	if edits := lines.edits(f); len(edits) > 0 {
		change := sarifChange{ArtifactLocation: sarifFile(r.Path)}
		for _, e := range edits {
			change.Replacements = append(change.Replacements, sarifReplacement{
				sarifRegion{e.from.line, e.from.column, e.to.line, e.to.column}, sarifContent{e.text},
			})
		}
		result.Fixes = []sarifFix{{sarifText(Clean(f.Help)), []sarifChange{change}}}
		if f.Help == "" {
			result.Fixes[0].Description = sarifText(Clean(f.Message))
		}
	}
	return result
}

type sarifRule struct {
	ID               string       `json:"id"`
	Name             string       `json:"name"`
	ShortDescription sarifMessage `json:"shortDescription"`
	FullDescription  sarifMessage `json:"fullDescription"`
	Help             sarifMessage `json:"help"`
	HelpURI          string       `json:"helpUri,omitempty"`
	Default          sarifDefault `json:"defaultConfiguration"`
}

type sarifDefault struct {
	Enabled bool   `json:"enabled"`
	Level   string `json:"level"`
}

type sarifResult struct {
	RuleID              string            `json:"ruleId"`
	RuleIndex           *int              `json:"ruleIndex,omitempty"`
	Level               string            `json:"level"`
	Message             sarifMessage      `json:"message"`
	Locations           []sarifLocation   `json:"locations"`
	RelatedLocations    []sarifLocation   `json:"relatedLocations,omitempty"`
	PartialFingerprints map[string]string `json:"partialFingerprints"`
	Fixes               []sarifFix        `json:"fixes,omitempty"`
	Rank                float64           `json:"rank"` // 0 to 100 (§3.27.25)
	Properties          sarifProperties   `json:"properties"`
}

type sarifMessage struct {
	Text     string `json:"text"`
	Markdown string `json:"markdown,omitempty"`
}

type sarifLocation struct {
	ID       int           `json:"id,omitempty"`
	Physical sarifPhysical `json:"physicalLocation"`
	Message  *sarifMessage `json:"message,omitempty"`
}

type sarifPhysical struct {
	ArtifactLocation sarifArtifact `json:"artifactLocation"`
	Region           sarifRegion   `json:"region"`
}

type sarifArtifact struct {
	URI       string `json:"uri"`
	URIBaseID string `json:"uriBaseId,omitempty"`
}

// sarifRegion is a span of text; endColumn is the one after the last (§3.30.8).
type sarifRegion struct {
	StartLine   int `json:"startLine"`
	StartColumn int `json:"startColumn"`
	EndLine     int `json:"endLine,omitempty"`
	EndColumn   int `json:"endColumn,omitempty"`
}

type sarifFix struct {
	Description sarifMessage  `json:"description"`
	Changes     []sarifChange `json:"artifactChanges"`
}

type sarifChange struct {
	ArtifactLocation sarifArtifact      `json:"artifactLocation"`
	Replacements     []sarifReplacement `json:"replacements"`
}

type sarifReplacement struct {
	Deleted  sarifRegion  `json:"deletedRegion"`
	Inserted sarifContent `json:"insertedContent"`
}

type sarifContent struct {
	Text string `json:"text"`
}

type sarifProperties struct {
	Title          string  `json:"title"`
	Verdict        string  `json:"verdict"`
	Confidence     float64 `json:"confidence"`
	RoleModel      string  `json:"roleModel"`
	SuggestedTitle string  `json:"suggestedTitle,omitempty"`
	OtherRole      string  `json:"otherRole,omitempty"`
}

func (p *sarifPrinter) rule(f *rules.Finding) sarifRule {
	return sarifRule{
		ID: f.ID, Name: pascal(f.ID),
		ShortDescription: sarifMessage{Text: slots(p.book.name(f.ID))},
		FullDescription:  sarifMessage{Text: slots(Clean(f.Means + " " + f.Why))},
		Help:             sarifMessage{helpText(f), helpMarkdown(f)},
		HelpURI:          p.book.url(f.ID),
		Default:          sarifDefault{f.Severity != "off", sarifLevel(f.Severity)},
	}
}

// pascal makes MistitledPosting of mistitled-posting, as names of rules are
// written (§3.49.7).
func pascal(id string) string {
	var b strings.Builder
	for word := range strings.SplitSeq(id, "-") {
		b.WriteString(capital(word))
	}
	return b.String()
}

// sarifLevel turns a severity into a level (§3.27.10). A rule that is off has
// the level it gets where a role model wants it without saying how much.
func sarifLevel(severity string) string {
	switch lint.Severity(severity) {
	case lint.Error:
		return "error"
	case lint.Warning:
		return "warning"
	}
	return "note"
}

// sarifText makes a plain text message. Braces are doubled, because {0} is a
// placeholder (§3.11.5), and what looks like a link [text](target) is broken
// by a backslash, as inside of links (§3.11.6): text of a posting must not
// become one.
func sarifText(s string) sarifMessage {
	s = strings.NewReplacer("{", "{{", "}", "}}").Replace(s)
	if strings.Contains(s, "](") {
		s = strings.NewReplacer(`\`, `\\`, "[", `\[`, "]", `\]`).Replace(s)
	}
	return sarifMessage{Text: s}
}

func sarifPlace(r *lint.Report, lines *lineIndex, start, end, line, column int) sarifLocation {
	from, to, ok := lines.span(start, end, line, column)
	region := sarifRegion{StartLine: from.line, StartColumn: from.column}
	if ok {
		region.EndLine, region.EndColumn = to.line, to.column
	}
	return sarifLocation{Physical: sarifPhysical{sarifFile(r.Path), region}}
}

// sarifFile names a file by a URI; a relative one is from the top of the
// repository, which is called %SRCROOT% (§3.4.4).
func sarifFile(name string) sarifArtifact {
	if len(name) > 2 && name[1:3] == ":/" { // a drive of Windows
		return sarifArtifact{URI: (&url.URL{Scheme: "file", Path: "/" + name}).String()}
	}
	if path.IsAbs(name) {
		return sarifArtifact{URI: (&url.URL{Scheme: "file", Path: name}).String()}
	}
	return sarifArtifact{URI: (&url.URL{Path: name}).String(), URIBaseID: "%SRCROOT%"}
}
