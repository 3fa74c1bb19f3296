// Package pdf takes the text out of PDF files, in the order in which people read it.
//
// It is made for files that nobody vouches for. Objects are found by looking
// through the file once, not by its tables, so that a file with broken or
// circular tables reads as well as any other; nothing nests without bound, and
// a budget limits what is unpacked and drawn.
package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/jdlint/jdlint/lint/read/block"
)

// budget bounds the work on one file.
type budget struct {
	unpacked int // bytes of all streams together
	stream   int // bytes of one stream
	parsed   int // bytes of values, however often they are read
	steps    int // operators, in all
	glyphs   int
}

// usual is the budget of a file, which a posting never needs.
var usual = budget{unpacked: 64 << 20, stream: 24 << 20, parsed: 48 << 20, steps: 8 << 20, glyphs: 1 << 20}

// More limits.
const (
	maxPages   = 300
	maxObjects = 1 << 20
)

// document is what parse finds in a file.
type document struct {
	Title string // in its properties, "" without one
	Pages []page
}

// A page is a page with its characters in the order in which they are drawn.
// Lengths are in points, from the lower left corner.
type page struct {
	Width, Height float64
	Glyphs        []glyph
}

// A glyph is a character on a page, or several that are drawn as one.
type glyph struct {
	X, Y  float64 // where its base line begins
	Width float64
	Size  float64 // of the font
	Bold  bool
	Text  string
}

// file is a file that is being read.
type file struct {
	ctx     context.Context // when it ends, so does the reading
	src     []byte
	places  map[int]int // of the last definition of each object in src
	packed  map[int]any // objects out of streams
	loaded  map[int]any
	loading map[int]bool
	root    any
	info    any
	encrypt any
	id      any // what encryption depends on, too
	lock    *lock
	left    budget
	fonts   map[int]*font
}

// parse reads a file. It does not panic and ends in a time that the size of the
// file and the limits bound.
func parse(ctx context.Context, src []byte, limits budget) (doc *document, err error) {
	defer func() {
		switch fault := recover().(type) {
		case nil:
		case error:
			doc, err = nil, fmt.Errorf("it makes no sense: %w", fault)
			if errors.Is(fault, errBudget) {
				err = block.ErrTooLarge
			}
		default:
			doc, err = nil, fmt.Errorf("it makes no sense: %v", fault)
		}
	}()
	f := &file{
		ctx: ctx, src: src, places: map[int]int{}, packed: map[int]any{}, loaded: map[int]any{}, loading: map[int]bool{},
		left: limits, fonts: map[int]*font{},
	}
	f.left.parsed += len(src)
	packed := f.scan()
	if f.encrypt != nil {
		if f.lock = f.lockOf(f.encrypt); f.lock == nil {
			return nil, block.ErrEncrypted
		}
	}
	for _, s := range packed {
		if p, ok := f.places[s.num]; ok && p == s.at+len("obj") {
			f.unpack(s.num, s.at)
		}
	}
	return f.document()
}

// errNoPages is returned for a file in which no page is found.
var errNoPages = errors.New("no pages found")

// errBudget unwinds the reading of a file that asks for too much.
var errBudget = errors.New("budget spent")

// packedAt is the place of a stream that holds objects, and its number.
type packedAt struct{ at, num int }

// scan finds the objects of the file. Where an object is defined several
// times, the last one holds. It returns the streams that hold others.
func (f *file) scan() (streams []packedAt) {
	find := func(word string, at int) int {
		if k := bytes.Index(f.src[at:], []byte(word)); k >= 0 {
			return at + k
		}
		return len(f.src)
	}
	t := find("trailer", 0)
	for at := 0; ; {
		k := find("obj", at)
		if t < at {
			t = find("trailer", at)
		}
		if t < k {
			p := parser{src: f.src, at: t + len("trailer"), refs: true}
			v, _ := p.next()
			if d, ok := v.(dict); ok {
				f.trailer(d)
			}
			at = max(p.at, t+1)
			continue
		}
		if k == len(f.src) {
			break
		}
		at = k + len("obj")
		num, _, ok := objectNumber(f.src, k)
		if !ok || len(f.places) >= maxObjects {
			continue
		}
		f.places[num] = at
		delete(f.packed, num)
		p := parser{src: f.src, at: at, refs: true}
		v := p.object(num, func(v any) int {
			if n, ok := v.(float64); ok {
				return int(n)
			}
			return -1
		})
		at = max(at, p.at)
		s, ok := v.(stream)
		if !ok {
			continue
		}
		switch s.dict["Type"] {
		case name("XRef"):
			f.trailer(s.dict)
		case name("ObjStm"):
			streams = append(streams, packedAt{k, num})
		}
	}
	return streams
}

// objectNumber reads the number of an object and its generation backwards from its
// "obj".
func objectNumber(src []byte, k int) (num, generation int, ok bool) {
	back := func(accept func(byte) bool) (from, to int) {
		to = k
		for k > 0 && to-k < 12 && accept(src[k-1]) {
			k--
		}
		return k, to
	}
	number := func() (n int, ok bool) {
		from, to := back(func(c byte) bool { return c >= '0' && c <= '9' })
		for _, c := range src[from:to] {
			n = 10*n + int(c-'0')
		}
		return n, from < to && to-from <= 8
	}
	back(isSpace)
	generation, ok = number()
	if from, to := back(isSpace); from == to || !ok {
		return 0, 0, false
	}
	num, ok = number()
	return num, generation, ok
}

func (f *file) trailer(d dict) {
	if v := d["Encrypt"]; v != nil {
		f.encrypt, f.id = v, d["ID"]
	}
	if v := d["Root"]; v != nil {
		f.root = v
	}
	if v := d["Info"]; v != nil {
		f.info = v
	}
}

// unpack takes the objects out of a stream of them, which stands at.
func (f *file) unpack(num, at int) {
	s, ok := f.load(num).(stream)
	if !ok {
		return
	}
	data := f.data(s)
	n, first := int(f.number(s.dict["N"])), int(f.number(s.dict["First"]))
	if first < 0 || first > len(data) {
		return
	}
	head := parser{src: data[:first]}
	for range n {
		id, ok1 := head.next()
		offset, ok2 := head.next()
		i, is1 := id.(float64)
		o, is2 := offset.(float64)
		if !ok1 || !ok2 {
			return
		}
		if !is1 || !is2 || o < 0 || o > float64(len(data)-first) || len(f.packed) >= maxObjects {
			continue
		}
		if place, ok := f.places[int(i)]; ok {
			if place > at {
				continue // defined anew further on
			}
			delete(f.places, int(i))
		}
		p := parser{src: data, at: first + int(o), refs: true}
		v, _ := p.next()
		f.spend(p.at - first - int(o))
		if _, is := v.(word); !is {
			f.packed[int(i)] = v
			delete(f.loaded, int(i))
		}
	}
}

// load reads the object of a number.
func (f *file) load(num int) any {
	if v, ok := f.packed[num]; ok {
		return v
	}
	if v, ok := f.loaded[num]; ok {
		return v
	}
	at, ok := f.places[num]
	if !ok || f.loading[num] {
		return nil
	}
	f.loading[num] = true
	p := parser{src: f.src, at: at, refs: true}
	v := p.object(num, func(v any) int {
		if n, ok := f.value(v).(float64); ok {
			return int(n)
		}
		return -1
	})
	f.spend(p.at - at)
	if f.lock != nil {
		_, generation, _ := objectNumber(f.src, at-len("obj"))
		if s, ok := v.(stream); ok {
			s.generation = generation
			v = s
		} else {
			v = f.texts(v, f.lock.keyOf(f.lock.text, num, generation))
		}
	}
	delete(f.loading, num)
	f.loaded[num] = v
	return v
}

// spend counts bytes that were read as values.
func (f *file) spend(n int) {
	if f.left.parsed -= n; f.left.parsed < 0 {
		panic(errBudget)
	}
	f.goOn()
}

// goOn unwinds the reading when nobody waits for it any longer.
func (f *file) goOn() {
	if f.ctx.Err() != nil {
		panic(context.Cause(f.ctx))
	}
}

// value follows references.
func (f *file) value(v any) any {
	const hops = 16 // they may go in a circle
	for range hops {
		r, ok := v.(ref)
		if !ok {
			return v
		}
		v = f.load(int(r))
	}
	return nil
}

func (f *file) number(v any) float64 {
	n, _ := f.value(v).(float64)
	return n
}

// dict returns a dictionary, that of a stream included; nil for others. It is
// safe to look things up in nil.
func (f *file) dict(v any) dict {
	switch v := f.value(v).(type) {
	case dict:
		return v
	case stream:
		return v.dict
	}
	return nil
}

func (f *file) array(v any) array {
	a, _ := f.value(v).(array)
	return a
}

func (f *file) name(v any) name {
	n, _ := f.value(v).(name)
	return n
}

// document reads the pages.
func (f *file) document() (*document, error) {
	catalog := f.dict(f.root)
	if f.dict(catalog["Pages"]) == nil {
		catalog = f.anyCatalog()
	}
	w := walker{file: f, seen: map[int]bool{}}
	w.node(catalog["Pages"], inherited{}, 0)
	if len(w.pages) == 0 {
		return nil, errNoPages
	}
	if len(w.pages) > maxPages {
		return nil, block.ErrTooLarge
	}
	doc := &document{}
	if t, ok := f.value(f.dict(f.info)["Title"]).(text); ok {
		doc.Title = textString(string(t))
	}
	for _, p := range w.pages {
		doc.Pages = append(doc.Pages, f.page(p))
		if f.left.steps <= 0 || f.left.glyphs <= 0 {
			return nil, block.ErrTooLarge
		}
	}
	return doc, nil
}

// anyCatalog finds the catalogue of a file that does not name it.
func (f *file) anyCatalog() (best dict) {
	for _, numbers := range [][]int{slices.Sorted(maps.Keys(f.places)), slices.Sorted(maps.Keys(f.packed))} {
		for _, num := range numbers {
			if d := f.dict(ref(num)); d["Type"] == name("Catalog") && f.dict(d["Pages"]) != nil {
				best = d
			}
		}
		if best != nil {
			return best
		}
	}
	return nil
}

// inherited is what pages take over from the nodes above them.
type inherited struct{ resources, box, rotate any }

type pageNode struct {
	dict
	inherited
}

// walker walks the tree of pages.
type walker struct {
	*file
	seen  map[int]bool
	pages []pageNode
}

func (w *walker) node(v any, from inherited, depth int) {
	if r, ok := v.(ref); ok {
		if w.seen[int(r)] {
			return
		}
		w.seen[int(r)] = true
	}
	d := w.dict(v)
	if d == nil || depth > maxDepth || len(w.pages) > maxPages {
		return
	}
	if v := d["Resources"]; v != nil {
		from.resources = v
	}
	if v := d["MediaBox"]; v != nil {
		from.box = v
	}
	if v := d["CropBox"]; v != nil {
		from.box = v
	}
	if v := d["Rotate"]; v != nil {
		from.rotate = v
	}
	kids := w.array(d["Kids"])
	if kids == nil {
		w.pages = append(w.pages, pageNode{d, from})
		return
	}
	for _, kid := range kids {
		w.node(kid, from, depth+1)
	}
}
