package rules

import "encoding/binary"

// numbers is a table of numbers, which are read where they stand in the compiled
// rules: two bytes each, or four where one of them needs as many.
type numbers struct {
	data string
	wide bool
}

func numbersOf[N ~int32 | ~uint32](values []N) numbers {
	var n numbers
	for _, v := range values {
		n.wide = n.wide || uint32(v) > 0xFFFF
	}
	data := make([]byte, 0, 2*len(values))
	for _, v := range values {
		if n.wide {
			data = binary.LittleEndian.AppendUint32(data, uint32(v))
		} else {
			data = binary.LittleEndian.AppendUint16(data, uint16(v))
		}
	}
	n.data = string(data)
	return n
}

func (n *numbers) len() int {
	if n.wide {
		return len(n.data) / 4
	}
	return len(n.data) / 2
}

func (n *numbers) at(i int) uint32 {
	if n.wide {
		return n.wideAt(i)
	}
	s := n.data[2*i : 2*i+2]
	return uint32(s[0]) | uint32(s[1])<<8
}

func (n *numbers) wideAt(i int) uint32 {
	s := n.data[4*i : 4*i+4]
	return uint32(s[0]) | uint32(s[1])<<8 | uint32(s[2])<<16 | uint32(s[3])<<24
}

// all returns the numbers as a list, which is quicker to read.
func (n *numbers) all() []uint32 {
	list := make([]uint32, n.len())
	for i := range list {
		list[i] = n.at(i)
	}
	return list
}

// mapped returns what f makes of each value.
func mapped[A, B any](values []A, f func(A) B) []B {
	all := make([]B, len(values))
	for i, v := range values {
		all[i] = f(v)
	}
	return all
}

// pieces are texts behind each other, equal ones once.
type pieces struct {
	text  []byte
	at    []uint32 // where each begins
	known map[string]uint32
}

func (p *pieces) add(piece []byte) {
	at, ok := p.known[string(piece)]
	if !ok {
		if p.known == nil {
			p.known = map[string]uint32{}
		}
		at = uint32(len(p.text))
		p.known[string(piece)] = at
		p.text = append(p.text, piece...)
	}
	p.at = append(p.at, at)
}
