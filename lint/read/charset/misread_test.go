package charset

import (
	"strings"
	"testing"
)

func TestAllMisread(t *testing.T) {
	for text, want := range map[string]string{
		"plain, tâche, éè, Århus":        "plain, tâche, éè, Århus",
		"rÃ©daction de lâ€™Ã©quipe":      "rédaction de l’équipe",
		"rÃ©daction et crÃ©ation":        "rédaction et création",
		"Ã‰laborer, cÅ“ur, dÃ©jÃ\u00a0":  "Élaborer, cœur, déjà",
		"FÃ¼hrung Â§ 5, PrÃ¼fung, groÃŸ": "Führung § 5, Prüfung, groß",
		"â€¢ Own it ðŸš€":                "• Own it 🚀",
		"l'équipe est prête Ã livrer":    "l'équipe est prête à livrer",
		"un poste jusquâ€™Ã la fin":      "un poste jusqu’à la fin",
		"Projet Â : suivi":               "Projet \u00a0 : suivi",
		"NÃO é crÃ©ation":                "NÃO é crÃ©ation", // an honest letter: not the whole text says so
		"ĐÃ XONG":                        "ĐÃ XONG",
		"Â, Ãl":                          "Â, Ãl",
		"trends.â\u0081\u00a0":           "trends.\u2060",
		"confiés Ã\nvous":                "confiés à\nvous",
		"Îles, Âge, ﬁ":                   "Îles, Âge, ﬁ",
		"ï»¿# Title":                     "# Title",
		"â€œQuoteâ€\u009d and â€“ dash":  "“Quote” and – dash",
		"â€":                                "â€",
		"ÃƒÂ© twice is mended once at once": "Ã© twice is mended once at once",
	} {
		var b strings.Builder
		from := 0
		for m := range AllMisread(text, 0) {
			if m.Start < from || m.End <= m.Start || m.End > len(text) {
				t.Fatalf("%q: a character at %d:%d", text, m.Start, m.End)
			}
			b.WriteString(text[from:m.Start] + m.Text)
			from = m.End
		}
		if b.WriteString(text[from:]); b.String() != want {
			t.Errorf("%q is read as %q, want %q", text, b.String(), want)
		}
	}
}
