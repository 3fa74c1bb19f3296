package cli

import (
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"github.com/jdlint/jdlint/rules"
)

// flags is the FlagSet of one command.
type flags struct {
	*pflag.FlagSet
	help bool
}

func newFlags(name string) *flags {
	f := &flags{FlagSet: pflag.NewFlagSet(name, pflag.ContinueOnError)}
	f.SetOutput(io.Discard)
	f.Usage = func() {}
	f.SortFlags = false
	f.BoolVarP(&f.help, "help", "h", false, "show this help")
	return f
}

// parse reads the arguments; its errors are for people.
func (f *flags) parse(args []string) error {
	err := f.Parse(args)
	var missing *pflag.NotExistError
	var valueless *pflag.ValueRequiredError
	var invalid *pflag.InvalidValueError
	var syntax *pflag.InvalidSyntaxError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &missing):
		name := missing.GetSpecifiedName()
		if missing.GetSpecifiedShortnames() != "" {
			return fmt.Errorf("there is no flag -%s", name)
		}
		var known []string
		f.VisitAll(func(flag *pflag.Flag) { known = append(known, flag.Name) })
		return fmt.Errorf("there is no flag --%s%s", name, didYouMean("--", name, known))
	case errors.As(err, &valueless):
		flag := valueless.GetFlag()
		if c, ok := flag.Value.(*choice); ok {
			return fmt.Errorf("--%s needs a value: %s", flag.Name, orList(c.known))
		}
		if v, ok := flag.Value.(*formats); ok {
			return fmt.Errorf("--%s needs a value: %s", flag.Name, orList(v.known))
		}
		return fmt.Errorf("--%s needs a value: %s", flag.Name, valueName(flag))
	case errors.As(err, &invalid):
		flag := invalid.GetFlag()
		if c, ok := flag.Value.(*choice); ok {
			return fmt.Errorf("--%s is %s, not %q%s", flag.Name, orList(c.known), invalid.GetValue(), didYouMean("", invalid.GetValue(), c.known))
		}
		if v, ok := flag.Value.(*formats); ok {
			return v.setError(invalid.GetValue())
		}
		return fmt.Errorf("--%s needs %s, not %q", flag.Name, valueName(flag), invalid.GetValue())
	case errors.As(err, &syntax):
		return fmt.Errorf("%q is not a flag; flags look like --format json or --format=json", syntax.GetSpecifiedFlag())
	}
	return err
}

// valueName describes the values that a flag takes.
func valueName(f *pflag.Flag) string {
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
	value string
	known []string
}

func (c *choice) String() string { return c.value }
func (c *choice) Type() string   { return strings.Join(c.known, "|") }
func (c *choice) Set(s string) error {
	if !slices.Contains(c.known, s) {
		return errors.New("unknown")
	}
	c.value = s
	return nil
}

// choice adds a flag that takes one of the known words, the first by default.
func (f *flags) choice(name, usage string, known ...string) *choice {
	c := &choice{known[0], known}
	f.Var(c, name, usage)
	return c
}

// jobs adds the flag for the number of postings judged at a time.
func (f *flags) jobs() *int {
	return f.Int("jobs", runtime.GOMAXPROCS(0), "judge `N` postings at a time")
}

// model adds the flag for the role model.
func (f *flags) model() *string {
	return f.String("role-model", "", "judge by the role model `ID|FILE`")
}

func checkJobs(n int) error {
	if n < 1 {
		return fmt.Errorf("--jobs must be at least 1, not %d", n)
	}
	return nil
}

// didYouMean suggests the known word nearest to a mistyped one.
func didYouMean(prefix, word string, known []string) string {
	if best := rules.Nearest(word, known); best != "" {
		return fmt.Sprintf("; did you mean %s%s?", prefix, best)
	}
	return ""
}

// orList lists words as alternatives.
func orList(words []string) string { return join(words, " or ") }

// andList lists words.
func andList(words []string) string { return join(words, " and ") }

func join(words []string, last string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + last + words[len(words)-1]
}
