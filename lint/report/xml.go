package report

import (
	"encoding/xml"
	"strings"
)

// xmlHead begins an XML document.
const xmlHead = `<?xml version="1.0" encoding="UTF-8"?>` + "\n"

// attr returns an attribute of XML: its name, and text that may hold anything. What
// XML cannot hold even escaped, controls, is shown as Clean shows it.
func attr(name, text string) string {
	return " " + name + `="` + xmlText(text) + `"`
}

// xmlText returns escaped text for XML, within elements and attributes; line feeds
// stay.
func xmlText(text string) string {
	var b strings.Builder
	for i, line := range strings.Split(text, "\n") {
		if i > 0 {
			b.WriteString("&#10;")
		}
		xml.EscapeText(&b, []byte(Clean(line))) // never fails: a Builder
	}
	return b.String()
}
