package read

import (
	"encoding/binary"
	"errors"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"github.com/jdlint/jdlint/lint/internal/readtest"
	"github.com/jdlint/jdlint/lint/read/block"
	"github.com/jdlint/jdlint/lint/read/markdown"
	"pgregory.net/rapid"
)

func utf16Of(s string, order binary.AppendByteOrder) []byte {
	b := order.AppendUint16(nil, 0xFEFF)
	for _, u := range utf16.Encode([]rune(s)) {
		b = order.AppendUint16(b, u)
	}
	return b
}

func TestEncodings(t *testing.T) {
	const text = "# Chef de Produit\r\n\r\n- Gérer le «backlog» – 5 € 😀\r\n"
	want := []string{"# Chef de Produit", "- Gérer le «backlog» – 5 € 😀"}
	for _, c := range []struct {
		name string
		src  []byte
		want []string
		item string // the bytes of "Gérer" to the end of the item
	}{
		{"UTF-8", []byte(text), want, "Gérer le «backlog» – 5 € 😀"},
		{"UTF-8 with mark", []byte("\ufeff" + text), want, "Gérer le «backlog» – 5 € 😀"},
		{"UTF-16 little-endian", utf16Of(text, binary.LittleEndian), want, "Gérer le «backlog» – 5 € 😀"},
		{"UTF-16 big-endian", utf16Of(text, binary.BigEndian), want, "Gérer le «backlog» – 5 € 😀"},
		{"Windows-1252", []byte("# Chef\n- G\xe9rer le \xabbacklog\xbb \x96 5 \x80 \x85"), []string{"# Chef", "- Gérer le «backlog» – 5 € …"}, "G\xe9rer le \xabbacklog\xbb \x96 5 \x80 \x85"},
		{"UTF-8 with a stray byte", []byte("# Chef\n- Gérer \x92 😀"), []string{"# Chef", "- Gérer ’ 😀"}, "Gérer \x92 😀"},
		{"half a unit", append(utf16Of("# a\n- b", binary.LittleEndian), 'x'), []string{"# a", "- b"}, "b"},
	} {
		t.Run(c.name, func(t *testing.T) {
			src, _ := recode(c.src)
			v, err := decode(src)
			if err != nil {
				t.Fatal(err)
			}
			d := markdown.Read(new(block.Memory), v.Text, 0)
			if diff := cmp.Diff(c.want, readtest.Texts(d.Blocks)); diff != "" {
				t.Error(diff)
			}
			d.Trace(&v)
			readtest.CheckBlocks(t, src, d.Blocks)
			b := d.Blocks[1]
			s := b.Span()
			if got := string(src[s.Start:s.End]); got != c.item {
				t.Errorf("the item stands at %q, want %q", got, c.item)
			}
		})
	}
}

func TestNotText(t *testing.T) {
	for name, src := range map[string]string{
		"zip": "PK\x03\x04abc", "zero byte": "abc\x00def", "controls": "\x01\x02\x03\x04abc", "old Word": "\xd0\xcf\x11\xe0\xa1\xb1",
	} {
		if _, err := Read("x", []byte(src), Options{}); !errors.Is(err, block.ErrNotText) {
			t.Errorf("%s: error %v, want ErrNotText", name, err)
		}
	}
	for name, src := range map[string]string{"empty": "", "mark": "\ufeff", "blank": " \n\u00a0\r\n", "tags": "<html></html>", "front matter": "---\n---\n"} {
		if _, err := Read("x", []byte(src), Options{}); !errors.Is(err, ErrEmpty) {
			t.Errorf("%s: error %v, want ErrEmpty", name, err)
		}
	}
}

func TestWindows1252(t *testing.T) {
	for c, want := range map[byte]rune{0x80: '€', 0x92: '’', 0x95: '•', 0x96: '–', 0x9F: 'Ÿ', 0xA0: 0xA0, 0xE9: 'é', 0xFF: 'ÿ'} {
		if got := windows1252(c); got != want {
			t.Errorf("%#x is %q, want %q", c, got, want)
		}
	}
}

// TestIsBinary checks that controls are counted wherever they stand.
func TestIsBinary(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := []byte(strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"text", "a", "\n", "\x01", "\x1f", "\x1b", "é", "\xff", "some more text, "}), 0, 60).Draw(t, "pieces"), ""))
		controls := 0
		for _, c := range text {
			if c < ' ' && c != '\t' && c != '\n' && c != '\v' && c != '\f' && c != '\r' && c != 0x1b {
				controls++
			}
		}
		if got, want := isBinary(text), controls*20 > len(text); got != want {
			t.Fatalf("isBinary(%q) = %v with %d controls in %d bytes", text, got, controls, len(text))
		}
	})
}
