//go:build !js

package report

import (
	"io"
	"strings"

	"github.com/olekukonko/tablewriter"
	"github.com/olekukonko/tablewriter/renderer"
	"github.com/olekukonko/tablewriter/tw"
)

// Print writes the table. It is an error to print a table without a head.
func (g *Grid) Print(w io.Writer) error {
	align := make(tw.Alignment, len(g.Head))
	for i := range align {
		align[i] = tw.AlignLeft
	}
	for _, i := range g.Right {
		align[i] = tw.AlignRight
	}
	cells := tw.CellAlignment{Global: tw.AlignLeft, PerColumn: align}
	var out strings.Builder
	t := tablewriter.NewTable(&out,
		tablewriter.WithRenderer(renderer.NewBlueprint(tw.Rendition{
			Borders: tw.Border{Left: tw.Off, Right: tw.Off, Top: tw.Off, Bottom: tw.Off},
			Symbols: tw.NewSymbols(tw.StyleLight),
			Settings: tw.Settings{
				Separators: tw.Separators{BetweenColumns: tw.Off, BetweenRows: tw.Off},
				Lines:      tw.Lines{ShowHeaderLine: tw.On, ShowFooterLine: tw.On},
			},
		})),
		tablewriter.WithHeaderAutoFormat(tw.Off), tablewriter.WithHeaderAutoWrap(tw.WrapNone),
		tablewriter.WithRowAutoWrap(tw.WrapNone), tablewriter.WithFooterAutoFormat(tw.Off),
		tablewriter.WithHeaderAlignmentConfig(cells), tablewriter.WithRowAlignmentConfig(cells),
		tablewriter.WithFooterAlignmentConfig(cells),
		tablewriter.WithPadding(tw.Padding{Left: "", Right: "  ", Overwrite: true}),
		tablewriter.WithEastAsian(tw.Off), tablewriter.WithTrimSpace(tw.Off),
	)
	t.Header(g.Head)
	for _, row := range g.rows {
		if err := t.Append(row); err != nil {
			return err
		}
	}
	if g.Foot != nil {
		t.Footer(g.Foot)
	}
	if err := t.Render(); err != nil {
		return err
	}
	// The renderer fills the last column with blanks up to its width, and
	// draws the lines as wide: both would wrap in a narrow terminal.
	indent := strings.Repeat(" ", g.Indent)
	var trimmed strings.Builder
	for line := range strings.Lines(out.String()) {
		line = strings.TrimRight(line, " \n")
		if end := strings.TrimSuffix(line, "──"); end != line {
			line = end
		}
		trimmed.WriteString(indent + line + "\n")
	}
	_, err := io.WriteString(w, trimmed.String())
	return err
}
