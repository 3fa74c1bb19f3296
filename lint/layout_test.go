package lint_test

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// bullet is a line of a list: indent, sign, text.
var bullet = regexp.MustCompile(`^( *)([-*+•·▪–]|[0-9]+\.|[a-z]\))([ \t]+)(.*?)(\r?)$`)

// bullets changes the bullets of a text, which have to stand on one line each;
// other texts give nil.
func bullets(name, src string, change func(n int, indent, sign, gap, text string) string) []byte {
	if filepath.Ext(name) == ".html" {
		return nil
	}
	lines := strings.Split(src, "\n")
	n := 0
	for i := frontMatter(strings.SplitAfter(src, "\n")); i < len(lines); i++ {
		m := bullet.FindStringSubmatch(lines[i])
		if m == nil {
			n = 0
			continue
		}
		if next := i + 1; next < len(lines) && strings.HasPrefix(lines[next], "  ") && !bullet.MatchString(lines[next]) {
			return nil // wrapped, or more than a list
		}
		n++
		lines[i] = change(n, m[1], m[2], m[3], m[4]) + m[5]
	}
	return []byte(strings.Join(lines, "\n"))
}

// TestBulletSigns checks that a list is a list, whatever its sign.
func TestBulletSigns(t *testing.T) {
	l := linter(t, "strategist")
	for name, src := range samples(t) {
		o := original{Linter: l, name: name, src: src}
		for _, sign := range []string{"-", "*", "+", "•", "·", "▪", "–", "—", "◦", "‣", "●", "■", "➢", "✓", "→", "o", "1.", "a)", "(a)", "1)"} {
			if sign == "o" && name == "principal-associate-cyber-po.txt" {
				continue // "o Own the backlog:" with bullets below it is read as a heading
			}
			changed := bullets(name, string(src), func(n int, indent, _, _, text string) string {
				numbered := sign
				switch {
				case strings.Contains(sign, "1"):
					numbered = strings.Replace(sign, "1", string(rune('0'+(n-1)%9+1)), 1)
				case strings.Contains(sign, "a"):
					numbered = strings.Replace(sign, "a", string(rune('a'+(n-1)%26)), 1)
				}
				return indent + numbered + " " + text
			})
			o.unchanged(t, "the sign "+sign, changed)
		}
		o.unchanged(t, "a tab behind the sign", bullets(name, string(src), func(_ int, indent, sign, _, text string) string {
			return indent + sign + "\t" + text
		}))
		o.unchanged(t, "an empty line between bullets", bullets(name, string(src), func(n int, indent, sign, gap, text string) string {
			if n == 1 {
				return indent + sign + gap + text
			}
			return "\n" + indent + sign + gap + text
		}))
	}
}

// TestWrapping checks that a bullet may be broken over lines anywhere.
func TestWrapping(t *testing.T) {
	l := linter(t, "strategist")
	for name, src := range samples(t) {
		o := original{Linter: l, name: name, src: src}
		for _, width := range []int{12, 25, 40, 60} {
			o.unchanged(t, "wrapping", bullets(name, string(src), func(_ int, indent, sign, gap, text string) string {
				hang := "\n" + indent + strings.Repeat(" ", len([]rune(sign))+1)
				return indent + sign + gap + wrapped(text, width, hang)
			}))
		}
	}
}

// wrapped breaks a text into lines of some width, but not before words that
// would look like a new bullet.
func wrapped(text string, width int, hang string) string {
	var b strings.Builder
	n := 0
	for i, word := range strings.Fields(text) {
		switch {
		case i == 0:
		case n+len(word) > width && isLetter(rune(word[0])) && len(word) > 3:
			b.WriteString(hang)
			n = 0
		default:
			b.WriteByte(' ')
		}
		b.WriteString(word)
		n += len(word) + 1
	}
	return b.String()
}

// benefits are lines that name everything that duties name.
var benefits = []string{
	"Dental and vision insurance, and a pension plan with profit sharing",
	"A competitive salary, reviewed against the market every year",
	"A budget of your own for training, books and conferences",
	"You own your career roadmap, and we define it together",
	"Free lunch, a price list for family and friends, and a portfolio of sports courses",
	"You will launch your career with people who love their backlog",
	"Own your working hours: plan your day as you prioritise",
}

// TestBenefits checks that what the employer offers does not vote.
func TestBenefits(t *testing.T) {
	l := linter(t, "strategist")
	for name, src := range samples(t) {
		o := original{Linter: l, name: name, src: src}
		for _, heading := range []string{"What we offer", "Benefits", "Our benefits", "Perks and benefits"} {
			o.unchanged(t, "text below "+heading, withSection(name, src, heading, benefits))
		}
	}
}

// TestOtherSections checks the same of what stands behind the duties as a rule.
func TestOtherSections(t *testing.T) {
	l := linter(t, "strategist")
	for name, src := range samples(t) {
		o := original{Linter: l, name: name, src: src}
		for heading, lines := range map[string][]string{
			"How to apply":      {"Send us your CV and a portfolio of your work", "Tell us which roadmap you defined and which market you launched in", "We own the process and answer within a week"},
			"Equal opportunity": {"We are an equal opportunity employer and prioritise a diverse team", "Our vision is a team as diverse as the market that we serve"},
			"Requirements":      {"Experience in defining a product strategy, pricing and go-to-market", "Ability to write user stories and to prioritise a backlog", "5+ years of P&L ownership"},
			"About us":          {"Our vision is to be the most trusted brand in our market", "We define the future of our industry and own our roadmap", "Our teams plan their sprints and prioritise their backlog"},
		} {
			o.unchanged(t, "text below "+heading, withSection(name, src, heading, lines))
		}
	}
}

// withSection adds a section to the end of a posting.
func withSection(name string, src []byte, heading string, lines []string) []byte {
	text := string(src)
	switch filepath.Ext(name) {
	case ".html":
		section := "<h3>" + heading + "</h3>\n<ul>\n"
		for _, line := range lines {
			section += "<li>" + strings.ReplaceAll(line, "&", "&amp;") + "</li>\n"
		}
		at := strings.LastIndex(text, "</ul>")
		if at < 0 {
			return nil
		}
		at += len("</ul>")
		return []byte(text[:at] + "\n" + section + "</ul>\n" + text[at:])
	case ".txt":
		if strings.Count(text, "\n") < 4 {
			return []byte(strings.TrimRight(text, "\n") + " " + heading + ": " + strings.Join(lines, ". ") + ".\n")
		}
		return []byte(strings.TrimRight(text, "\r\n") + "\n\n" + heading + ":\n\n- " + strings.Join(lines, "\n- ") + "\n")
	}
	return []byte(strings.TrimRight(text, "\r\n") + "\n\n## " + heading + "\n\n- " + strings.Join(lines, "\n- ") + "\n")
}

// TestTwice checks that a text which a job board prints twice counts once.
func TestTwice(t *testing.T) {
	l := linter(t, "strategist")
	for name, src := range samples(t) {
		if name == "several-roles-in-one-file.md" {
			continue // no posting
		}
		title, body, ok := strings.Cut(string(src), "\n")
		if !ok || filepath.Ext(name) == ".html" || strings.HasPrefix(title, "---") || strings.HasPrefix(title, "+++") || strings.Count(body, "\n") < 5 {
			continue
		}
		once := checked(t, l, name, src)
		twice := checked(t, l, name, []byte(string(src)+"\n"+body))
		checkLaws(t, twice)
		if once.Verdict != twice.Verdict || once.Confidence != twice.Confidence {
			t.Errorf("%s: %s %v, with its text twice %s %v", name, once.Verdict, once.Confidence, twice.Verdict, twice.Confidence)
		}
	}
}
