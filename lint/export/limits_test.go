package export

import (
	"os"
	"testing"

	"github.com/jdlint/jdlint/lint/internal/testtime"
)

// Scaled returns a size that suits the limits in force: they are a sixteenth
// unless slow tests are asked for.
func Scaled(n int) int { return testtime.Size(n/16, n) }

func TestMain(m *testing.M) {
	for _, limit := range []*int{&maxJob, &maxParts, &maxFile, &maxArchive, &maxStrings, &maxUnpacked, &maxCell, &maxDoubtful, &maxStrangeBetween, &maxTextless} {
		*limit = Scaled(*limit)
	}
	os.Exit(m.Run())
}
