package cli

import (
	"flag"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v3"

	"github.com/jdlint/jdlint/lint/read"
	"github.com/jdlint/jdlint/lint/report"
)

var updateDocs = flag.Bool("update-docs", false, "write the real outputs into the documentation")

// documentation returns the pages of the project by their names from its root,
// with slashes: all Markdown but what stands below testdata.
func documentation(t *testing.T) map[string]string {
	t.Helper()
	root := root(t)
	pages := map[string]string{}
	err := filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && (entry.Name() == "testdata" || entry.Name() == ".git") {
			return fs.SkipDir
		}
		if filepath.Ext(name) != ".md" {
			return nil
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, name)
		pages[filepath.ToSlash(rel)] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return pages
}

// block is a block of code: its language, the name of a file, the text.
var block = regexp.MustCompile("(?ms)^```([a-z]*) ?(\\S*)\n(.*?)^```$")

// TestDocs runs each page as its reader would, from the top to the bottom, in
// the root of the project:
//
//   - "```console" holds commands behind "$ ", each with what it prints;
//   - "```yaml NAME" shows the file NAME of the project, or else is written to a
//     file of that name for the commands that follow.
func TestDocs(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("needs a shell and links")
	}
	runs := 0
	for page, old := range documentation(t) {
		if !strings.Contains(old, "\n```") {
			continue
		}
		runs += strings.Count(old, "\n$ jdlint ")
		t.Run(page, func(t *testing.T) {
			t.Parallel()
			dir := workspace(t)
			fresh := block.ReplaceAllStringFunc(old, func(whole string) string {
				m := block.FindStringSubmatch(whole)
				language, file, text := m[1], m[2], m[3]
				switch {
				case language == "console":
					text = rerun(t, dir, text)
				case file != "":
					text = show(t, dir, file, text)
				}
				head, _, _ := strings.Cut(whole, "\n")
				return head + "\n" + text + "```"
			})
			if *updateDocs {
				if err := os.WriteFile(filepath.Join(root(t), filepath.FromSlash(page)), []byte(fresh), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(old, fresh); diff != "" {
				t.Errorf("%s shows other outputs than the program prints; go test ./lint/cli -run TestDocs -update-docs mends it (-page +real):\n%s", page, diff)
			}
		})
	}
	if runs == 0 {
		t.Error("no page shows a run")
	}
}

// workspace returns a folder that holds all that the root of the project holds,
// and to which files can be added.
func workspace(t *testing.T) string {
	t.Helper()
	root, dir := root(t), filepath.Join(t.TempDir(), "jdlint")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(root)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if err := os.Symlink(filepath.Join(root, e.Name()), filepath.Join(dir, e.Name())); err != nil {
			t.Fatal(err)
		}
	}
	shared := filepath.Join(filepath.Dir(root), "shared")
	if _, err := os.Stat(shared); err == nil {
		if err := os.Symlink(shared, filepath.Join(filepath.Dir(dir), "shared")); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// rerun returns the text of a block with what its commands print now.
func rerun(t *testing.T, dir, text string) string {
	t.Helper()
	if _, err := os.Stat(filepath.Join(dir, "..", "shared")); err != nil && strings.Contains(text, "../shared/") {
		return text // the labelled postings are not here
	}
	if !strings.HasPrefix(text, "$ ") {
		t.Errorf("a console block does not begin with a command:\n%s", text)
	}
	var fresh strings.Builder
	for line := range strings.Lines(text) {
		command, ok := strings.CutPrefix(line, "$ ")
		if !ok {
			continue
		}
		sh := exec.Command("sh", "-c", command)
		sh.Dir = dir
		out, err := sh.CombinedOutput()
		if err != nil && sh.ProcessState == nil {
			t.Fatal(err)
		}
		fresh.WriteString(line)
		fresh.Write(out)
	}
	return fresh.String()
}

// show returns the text of a file of the project, or adds a file to a workspace.
func show(t *testing.T, dir, file, text string) string {
	t.Helper()
	name := filepath.Join(dir, filepath.FromSlash(file))
	if real, err := os.ReadFile(filepath.Join(root(t), filepath.FromSlash(file))); err == nil {
		return string(real)
	}
	top, _, _ := strings.Cut(file, "/")
	if info, err := os.Lstat(filepath.Join(dir, top)); err == nil && info.Mode()&fs.ModeSymlink != 0 || !filepath.IsLocal(file) {
		t.Fatalf("%s: there is no such file in the project, and none may be added to its folders", file)
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return text
}

var (
	inlineCode = regexp.MustCompile("`[^`\n]+`")
	link       = regexp.MustCompile(`\]\(([^)\s]+)\)`)
	heading    = regexp.MustCompile(`(?m)^#{1,6} +(.+?)\s*$`)
	noAnchor   = regexp.MustCompile(`[^\p{L}\p{N} _-]`)
)

// anchors returns the anchors that GitHub gives the headings of a page.
func anchors(text string) []string {
	var all []string
	for _, m := range heading.FindAllStringSubmatch(block.ReplaceAllString(text, ""), -1) {
		anchor := strings.ReplaceAll(noAnchor.ReplaceAllString(strings.ToLower(m[1]), ""), " ", "-")
		all = append(all, anchor)
	}
	return all
}

// TestDocLinks follows the links from page to page and to files of the project.
func TestDocLinks(t *testing.T) {
	pages := documentation(t)
	ours := regexp.MustCompile(`^https://github.com/jdlint/jdlint/(blob|tree)/`)
	links := 0
	for page, text := range pages {
		text = inlineCode.ReplaceAllString(block.ReplaceAllString(text, ""), "")
		for _, m := range link.FindAllStringSubmatch(text, -1) {
			target, anchor, _ := strings.Cut(m[1], "#")
			if ours.MatchString(target) {
				t.Errorf("%s: %s: link to the file, so that it can be followed in a checkout", page, m[1])
			}
			if strings.Contains(target, ":") {
				continue
			}
			links++
			to := page
			if target != "" {
				to = path.Join(path.Dir(page), target)
			}
			if _, err := os.Stat(filepath.Join(root(t), filepath.FromSlash(to))); err != nil {
				t.Errorf("%s: %s leads nowhere", page, m[1])
			}
			if anchor != "" && !slices.Contains(anchors(pages[to]), anchor) {
				t.Errorf("%s: %s: there is no such heading; there are %q", page, m[1], anchors(pages[to]))
			}
		}
	}
	if links < 100 {
		t.Errorf("only %d links found", links)
	}
}

// TestDocPaths looks up the packages and files of the project that pages name,
// and each package in the picture of the house.
func TestDocPaths(t *testing.T) {
	pages := documentation(t)
	paths := 0
	for page, text := range pages {
		for _, code := range inlineCode.FindAllString(block.ReplaceAllString(text, ""), -1) {
			name := strings.Trim(code, "`")
			top, _, _ := strings.Cut(name, "/")
			if top == name || !slices.Contains([]string{"lint", "rules", "testdata", ".github", ".ci"}, top) || strings.ContainsAny(name, " ") || strings.ToLower(name) != name {
				continue // "rules/models/ID.yaml" is yet to be written
			}
			paths++
			if found, err := filepath.Glob(filepath.Join(root(t), filepath.FromSlash(name))); err != nil || len(found) == 0 {
				t.Errorf("%s: there is no %s", page, name)
			}
		}
	}
	if paths == 0 {
		t.Error("no page names a file")
	}
	picture := pages[".github/CONTRIBUTING.md"]
	for _, top := range []string{"lint", "rules"} {
		err := filepath.WalkDir(filepath.Join(root(t), top), func(name string, entry fs.DirEntry, err error) error {
			if err != nil || !entry.IsDir() {
				return err
			}
			code, err := filepath.Glob(filepath.Join(name, "*.go"))
			if entry.Name() == "testdata" || entry.Name() == "internal" || err != nil {
				return fs.SkipDir
			}
			rel, err := filepath.Rel(root(t), name)
			rel = filepath.ToSlash(rel)
			if len(code) > 0 && path.Dir(rel) != "lint/read" && !strings.Contains(picture, "`"+rel+"`") {
				t.Errorf("the picture of the house does not show %s", rel)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// readYAML reads a file of the project.
func readYAML(t *testing.T, name string, into any) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(root(t), filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal(data, into); err != nil {
		t.Fatal(err)
	}
}

// TestDocTables checks that pages which list all of a kind forget none.
func TestDocTables(t *testing.T) {
	var exports struct{ Systems []struct{ Name string } }
	readYAML(t, "rules/ats.yaml", &exports)
	var systems, models, inputs, languages []string
	for _, s := range exports.Systems {
		systems = append(systems, s.Name)
	}
	names, err := filepath.Glob(filepath.Join(root(t), "rules", "models", "*.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		models = append(models, strings.TrimSuffix(filepath.Base(name), ".yaml"))
	}
	for name := range readAction(t).Inputs {
		inputs = append(inputs, name)
	}
	var known struct{ Names map[string]string }
	readYAML(t, "rules/languages.yaml", &known)
	for code, name := range known.Names {
		if _, err := os.Stat(filepath.Join(root(t), "rules", code, "titles.yaml")); err == nil {
			languages = append(languages, name)
		}
	}
	pages := documentation(t)
	for _, list := range []struct {
		page, before string
		names        []string
	}{
		{"README.md", "", languages},
		{"lint/docs/input.md", "", systems},
		{"lint/docs/input.md", "`", read.Extensions()},
		{"lint/docs/output.md", "\n| `", report.Formats()},
		{"lint/docs/own-rules.md", "\n| `", models},
		{"lint/docs/ci.md", "\n| `", inputs},
	} {
		if len(list.names) == 0 {
			t.Errorf("there is nothing to look for in %s", list.page)
		}
		for _, name := range list.names {
			if !strings.Contains(pages[list.page], list.before+name) {
				t.Errorf("%s does not name %s", list.page, name)
			}
		}
	}
}

var (
	invocation = regexp.MustCompile("(?m)\\bjdlint(?:@latest)? ([^`|;#\n]+)")
	longFlag   = regexp.MustCompile(`--[a-z][a-z-]*`)
)

// TestDocFlags looks up each flag that a page names in the help of its command,
// and each input of the action in its description.
func TestDocFlags(t *testing.T) {
	help := func(command string) string {
		return run(t, "", "help", command).out
	}
	inputs := readAction(t).Inputs
	flags, uses := 0, 0
	for page, text := range documentation(t) {
		for _, m := range invocation.FindAllStringSubmatch(text, -1) {
			command, _, _ := strings.Cut(m[1], " ")
			known := help(command)
			if known == "" {
				known = help("check")
			}
			for _, name := range longFlag.FindAllString(m[1], -1) {
				if flags++; !strings.Contains(known, name+" ") {
					t.Errorf("%s: jdlint %s: there is no flag %s", page, m[1], name)
				}
			}
		}
		for _, m := range block.FindAllStringSubmatch(text, -1) {
			var doc any
			if m[1] != "yaml" {
				continue
			}
			if err := yaml.Unmarshal([]byte(m[3]), &doc); err != nil {
				t.Errorf("%s: %v in\n%s", page, err, m[3])
			}
			for _, with := range actionSteps(doc) {
				uses++
				for name := range with {
					if _, ok := inputs[name]; !ok {
						t.Errorf("%s: the action has no input %s", page, name)
					}
				}
			}
		}
	}
	if flags == 0 || uses == 0 {
		t.Errorf("the pages name %d flags and use the action %d times", flags, uses)
	}
}

// actionSteps returns what the steps of a workflow give the action.
func actionSteps(node any) (all []map[string]any) {
	switch node := node.(type) {
	case []any:
		for _, n := range node {
			all = append(all, actionSteps(n)...)
		}
	case map[string]any:
		if name, _ := node["uses"].(string); strings.HasPrefix(name, "jdlint/jdlint@") {
			with, _ := node["with"].(map[string]any)
			all = append(all, with)
		}
		for _, n := range node {
			all = append(all, actionSteps(n)...)
		}
	}
	return all
}
