//go:build !js

package charset

import (
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
)

// lookup knows what browsers know.
func lookup(name string) encoding.Encoding {
	e, _ := charset.Lookup(name)
	return e
}
