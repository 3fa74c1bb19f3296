package cli

import (
	"fmt"
	"io"
	"strings"

	"github.com/jdlint/jdlint/lint/book"
	"github.com/jdlint/jdlint/lint/report"
	"github.com/jdlint/jdlint/rules"
)

// explain prints what an id in the output of jdlint means, or the ids that there are.
func (c *Command) explain(f *flags) func() error {
	return func() error {
		if f.NArg() > 1 {
			return usagef("explain takes one id, not %d; without any it lists them", f.NArg())
		}
		_, b, err := builtinBook()
		if err != nil {
			return err
		}
		if f.NArg() == 0 {
			printIDs(c.out, b, c.width())
			return nil
		}
		id := f.Arg(0)
		page, ok := b.Page(id)
		if !ok {
			return usagef("nothing is called %q%s", id, didYouMean("", id, b.IDs()))
		}
		printPage(c.out, &page, c.width())
		return nil
	}
}

// printIDs prints the ids of all pages by their kind, wrapped to a width in columns.
func printIDs(w io.Writer, b *book.Book, width int) {
	var kinds []string
	ids := map[string][]string{}
	for _, p := range b.Pages() {
		kind, _, _ := strings.Cut(p.Kind, ",") // without the severity of a finding
		if ids[kind] == nil {
			kinds = append(kinds, kind)
		}
		ids[kind] = append(ids[kind], p.ID)
	}
	for _, kind := range kinds {
		fmt.Fprintf(w, "%s%s\n", strings.ToUpper(kind[:1]), kind[1:])
		printWrapped(w, strings.Join(ids[kind], ", "), width-2, "  ", "  ")
	}
	fmt.Fprintln(w, "\n\"jdlint explain ID\" explains one; \"jdlint rules\" says what each rule finds.")
}

// builtinBook returns the built-in rules and the book about them.
func builtinBook() (*rules.Set, *book.Book, error) {
	set, err := rules.Builtin()
	if err != nil {
		return nil, nil, err
	}
	b, err := book.New(set)
	return set, b, err
}

// printPage prints an explanation, wrapped to a width in columns.
func printPage(w io.Writer, p *book.Page, width int) {
	fmt.Fprintf(w, "%s (%s)", report.Clean(p.ID), p.Kind)
	if p.Name != "" && p.Name != p.ID {
		fmt.Fprintf(w, ": %s", report.Clean(p.Name))
	}
	fmt.Fprintln(w)
	for i := range p.Parts {
		part := &p.Parts[i]
		text := withRef(part.Ref, ", ", part.Text)
		if len(part.Items) == 0 && strings.TrimSpace(text) == "" {
			continue
		}
		fmt.Fprintln(w)
		if part.Heading != "" || len(part.Items) > 0 {
			fmt.Fprintln(w, part.Heading)
		}
		for _, item := range part.Items {
			printWrapped(w, withRef(item.Ref, ": ", item.Text), width-4, "  - ", "    ")
		}
		if len(part.Items) > 0 {
			continue
		}
		indent := "  "
		if part.Heading == "" {
			indent = ""
		}
		printWrapped(w, text, width-2, indent, indent)
	}
}

// withRef puts what a text refers to before it.
func withRef(ref, between, text string) string {
	if ref == "" || text == "" {
		return ref + text
	}
	return ref + between + text
}

// printWrapped prints a text in lines of a width in columns, with a lead
// before the first one and before the others.
func printWrapped(w io.Writer, text string, width int, first, others string) {
	lead := first
	for _, line := range report.Wrap(report.Clean(text), width) {
		fmt.Fprintf(w, "%s%s\n", lead, line)
		lead = others
	}
}
