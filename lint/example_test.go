package lint_test

import (
	"fmt"
	"log"

	"github.com/jdlint/jdlint/lint"
	"github.com/jdlint/jdlint/rules"
)

// src is a posting whose title names one role and whose duties are the other's.
const src = `# Product Owner

## What you will do

- Set the price of all tickets and passes
- Own the profit and loss of the product line
- Define the go-to-market strategy for new regions
- Analyse the market and the competition
- Keep the backlog in order
`

func Example() {
	linter, err := lint.Default()
	if err != nil {
		log.Fatal(err)
	}
	report, err := linter.Judge("product-owner.md", []byte(src))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(report.Verdict, report.Confidence)
	fmt.Println(report.Summary)
	for _, d := range report.Duties {
		fmt.Printf("%d: %s, %s: %s\n", d.Line, d.Role, d.Category, d.Text)
	}
	// Output:
	// mistitled 0.85
	// The title says Product Owner, but 4 of the 5 duties are a Product Manager's work: pricing, profit and go-to-market, above all “Set the price of all tickets and passes”.
	// 5: product-manager, pricing: Set the price of all tickets and passes
	// 6: product-manager, profit: Own the profit and loss of the product line
	// 7: product-manager, go-to-market: Define the go-to-market strategy for new regions
	// 8: product-manager, market: Analyse the market and the competition
	// 9: product-owner, backlog: Keep the backlog in order
}

// A posting can be judged by another role model: the meaning of the two titles
// differs from one organisation to the next.
func ExampleNew() {
	set, err := rules.Builtin()
	if err != nil {
		log.Fatal(err)
	}
	for _, id := range set.Models.IDs() {
		linter, err := lint.New(set, set.Models[id])
		if err != nil {
			log.Fatal(err)
		}
		report, err := linter.Judge("product-owner.md", []byte(src))
		if err != nil {
			log.Fatal(err)
		}
		fmt.Printf("%s: %s\n", id, report.Verdict)
	}
	// Output:
	// strategist: mistitled
	// career: mistitled
	// cross-functional: mistitled
	// inverted: fits
	// profit: mistitled
}

func ExampleReport() {
	linter, err := lint.Default()
	if err != nil {
		log.Fatal(err)
	}
	report, err := linter.Judge("product-owner.md", []byte(src))
	if err != nil {
		log.Fatal(err)
	}
	for _, f := range report.Findings {
		fmt.Printf("%d:%d %s %s: %s\n", f.Line, f.Column, f.Severity, f.Rule, f.Help)
		for _, e := range f.Edits {
			fmt.Printf("  %s -> %s\n", src[e.Start:e.End], e.NewText)
		}
	}
	// Output:
	// 1:3 error mistitled-posting: Retitle it “Product Manager”. If the title is right, the posting is not: move lines 5, 6, 7 and 8 to the posting of a Product Manager and say what the Product Owner does.
	//   Owner -> Manager
}
