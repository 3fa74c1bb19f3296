package section

import (
	"strings"
)

// signs counts the signs of lists in a text that job boards have flattened: a
// sign that comes up again and again is a bullet, once it is a dash.
type signs struct {
	dash, longDash, star, plus, letterO, semicolon, stop int
}

// count counts what stands at text[i], if it is a sign within the text.
func (n *signs) count(text string, i int) {
	if i == 0 || i+1 >= len(text) {
		return
	}
	switch c := text[i]; c {
	case '-', '*', '+', 'o':
		if text[i-1] != ' ' {
			return
		}
		next := i + 1
		if text[next] == ' ' {
			next++
		} else if c == 'o' {
			return
		}
		if next >= len(text) || !isUpperAt(text, next) {
			return
		}
		switch c {
		case '-':
			n.dash++
		case '*':
			n.star++
		case '+':
			n.plus++
		default:
			n.letterO++
		}
	case 0xE2:
		if strings.HasPrefix(text[i:], "– ") && text[i-1] == ' ' && isUpperAt(text, i+4) {
			n.longDash++
		}
	case ';':
		n.semicolon++
	case '.':
		n.stop++
	}
}
