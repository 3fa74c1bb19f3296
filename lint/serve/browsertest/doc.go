// Package browsertest tries the page of jdlint serve, and the report that it
// saves, in a real browser. Run it with .ci/browser.
package browsertest
