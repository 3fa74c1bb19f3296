package report

import (
	"bytes"
	"cmp"
	"io"
	"math"
	"net/url"
	"path"
	"strings"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/lint/fingerprint"
	"github.com/jdlint/jdlint/lint/internal/sentence"
	"github.com/jdlint/jdlint/rules"
)

// newSARIF returns the printer of SARIF 2.1.0, which code scanning platforms read:
// https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os-complete.html
// (§ below) and
// https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
func newSARIF(w io.Writer, o Options) Printer {
	book := newRulebook(o)
	index := map[string]int{} // of the rules, by id
	var rules bytes.Buffer
	for i := range o.Findings {
		index[o.Findings[i].ID] = i
		if i > 0 {
			rules.WriteByte(',')
		}
		rules.WriteByte('\n')
		appendJSON(&rules, sarifRuleOf(&o.Findings[i], book)) // never fails: strings
	}
	if len(o.Findings) > 0 {
		rules.WriteByte('\n')
	}
	version := ""
	if o.Version != "" {
		version = `, "version": ` + jsonOf(o.Version)
	}
	base := `"description": {"text": "The top of the repository."}`
	if top := o.top(); top != "" {
		base = `"uri": ` + jsonOf(fileURI(strings.TrimSuffix(top, "/")+"/")) + `, ` + base // (§3.14.14)
	}
	// Columns count characters (§3.14.17).
	head := `{"$schema": "` + sarifSchema + `", "version": "2.1.0", "runs": [{"tool": {"driver": {"name": "jdlint", "informationUri": "` + home + `"` + version +
		`, "rules": [` + rules.String() + `]}}, "originalUriBaseIds": {"%SRCROOT%": {` + base + `}}, "columnKind": "unicodeCodePoints", "results": [`
	return newFindingList(w, o, head, "]}]}\n", func(f *platformFinding) any {
		result := sarifResultOf(f, book)
		if at, known := index[f.Rule]; known {
			result.RuleIndex = &at
		}
		return result
	})
}

// sarifSchema names the schema of the format; consumers do not fetch it.
const sarifSchema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

func sarifResultOf(f *platformFinding, book rulebook) sarifResult {
	r := f.report
	result := sarifResult{
		RuleID: f.Rule, Level: sarifLevel(f.Severity), Message: sarifText(said(r, f.Finding)),
		Locations: []sarifLocation{{Physical: sarifPlace(f.file, f.span()), Logical: sarifLogicalOf(f)}},
		// Not primaryLocationLineHash: GitHub's upload computes its own and
		// warns about each that differs
		// (https://github.com/github/codeql-action/blob/main/src/fingerprints.ts).
		PartialFingerprints: map[string]string{"jdlint/" + fingerprint.Version: f.fingerprint, "jdlint/content/" + fingerprint.Version: f.content},
		Rank:                math.Round(100 * f.Confidence),
		Properties:          sarifProperties{clipped(r.Title), string(r.Verdict), r.Confidence, r.RoleModel, clipped(r.SuggestedTitle), r.OtherRole},
	}
	for i, g := range f.grounds() {
		message := sarifText(book.ground(g.Duty))
		result.RelatedLocations = append(result.RelatedLocations, sarifLocation{ID: i + 1, Physical: sarifPlace(f.file, g.span), Message: &message})
	}
	if edits := f.edits(); len(edits) > 0 {
		change := sarifChange{ArtifactLocation: sarifFile(f.file)}
		for _, e := range edits {
			change.Replacements = append(change.Replacements, sarifReplacement{
				sarifRegion{e.from.line, e.from.column, e.to.line, e.to.column}, sarifContent{e.text},
			})
		}
		result.Fixes = []sarifFix{{sarifText(Clean(cmp.Or(f.Help, f.Message))), []sarifChange{change}}}
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
	ID       int            `json:"id,omitempty"`
	Physical sarifPhysical  `json:"physicalLocation"`
	Logical  []sarifLogical `json:"logicalLocations,omitempty"`
	Message  *sarifMessage  `json:"message,omitempty"`
}

// sarifLogical is a part of a file by name (§3.33).
type sarifLogical struct {
	Name      string `json:"name,omitempty"`
	Qualified string `json:"fullyQualifiedName"`
	Kind      string `json:"kind,omitempty"`
}

// sarifLogicalOf returns the job of an export that a finding is about, and the cell of
// a spreadsheet.
func sarifLogicalOf(f *platformFinding) []sarifLogical {
	o := f.report.Origin
	if o == nil {
		return nil
	}
	all := []sarifLogical{{Name: clipped(f.report.Title), Qualified: cmp.Or(o.Pointer, f.report.Path), Kind: "object"}}
	if f.Origin != nil && f.Origin.Cell != "" {
		all = append(all, sarifLogical{Qualified: f.Origin.Cell, Kind: "cell"})
	}
	return all
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

func sarifRuleOf(f *rules.Finding, book rulebook) sarifRule {
	var name strings.Builder // MistitledPosting of mistitled-posting (§3.49.7)
	for word := range strings.SplitSeq(f.ID, "-") {
		name.WriteString(sentence.Capital(word))
	}
	return sarifRule{
		ID: f.ID, Name: name.String(),
		ShortDescription: sarifMessage{Text: slots(book.name(f.ID))},
		FullDescription:  sarifMessage{Text: slots(Clean(f.Means + " " + f.Why))},
		Help:             sarifMessage{helpText(f), helpMarkdown(f)},
		HelpURI:          book.url(f.ID),
		Default:          sarifDefault{f.Severity != "off", sarifLevel(lint.Severity(f.Severity))},
	}
}

// sarifLevel returns the level of a severity (§3.27.10). A rule that is off has
// the level it gets where a role model wants it without saying how much.
func sarifLevel(s lint.Severity) string { return bySeverity(s, "error", "warning", "note") }

// sarifText returns a plain text message. Braces are doubled, because {0} is a
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

func sarifPlace(path string, at span) sarifPhysical {
	region := sarifRegion{StartLine: at.from.line, StartColumn: at.from.column}
	if at.exact {
		region.EndLine, region.EndColumn = at.to.line, at.to.column
	}
	return sarifPhysical{sarifFile(path), region}
}

// fileURI returns the URI of a file or folder that is named in full.
func fileURI(name string) string {
	if isWindows(name) {
		name = "/" + name
	}
	return (&url.URL{Scheme: "file", Path: name}).String()
}

// sarifFile returns a file by its URI; a relative one is from the top of the
// repository, which is called %SRCROOT% (§3.4.4).
func sarifFile(name string) sarifArtifact {
	if path.IsAbs(name) || isWindows(name) {
		return sarifArtifact{URI: fileURI(name)}
	}
	return sarifArtifact{URI: (&url.URL{Path: name}).String(), URIBaseID: "%SRCROOT%"}
}
