package rules

import "testing"

// FuzzParseModel: a role model out of any bytes is refused with a reason, or
// can be used: it says who holds what, and has each finding at a known severity.
func FuzzParseModel(f *testing.F) {
	f.Add("id: our\nextends: strategist\nmay_hold:\n  product-owner: [roadmap, metrics]\norganisation: {has_product_manager: false}\n")
	f.Add("id: our\nstrategic_title: product-owner\ntactical_title: product-manager\nfindings: {stray-duty: off}\nhard: [pricing]\n")
	f.Add("id: strategist\nextends: inverted\n")
	set, err := Builtin()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		m, err := set.Models.Parse("x.yaml", []byte(text))
		if err != nil {
			if err.Error() == "" {
				t.Error("an error that says nothing")
			}
			return
		}
		if m.ID == "" || m.StrategicTitle == m.TacticalTitle {
			t.Errorf("%+v", m)
		}
		for id, severity := range m.Findings {
			if severity == "" {
				t.Errorf("%s has no severity", id)
			}
		}
		again, err := set.Models.Parse("x.yaml", []byte(text))
		if err != nil || again.ID != m.ID || again.Organisation != m.Organisation {
			t.Errorf("%v: %+v, then %+v", err, m, again)
		}
	})
}
