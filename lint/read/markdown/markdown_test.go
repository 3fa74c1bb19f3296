package markdown

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jdlint/jdlint/lint/internal/readtest"
	"github.com/jdlint/jdlint/lint/read/block"
)

func TestMarkdown(t *testing.T) {
	for _, c := range readtest.LayoutCases {
		t.Run(c.Name, func(t *testing.T) {
			d := Read(new(block.Memory), []byte(c.Text), 0)
			if diff := cmp.Diff(c.Want, readtest.Texts(d.Blocks)); diff != "" {
				t.Error(diff)
			}
			readtest.CheckBlocks(t, []byte(c.Text), d.Blocks)
		})
		t.Run(c.Name+" with CRLF", func(t *testing.T) {
			text := strings.ReplaceAll(strings.ReplaceAll(c.Text, "\r\n", "\n"), "\n", "\r\n")
			d := Read(new(block.Memory), []byte(text), 0)
			if diff := cmp.Diff(c.Want, readtest.Texts(d.Blocks)); diff != "" {
				t.Error(diff)
			}
			readtest.CheckBlocks(t, []byte(text), d.Blocks)
		})
	}
}

func TestMarkdownWrapped(t *testing.T) {
	// Lines wrapped at one width go on whatever they begin with.
	text := `You will own the roadmap of our payments product together with the
Platform team, and you will be the one who decides what is built and
what is not built. You will talk to customers every single week, with
Sales and alone. You will find out what they need and what they would
pay for, and you will write it down so that all of us can read it and
learn from it.

- Own the backlog of the payments team, keep it in order and see that the
Team understands each of the items in it well enough to start on it
- Write stories
Short line
Another short line
`
	want := []string{
		"You will own the roadmap of our payments product together with the Platform team, and you will be the one who decides what is built and what is not built. You will talk to customers every single week, with Sales and alone. You will find out what they need and what they would pay for, and you will write it down so that all of us can read it and learn from it.",
		"- Own the backlog of the payments team, keep it in order and see that the Team understands each of the items in it well enough to start on it",
		"- Write stories",
		"Short line",
		"Another short line",
	}
	d := Read(new(block.Memory), []byte(text), 0)
	if diff := cmp.Diff(want, readtest.Texts(d.Blocks)); diff != "" {
		t.Error(diff)
	}
	readtest.CheckBlocks(t, []byte(text), d.Blocks)
}

func TestTextile(t *testing.T) {
	text := "h1(#po). Product Owner\n\nh2{color:red}[en]. Duties\n\nh3. Daily\n\n* Own the *backlog*\n** Write stories\n# First\n"
	d := ReadTextile(new(block.Memory), []byte(text), 0)
	want := []string{"# Product Owner", "## Duties", "### Daily", "- Own the backlog", "- Write stories", "- First"}
	if diff := cmp.Diff(want, readtest.Texts(d.Blocks)); diff != "" {
		t.Error(diff)
	}
	readtest.CheckBlocks(t, []byte(text), d.Blocks)
}

func TestASCIIDoc(t *testing.T) {
	text := "= Product Owner\n:toc: left\n\n// a note\n\n[.lead]\n== Duties\n\n* Own the *backlog*\n** Write stories\n. First\n\n////\nOwn the P&L\n////\n\n----\nOwn the price\n----\nLast\n\n----\nNot closed\n"
	d := ReadASCIIDoc(new(block.Memory), []byte(text), 0)
	want := []string{"# Product Owner", "## Duties", "- Own the backlog", "- Write stories", "- First", "Last", "Not closed"}
	if diff := cmp.Diff(want, readtest.Texts(d.Blocks)); diff != "" {
		t.Error(diff)
	}
	readtest.CheckBlocks(t, []byte(text), d.Blocks)
}
