package survey

// What tests of the package from outside see of it.

var YearOf = yearOf

type Signature = signature

func (s *signature) Alike(t *signature) float64 { return s.alike(t) }

// Sign returns the signature of lines.
func Sign(lines []string) *signature {
	var words [][]uint64
	for _, l := range lines {
		words = append(words, appendWords(nil, l))
	}
	return sign(words)
}

// WithText returns a copy of a posting with another text.
func (p *Posting) WithText(text uint64) *Posting {
	other := *p
	other.text = text
	return &other
}
