package charset

import "testing"

func TestNamed(t *testing.T) {
	for text, want := range map[string]string{
		`<?xml version="1.0" encoding='ISO-8859-2'?><jobs/>`:                   "ISO-8859-2",
		`<!doctype html><meta name=x><META CHARSET="Shift_JIS">`:               "shift_jis",
		`<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">`: "koi8-r",
		`<meta name="description" content="none">`:                             "",
		`<?xml version="1.0"?><html><head><meta charset = gb18030 /></head>`:   "gb18030",
		`The charset=x of a text is none.`:                                     "",
		`<?xml version="1.0" encoding="UTF-16"?><jobs/>`:                       "",
		`<meta charset`: "",
	} {
		if got := Named([]byte(text)); got != want {
			t.Errorf("Named(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestDecode(t *testing.T) {
	for _, test := range []struct{ name, src, want string }{
		{"Shift_JIS", "\x8f\xa4\x95i", "商品"},
		{"gb18030", "\xb2\xfa\xc6\xb7", "产品"},
		{"KOI8-R", "\xf0\xd2\xcf", "Про"},
		{"iso-8859-2", "\xb3\xf3d\xbc", "łódź"},
		{"iso-8859-15", "\xa4", "€"},
		{"windows-1251", "\xcf", "П"},
		{"big5", "\xb2\xa3", "產"},
		{"euc-kr", "\xbb\xf3", "상"},
	} {
		if got, ok := Decode([]byte(test.src), test.name); !ok || string(got) != test.want {
			t.Errorf("%s: %q, %v", test.name, got, ok)
		}
	}
	if _, ok := Decode([]byte("x"), "no-such"); ok {
		t.Error("an unknown encoding is known")
	}
}

func TestUTF16(t *testing.T) {
	for _, src := range []string{"\xff\xfea\x00b\x00c\x00d\x00", "\xfe\xff\x00a\x00b\x00c\x00d", "a\x00b\x00c\x00d\x00", "\x00a\x00b\x00c\x00d"} {
		d := UTF16([]byte(src))
		if d == nil {
			t.Errorf("%q is not seen", src)
		} else if got, _ := d.String(src); got != "abcd" {
			t.Errorf("%q is read as %q", src, got)
		}
	}
	if UTF16([]byte("abcdefgh")) != nil || UTF16([]byte("a\x00\x00\x00b\x00\x00\x00")) != nil {
		t.Error("other texts are taken for it")
	}
}
