package book

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
)

// Index is the name of the file that lists the pages; the hosts of
// repositories show it with the folder.
const Index = "README.md"

// File is the name of the file that holds the page of an id.
func File(id string) string { return id + ".md" }

// Files returns the pages and their index as Markdown, by the names of their
// files.
func (b *Book) Files() map[string]string {
	pages := b.Pages()
	files := map[string]string{Index: index(pages) + b.sources()}
	for i := range pages {
		files[File(pages[i].ID)] = pages[i].Markdown()
	}
	return files
}

// made stands on top of each file.
const made = "<!-- Made by \"go generate ./...\" from the rules; changes belong there. -->\n"

// Markdown returns the page as a file of Markdown.
func (p *Page) Markdown() string {
	var b strings.Builder
	b.WriteString(made + "# " + escape(p.ID) + "\n\n")
	b.WriteString("*" + escape(p.Kind) + "*")
	if p.Name != "" && p.Name != p.ID {
		b.WriteString(": " + escape(p.Name))
	}
	b.WriteString("\n")
	for i := range p.Parts {
		part := &p.Parts[i]
		b.WriteByte('\n')
		if part.Heading != "" {
			b.WriteString("## " + escape(part.Heading) + "\n\n")
		}
		switch {
		case part.Ref != "" && part.Text != "":
			b.WriteString(link(part.Ref) + ", " + escape(part.Text) + "\n")
		case part.Ref != "":
			b.WriteString(link(part.Ref) + "\n")
		case part.Text != "":
			b.WriteString(escape(part.Text) + "\n")
		}
		for _, item := range part.Items {
			text := escape(item.Text)
			if item.Ref != "" {
				text = link(item.Ref) + ": " + text
			}
			b.WriteString("- " + text + "\n")
		}
	}
	fmt.Fprintf(&b, "\n`jdlint explain %s` prints this page. [All pages](%s)\n", p.ID, Index)
	return b.String()
}

func link(id string) string { return "[" + escape(id) + "](" + path.Clean(File(id)) + ")" }

// escape returns text in which Markdown obeys nothing.
func escape(s string) string {
	s = strings.NewReplacer(
		`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", "&lt;", "&", "&amp;", "|", `\|`, "~", `\~`, "\n", " ",
	).Replace(s)
	if s != "" && strings.ContainsRune("#+->=", rune(s[0])) {
		s = `\` + s
	}
	return s
}

// groups are what stands above the pages of a group in the index.
var groups = [...]struct{ heading, says string }{
	Verdicts:   {"Verdicts", "What jdlint says of a posting as a whole."},
	Findings:   {"Findings", "What jdlint reports; `off` means that a role model or the configuration has to ask for it."},
	Models:     {"Role models", "Who does what. Teams disagree, so every verdict names the model that it was given by."},
	Categories: {"Duties", "The kinds of duties that tell the two roles apart."},
	OtherJobs:  {"Other jobs and wordings", "What tells that a posting is mainly another job, or stands for a finding."},
	Rules:      {"Rules", "How the duties are found."},
}

// index returns the list of the pages.
func index(pages []Page) string {
	var b strings.Builder
	b.WriteString(made + "# What jdlint says, and why\n\nOne page for each verdict, finding, role model, category of duties and rule. `jdlint explain ID` prints the same.\n")
	for g := range groups {
		head := false
		for i := range pages {
			p := &pages[i]
			if p.Group != Group(g) {
				continue
			}
			if !head {
				head = true
				fmt.Fprintf(&b, "\n## %s\n\n%s\n\n| | | |\n| --- | --- | --- |\n", groups[g].heading, groups[g].says)
			}
			kind := strings.TrimPrefix(strings.TrimSuffix(p.Kind, " by default"), "finding, ")
			fmt.Fprintf(&b, "| %s | %s | %s |\n", link(p.ID), escape(kind), escape(p.Summary()))
		}
	}
	return b.String()
}

// sources returns the documents that the rules come from, and what
// became of each of their statements about roles gone wrong.
func (b *Book) sources() string {
	var s strings.Builder
	s.WriteString("\n## Sources\n\nThe documents about the two roles that rules and role models come from.\n\n| | |\n| --- | --- |\n")
	for _, id := range slices.Sorted(maps.Keys(b.guide.Seeds)) {
		fmt.Fprintf(&s, "| %s | %s |\n", id, escape(b.guide.Seeds[id]))
	}
	s.WriteString("\n## Statements about roles gone wrong\n\nEach is a finding, a switch of a role model, part of a category or a zone, or there is a reason why it is none.\n\n" +
		"| | source | statement | became | where, or why not |\n| --- | --- | --- | --- | --- |\n")
	for _, smell := range b.set.Smells {
		fmt.Fprintf(&s, "| %d | %s | %s | %s | %s |\n", smell.N, smell.Seed, escape(smell.Says), smell.Becomes, escape(smell.Where))
	}
	return s.String()
}
