package report

// Grid is a plain table: a line under the head, blanks between the columns.
// Cells are clean text that may hold line feeds; they are cut to no width
// here.
type Grid struct {
	Head   []string
	Right  []int // columns of numbers, aligned to the right
	Foot   []string
	Indent int // blanks before each line
	rows   [][]string
}

// Row adds a row.
func (g *Grid) Row(cells ...string) { g.rows = append(g.rows, cells) }
