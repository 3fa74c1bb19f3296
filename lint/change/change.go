// Package change asks git which lines of which files changed since a commit.
package change

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// Set is what changed since a commit, the working tree included.
type Set struct {
	root  string // of the repository, links resolved
	base  string // the commit compared with
	files map[string]*File
	run   runner
	inner map[string]string // see Submodule; by folder

	// Note is something the user should know of how the comparison was made,
	// or "".
	Note string
}

// runner runs git in a folder and writes what it prints.
type runner func(to io.Writer, dir string, args ...string) error

// output returns what git prints.
func (run runner) output(dir string, args ...string) ([]byte, error) {
	var out bytes.Buffer
	err := run(&out, dir, args...)
	return out.Bytes(), err
}

// Since finds what changed in the repository around a folder since a commit,
// tag or branch: on a branch, since it left the other one. Its errors say what
// to do.
func Since(dir, ref string) (*Set, error) {
	run, err := withoutFilters(dir, git)
	if err != nil {
		return nil, err
	}
	return since(dir, ref, run)
}

func since(dir, ref string, run runner) (*Set, error) {
	top, err := run.output(dir, "rev-parse", "--show-toplevel")
	switch {
	case errors.Is(err, exec.ErrNotFound):
		return nil, errors.New("git is needed to find out what changed, and there is no program git here")
	case err != nil && strings.Contains(err.Error(), "not a git repository"):
		return nil, errors.New("there is no git repository here, so nothing tells what changed")
	case err != nil:
		return nil, fmt.Errorf("asking git for the repository: %w", err)
	}
	s := &Set{root: filepath.FromSlash(strings.TrimRight(string(top), "\r\n")), run: run}
	shallow, err := run.output(dir, "rev-parse", "--is-shallow-repository")
	if err != nil {
		return nil, fmt.Errorf("asking git about the repository: %w", err)
	}
	isShallow := strings.TrimSpace(string(shallow)) == "true"
	commit, err := s.commit(ref)
	if err != nil {
		return nil, unknown(ref, isShallow)
	}
	s.base = commit
	out, err := run.output(s.root, "merge-base", commit, "HEAD")
	switch base, _, _ := strings.Cut(string(out), "\n"); {
	case err == nil && base != "":
		s.base = base
	case isShallow:
		s.Note = fmt.Sprintf("this is a shallow clone that does not reach back to where the branch left %s; compared with %s as it is now; for the history: %s", ref, ref, deepen)
	default:
		return nil, fmt.Errorf("%s and the current commit have no history in common, so nothing tells what changed", ref)
	}
	return s, s.read()
}

// commit finds the commit that a name stands for: a commit, tag or branch, or
// a branch of origin, since checkouts in CI often have no other.
func (s *Set) commit(ref string) (string, error) {
	var first error
	for _, name := range []string{ref, "origin/" + ref} {
		out, err := s.run.output(s.root, "rev-parse", "--verify", "--quiet", "--end-of-options", name+"^{commit}")
		if err == nil {
			return strings.TrimSpace(string(out)), nil
		}
		if first == nil {
			first = err
		}
	}
	return "", first
}

// deepen is the command that makes a shallow clone whole: also one of a single branch,
// which fetches no other by itself, and for a commit or tag.
const deepen = `git fetch --unshallow --tags origin "+refs/heads/*:refs/remotes/origin/*"`

func unknown(ref string, shallow bool) error {
	if shallow {
		return fmt.Errorf("there is no commit or branch %q in this shallow clone; fetch all of it (%s), or clone with the whole history (in GitHub Actions: actions/checkout with fetch-depth: 0)", ref, deepen)
	}
	return fmt.Errorf("there is no commit or branch %q in this repository", ref)
}

func (s *Set) read() error {
	var d diffParser
	err := s.run(&d, s.root, "-c", "core.quotePath=false", "diff", "--unified=0", "--text", "--no-color", "--no-ext-diff", "--no-textconv", "--find-renames",
		"--ignore-submodules", "--src-prefix=a/", "--dst-prefix=b/", s.base, "--")
	if err != nil {
		return fmt.Errorf("asking git what changed: %w", err)
	}
	if s.files = d.files; s.files == nil {
		s.files = map[string]*File{}
	}
	if err := s.filtered(); err != nil {
		return err
	}
	out, err := s.run.output(s.root, "ls-files", "--others", "--exclude-standard", "-z")
	if err != nil {
		return fmt.Errorf("asking git for new files: %w", err)
	}
	for name := range strings.SplitSeq(string(out), "\x00") {
		if name != "" {
			s.files[name] = &File{Whole: true}
		}
	}
	return nil
}

// filtered marks the files that a filter makes from what git stores, which is what
// the diff is about: which of their own lines changed, nobody knows.
func (s *Set) filtered() error {
	const atOnce = 200 // names, which systems let a program have
	for names := range slices.Chunk(slices.Sorted(maps.Keys(s.files)), atOnce) {
		out, err := s.run.output(s.root, append([]string{"check-attr", "-z", "filter", "--"}, names...)...)
		if err != nil {
			return fmt.Errorf("asking git for filters: %w", err)
		}
		for of := range slices.Chunk(strings.Split(string(out), "\x00"), 3) { // a name, the attribute, its value
			if len(of) == 3 && of[2] != "unspecified" && of[2] != "unset" && s.files[of[0]] != nil {
				s.files[of[0]].Whole = true
			}
		}
	}
	return nil
}

// File returns what changed in a file, or nil when nothing did. A file outside
// the repository did not change as far as anybody knows: that is an error.
func (s *Set) File(path string) (*File, error) {
	name, err := s.name(path)
	if err != nil {
		return nil, err
	}
	return s.files[name], nil
}

// maxBlob is how many bytes a file may have had, in megabytes; no posting and no
// configuration has more.
const maxBlob = 64

// Before returns the content that a file had at the commit compared with.
func (s *Set) Before(f *File) ([]byte, error) { return s.blob(f.Name) }

// blob returns the content that a file of a name in the repository had.
func (s *Set) blob(name string) ([]byte, error) {
	size, err := s.run.output(s.root, "cat-file", "-s", s.base+":"+name)
	if n, _ := strconv.Atoi(strings.TrimSpace(string(size))); n > maxBlob<<20 {
		return nil, fmt.Errorf("%s as it was is larger than %d MB", name, maxBlob)
	}
	var out []byte
	if err == nil {
		out, err = s.run.output(s.root, "cat-file", "blob", s.base+":"+name)
	}
	if err != nil {
		return nil, fmt.Errorf("asking git for %s as it was: %w", name, err)
	}
	return out, nil
}

// Submodule returns the folder of the submodule, or of another repository, that a file
// of this one lies in, by its name in this one; "" for a file of its own. What changed in
// there, the set does not hold.
func (s *Set) Submodule(file string) string {
	name, err := s.name(file)
	if err != nil {
		return ""
	}
	return s.submodule(path.Dir(name))
}

func (s *Set) submodule(folder string) string {
	if folder == "." {
		return ""
	}
	in, known := s.inner[folder]
	if !known {
		if in = s.submodule(path.Dir(folder)); in == "" {
			if _, err := os.Lstat(filepath.Join(s.Path(folder), ".git")); err == nil {
				in = folder
			}
		}
		if s.inner == nil {
			s.inner = map[string]string{}
		}
		s.inner[folder] = in
	}
	return in
}

// Path returns the full path of a file by its name in the repository.
func (s *Set) Path(name string) string { return filepath.Join(s.root, filepath.FromSlash(name)) }

// name returns the path of a file in the repository, with slashes.
func (s *Set) name(path string) (string, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return "", fmt.Errorf("finding %s in the repository: %w", path, err)
	}
	// The folder is resolved, not the file: a link is a file of its own.
	if dir, err := filepath.EvalSymlinks(filepath.Dir(abs)); err == nil {
		abs = filepath.Join(dir, filepath.Base(abs))
	}
	name, err := filepath.Rel(s.root, abs)
	if err != nil || !filepath.IsLocal(name) {
		return "", fmt.Errorf("%s: not in the repository %s, so nothing tells whether it changed", path, s.root)
	}
	return filepath.ToSlash(name), nil
}

// Changed reports whether a file changed, or one in the folder of this name.
func (s *Set) Changed(path string) bool {
	name, err := s.name(path)
	if err != nil {
		return false
	}
	if s.files[name] != nil {
		return true
	}
	for other, f := range s.files {
		if within(other, name) || within(f.Name, name) {
			return true
		}
	}
	return false
}

func within(name, folder string) bool { return name == folder || strings.HasPrefix(name, folder+"/") }

// Len returns the number of files that changed.
func (s *Set) Len() int { return len(s.files) }

// withoutFilters returns a runner of git without the filters that a repository
// configures: git diff runs these programs on files that attributes name. Filters
// that the user or the machine configures stay: they are not the checkout's.
func withoutFilters(dir string, run runner) (runner, error) {
	scoped := true
	ask := func(flags ...string) ([]byte, error) {
		return run.output(dir, slices.Concat([]string{"config", "--includes", "-z", "--name-only"}, flags, []string{"--get-regexp", `^filter\..*\.(clean|smudge|process|required)$`})...)
	}
	out, err := ask("--show-scope")
	if exit, ok := errors.AsType[*exec.ExitError](err); ok && exit.ExitCode() == misuse {
		scoped = false // git before 2.26 does not tell: all go
		out, err = ask()
	}
	if err != nil {
		return run, nil // there are none, or there is no repository
	}
	var off []string
	for rest := string(out); rest != ""; {
		scope, key := "local", ""
		if scoped {
			scope, rest, _ = strings.Cut(rest, "\x00")
		}
		key, rest, _ = strings.Cut(rest, "\x00")
		switch {
		case scope != "local" && scope != "worktree":
		case strings.Contains(key, "="):
			return nil, fmt.Errorf("the repository configures %q, a program that could not be kept from running", key)
		case strings.HasSuffix(key, ".required"):
			off = append(off, "-c", key+"=false")
		default:
			off = append(off, "-c", key+"=")
		}
	}
	return func(to io.Writer, dir string, args ...string) error {
		return run(to, dir, slices.Concat(off, args)...)
	}, nil
}

// misuse is the exit code of git for a flag that it does not know.
const misuse = 129

// ExcludeFiles returns the files of patterns of what git leaves out in a repository,
// given by its top, beside its .gitignore files, the weightier ones first.
func ExcludeFiles(root string) []string {
	own := filepath.Join(root, ".git", "info", "exclude")
	if info, err := os.Lstat(filepath.Join(root, ".git")); err != nil || !info.IsDir() { // of a further work tree: else asking takes a process for nothing
		if out, err := runner(git).output(root, "rev-parse", "--git-path", "info/exclude"); err == nil {
			if own = filepath.FromSlash(strings.TrimRight(string(out), "\r\n")); !filepath.IsAbs(own) {
				own = filepath.Join(root, own)
			}
		}
	}
	if out, err := runner(git).output(root, "config", "--type=path", "--get", "core.excludesFile"); err == nil {
		return []string{own, filepath.FromSlash(strings.TrimRight(string(out), "\r\n"))}
	}
	dir := os.Getenv("XDG_CONFIG_HOME")
	if home, err := os.UserHomeDir(); dir == "" && err == nil {
		dir = filepath.Join(home, ".config")
	}
	return []string{own, filepath.Join(dir, "git", "ignore")}
}

// git runs the program git, and with it none that the configuration of a
// repository names: no monitor of files, no hooks, and no fetching of what a
// partial clone lacks. For the latter it needs git 2.45; before, no protocol is
// allowed by which git would fetch.
func git(to io.Writer, dir string, args ...string) error {
	cmd := exec.Command("git", append([]string{"-c", "core.fsmonitor=", "-c", "core.hooksPath=" + os.DevNull}, args...)...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "LC_ALL=C", "GIT_OPTIONAL_LOCKS=0", "GIT_NO_LAZY_FETCH=1", "GIT_ALLOW_PROTOCOL=none") // its messages are read here
	var errOut bytes.Buffer
	cmd.Stdout, cmd.Stderr = to, &errOut
	err := cmd.Run()
	if said := strings.TrimSpace(errOut.String()); err != nil && said != "" {
		return fmt.Errorf("%w: %s", err, said)
	}
	return err
}
