package rules

// Side is the side of the house that a category of duties stands on.
type Side string

// The sides.
const (
	Strategic Side = "strategic"
	Tactical  Side = "tactical"

	// Other is the side of duties of another job than the two, such as an
	// engineer's. They stand in no ledger; they tell when a posting is mainly
	// that job.
	Other Side = "other"
)

// Category is one kind of duty, with the rules that find it. A file under
// duties/ holds one.
type Category struct {
	ID     string  `yaml:"category"`
	Side   Side    `yaml:"side"`
	Name   string  `yaml:"name"`   // as a reader calls it: "go-to-market and launch"
	Weight float64 `yaml:"weight"` // how surely it marks its side; decides what a line of two sides is about
	Means  string  `yaml:"means"`  // what counts, in a sentence
	Why    string  `yaml:"why"`    // why it tells the roles apart
	// Overlaps names, for another job, the categories that are its work too: a
	// project manager follows delivery.
	Overlaps []string `yaml:"overlaps"`
	// Does says what lines of another job do, behind their number: "sell to accounts".
	Does string `yaml:"does"`
	// Advice is what to do where the duties are another job's, if it is not to
	// advertise them under the name of that job.
	Advice string `yaml:"advice"`

	Sources []string `yaml:"sources"` // ids of the seed documents that name it
	Rules   []Rule   `yaml:"rules"`
	Friends []string `yaml:"false_friends"` // phrases that look like it and are not
	At      Pos
}

// Rule finds one way of stating a duty: what is done (Verbs) to what
// (Objects). See words.yaml for the classes of verbs and words.yaml's lists
// for the words behind @names in phrases.
type Rule struct {
	ID    string `yaml:"id"`
	Means string `yaml:"means"`

	// Objects are phrases that name what the duty is about. The verb that
	// governs the phrase decides whether it counts.
	Objects []string `yaml:"objects"`
	// Verbs names the classes of verbs that make the object a duty; none
	// means every class whose words count.
	Verbs []string `yaml:"verbs"`
	// Alone makes a line count that names the object without any verb
	// ("Backlog management").
	Alone bool `yaml:"alone"`

	// Phrases state the duty whole, verb included; nothing else is asked of
	// the verb than that it is the hire's.
	Phrases []string `yaml:"phrases"`

	// NeedsVerb makes a line state nothing whose verb is of none of these classes,
	// where it would else state a weak duty if the verb supports something: for
	// objects that everybody has to do with, such as features.
	NeedsVerb bool `yaml:"needs_verb"`

	// Weak makes every match of the rule weak.
	Weak bool `yaml:"weak"`

	alike, team bool

	Duty []string `yaml:"duty"` // lines that the rule must catch
	Not  []string `yaml:"not"`  // lines in which the category must not be found
	At   Pos
}

// Alike reports whether the rule stands for the lines of its category that are told
// by their likeness. Such a rule has neither objects nor phrases.
func (r *Rule) Alike() bool { return r.alike }

// Team reports whether the rule is a team's own.
func (r *Rule) Team() bool { return r.team }
