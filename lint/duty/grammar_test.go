package duty

import (
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/rules"
)

// english returns the rules for English, loaded once.
var english = sync.OnceValues(func() (*rules.Duties, error) { return rules.LoadDuties(os.DirFS("../../rules/en"), nil) })

// reader returns a Reader as it stands after a posting for a Product Owner was
// begun.
func reader(t testing.TB) *Reader {
	t.Helper()
	set, err := english()
	if err != nil {
		t.Fatal(err)
	}
	r := New(set)
	r.Read(&posting.Posting{}, Context{Self: "owner", Foreign: "manager"})
	return r
}

// lines says what lines state: categories with a blank between, in the order of
// the line, "weak-" before what the hire only helps with; "" for no duty.
type lines []struct{ text, want string }

// check reads lines of the duties section of a posting for a Product Owner.
func (all lines) check(t *testing.T) {
	t.Helper()
	all.in(t, posting.Duties)
}

func (all lines) in(t *testing.T, zone posting.Zone) {
	t.Helper()
	r := reader(t)
	for _, l := range all {
		if got := stated(r.Line(&posting.Line{Text: l.text, Kind: posting.Bullet, Zone: zone})); got != l.want {
			t.Errorf("%q among %s\n\tstates %q, want %q", l.text, zone, got, l.want)
		}
	}
}

// stated writes duties as lines does.
func stated(duties []Duty) string {
	sorted := slices.Clone(duties)
	slices.SortStableFunc(sorted, func(a, b Duty) int { return a.Start - b.Start })
	var out []string
	for _, d := range sorted {
		word := d.Rule.Category.ID
		if d.Weak {
			word = "weak-" + word
		}
		out = append(out, word)
	}
	return strings.Join(out, " ")
}

// The verb decides whether what follows is the hire's own.
func TestGoverningVerb(t *testing.T) {
	lines{
		{"Own the product backlog", "backlog"},
		{"Manage the product backlog", "backlog"},
		{"Prioritise the product backlog", "backlog"},
		{"Own the product roadmap", "roadmap"},
		{"Define the product roadmap", "roadmap"},
		{"Drive the product roadmap", "roadmap"},
		{"Set the product vision", "vision"},
		{"Define the product strategy", "vision"},
		{"Set prices for all markets", "pricing"},
		{"Define pricing and packaging", "pricing"},
		{"Own the P&L of the product line", "profit"},
		{"Write user stories", "stories"},
		{"Write user stories with acceptance criteria", "stories"},
		{"Write clear user stories", "stories"},
		{"Plan sprints with the team", "sprints"},
		{"Accept finished stories", "acceptance"},
		{"Sign off completed stories", "acceptance"},
		{"Analyse the market and the competition", "market"},
		{"Interview customers", "discovery"},
		{"Define KPIs for the product", "metrics"},
		{"Clearly define the product vision", "vision"},
	}.check(t)
}

// A verb that does not make the thing the hire's own makes no duty of it.
func TestVerbThatOwnsNothing(t *testing.T) {
	lines{
		{"Understand the product vision", ""},
		{"Follow the product strategy", ""},
		{"Communicate the product vision to the team", ""},
		{"Explain the product strategy to new colleagues", ""},
		{"Adhere to the product roadmap", ""},
	}.check(t)
}

// Who defines and prioritises does both, and does both to all that follows.
func TestCoordination(t *testing.T) {
	lines{
		{"Define and prioritise the roadmap and the backlog", "roadmap backlog"},
		{"Own the roadmap and the backlog", "roadmap backlog"},
		{"Define, own and communicate the product vision", "vision"},
		{"Communicate and own the product vision", "vision"},
		{"Define and own pricing and packaging", "pricing"},
		{"Define the vision, the roadmap and the pricing", "vision roadmap pricing"},
		{"Write user stories and define acceptance criteria", "stories"},
		{"Own the backlog, write user stories and plan sprints", "backlog stories sprints"},
		{"Own the backlog; write user stories; plan sprints", "backlog stories sprints"},
		{"Own the backlog / roadmap", "backlog roadmap"},
		{"Own the roadmap as well as the backlog", "roadmap backlog"},
		{"Manage the backlog, as well as writing user stories", "backlog stories"},
		{"Own the P&L in addition to the pricing", "profit pricing"},
		{"Own the vision along with the roadmap", "vision roadmap"},
	}.check(t)
}

// What one thing is brought in line with is given by somebody.
func TestAlign(t *testing.T) {
	lines{
		{"Keep the backlog aligned with the product vision", "backlog"},
		{"Prioritise the backlog according to the roadmap", "backlog"},
		{"Manage the backlog in line with the product strategy", "backlog"},
		{"Prioritise the backlog based on the product vision", "backlog"},
		{"Own the roadmap and keep it aligned with the company's strategy", "roadmap"},
		{"Write user stories that follow the product vision", "stories"},
		{"Plan sprints under the guidance of the product strategy", "sprints"},
	}.check(t)
}

// What is translated is given; what it is translated into is the work.
func TestTranslateInto(t *testing.T) {
	lines{
		{"Translate the vision into stories", "stories"},
		{"Translate the product vision into user stories", "stories"},
		{"Translate the product strategy into a backlog", "backlog"},
		{"Translate the roadmap into epics and user stories", "stories"},
		{"Turn the product roadmap into user stories", "stories"},
		{"Break down epics into user stories", "stories"},
		{"Convert the product strategy into user stories", "stories"},
		{"You translate the product vision into clear requirements", "requirements"},
		{"Translate customer needs into a product strategy", "vision"},
		{"Translating the roadmap into user stories", "stories"},
		{"Translates the product vision into user stories", "stories"},
	}.check(t)
}

// Who only helps has a weak duty.
func TestWeakVerbs(t *testing.T) {
	lines{
		{"Support the product strategy", "weak-vision"},
		{"Contribute to the product strategy", "weak-vision"},
		{"Contribute to the product roadmap", "weak-roadmap"},
		{"Help define the product vision", "weak-vision"},
		{"Help to define the product vision", "weak-vision"},
		{"Help shape the roadmap", "weak-roadmap"},
		{"Assist in defining the product strategy", "weak-vision"},
		{"Support the Product Manager in defining the roadmap", "weak-roadmap"},
		{"Support the Product Manager in defining pricing", "weak-pricing"},
		{"Support the Head of Product with the product strategy", ""},
		{"Participate in the definition of the product strategy", "weak-vision"},
		{"Assist with pricing", "weak-pricing"},
		{"You will support the product vision", "weak-vision"},
		{"Supporting the product strategy", "weak-vision"},
		{"Help the Product Manager develop the product strategy", "weak-vision"},
		{"Support and drive the product strategy", "vision"},
	}.check(t)
}

// What the team, the company or a colleague does is no duty of the hire.
func TestSomebodyElse(t *testing.T) {
	lines{
		{"Work with the Product Manager, who owns the roadmap", ""},
		{"Work with the Product Manager who defines pricing and strategy", ""},
		{"Our Product Manager owns the roadmap", ""},
		{"The Product Manager owns the roadmap", ""},
		{"We own the product strategy", ""},
		{"We define the roadmap together", ""},
		{"They own the backlog", ""},
		{"Your manager will define the product strategy", ""},
		{"Work with engineers that write user stories", ""},
		{"Work closely with the owner of the roadmap", ""},
		{"Work with the team", ""},
		{"Report to the Head of Product, who owns the product strategy", ""},
		{"Report to the Product Manager and own the backlog", "backlog"},
		{"Implement the roadmap defined by the Product Manager", ""},
		{"Hire Product Managers who own the roadmap", ""},
		{"You write user stories; the Product Manager drives the vision and the roadmap", "stories"},
	}.check(t)
}

// With "work with X to", what the hire does comes behind.
func TestWorkWith(t *testing.T) {
	lines{
		{"Work with engineering to define the roadmap", "roadmap"},
		{"Work with design and engineering to write user stories", "stories"},
		{"Partner with sales to develop pricing", "pricing"},
		{"Collaborate with stakeholders to prioritise the backlog", "backlog"},
		{"Together with the team, you own the backlog", "backlog"},
		{"Work closely with marketing to develop the go-to-market strategy", "go-to-market"},
		{"Work with the team on the backlog", "backlog"},
		{"With the engineers, define the roadmap", "roadmap"},
		{"Work with the experts in finance to deeply understand our users", "discovery"},
		{"Partner with sales to truly understand the customers", "discovery"},
	}.check(t)
}

// What is denied is no duty; "not only" denies nothing.
func TestNegation(t *testing.T) {
	lines{
		{"You do not own the backlog", ""},
		{"You don't own the backlog", ""},
		{"You don’t own the backlog", ""},
		{"You will not write user stories", ""},
		{"You will never own the roadmap", ""},
		{"Not only own the backlog but also write user stories", "backlog stories"},
		{"You will not just write user stories", "stories"},
		{"You own the backlog, not the roadmap", "backlog"},
		{"You do not own the roadmap. You own the backlog.", "backlog"},
		{"You are not responsible for the backlog", ""},
	}.check(t)
}

// What the hire is like is no duty.
func TestTraits(t *testing.T) {
	lines{
		{"You can define a product vision", ""},
		{"You can write user stories", ""},
		{"You are able to define a product strategy", ""},
		{"You are comfortable with setting the roadmap", ""},
		{"You are also comfortable with setting the roadmap", ""},
		{"You are also the go-to person for the developers", "clarification"},
		{"Ensure that the tool reflects current pricing", ""},
		{"Ensure that the backlog supports the product strategy", "backlog"},
		{"You are comfortable writing user stories", ""},
		{"You are passionate about product strategy", ""},
		{"You are confident in prioritising the backlog", ""},
		{"You are part of the launch crew and will be responsible for writing user stories", "stories"},
		{"You are curious by nature and will own the product vision", "vision"},
		{"You will have to set the product strategy with sales", "vision"},
		{"You will need to write user stories", "stories"},
		{"This means owning the roadmap", "roadmap"},
		{"You love to write user stories", ""},
		{"You love writing user stories", ""},
		{"You enjoy talking to customers and setting the vision", ""},
		{"You have defined a product strategy before", ""},
		{"You have a track record of owning a roadmap", ""},
		{"You thrive on owning the product vision", ""},
		{"A strategic thinker with a passion for the product vision", ""},
		{"Love of product strategy", ""},
	}.check(t)
}

// What the hire must bring along is no duty.
func TestRequirements(t *testing.T) {
	texts := lines{
		{"Experience in defining a product strategy", ""},
		{"Experience with backlog management", ""},
		{"We are looking for somebody with experience in defining roadmaps", ""},
		{"We are seeking a colleague with five years of experience in writing user stories", ""},
		{"5+ years of experience in writing user stories", ""},
		{"5+ years owning a roadmap", ""},
		{"Ability to define a product vision", ""},
		{"Ability to write user stories and prioritise a backlog", ""},
		{"Proven ability to set pricing", ""},
		{"Strong skills in backlog management", ""},
		{"Knowledge of pricing and go-to-market", ""},
		{"Familiarity with sprint planning", ""},
		{"Demonstrated track record of setting the product strategy", ""},
		{"Excellent understanding of product strategy", ""},
		{"Degree in marketing or experience in market research", ""},
		{"Background in product strategy", ""},
	}
	texts.check(t)
	texts.in(t, posting.Requirements)
}

// What was done is told of the candidate.
func TestPast(t *testing.T) {
	lines{
		{"Launched a product in a new market", ""},
		{"You have written user stories", ""},
		{"Managed a P&L of more than 5 million", ""},
		{"You have launched products and set their price", ""},
	}.check(t)
}

// Why something is done is not what is done.
func TestPurpose(t *testing.T) {
	lines{
		{"Interview customers to refine the product strategy", "discovery"},
		{"Analyse the market to inform the roadmap", "market"},
		{"Manage the backlog to deliver the product vision", "backlog"},
		{"Write user stories so that the team can plan its sprints", "stories"},
		{"Analyse usage data in order to prioritise the backlog", "metrics"},
		{"Meet users to define the roadmap", "discovery roadmap"},
	}.check(t)
}

// Where a noun leads, it stands for its verb.
func TestNounLed(t *testing.T) {
	lines{
		{"Ownership of the backlog", "backlog"},
		{"Ownership of the product roadmap", "roadmap"},
		{"Responsible for pricing", "pricing"},
		{"Responsible for the product backlog", "backlog"},
		{"You are responsible for the product vision", "vision"},
		{"You are tasked with prioritising the backlog", "backlog"},
		{"You will be instrumental in writing user stories", "stories"},
		{"You will be accountable for the P&L", "profit"},
		{"Responsibility for pricing and packaging", "pricing"},
		{"Product strategy and vision", "vision"},
		{"Backlog management", "backlog"},
		{"Creation and maintenance of the product backlog", "backlog"},
		{"Development of the product strategy", "vision"},
		{"Market research and competitive analysis", "market"},
		{"Sprint planning", "sprints"},
		{"In charge of the roadmap", "roadmap"},
		{"Your responsibilities: backlog management", "backlog"},
		{"Writing of user stories", "stories"},
		{"Participation in sprint planning", "sprints"},
		{"Prioritisation of the backlog", "backlog"},
		{"Creation of user stories", "stories"},
		{"Analysis of the market", "market"},
		{"Definition of the product strategy", "vision"},
		{"Be the owner of the backlog", "backlog"},
		{"Act as owner of the product backlog", "backlog"},
	}.check(t)
}

// A bullet may begin with the verb in any form.
func TestFormsOfVerbs(t *testing.T) {
	lines{
		{"Owning the product roadmap", "roadmap"},
		{"Writing user stories", "stories"},
		{"Defining and prioritising the backlog", "backlog"},
		{"Setting prices", "pricing"},
		{"Planning sprints", "sprints"},
		{"Owns the product roadmap", "roadmap"},
		{"Writes user stories", "stories"},
		{"Defines and communicates the product vision", "vision"},
		{"Manages the P&L", "profit"},
		{"Analyzes the market", "market"},
		{"In this role, you will be writing user stories", "stories"},
		{"This involves writing user stories", "stories"},
		{"Be responsible for writing user stories", "stories"},
	}.check(t)
}

// The person hired is told of in many ways.
func TestNamesOfTheHire(t *testing.T) {
	all := lines{
		{"You own the backlog", "backlog"},
		{"You will own the backlog", "backlog"},
		{"You'll own the backlog", "backlog"},
		{"You’ll own the backlog", "backlog"},
		{"You'll be responsible for the backlog", "backlog"},
		{"You're responsible for the backlog", "backlog"},
		{"The ideal candidate will own the backlog", "backlog"},
		{"This role owns the backlog", "backlog"},
		{"In this role you will define the product strategy", "vision"},
		{"As a Product Owner you will own the backlog", "backlog"},
		{"As our new Product Owner, you define the roadmap", "roadmap"},
		{"The Product Owner owns the backlog", "backlog"},
		{"The Product Owner will write user stories", "stories"},
		{"He or she will own the backlog", "backlog"},
		{"We are looking for a Product Owner who will own the backlog", "backlog"},
		{"We are looking for someone to own the product roadmap", "roadmap"},
		{"We are hiring a Product Owner to define the product strategy", "vision"},
		{"Day to day, you will write user stories", "stories"},
	}
	all.check(t)
	// Outside the duties these lines vote as well, for they speak of the hire.
	all.in(t, posting.Intro)
	lines{
		{"The successful candidate will be responsible for pricing", "pricing"},
		{"This position is responsible for the product roadmap", "roadmap"},
		{"The Product Owner is responsible for the product backlog", "backlog"},
	}.check(t)
}

// Outside the duties a line votes only if it speaks of the hire.
func TestOutsideTheDuties(t *testing.T) {
	for _, zone := range []posting.Zone{posting.Intro, posting.Company, posting.Requirements} {
		lines{
			{"Own the product backlog", ""},
			{"Our product strategy is bold", ""},
			{"Backlog management", ""},
			{"Pricing made simple for everybody", ""},
			{"We define the future of payments", ""},
		}.in(t, zone)
	}
}

func TestSpelling(t *testing.T) {
	lines{
		{"Prioritise the backlog", "backlog"},
		{"Prioritize the backlog", "backlog"},
		{"Prioritising the backlog", "backlog"},
		{"Prioritizing the backlog", "backlog"},
		{"Backlog prioritisation", "backlog"},
		{"Backlog prioritization", "backlog"},
		{"Analyse the market", "market"},
		{"Analyze the market", "market"},
		{"Optimise pricing", "pricing"},
		{"Optimize pricing", "pricing"},
		{"Run the adoption programme", "go-to-market"},
		{"Run the adoption program", "go-to-market"},
		{"OWN THE PRODUCT BACKLOG", "backlog"},
		{"own the product backlog", "backlog"},
		{"Define the go-to-market plan", "go-to-market"},
		{"Define the go to market plan", "go-to-market"},
		{"Define the Go-To-Market-Plan", "go-to-market"},
		{"Own the product road-map", "roadmap"},
		{"Own the product road map", "roadmap"},
	}.check(t)
}

// What stands in brackets behind the object are examples.
func TestBrackets(t *testing.T) {
	lines{
		{"Own the backlog (user stories, bugs, pricing)", "backlog"},
		{"Work with colleagues (pricing, go-to-market, sales)", ""},
		{"Define KPIs (market share, revenue)", "metrics"},
		{"Own the roadmap (and the backlog)", "roadmap"},
		{"Manage the backlog (in Jira) and write user stories", "backlog stories"},
		{"(Co-)define the roadmap", "roadmap"},
		{"Own the roadmap (with (some) of the pricing)", "roadmap"},
		{"Stay in line with a) the product strategy", ""},
		{"Accept work (UAT/QA) and sign it off", "acceptance"},
	}.check(t)
}

// A word before a colon is a label of what follows.
func TestLabels(t *testing.T) {
	lines{
		{"Backlog: own, order and refine the backlog", "backlog"},
		{"Roadmap: write user stories and refine them with the team", "stories"},
		{"Strategy: define the product vision", "vision"},
		{"Product vision: own and communicate it", "vision"},
		{"Stakeholder management: define the roadmap with sales", "roadmap"},
		{"Pricing", "pricing"},
		{"Backlog management:", "backlog"},
	}.check(t)
}

func TestPassive(t *testing.T) {
	lines{
		{"Ensure that the backlog is prioritised", "backlog"},
		{"Make sure the backlog is groomed and ready", "backlog"},
	}.check(t)
}

// Phrases that only look like a duty.
func TestFalseFriends(t *testing.T) {
	lines{
		{"Dental and vision insurance", ""},
		{"Build computer vision models", ""},
		{"Competitive salary at or above the market rate", ""},
		{"Launch your career with us", ""},
		{"Define the test strategy", ""},
		{"Manage the software development life cycle", ""},
		{"Onboarding on the first day", ""},
	}.check(t)
}

// What is put between the verbs and their object leaves it theirs.
func TestTuckedIn(t *testing.T) {
	lines{
		{"Define together with your team the product roadmap", "roadmap"},
		{"Define, in close cooperation with sales, the product roadmap", "roadmap"},
		{"Own, with your tech lead, the backlog", "backlog"},
		{"Work together with the team the product roadmap depends on", ""},
		{"Lead the meeting with sales, the product roadmap", ""},
	}.check(t)
}

// Nouns that take the place of verbs, several of them or behind a verb that says
// no more than that they come with the job.
func TestHeads(t *testing.T) {
	lines{
		{"Creation and continuous upkeep of the product roadmap", "roadmap"},
		{"Preparation, maintenance and presentation of the product roadmap", "roadmap"},
		{"Presentation of the product roadmap", ""},
		{"Has overall responsibility for the product roadmap", "roadmap"},
		{"You have ownership of the product roadmap", "roadmap"},
		{"Act as owner of the product roadmap", "roadmap"},
		{"Work with the owner of the product roadmap", ""},
		{"Play a leading role in the definition of the product roadmap", "roadmap"},
		{"Take an interest in the definition of the product roadmap", ""},
		{"The role involves defining the product roadmap", "roadmap"},
		{"Discuss ideas while clearly defining the product roadmap", "roadmap"},
		{"Co-own the product roadmap with engineering", "roadmap"},
	}.check(t)
}

// A phrase that states a duty whole shows that its first word is a verb, though
// it is a noun as often.
func TestVerbOfAPhrase(t *testing.T) {
	lines{
		{"Work with a friendly team and lead discovery for new features", "discovery"},
		{"Create value for our members by running usability tests with them", "discovery"},
		{"Create value for our members by retiring old products", "portfolio"},
		{"Make decisions backed by data", "metrics"},
		{"Execute the product strategy backed by leadership", "vision"},
		{"Our researchers interview customers while you design the screens", ""},
		{"Work with colleagues and use product data to guide priorities", "metrics weak-roadmap"},
		{"The roadmap for the coming year is full", ""},
	}.check(t)
}

// Each sentence stands for itself.
func TestSentences(t *testing.T) {
	lines{
		{"We own the strategy. You own the backlog.", "backlog"},
		{"You own the backlog. We own the strategy.", "backlog"},
		{"Own the backlog.Write user stories", "backlog stories"},
		{"Own the backlog • Write user stories", "backlog stories"},
		{"Own the backlog | Write user stories", "backlog stories"},
	}.check(t)
}

// A dot behind an abbreviation ends no sentence, unless a capital follows.
func TestAbbreviations(t *testing.T) {
	lines{
		{"Own the U.S. pricing", "pricing"},
		{"Report to the VP of Acme Ltd. product strategy", ""},
		{"Compare the product with Acme Inc. pricing", ""},
		{"Work with sales etc. Own the backlog", "backlog"},
		{"work with plan B. Own the backlog", "backlog"},
	}.check(t)
}

func TestPrefixes(t *testing.T) {
	lines{
		{"Co-ordinate releases with operations.", "releases"},
		{"Co-ordination of releases", "releases"},
		{"Regularly re-prioritises the backlog.", "backlog"},
		{"Re-rank tickets as conditions change.", "backlog"},
		{"The co-operative writes its own stories.", ""},
	}.check(t)
}

func TestTheOneWhoIsTheHire(t *testing.T) {
	lines{
		{"You are the one who signs off stories.", "acceptance"},
		{"You will be the person who orders the backlog.", "backlog"},
		{"You work with the one who signs off stories.", ""},
		{"You help a person who signs off stories.", ""},
	}.check(t)
}

// A phrase that holds its verb, in the form of the verbs before, is coordinated
// with them, whatever stands between.
func TestPhrasesThatBeginAnew(t *testing.T) {
	lines{
		{"Negotiate delivery with suppliers and set retail prices.", "pricing"},
		{"Negotiates delivery with suppliers and sets retail prices.", "pricing"},
	}.check(t)
}

func TestPhrasesThatBeginWithHave(t *testing.T) {
	lines{
		{"You have the final say on whether a story is done.", "acceptance"},
		{"You have written stories before.", ""},
	}.check(t)
}

func TestTheyWill(t *testing.T) {
	lines{
		{"They will own the backlog.", "backlog"},
		{"They'll write user stories.", "stories"},
		{"They own the backlog.", ""},
		{"Integrated: they must release often.", ""},
		{"Work with engineers so that they will write user stories.", ""},
	}.check(t)
	lines{{"They will own the backlog.", ""}}.in(t, posting.Company)
}

func TestWhatIsDoneTogether(t *testing.T) {
	lines{
		{"Collaborate with the business team ensuring that the backlog is prioritised.", "backlog"},
		{"Work with developers defining user stories.", "stories"},
		{"Work with developers who are defining user stories.", ""},
		{"Work with a team that is writing user stories.", ""},
		{"Work with experts in pensions to pin down rules for the developers.", "requirements"},
	}.check(t)
}
