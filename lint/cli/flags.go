package cli

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"github.com/jdlint/jdlint/lint/internal/sentence"
	"github.com/jdlint/jdlint/rules"
)

// flags is the FlagSet of one command.
type flags struct {
	*pflag.FlagSet
	help bool

	listed []string // named by --files-from

	// Of the commands that have these flags.
	jobs          int
	minConfidence float64
}

func newFlags(name string) *flags {
	f := &flags{FlagSet: pflag.NewFlagSet(name, pflag.ContinueOnError), jobs: 1}
	f.SetOutput(io.Discard)
	f.Usage = func() {}
	f.SortFlags = false
	f.BoolVarP(&f.help, "help", "h", false, "show this help")
	return f
}

// Args returns what the command line and --files-from name.
func (f *flags) Args() []string { return slices.Concat(f.FlagSet.Args(), f.listed) }

// NArg returns the number of Args.
func (f *flags) NArg() int { return f.FlagSet.NArg() + len(f.listed) }

// Arg returns one of Args, "" where there are less.
func (f *flags) Arg(i int) string {
	if args := f.Args(); i < len(args) {
		return args[i]
	}
	return ""
}

// addLists adds the flags for files that are named elsewhere.
func (f *flags) addLists() {
	f.String("files-from", "", "check also the files that `FILE` names, - for standard input: one on each line, or a NUL behind each")
	f.String("stdin-filename", "", "take standard input for the file `NAME`: for its format, its configuration and in the output")
}

// readList reads the names of --files-from.
func (c *Command) readList(f *flags) error {
	name, ok := f.given("files-from")
	if !ok {
		return nil
	}
	var data []byte
	var err error
	if name == "-" {
		data, err = readAll(c.Stdin, 0)
	} else {
		data, err = readUpTo(name, maxBaseline)
	}
	if err != nil {
		return usagef("--files-from: %w", readError(displayName(name), err))
	}
	end := "\n"
	if bytes.IndexByte(data, 0) >= 0 {
		end = "\x00"
	}
	for file := range strings.SplitSeq(string(data), end) {
		if end == "\n" {
			file = strings.TrimSuffix(file, "\r")
		}
		if file != "" {
			f.listed = append(f.listed, file)
		}
	}
	if f.NArg() == 0 {
		c.logf("%s names no files", displayName(name))
		return exitCode(exitOK)
	}
	return nil
}

// addSelection adds the flags for which findings count.
func (f *flags) addSelection() {
	f.StringSlice("select", nil, "let only the findings `ID,...` count")
	f.StringSlice("skip", nil, "leave out the findings `ID,...`")
}

// selection returns whether a finding counts, by its id; nil where all do.
func (f *flags) selection(known []string) (func(id string) bool, error) {
	if f.Lookup("select") == nil || !f.Changed("select") && !f.Changed("skip") {
		return nil, nil
	}
	chosen, _ := f.GetStringSlice("select")
	skipped, _ := f.GetStringSlice("skip")
	for flag, ids := range map[string][]string{"select": chosen, "skip": skipped} {
		for _, id := range ids {
			if !slices.Contains(known, id) {
				return nil, usagef("--%s: there is no finding %q%s", flag, id, cmp.Or(didYouMean("", id, known), "; \"jdlint rules\" lists them"))
			}
		}
	}
	return func(id string) bool {
		return (len(chosen) == 0 || slices.Contains(chosen, id)) && !slices.Contains(skipped, id)
	}, nil
}

// parse reads the arguments; its errors are for people.
func (f *flags) parse(args []string) error {
	err := f.Parse(args)
	if told, ok := errors.AsType[valueError](err); ok {
		return told
	}
	switch err := err.(type) {
	case *pflag.NotExistError:
		name := err.GetSpecifiedName()
		if err.GetSpecifiedShortnames() != "" {
			return fmt.Errorf("there is no flag -%s", name)
		}
		var known []string
		f.VisitAll(func(flag *pflag.Flag) { known = append(known, flag.Name) })
		return fmt.Errorf("there is no flag --%s%s", name, didYouMean("--", name, known))
	case *pflag.ValueRequiredError:
		return fmt.Errorf("--%s needs a value: %s", err.GetFlag().Name, valueName(err.GetFlag()))
	case *pflag.InvalidValueError:
		return fmt.Errorf("--%s needs %s, not %q", err.GetFlag().Name, valueName(err.GetFlag()), err.GetValue())
	case *pflag.InvalidSyntaxError:
		return fmt.Errorf("%q is not a flag; flags look like --format json or --format=json", err.GetSpecifiedFlag())
	}
	return err
}

// valueError describes for people what is wrong with the value of a flag.
type valueError struct{ error }

// knownWord returns an error unless a value of a flag is one of the known words.
func knownWord(flag, word string, known []string) error {
	if slices.Contains(known, word) {
		return nil
	}
	return valueError{fmt.Errorf("--%s is %s, not %q%s", flag, orList(known), word, didYouMean("", word, known))}
}

// knownWords returns the words that a flag takes, or nil for one that takes
// other values.
func knownWords(f *pflag.Flag) []string {
	switch v := f.Value.(type) {
	case *choice:
		return v.known
	case *formats:
		return v.known
	case *words:
		return v.known
	}
	return nil
}

// valueName describes the values that a flag takes.
func valueName(f *pflag.Flag) string {
	if known := knownWords(f); known != nil {
		return orList(known)
	}
	switch f.Value.Type() {
	case "int":
		return "a whole number"
	case "float64":
		return "a number such as 0.8"
	case "bool":
		return "true or false"
	}
	name, _ := pflag.UnquoteUsage(f)
	return name
}

// choice is the value of a flag that takes one of a few words.
type choice struct {
	flag, value string
	known       []string
}

func (c *choice) String() string { return c.value }
func (c *choice) Type() string   { return strings.Join(c.known, "|") }
func (c *choice) Set(s string) error {
	if err := knownWord(c.flag, s, c.known); err != nil {
		return err
	}
	c.value = s
	return nil
}

// addChoice adds a flag that takes one of the known words, the first by default.
func (f *flags) addChoice(name, usage string, known ...string) *choice {
	c := &choice{name, known[0], known}
	f.Var(c, name, usage)
	return c
}

// words is the value of a flag that takes some of a few words, with commas between.
type words struct {
	flag  string
	known []string
	list  []string
}

func (w *words) String() string { return strings.Join(w.list, ",") }
func (w *words) Type() string   { return "words" }
func (w *words) Set(s string) error {
	for word := range strings.SplitSeq(s, ",") {
		if err := knownWord(w.flag, word, w.known); err != nil {
			return err
		}
		w.list = append(w.list, word)
	}
	return nil
}

// addWords adds a flag that takes some of the known words.
func (f *flags) addWords(name, usage string, known []string) *words {
	w := &words{flag: name, known: known}
	f.Var(w, name, usage)
	return w
}

// maxParallel is how many postings are judged at a time at most. Each takes memory,
// and more than there are processors gain nothing.
const maxParallel = 1024

// addJobs adds the flag for the number of postings judged at a time.
func (f *flags) addJobs() {
	f.IntVar(&f.jobs, "jobs", runtime.GOMAXPROCS(0), "judge `N` postings at a time")
}

// addFiles adds the flags that say which files of folders are postings.
func (f *flags) addFiles() {
	f.StringArray("include", nil, "take the files of folders that match `PATTERN`, as in a .gitignore file, for postings, whatever they look like; may be given several times")
	f.StringArray("exclude", nil, "take the files of folders that match `PATTERN` for no postings; may be given several times")
	f.Bool("no-ignore", false, "look also at what .gitignore files leave out, and into node_modules and the like")
}

// addModel adds the flag for the role model.
func (f *flags) addModel() {
	f.String("role-model", "", "judge by the role model `ID|FILE`")
}

// addLang adds the flag for the language of what is said.
func (f *flags) addLang() {
	f.String("lang", "", "word verdicts, advice and notes in the language `CODE`: en, de, fr or nl")
}

// addConfig adds the flag for the configuration.
func (f *flags) addConfig() {
	f.String("config", "", "use the configuration `FILE` for all postings, not the .jdlint.yaml nearest to each")
	f.Bool("isolated", false, "read no .jdlint.yaml: all is as it is by default, but for flags")
}

// addMinConfidence adds the flag for the least confidence of a finding.
func (f *flags) addMinConfidence(usage string) {
	f.Float64Var(&f.minConfidence, "min-confidence", 0, usage)
}

// checkNumbers returns an error if a number is out of its range.
func (f *flags) checkNumbers() error {
	switch {
	case !(f.minConfidence >= 0 && f.minConfidence <= 1): // NaN neither
		return usagef("--min-confidence must lie between 0 and 1, not %g", f.minConfidence)
	case f.jobs < 1 || f.jobs > maxParallel:
		return usagef("--jobs must lie between 1 and %d, not %d", maxParallel, f.jobs)
	}
	return nil
}

// given returns the value of a flag; ok is false if the user did not give it,
// or the command has no such flag.
func (f *flags) given(name string) (value string, ok bool) {
	flag := f.Lookup(name)
	if flag == nil || !flag.Changed {
		return "", false
	}
	return flag.Value.String(), true
}

// didYouMean suggests the known word nearest to a mistyped one.
func didYouMean(prefix, word string, known []string) string {
	if best := rules.Nearest(word, known); best != "" {
		return fmt.Sprintf("; did you mean %s%s?", prefix, best)
	}
	return ""
}

// orList returns words as alternatives.
func orList(words []string) string { return sentence.List(words, "or") }

// andList returns words as a list.
func andList(words []string) string { return sentence.List(words, "and") }

// plural returns a number with its noun.
func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
