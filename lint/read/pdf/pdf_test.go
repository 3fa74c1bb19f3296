package pdf

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/jdlint/jdlint/lint/internal/testtime"

	"github.com/jdlint/jdlint/lint/internal/readtest"
	"github.com/jdlint/jdlint/lint/read/block"
)

const wording = "We make software that people like to use and they"

const circle = "0 3 m 0 4.7 1.3 6 3 6 c 4.7 6 6 4.7 6 3 c 6 1.3 4.7 0 3 0 c 1.3 0 0 1.3 0 3 c h f"

func TestPDF(t *testing.T) {
	long := func(n int, first string) []string {
		out := []string{first}
		for range n {
			out = append(out, "many words that fill one line")
		}
		return out
	}
	for name, c := range map[string]struct {
		src  []byte
		want []string
	}{
		"headings by size":   {readtest.PDF(readtest.DrawText(72, 760, 20, "F2", "Product Owner") + readtest.DrawText(72, 720, 14, "F2", "Duties") + readtest.DrawText(72, 690, 10, "F1", wording+".")), []string{"!# Product Owner", "!## Duties", wording + "."}},
		"a title of two":     {readtest.PDF(readtest.DrawText(72, 760, 20, "F2", "Senior Product", "Owner") + readtest.DrawText(72, 690, 10, "F1", wording+".")), []string{"!# Senior Product Owner", wording + "."}},
		"bold heading":       {readtest.PDF(readtest.DrawText(72, 760, 10, "F2", "Duties") + readtest.DrawText(72, 746, 10, "F1", wording+".")), []string{"!Duties", wording + "."}},
		"a title spread out": {readtest.PDF("30 Tw " + readtest.DrawText(72, 760, 20, "F2", "Senior Product") + "0 Tw " + readtest.DrawText(72, 738, 20, "F2", "Manager") + readtest.DrawText(72, 690, 10, "F1", wording+".")), []string{"!# Senior Product Manager", wording + "."}},
		"numbered heading":   {readtest.PDF(readtest.DrawText(72, 760, 16, "F2", "1. Duties") + readtest.DrawText(72, 720, 10, "F1", wording+".")), []string{"!# 1. Duties", wording + "."}},
		"lines of one":       {readtest.PDF(readtest.DrawText(72, 760, 10, "F1", wording, wording, "end here.", "Another one.")), []string{wording + " " + wording + " end here.", "Another one."}},
		"paragraphs":         {readtest.PDF(readtest.DrawText(72, 760, 10, "F1", wording, "and "+wording) + readtest.DrawText(72, 714, 10, "F1", wording)), []string{wording + " and " + wording, wording}},
		"lines apart":        {readtest.PDF(readtest.DrawText(72, 760, 20, "F1", "Product Owner, Parking") + readtest.DrawText(72, 720, 11, "F1", "Own the P&L", "Define the product vision for three years", "Own the roadmap")), []string{"# Product Owner, Parking", "Own the P&L", "Define the product vision for three years", "Own the roadmap"}},
		"short lines":        {readtest.PDF(readtest.DrawText(72, 760, 10, "F1", "\x95 Be accountable for the pro-", "fit of the app", "\x95 Set the pri-", "cing of tickets", "\x95 Plan short-", "and long-term, end-", "to-end, with cross-", "functional teams")), []string{"- Be accountable for the profit of the app", "- Set the pricing of tickets", "- Plan short- and long-term, end-to-end, with cross-functional teams"}},
		"hyphens":            {readtest.PDF(readtest.DrawText(72, 760, 10, "F1", "Work in the develop-", "ment of a cross-", "functional team-", "OF teams. The words: cross, cross-functional.")), []string{"Work in the development of a cross-functional team-OF teams. The words: cross, cross-functional."}},
		"soft hyphen":        {readtest.PDF(readtest.DrawText(72, 760, 10, "F1", "Work in the develop\xad", "ment of many teams.")), []string{"Work in the development of many teams."}},
		"items":              {readtest.PDF(readtest.DrawText(72, 760, 10, "F1", "\x95", "\x95") + readtest.DrawText(84, 760, 10, "F1", "Own the backlog", "Write stories")), []string{"- Own the backlog", "- Write stories"}},
		"items of two lines": {readtest.PDF(readtest.DrawText(72, 760, 10, "F1", "\x95 Own", "") + readtest.DrawText(81, 746, 10, "F1", "the backlog") + readtest.DrawText(72, 732, 10, "F1", "\x95 Write") + readtest.DrawText(72, 700, 10, "F1", wording+".")), []string{"- Own the backlog", "- Write", wording + "."}},
		"nested items":       {readtest.PDF(readtest.DrawText(72, 760, 10, "F1", "\x95 Own") + readtest.DrawText(90, 746, 10, "F1", "\x96 this", "\x96 that") + readtest.DrawText(72, 718, 10, "F1", "\x95 Write")), []string{"- Own", "-- this", "-- that", "- Write"}},
		"drawn out of order": {readtest.PDF(readtest.DrawText(72, 700, 10, "F1", "Second one.") + readtest.DrawText(72, 760, 10, "F1", "First one.")), []string{"First one.", "Second one."}},
		"columns": {readtest.PDF(readtest.DrawText(72, 800, 10, "F1", "A line above both of the columns that is as wide as the page is, nearly.") + readtest.DrawText(72, 760, 10, "F1", long(5, "Left begins and has")...) + readtest.DrawText(320, 757, 10, "F1", long(5, "Right begins and has")...) + readtest.DrawText(72, 600, 10, "F1", "A line below both of the columns that is as wide as the page is, nearly.")),
			[]string{"A line above both of the columns that is as wide as the page is, nearly.", "Left begins and has" + strings.Repeat(" many words that fill one line", 5), "Right begins and has" + strings.Repeat(" many words that fill one line", 5), "A line below both of the columns that is as wide as the page is, nearly."}},
		"labels are no column":  {readtest.PDF(readtest.DrawText(72, 760, 10, "F1", "Title:", "Place:", "Pay:", "Team:", "Level:", "Start:") + readtest.DrawText(200, 760, 10, "F1", "Owner", "Berlin", "Good", "Us", "High", "Soon")), []string{"Title: Owner", "Place: Berlin", "Pay: Good", "Team: Us", "Level: High", "Start: Soon"}},
		"narrow beside wide":    {readtest.PDF(readtest.DrawText(72, 760, 8, "F2", "Place", "Berlin", "Team", "Payments") + readtest.DrawText(200, 753, 10, "F1", "\x95 Own the price of", "tickets", "\x95 Set goals")), []string{"!Place", "!Berlin", "!Team", "!Payments", "- Own the price of tickets", "- Set goals"}},
		"items beside items":    {readtest.PDF(readtest.DrawText(72, 760, 10, "F1", "You will", "\x95 Own it", "\x95 Set it") + readtest.DrawText(300, 760, 10, "F1", "You bring", "\x95 Wit", "\x95 Luck")), []string{"You will", "- Own it", "- Set it", "You bring", "- Wit", "- Luck"}},
		"short columns":         {readtest.PDF(readtest.DrawText(72, 760, 10, "F1", "We make software", "that people like and", "that works.") + readtest.DrawText(200, 760, 10, "F1", "You own the price", "of our software, the", "vision and so on.")), []string{"We make software that people like and that works.", "You own the price of our software, the vision and so on."}},
		"three short columns":   {readtest.PDF(readtest.DrawText(72, 760, 10, "F2", "You will") + readtest.DrawText(82, 746, 10, "F1", "\x95 Own it", "\x95 Set it") + readtest.DrawText(220, 760, 10, "F2", "You bring") + readtest.DrawText(230, 746, 10, "F1", "\x95 Wit", "\x95 Luck") + readtest.DrawText(370, 760, 10, "F2", "We offer") + readtest.DrawText(380, 746, 10, "F1", "\x95 Pay", "\x95 Fruit")), []string{"!You will", "- Own it", "- Set it", "!You bring", "- Wit", "- Luck", "!We offer", "- Pay", "- Fruit"}},
		"a label in the middle": {readtest.PDF(readtest.DrawText(200, 760, 10, "F1", wording, "really do.") + readtest.DrawText(72, 753, 10, "F1", "Place")), []string{wording, "Place", "really do."}},
		"headings beside":       {readtest.PDF(readtest.DrawText(72, 760, 10, "F2", "Your role", "", "You bring") + readtest.DrawText(200, 760, 10, "F1", "\x95 Own the price of", "\x95 Set goals", "Ten years of work with", "software.")), []string{"!Your role", "- Own the price of", "- Set goals", "!You bring", "Ten years of work with software."}},
		"rows of a table":       {readtest.PDF(readtest.DrawText(72, 760, 10, "F1", "Salary", "Place", "Team") + readtest.DrawText(200, 760, 10, "F1", "negotiable", "remote", "small")), []string{"Salary negotiable", "Place remote", "Team small"}},
		"drawn dots":            {readtest.PDF("q .7 0 0 .7 72 761 cm " + circle + " Q q .7 0 0 .7 72 747 cm " + circle + " Q " + readtest.DrawText(84, 760, 12, "F1", "Own it", "Set it")), []string{"- Own it", "- Set it"}},
		"other drawings":        {readtest.PDF("q 5 0 0 5 72 700 cm " + circle + " Q q .7 0 0 .7 72 747 cm 0 0 m 0 6 l 6 6 l 6 0 l h f Q 72 761 5 5 re f " + readtest.DrawText(84, 760, 12, "F1", "Own it", "Set it")), []string{"Own it", "Set it"}},
		"heads and feet":        {readtest.PDF(readtest.DrawText(72, 820, 8, "F1", "Acme")+readtest.DrawText(72, 700, 10, "F1", "One.")+readtest.DrawText(300, 20, 8, "F1", "Page 1 of 2"), readtest.DrawText(72, 820, 8, "F1", "Acme")+readtest.DrawText(72, 700, 10, "F1", "Two.")+readtest.DrawText(300, 20, 8, "F1", "Page 2 of 2")), []string{"One.", "Two."}},
		"the same text twice":   {readtest.PDF(readtest.DrawText(72, 500, 10, "F1", "One."), readtest.DrawText(72, 500, 10, "F1", "One.")), []string{"One.", "One."}},
		"page number":           {readtest.PDF(readtest.DrawText(72, 700, 10, "F1", "One.") + readtest.DrawText(300, 20, 8, "F1", "- 1 -")), []string{"One."}},
		"over the page":         {readtest.PDF(readtest.DrawText(72, 400, 10, "F1", wording, "make it"), readtest.DrawText(72, 700, 10, "F1", "well.")), []string{wording + " make it well."}},
		"marked as no text":     {readtest.PDF("/Artifact <</Type/Pagination>> BDC " + readtest.DrawText(72, 700, 10, "F1", "Head") + " EMC /P <</MCID 0>> BDC " + readtest.DrawText(72, 600, 10, "F1", "Text.") + "EMC"), []string{"Text."}},
		"kerned":                {readtest.PDF("BT /F1 10 Tf 72 700 Td [(O) 20 (wn) -300 (the) -250 (b) 15 (acklog)] TJ ET"), []string{"Own the backlog"}},
		"word for word":         {readtest.PDF("BT /F1 11 Tf 1 0 0 1 72 697 Tm (Set) Tj ET BT /F1 11 Tf 1 0 0 1 91.569 697 Tm (pricing) Tj ET BT /F1 11 Tf 1 0 0 1 127.022 697 Tm (for) Tj ET BT /F1 11 Tf 1 0 0 1 142.917 697 Tm (season) Tj ET"), []string{"Set pricing for season"}},
		"spaced with blanks":    {readtest.PDF(readtest.DrawText(72, 700, 20, "F1", "P R O D U C T   O W N E R") + readtest.DrawText(72, 600, 10, "F1", wording)), []string{"# PRODUCT OWNER", wording}},
		"spaced out":            {readtest.PDF("8 Tc " + readtest.DrawText(72, 700, 20, "F1", "Product Owner, ABC") + "0 Tc " + readtest.DrawText(72, 600, 10, "F1", wording)), []string{"# Product Owner, ABC", wording}},
		"spaced short words":    {readtest.PDF("8 Tc " + readtest.DrawText(72, 700, 20, "F1", "Product") + "BT /F1 20 Tf 400 700 Td [(WHA) 150 (T)] TJ ET " + "0 Tc " + readtest.DrawText(72, 600, 10, "F1", wording)), []string{"# Product WHAT", wording}},
		"letters alone":         {readtest.PDF(readtest.DrawText(72, 700, 10, "F1", "Sell B 2 B and I / O to a C D", "1 2 3 4 5 6")), []string{"Sell B 2 B and I / O to a C D", "1 2 3 4 5 6"}},
		"sideways":              {readtest.PDF("BT /F1 10 Tf 0 1 -1 0 30 300 Tm (DRAFT) Tj ET " + readtest.DrawText(72, 600, 10, "F1", "Text.")), []string{"Text."}},
		"drawn twice for bold":  {readtest.PDF("BT /F1 10 Tf 1 0 0 1 72 700 Tm (Own) Tj 1 0 0 1 72.3 700 Tm (Own) Tj ET"), []string{"!Own"}},
		"packed":                {readtest.PackedPDF(readtest.DrawText(72, 700, 10, "F1", "Own the \"backlog\" (all)")), []string{`Own the "backlog" (all)`}},
		"without tables":        {[]byte(strings.ReplaceAll(string(readtest.PDF(readtest.DrawText(72, 700, 10, "F1", "Text."))), "xref", "nope")), []string{"Text."}},
		"two versions":          {append(readtest.PDF(readtest.DrawText(72, 700, 10, "F1", "Old.")), "6 0 obj <</Length 40>> stream\nBT /F1 10 Tf 72 700 Td (New.) Tj ET       \nendstream endobj trailer <</Root 1 0 R/Prev 9>>"...), []string{"New."}},
	} {
		t.Run(name, func(t *testing.T) {
			readtest.CheckReader(t, Read, c.src, c.want...)
		})
	}
}

func TestIs(t *testing.T) {
	file := string(readtest.PDF("BT ET"))
	for src, want := range map[string]bool{
		file: true, "\uFEFF \r\n" + file: true, "%PDF-": true, "HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n" + file: true,
		strings.Repeat(" ", 2000) + file: false, "": false, "%PDF is a format": false, "It begins with %PDF-1.4 and has objects": false, "a %PDF-x endobj": false,
	} {
		if got := Is([]byte(src)); got != want {
			t.Errorf("%.40q: %v", src, got)
		}
	}
}

// TestHostilePDF returns readers of PDF what they choke on: in the full size only
// where slow tests are asked for, else a part of it within a part of the budget.
func TestHostilePDF(t *testing.T) {
	scale := testtime.Size(64, 1)
	limits := budget{usual.unpacked / scale, usual.stream / scale, usual.parsed / scale, usual.steps / scale, usual.glyphs / scale}
	good := readtest.PDFObjects(readtest.DrawText(72, 700, 10, "F1", "Text."))
	with := func(i int, object string) []byte {
		objects := append([]string(nil), good...)
		for len(objects) < i {
			objects = append(objects, "null")
		}
		objects[i-1] = object
		return readtest.PDFOf(objects)
	}
	stream := func(dict, data string) string {
		return fmt.Sprintf("<<%s/Length %d>>\nstream\n%s\nendstream", dict, len(data), data)
	}
	good[1] = strings.Replace(good[1], "/Resources<<", "/Resources<</XObject<</X 6 0 R>>", 1)
	form := "/Type/XObject/Subtype/Form/Resources<</XObject<</X 6 0 R>>>>"
	for name, c := range map[string]struct {
		src  []byte
		want error
	}{
		"pages in a circle":      {with(2, "<</Type/Pages/Kids[2 0 R 5 0 R 5 0 R]/Resources<</Font<</F1 3 0 R>>>>>>"), nil},
		"page is its own parent": {with(5, "<</Type/Page/Parent 5 0 R/Contents 6 0 R>>"), nil},
		"length in a circle":     {with(6, "<</Length 6 0 R>>\nstream\nBT /F1 10 Tf 72 700 Td (Text.) Tj ET\nendstream"), nil},
		"reference in a circle":  {with(3, "3 0 R"), block.ErrScanned},
		"tables in a circle":     {append(readtest.PDF(readtest.DrawText(72, 700, 10, "F1", "Text.")), "xref\n0 0\ntrailer <</Root 1 0 R/Prev 9>>\nstartxref\n9\n%%EOF"...), nil},
		"huge table":             {append(readtest.PDF(readtest.DrawText(72, 700, 10, "F1", "Text.")), "xref\n3000000000 1\n0 0 n\ntrailer <</Size 4000000000000/Root 1 0 R>>"...), nil},
		"deep nesting":           {with(7, strings.Repeat("[", (1<<20)/scale)), nil},
		"deep dictionaries":      {with(7, strings.Repeat("<</a", (1<<20)/scale)), nil},
		"deep page tree":         {with(2, strings.Repeat("<</Kids[", 1<<16)), block.ErrDamaged},
		"form in a circle":       {with(6, stream(form, "/X Do /X Do /X Do BT ET")), block.ErrScanned},
		"forms without end":      {with(6, stream(form, strings.Repeat("/X Do ", 5000))), block.ErrTooLarge},
		"states without end":     {with(6, stream("", strings.Repeat("q ", (1<<20)/scale))), block.ErrScanned},
		"bomb":                   {with(6, stream("/Filter/FlateDecode", readtest.Deflate(strings.Repeat("0 ", (16<<20)/scale)))), block.ErrTooLarge},
		"bomb in a bomb":         {with(6, stream("/Filter[/FlateDecode/FlateDecode]", readtest.Deflate(readtest.Deflate(strings.Repeat("\x00", (64<<20)/scale))))), block.ErrTooLarge},
		"bomb of runs":           {with(6, stream("/Filter/RunLengthDecode", strings.Repeat("\x81a", (1<<20)/scale))), block.ErrTooLarge},
		"many filters":           {with(6, stream("/Filter["+strings.Repeat("/ASCIIHexDecode ", 1000)+"]", "00")), block.ErrScanned},
		"objects in themselves":  {with(6, stream("/Type/ObjStm/N 3/First 12", "6 0 5 0 1 0 (a)")), block.ErrDamaged},
		"many objects in one":    {with(7, stream(fmt.Sprintf("/Type/ObjStm/N %d/First %d", 200_000/scale, 200_000/scale*len("9 0 10 0 ")), strings.Repeat("9 0 10 0 ", 200_000/scale)+"["+strings.Repeat("1 ", (1<<20)/scale))), block.ErrTooLarge},
		"wide prediction":        {with(6, stream("/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 99999999999/Colors 9999>>", readtest.Deflate("abc"))), block.ErrScanned},
		"strange numbers":        {with(6, stream("", "BT /F1 1e999 Tf 99999999999999999999 --5 Td (a) Tj 0 0 0 0 0 0 Tm (b) Tj ET")), block.ErrScanned},
		"no operands":            {with(6, stream("", "Tf Td TD Tm Tj ' \" TJ Tc cm q Q Q Q Do BDC EMC EMC BI BT ET TL T*")), block.ErrScanned},
		"wrong operands":         {with(6, stream("", "(a) (b) Tf [1] /x Td << >> Tj 5 TJ /a /b /c /d /e /f cm")), block.ErrScanned},
		"other kinds":            {with(3, "[1 2 3]"), block.ErrScanned},
		"unknown glyphs":         {readtest.PDF(readtest.DrawText(72, 700, 10, "F1", "! \" # $ % & ' ( ) * + a")), block.ErrScanned},
		"odd font":               {with(3, "<</Type/Font/Subtype/Type0/Encoding/Identity-H/DescendantFonts 3 0 R/W[1 [2] 3]/ToUnicode 6 0 R>>"), block.ErrScanned},
		"cut off":                {readtest.PDF(readtest.DrawText(72, 700, 10, "F1", "Text."))[:600], nil},
	} {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			x, err := readWithin(t.Context(), c.src, limits)
			if !errors.Is(err, c.want) {
				t.Errorf("error %v, want %v", err, c.want)
			}
			if err == nil {
				readtest.CheckExtract(t, &x)
				if !strings.Contains(string(x.Text), "Text.") {
					t.Errorf("text %q", x.Text)
				}
			}
			if took := time.Since(start); took > time.Minute {
				t.Errorf("took %v", took)
			}
		})
	}
}

// TestLinearPDF lays out pages on which much may be a column, a word or a list.
func TestLinearPDF(t *testing.T) {
	page := func(row func(b *strings.Builder, y int)) func(int) func() {
		return func(size int) func() {
			var b strings.Builder
			for i := range size {
				row(&b, 12*(size-i))
			}
			src := readtest.PDF(b.String())
			return func() {
				if _, err := Read(t.Context(), src); err != nil {
					t.Error(err)
				}
			}
		}
	}
	testtime.Linear(t, "columns", 200, page(func(b *strings.Builder, y int) {
		for k := range 12 {
			fmt.Fprintf(b, "BT /F1 10 Tf %d %d Td (many) Tj ET\n", 60*k, y+5*(k%2))
		}
	}))
	testtime.Linear(t, "letters set apart", 200, page(func(b *strings.Builder, y int) { b.WriteString(readtest.DrawText(72, y, 10, "F1", "a b c d e f g h")) }))
	testtime.Linear(t, "dots and other text", 200, page(func(b *strings.Builder, y int) {
		fmt.Fprintf(b, "/Span <</ActualText (a b)>> BDC q .7 0 0 .7 72 %d cm %s Q BT /F1 10 Tf 90 %d Td (develop-) Tj ET EMC\n", y, circle, y)
	}))
}
