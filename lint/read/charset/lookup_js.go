package charset

import (
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
)

// lookup knows the encodings of a byte for each character. The tables of the others
// are larger than the rest of a build for browsers can bear.
func lookup(name string) encoding.Encoding {
	plain := strings.NewReplacer("-", "", "_", "", " ", "")
	for _, e := range charmap.All {
		if named, ok := e.(interface{ String() string }); ok && strings.EqualFold(plain.Replace(named.String()), plain.Replace(name)) {
			return e
		}
	}
	return nil
}
