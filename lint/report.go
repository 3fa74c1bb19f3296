package lint

import (
	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/title"
	"github.com/jdlint/jdlint/lint/verdict"
	"github.com/jdlint/jdlint/rules"
)

// Report is the answer to one posting. Its JSON form is a contract (see
// report/schema.json): fields are added, never changed or taken away.
type Report struct {
	Path           string    `json:"path"`
	ID             string    `json:"id,omitempty"`     // of the job in the export that it stands in
	URL            string    `json:"url,omitempty"`    // of the job, as the export has it
	Origin         *Origin   `json:"origin,omitempty"` // of a job of an export: where it stands in the file
	Title          string    `json:"title"`
	Role           Role      `json:"role"`
	Level          Level     `json:"level"`
	RoleModel      string    `json:"role_model"`
	Verdict        Verdict   `json:"verdict"`
	Confidence     float64   `json:"confidence"` // 0 to 1, two decimals
	SuggestedTitle string    `json:"suggested_title"`
	OtherRole      string    `json:"other_role"`
	Summary        string    `json:"summary"` // the verdict in a sentence
	Strategic      Share     `json:"strategic"`
	Tactical       Share     `json:"tactical"`
	Duties         []Duty    `json:"duties"`   // the ledger, in the order of the source
	Findings       []Finding `json:"findings"` // in the order of the source

	otherDuties []Duty
	posting     *posting.Posting
	evidence    *verdict.Evidence // nil where nothing was weighed
}

// Explained returns what a role model says of the title of a posting by its duties: 1
// where the title names their role and the other title would not, -1 where it is the
// other way round, and 0 where they do not tell, or nothing was weighed.
func (r *Report) Explained(cases []rules.Case, m *rules.Model) int {
	if r.evidence == nil || r.Role != ProductManager && r.Role != ProductOwner {
		return 0
	}
	e := *r.evidence
	e.Model, e.Sought = m, 0
	own := verdict.Judge(cases, &e).Verdict
	e.Title = string(title.Role(r.Role).Sister())
	switch other := verdict.Judge(cases, &e).Verdict; {
	case own == verdict.Fits && other == verdict.Mistitled:
		return 1
	case own == verdict.Mistitled && other == verdict.Fits:
		return -1
	}
	return 0
}

// OtherDuties returns the lines that state a duty of the other job, where the
// verdict is OtherJob. Their Side is empty or that of a duty which the other job
// shares with the two roles, and their Category is the name of the job.
func (r *Report) OtherDuties() []Duty { return r.otherDuties }

// Posting returns the posting that the report is about, for those who quote it.
// It is nil in a report that was decoded from JSON.
func (r *Report) Posting() *posting.Posting { return r.posting }

// SetPosting sets what Posting returns; nil frees the text.
func (r *Report) SetPosting(p *posting.Posting) { r.posting = p }

// Origin says where a job stands in an export.
type Origin = posting.Origin

// Location is a place in an export.
type Location = posting.Location

// Locate sets where the posting and its findings stand in the export that it is a job
// of, if it is one.
func (r *Report) Locate() {
	if r.posting == nil || r.posting.Origin == nil {
		return
	}
	r.Origin = r.posting.Origin
	for i := range r.Findings {
		f := &r.Findings[i]
		at := r.Origin.Locate(posting.Span{Start: f.Start, End: f.End})
		f.Origin = &at
	}
}

// Share counts the duties of one side.
type Share struct {
	Owned      int      `json:"owned"`
	Weak       int      `json:"weak"`
	Categories []string `json:"categories"` // ids, sorted
}

// Duty is one entry of the ledger: something that the person hired will do, and
// why it counts. Start and End are byte offsets in the source, half open.
type Duty struct {
	Start    int      `json:"start"`
	End      int      `json:"end"`
	Line     int      `json:"line"`   // from 1
	Column   int      `json:"column"` // from 1, in characters
	Side     Side     `json:"side"`
	Category string   `json:"category"`
	Strength Strength `json:"strength"`
	Rule     string   `json:"rule"`
	Text     string   `json:"text"` // clean text of the span

	// Role is whose work the duty is by the role model: ProductManager,
	// ProductOwner, or Both where the model leaves it to either. A duty of one
	// role does not belong in a posting whose title names the other.
	Role Role `json:"role"`

	// Likeness has the words of the line that tell the duty where no rule knows its
	// wording: those that labelled duties of the kind have, the most telling ones,
	// in the order of the line.
	Likeness []string `json:"likeness,omitempty"`

	// Mark is the part of the span that decided, from the verb to its object.
	Mark posting.Span `json:"-"`

	// Why is a sentence of the rules on why the duty is that role's, or "".
	Why string `json:"-"`
}

// Finding is something to say about a posting: what is wrong, where, and what to
// do. A finding about the whole posting points at its title; where that does not
// stand in the source, Start and End are 0, and Line and Column 1.
type Finding struct {
	Rule     string   `json:"rule"`
	Severity Severity `json:"severity"`
	Start    int      `json:"start"`
	End      int      `json:"end"`
	Line     int      `json:"line"`
	Column   int      `json:"column"`
	Message  string   `json:"message"` // what is wrong, in plain words
	Help     string   `json:"help"`    // the smallest change that mends it

	// Edits are the changes of the source that do what Help says, where a
	// machine can make them: in the order of the source, without overlap, to be
	// made all or not at all. None of them is safe: whether the title or the
	// text is right is for people to say.
	Edits []Edit `json:"edits"`

	// Confidence is 0 to 1: that of the verdict, or 1 for a finding about the
	// wording of a suppression.
	Confidence float64 `json:"confidence"`

	// Origin is where the finding stands in the export that the posting is a job of.
	Origin *Location `json:"origin,omitempty"`

	// OfVerdict is true for the finding that states the verdict of the posting,
	// or why there is none: a report has at most one.
	OfVerdict bool `json:"-"`
}

// Edit is a change of the source: NewText takes the place of the bytes from
// Start to End, half open.
type Edit struct {
	Start   int    `json:"start"`
	End     int    `json:"end"`
	NewText string `json:"new_text"`
}

// Role is what a title names.
type Role string

// The roles of a title.
const (
	ProductManager Role = "product-manager"
	ProductOwner   Role = "product-owner"
	Both           Role = "both" // a title that declares both roles
	OtherRole      Role = "other"
)

// Level is the seniority that a title names.
type Level string

// The levels of a title.
const (
	Junior Level = "junior"
	Mid    Level = "mid"
	Senior Level = "senior"
	Lead   Level = "lead"
)

// Verdict answers whether the title names the role that the duties describe.
type Verdict string

// The verdicts.
const (
	Fits       Verdict = "fits"
	Mistitled  Verdict = "mistitled"
	Hybrid     Verdict = "hybrid"
	OtherJob   Verdict = "other-role"
	Unclear    Verdict = "unclear"
	OutOfScope Verdict = "out-of-scope"
)

// Side is the kind of a duty: strategic or tactical.
type Side string

// The sides.
const (
	Strategic Side = "strategic"
	Tactical  Side = "tactical"
)

// Strength is how far a duty is the person's own.
type Strength string

// The strengths.
const (
	Owned Strength = "owned"
	Weak  Strength = "weak" // support, contribute to, align with
)

// Severity is how grave a finding is.
type Severity string

// The severities, gravest first.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
	Info    Severity = "info"
)
