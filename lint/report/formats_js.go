package report

// formats has what the page in the browser saves. The others would make it 95 kB longer to fetch.
var formats = []format{
	{"html", "a page to read, print and send", inXML, newHTML},
}
