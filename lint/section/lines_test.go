package section

import (
	"fmt"
	"strings"
	"testing"
	"unicode"

	"github.com/jdlint/jdlint/lint/internal/testtime"

	"github.com/google/go-cmp/cmp"
	"github.com/jdlint/jdlint/lint/posting"
	"github.com/jdlint/jdlint/lint/read/block"
)

// splitOf returns the lines of a text, headings marked with "#" and bullets
// with "*".
func splitOf(t testing.TB, text string) []string {
	t.Helper()
	var out []string
	for _, l := range linesOf(t, text, headings(t), "en") {
		out = append(out, map[posting.Kind]string{posting.Sentence: "", posting.Bullet: "* ", posting.Heading: "# "}[l.Kind]+l.Text)
	}
	return out
}

// filler makes a paragraph long enough to be taken for a flattened posting.
var filler = strings.Repeat(" It is a place where people of many trades meet and learn from each other every single week.", 6)

func TestSplit(t *testing.T) {
	for _, test := range []struct {
		name, text string
		want       []string
	}{
		{"sentences", "You own the plan. You tell it to others! Who else?",
			[]string{"You own the plan.", "You tell it to others!", "Who else?"}},
		{"abbreviations", "Work with partners, e.g. Acme Inc. and others, i.e. No. 1 vendors. Report to Dr. Who at 5 p.m. daily.",
			[]string{"Work with partners, e.g. Acme Inc. and others, i.e. No. 1 vendors.", "Report to Dr. Who at 5 p.m. daily."}},
		{"abbreviation that ends", "You plan, track etc. You also report to Acme Inc. You decide.",
			[]string{"You plan, track etc.", "You also report to Acme Inc.", "You decide."}},
		{"numbers and names with dots", "Grow sales by 2.5 percent with Node.js and ASP.NET on Adobe.com. See https://www.acme.com/Jobs.Html for more.",
			[]string{"Grow sales by 2.5 percent with Node.js and ASP.NET on Adobe.com.", "See https://www.acme.com/Jobs.Html for more."}},
		{"degrees", "You hold a B.Sc or Ph.D in physics from the U.S. or abroad.",
			[]string{"You hold a B.Sc or Ph.D in physics from the U.S. or abroad."}},
		{"initials", "You report to J. Smith in Paris.", []string{"You report to J. Smith in Paris."}},
		{"quotes and brackets", `They say "it works." (Most do.) You check it.`,
			[]string{`They say "it works."`, "(Most do.)", "You check it."}},
		{"glued sentences", "You keep the backlog.Write stories for it.You ask the users (all of them)Collect what they say",
			[]string{"You keep the backlog.", "Write stories for it.", "You ask the users (all of them)", "Collect what they say"}},
		{"glued words", "manage all the stakeholdersCreate the roadmap for our GitHub, PowerPoint and AirAsia shopsDefine how we price",
			[]string{"manage all the stakeholders", "Create the roadmap for our GitHub, PowerPoint and AirAsia shops", "Define how we price"}},
		{"glued dashes", "We act against fraud- Define the roadmap– Own the plan- Some Of It with co- Founders",
			[]string{"We act against fraud", "* Define the roadmap", "* Own the plan- Some Of It with co- Founders"}},
		{"inline bullets", "What you will do • Own the plan • Price the goods · Ask the buyers",
			[]string{"# What you will do", "* Own the plan", "* Price the goods", "* Ask the buyers"}},
		{"dashes as bullets", "What you'll do - Own the long-term plan - for all of it - Price the goods - Ask the buyers - Keep the books" + ".",
			[]string{"# What you'll do", "* Own the long-term plan - for all of it", "* Price the goods", "* Ask the buyers", "* Keep the books."}},
		{"a dash", "We make search - Google style - and more.", []string{"We make search - Google style - and more."}},
		{"numbers as bullets", "Responsibilities: 1. Own the plan 2. Price the goods since 2020. 3. Ask buyers at 5 p.m. daily",
			[]string{"# Responsibilities:", "* Own the plan", "* Price the goods since 2020.", "* Ask buyers at 5 p.m. daily"}},
		{"a letter as bullet", "Responsibilities: o Own the plan o Price the goods o Ask the buyers",
			[]string{"# Responsibilities:", "* Own the plan", "* Price the goods", "* Ask the buyers"}},
		{"heading glued to its text", "We sell tools.Job DescriptionWe need help.Key ResponsibilitiesOwn the plan.RequirementsExperience with tools.",
			[]string{"We sell tools.", "# Job Description", "We need help.", "# Key Responsibilities", "Own the plan.", "# Requirements", "Experience with tools."}},
		{"headings in a row of sentences", "We sell tools. What You Will Do Understand how they are used. Key Responsibilities Own the plan. About you: You have sold tools.",
			[]string{"We sell tools.", "# What You Will Do", "Understand how they are used.", "# Key Responsibilities", "Own the plan.", "# About you:", "You have sold tools."}},
		{"capitals", "We sell tools. IN THIS ROLE, YOU'LL: Partner with design. WHAT YOU'LL BRING Ten years of it.",
			[]string{"We sell tools.", "# IN THIS ROLE, YOU'LL:", "Partner with design.", "# WHAT YOU'LL BRING", "Ten years of it."}},
		{"lead-in to a colon", "You make an impact in the following ways:Impact You Will Own Define the plan.",
			[]string{"# You make an impact in the following ways:", "# Impact You Will Own", "Define the plan."}},
		{"no heading in a sentence", "We tell you what you will do and who you are. The role is yours, the job is to sell. Your responsibilities include sales.",
			[]string{"We tell you what you will do and who you are.", "The role is yours, the job is to sell.", "Your responsibilities include sales."}},
		{"no heading behind a small word", "Read more about The Role: it is yours.", []string{"Read more about The Role: it is yours."}},
		{"lines without a stop", "Role Overview." + filler + " Own the plan for all of our markets Define how we price and pack it Translate it into stories for the team Communicate it to our buyers",
			append(append([]string{"# Role Overview."}, sentencesOf(filler)...), "Own the plan for all of our markets", "Define how we price and pack it", "Translate it into stories for the team", "Communicate it to our buyers")},
		{"labels", "Responsibilities." + filler + " Vision & Roadmap: Define where we go.",
			append(append([]string{"# Responsibilities."}, sentencesOf(filler)...), "# Vision & Roadmap:", "Define where we go.")},
		{"heading in capitals glued to its text", "We sell tools. OUR REQUIREMENTSWe want people who know them. SKILLSStrong command of metal.",
			[]string{"We sell tools.", "# OUR REQUIREMENTS", "We want people who know them.", "# SKILLS", "Strong command of metal."}},
		{"heading glued to a number", "You report on key metrics for successSkills3+ years of selling tools.",
			[]string{"You report on key metrics for success", "# Skills", "3+ years of selling tools."}},
		{"plainly glued", "You change the plan if needed to keep earlier commitmentsAcme Anvils is an equal opportunity employer.",
			[]string{"You change the plan if needed to keep earlier commitments", "Acme Anvils is an equal opportunity employer."}},
		{"an adverb glued", "You see to it that buyers are happyIndependently creates the plan.",
			[]string{"You see to it that buyers are happy", "Independently creates the plan."}},
		{"sub-headings between inline bullets", "Responsibilities • Own the plan. Markets and Buyers • Study them. Prices and Packages • Set them.",
			[]string{"# Responsibilities", "* Own the plan.", "# Markets and Buyers", "* Study them.", "# Prices and Packages", "* Set them."}},
		{"sub-headings glued to their text", "Responsibilities." + filler + " Plans and PricesHelp the team set them. Markets and Buyers Define who they are.",
			append(append([]string{"# Responsibilities."}, sentencesOf(filler)...), "# Plans and Prices", "Help the team set them.", "# Markets and Buyers", "Define who they are.")},
		{"no heading out of the middle of a name", "What you will do: Build Customer Tools: write them. Improve the Steel State of our anvils.",
			[]string{"# What you will do:", "Build Customer Tools: write them.", "Improve the Steel State of our anvils."}},
		{"an arrow", "• Own the way of buyers: visit → Order → Sale • Set the price",
			[]string{"* Own the way of buyers: visit → Order → Sale", "* Set the price"}},
		{"labels before their own sentences", "- Vision and roadmap. Define and own both.\n- Buyers. Talk to them every week.",
			[]string{"* Vision and roadmap. Define and own both.", "* Buyers. Talk to them every week."}},
		{"the same in a list run together", "Responsibilities • Vision and Roadmap. Define and own both. • Markets. Study them every week.",
			[]string{"# Responsibilities", "# Vision and Roadmap.", "* Define and own both.", "* Markets.", "* Study them every week."}},
		{"labels on lines of their own", "- Vision and Roadmap\n- Define where we go with all of our anvils\n- Markets and Prices\n- Study who buys and set the price for it",
			[]string{"# Vision and Roadmap", "* Define where we go with all of our anvils", "# Markets and Prices", "* Study who buys and set the price for it"}},
		{"nouns are duties among nouns", "- Backlog Refinement\n- Sprint Planning\n- Stakeholder Management\n- Release Planning",
			[]string{"* Backlog Refinement", "* Sprint Planning", "* Stakeholder Management", "* Release Planning"}},
		{"one noun among verbs", "- Define where we go with all of our anvils\n- Backlog Refinement\n- Study who buys and set the price for it",
			[]string{"* Define where we go with all of our anvils", "* Backlog Refinement", "* Study who buys and set the price for it"}},
		{"a heading as list item", "- Key Responsibilities\n- Define where we go with all of our anvils",
			[]string{"# Key Responsibilities", "* Define where we go with all of our anvils"}},
		{"semicolons", "define the plan for all markets; write the stories for the team; manage all of the budget; prepare what the board has to know.",
			[]string{"define the plan for all markets;", "write the stories for the team;", "manage all of the budget;", "prepare what the board has to know."}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, splitOf(t, test.text)); diff != "" {
				t.Errorf("%s\n(-want +got)\n%s", test.text, diff)
			}
		})
	}
}

func sentencesOf(text string) []string {
	var out []string
	for _, s := range strings.SplitAfter(text, ".") {
		if s = strings.TrimSpace(s); s != "" {
			out = append(out, s)
		}
	}
	return out
}

func TestZones(t *testing.T) {
	for _, test := range []struct{ name, language, text, want string }{
		{"sections", "en", `
# Product Owner
Acme makes anvils.
## Your role
- Own the backlog
### Pricing matters
- Set the price
## What you bring
- Patience
## We offer
- Cake
## How to apply
Write to us.`, `
intro        Product Owner
intro        Acme makes anvils.
duties       Your role
duties       Own the backlog
duties       Pricing matters
duties       Set the price
requirements What you bring
requirements Patience
benefits     We offer
benefits     Cake
application  How to apply
application  Write to us.`},
		{"an unknown heading beside known ones is judged by what stands below", "en", `
## Responsibilities
- Own the backlog
## The fine print
- 5+ years in shops
- Bachelor's degree
- Strong nerves
## Moving mountains
- Define the vision
- Prioritise the roadmap`, `
duties       Responsibilities
duties       Own the backlog
requirements The fine print
requirements 5+ years in shops
requirements Bachelor's degree
requirements Strong nerves
duties       Moving mountains
duties       Define the vision
duties       Prioritise the roadmap`},
		{"colon lines", "en", `
We are a maker of anvils.

You will:

* Define the vision

You have:

* a degree`, `
company      We are a maker of anvils.
duties       You will:
duties       Define the vision
requirements You have:
requirements a degree`},
		{"no headings", "en", `
Anvils are heavy.
You will own our roadmap.
Define the vision with our board.
5+ years of experience with metal.
Bachelor's degree in physics.
We offer a competitive salary.
We are an equal opportunity employer.`, `
intro        Anvils are heavy.
duties       You will own our roadmap.
duties       Define the vision with our board.
requirements 5+ years of experience with metal.
requirements Bachelor's degree in physics.
benefits     We offer a competitive salary.
equality     We are an equal opportunity employer.`},
		{"duties that run on into requirements", "en",
			`Responsibilities: Own the roadmap. Define prices. 5+ years of experience in shops. Strong command of metal. Dental and vision insurance and 401(k). All applicants are considered without regard to race.`, `
duties       Responsibilities:
duties       Own the roadmap.
duties       Define prices.
requirements 5+ years of experience in shops.
requirements Strong command of metal.
benefits     Dental and vision insurance and 401(k).
equality     All applicants are considered without regard to race.`},
		{"one doubtful word does not end the duties", "en", `
## Responsibilities
- Own the backlog
- Deep dives into what buyers do
- Set the price`, `
duties       Responsibilities
duties       Own the backlog
duties       Deep dives into what buyers do
duties       Set the price`},
		{"a duty among requirements", "en", `
## Requirements
- Patience
- You will be responsible for our roadmap
- 3 years in shops`, `
requirements Requirements
requirements Patience
duties       You will be responsible for our roadmap
requirements 3 years in shops`},
		{"you, in the present, among traits", "en", `
## About you
- You define metrics before you build
- You build buy-in and decide
- You own mistakes
- You lead by example
- Managing backlogs at scale
- Leading teams
## In the job
- You define the metrics
- You decide on prices`, `
requirements About you
requirements You define metrics before you build
requirements You build buy-in and decide
requirements You own mistakes
requirements You lead by example
requirements Managing backlogs at scale
requirements Leading teams
duties       In the job
duties       You define the metrics
duties       You decide on prices`},
		{"lines of verbs among requirements", "en", `
## Skills
- 3 years in shops
- Define the vision with our board
- Write the roadmap and keep it
- Prioritise the backlog with the team
- Measure what buyers do`, `
duties       Skills
requirements 3 years in shops
duties       Define the vision with our board
duties       Write the roadmap and keep it
duties       Prioritise the backlog with the team
duties       Measure what buyers do`},
		{"words inside a duty tell nothing", "en", `
## Responsibilities
- Create what is desirable and viable
- Maintain our place as a global leader in anvils
- Customer-centric work: engage with buyers`, `
duties       Responsibilities
duties       Create what is desirable and viable
duties       Maintain our place as a global leader in anvils
duties       Customer-centric work: engage with buyers`},
		{"others' doing", "en", `
## The role
The Payments team builds the tills.
They sit next to the board.
It is well placed to earn money.
You will own the roadmap.`, `
duties       The role
company      The Payments team builds the tills.
company      They sit next to the board.
company      It is well placed to earn money.
duties       You will own the roadmap.`},
		{"a sub-heading does not end the duties because of what follows later", "en", `
**Responsibilities**

**Money and means**

- Manage the budget
- Set prices
- Approve offers

5+ years of experience. Bachelor's degree. Strong nerves. Fluent English. Knowledge of metal.`, `
duties       Responsibilities
duties       Money and means
duties       Manage the budget
duties       Set prices
duties       Approve offers
requirements 5+ years of experience.
requirements Bachelor's degree.
requirements Strong nerves.
requirements Fluent English.
requirements Knowledge of metal.`},
		{"labels are no headings of sections", "en", `
## Responsibilities
- **Requirements gathering:** collect what buyers need
- **Customer experience:** improve it`, `
duties       Responsibilities
duties       Requirements gathering: collect what buyers need
duties       Customer experience: improve it`},
		{"buttons end no section", "en", `
## Responsibilities
- Own the backlog

Apply for this job

- Set the price`, `
duties       Responsibilities
duties       Own the backlog
furniture    Apply for this job
duties       Set the price`},
		{"a company by name", "en", `
## About Acme Anvils
Anvils are heavy.
## About the role
The Senior Product Owner prioritises the backlog.`, `
company      About Acme Anvils
company      Anvils are heavy.
duties       About the role
duties       The Senior Product Owner prioritises the backlog.`},
		{"the hire by title", "en", `
Anvils are heavy. The Lead Product Manager will own the roadmap.`, `
intro        Anvils are heavy.
duties       The Lead Product Manager will own the roadmap.`},
		{"German", "de", `
## Deine Aufgaben
- Verantwortung für die Roadmap
## Dein Profil
- Abgeschlossenes Studium, z.B. Physik
## Das bieten wir dir
- Kuchen
## About us
Ambosse sind schwer.`, `
duties       Deine Aufgaben
duties       Verantwortung für die Roadmap
requirements Dein Profil
requirements Abgeschlossenes Studium, z.B. Physik
benefits     Das bieten wir dir
benefits     Kuchen
company      About us
company      Ambosse sind schwer.`},
		{"French", "fr", `
**Vos missions :**

- Définir la vision

**Profil recherché**

- Bac +5`, `
duties       Vos missions :
duties       Définir la vision
requirements Profil recherché
requirements Bac +5`},
		{"Dutch", "nl", `
## Wat ga je doen?
- De backlog beheren
## Wat breng je mee?
- HBO`, `
duties       Wat ga je doen?
duties       De backlog beheren
requirements Wat breng je mee?
requirements HBO`},
		{"a language without headings", "pt", `
## Requisitos
Gerir o produto. Definir o preço.`, `
intro        Requisitos
intro        Gerir o produto.
intro        Definir o preço.`},
	} {
		t.Run(test.name, func(t *testing.T) {
			var got strings.Builder
			for _, l := range linesOf(t, test.text, headings(t), test.language) {
				got.WriteString("\n" + string(l.Zone) + strings.Repeat(" ", 13-len(l.Zone)) + l.Text)
			}
			if diff := cmp.Diff(strings.Split(test.want, "\n"), strings.Split(got.String(), "\n")); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// checkLines holds lines against the laws of offsets: they stand in the order
// of the source, do not overlap, lose no letter of the blocks, and what their
// spans hold is their text.
func checkLines(t testing.TB, src string, blocks []block.Block, lines []posting.Line) {
	t.Helper()
	end := 0
	var text strings.Builder
	for i := range lines {
		l := &lines[i]
		span := l.Span()
		if l.Text == "" || l.Zone == "" || strings.TrimSpace(l.Text) != l.Text {
			t.Fatalf("line %d is not clean: %+v", i, l)
		}
		if span.Start < end || span.End <= span.Start || span.End > len(src) {
			t.Fatalf("line %d at %v overlaps the one before, which ends at %d", i, span, end)
		}
		end = span.End
		if src[span.Start:span.End] != l.Text {
			t.Fatalf("line %d is %q but %q stands at %v", i, l.Text, src[span.Start:span.End], span)
		}
		text.WriteString(l.Text)
	}
	var whole strings.Builder
	for i := range blocks {
		whole.WriteString(blocks[i].Text)
	}
	if got, want := words(text.String()), words(whole.String()); got != want {
		t.Fatalf("letters were lost:\n%q\n%q", got, want)
	}
}

// words leaves of a text its letters, but for lone ones, which may have been
// bullets.
func words(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' && r != 'o' {
			return r
		}
		return -1
	}, text)
}

// plainBlocks makes a block of each line of a text, as its first byte says.
func plainBlocks(src string) []block.Block {
	var blocks []block.Block
	at := 0
	for line := range strings.SplitSeq(src, "\n") {
		from := at
		at += len(line) + 1
		b := block.Block{}
		switch {
		case strings.HasPrefix(line, "#"):
			b.Kind, b.Level = block.Heading, 1+len(line)%6
		case strings.HasPrefix(line, "-"):
			b.Kind, b.Level = block.Bullet, 1+len(line)%3
		case strings.HasPrefix(line, "!"):
			b.Bold = true
		case strings.HasPrefix(line, "|"):
			b.Kind = block.Cell
		}
		text := strings.TrimLeft(line, "#-!| ")
		from += len(line) - len(text)
		text = strings.TrimRight(text, " ")
		if text == "" || strings.Contains(text, "  ") || strings.ContainsFunc(text, func(r rune) bool { return r != ' ' && unicode.IsSpace(r) }) {
			continue
		}
		b.Text, b.Runs = text, []posting.Run{{At: 0, Start: from, End: from + len(text)}}
		blocks = append(blocks, b)
	}
	return blocks
}

func FuzzMakeLines(f *testing.F) {
	for _, s := range []string{
		"# Role\n- Own it\nYou will: • Own · it - And\n!About you:\n|5+ years",
		"We sell tools.Job DescriptionWe need help.Key ResponsibilitiesOwn the plan; define it; write; manage it.",
		"IN THIS ROLE, YOU'LL: o One o Two 1. Three 2. Four (a)Five B.Sc. e.g. \xff\xfe ’s …",
		"Über uns: Wir sind’s. Deine AufgabenDu planst z.B. alles.",
	} {
		f.Add(s, "en")
		f.Add(s, "de")
		f.Add(s, "pt")
	}
	known := headings(f)
	f.Fuzz(func(t *testing.T, src, language string) {
		blocks := plainBlocks(src)
		sections, err := known.In(language)
		if err != nil {
			t.Fatal(err)
		}
		checkLines(t, src, blocks, newSplitter(t).makeLines(blocks, sections))
	})
}

// Time must grow with the text, no worse, whatever it repeats.
func TestMakeLinesIsLinear(t *testing.T) {
	known := english(t)
	for _, piece := range []string{
		"a", "A", "aA", "Aa", ".", ". ", "!", "?\"", ".)", "!”", "A. ", "a.A", "- ", "-A", " - A", "• ", "· A", "1. A", "1", ";", "; A", ":", ":Aa", "(", ")A", "you will ", "You Will ", "You'll",
		"What You Will Do ", "the role", "Define", "Define ", "define the roadmap Define ", "'", "’", "&", "# ", "…", "é", "\xff", "A&", "A/", "Requirements", "REQUIREMENTS ", "About A ", "etc. A",
	} {
		for _, end := range []string{"", " and write stories"} {
			testtime.Linear(t, fmt.Sprintf("%q", piece+end), testtime.Size(3<<10, 128<<10), func(size int) func() {
				text := strings.TrimSpace(strings.Repeat(piece, size/len(piece)) + end)
				blocks := []block.Block{{Text: text, Runs: []posting.Run{{At: 0, Start: 0, End: len(text)}}}}
				s := newSplitter(t) // the lines need memory but once
				return func() { s.makeLines(blocks, known) }
			})
		}
	}
}
