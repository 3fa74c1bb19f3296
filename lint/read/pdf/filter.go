package pdf

import (
	"bytes"
	"compress/flate"
	"compress/lzw"
	"encoding/ascii85"
	"io"
)

// data unpacks a stream. Of one that is damaged, what can be unpacked counts.
func (f *file) data(s stream) []byte {
	data := f.src[s.start:s.end]
	if f.lock != nil {
		if f.left.unpacked -= len(data); f.left.unpacked < 0 {
			panic(errBudget)
		}
		how := f.lock.stream
		data = how.open(f.lock.keyOf(how, s.object, s.generation), data)
	}
	var filters, params array
	switch v := f.value(s.dict["Filter"]).(type) {
	case name:
		filters, params = array{v}, array{s.dict["DecodeParms"]}
	case array:
		filters, params = v, f.array(s.dict["DecodeParms"])
	}
	const most = 4 // filters on top of each other
	for i, filter := range filters {
		if i == most {
			return nil
		}
		var param dict
		if i < len(params) {
			param = f.dict(params[i])
		}
		switch f.name(filter) {
		case "FlateDecode", "Fl":
			data = f.inflate(data)
		case "LZWDecode", "LZW":
			data = f.unLZW(data, param)
		case "ASCIIHexDecode", "AHx":
			p := parser{src: append([]byte("<"), data...)}
			data = []byte(p.hex())
		case "ASCII85Decode", "A85":
			data = f.un85(data)
		case "RunLengthDecode", "RL":
			data = f.unRun(data)
		case "Crypt":
		default: // of a picture
			return nil
		}
		if n := f.number(param["Predictor"]); n >= 10 {
			data = unpredict(data, f, param)
		}
	}
	return data
}

// take reads what r unpacks, within the budget.
func (f *file) take(r io.Reader) []byte {
	limit := min(f.left.stream, f.left.unpacked)
	data, _ := io.ReadAll(io.LimitReader(r, int64(limit)+1)) // an error leaves what was good
	f.left.unpacked -= len(data)
	if len(data) > limit {
		panic(errBudget)
	}
	return data
}

// inflate leaves out the head and the sum of zlib: both are wrong at times.
func (f *file) inflate(data []byte) []byte {
	for len(data) > 0 && isSpace(data[0]) {
		data = data[1:]
	}
	if len(data) < 2 {
		return nil
	}
	if data[0]&0x0F == 8 {
		data = data[2:]
	}
	return f.take(flate.NewReader(bytes.NewReader(data)))
}

func (f *file) un85(data []byte) []byte {
	data = bytes.TrimPrefix(bytes.TrimSpace(data), []byte("<~"))
	if end := bytes.IndexByte(data, '~'); end >= 0 {
		data = data[:end]
	}
	return f.take(ascii85.NewDecoder(bytes.NewReader(data)))
}

func (f *file) unRun(data []byte) []byte {
	var out []byte
	for i := 0; i < len(data); {
		n := int(data[i])
		i++
		switch {
		case n == 128:
			i = len(data)
		case n < 128:
			end := min(i+n+1, len(data))
			out = append(out, data[i:end]...)
			i = end
		case i < len(data):
			out = append(out, bytes.Repeat(data[i:i+1], 257-n)...)
			i++
		}
		if len(out) > min(f.left.stream, f.left.unpacked) {
			panic(errBudget)
		}
	}
	f.left.unpacked -= len(out)
	return out
}

// unLZW unpacks LZW as PDF has it: codes grow one code early, unless told
// otherwise, and then the package of the standard library will do.
func (f *file) unLZW(data []byte, param dict) []byte {
	if v, ok := f.value(param["EarlyChange"]).(float64); ok && v == 0 {
		return f.take(lzw.NewReader(bytes.NewReader(data), lzw.MSB, 8))
	}
	type entry struct {
		prefix int
		last   byte
		length int
	}
	const clear, end = 256, 257
	table := make([]entry, 258, 4096)
	for i := range 256 {
		table[i] = entry{-1, byte(i), 1}
	}
	var out []byte
	width, previous := 9, -1
	bits, held := 0, 0
	write := func(code int) byte {
		n := table[code].length
		at := len(out)
		out = append(out, make([]byte, n)...)
		for k := n - 1; k >= 0; k-- {
			out[at+k] = table[code].last
			code = table[code].prefix
		}
		return out[at]
	}
	for _, c := range data {
		bits, held = bits<<8|int(c), held+8
		if held < width {
			continue
		}
		code := bits >> (held - width) & (1<<width - 1)
		held -= width
		bits &= 1<<held - 1
		switch {
		case code == clear:
			table, width, previous = table[:258], 9, -1
			continue
		case code == end:
			f.left.unpacked -= len(out)
			return out
		case previous < 0 && code < 256:
			out = append(out, byte(code))
		case previous < 0:
			return out
		case code < len(table):
			first := write(code)
			table = append(table, entry{previous, first, table[previous].length + 1})
		case code == len(table):
			at := len(out)
			first := write(previous)
			out = append(out, out[at])
			table = append(table, entry{previous, first, table[previous].length + 1})
		default:
			return out
		}
		previous = code
		if len(table) >= 4096 {
			table = table[:4096]
		}
		if width < 12 && len(table)+1 >= 1<<width {
			width++
		}
		if len(out) > min(f.left.stream, f.left.unpacked) {
			panic(errBudget)
		}
	}
	f.left.unpacked -= len(out)
	return out
}

// unpredict undoes the prediction of PNG, row by row.
func unpredict(data []byte, f *file, param dict) []byte {
	of := func(key name, otherwise float64) int {
		if v, ok := f.value(param[key]).(float64); ok {
			otherwise = v
		}
		return int(min(max(otherwise, 1), 1<<20))
	}
	bits := of("Colors", 1) * of("BitsPerComponent", 8)
	row := (of("Columns", 1)*bits + 7) / 8
	step := max((bits+7)/8, 1)
	row = min(row, len(data)) // a row may claim megabytes, in each of thousands of streams
	out := make([]byte, 0, len(data))
	above := make([]byte, row)
	for len(data) > 1 {
		kind := data[0]
		n := min(row, len(data)-1)
		start := len(out)
		out = append(out, data[1:1+n]...)
		data = data[1+n:]
		line := out[start:]
		for i := range line {
			var left, up, corner byte
			if i >= step {
				left, corner = line[i-step], above[i-step]
			}
			up = above[i]
			switch kind {
			case 1:
				line[i] += left
			case 2:
				line[i] += up
			case 3:
				line[i] += byte((int(left) + int(up)) / 2)
			case 4:
				line[i] += paeth(left, up, corner)
			}
		}
		copy(above, line)
	}
	return out
}

func paeth(a, b, c byte) byte {
	p := int(a) + int(b) - int(c)
	pa, pb, pc := abs(p-int(a)), abs(p-int(b)), abs(p-int(c))
	switch {
	case pa <= pb && pa <= pc:
		return a
	case pb <= pc:
		return b
	}
	return c
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}
