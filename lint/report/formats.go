//go:build !js

package report

// formats is the one table of the formats, in the order in which help lists them.
// A new one is a line here and a file of its name with its printer: a document
// for a format that takes each report as it comes, a Printer of its own for one
// that has to wait. What the rules say of findings stands in a rulebook, what
// platforms know of places in a platformFinding.
var formats = []format{
	{"text", "people", inText, newText},
	{"table", "the whole ledger", inText, newTable},
	{"json", "programs", inJSON, newJSON},
	{"ndjson", "programs", inJSON, newNDJSON},
	{"sarif", pullRequests, inJSON, newSARIF},
	{"github", pullRequests, [2]string{}, newGitHub},
	{"gitlab", pullRequests, inJSON, newGitLab},
	{"junit", pullRequests, inXML, newJUnit},
	{"checkstyle", pullRequests, inXML, newCheckstyle},
	{"rdjson", pullRequests, inJSON, newRDJSON},
	{"markdown", "a comment or summary", inMarkdown, newMarkdown},
	{"csv", "programs", inText, newCSV},
	{"html", "a page to read, print and send", inXML, newHTML},
}
