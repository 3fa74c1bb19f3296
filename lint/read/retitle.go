package read

import (
	"context"

	"github.com/jdlint/jdlint/lint/read/office"
)

// RetitleDocx makes a change of the title of a Word file, and returns in how many places.
func RetitleDocx(ctx context.Context, src []byte, c office.Retitling) ([]byte, int, error) {
	return c.Docx(ctx, src, readChunk)
}
