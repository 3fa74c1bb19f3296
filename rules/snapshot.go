package rules

import (
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"math"
	"reflect"
	"slices"
	"strings"
	"unsafe"
)

// A snapshot is a value as bytes, which take microseconds to turn back into
// the value where the files it was made of take milliseconds: no text is
// parsed, and strings and tables of numbers are pieces of the snapshot, which
// nothing may write to. It is read by the program that it was made for only; see
// Builtin.
//
// Fields with the tag `snapshot:"-"` are left out.

// writeSnapshot appends the snapshot of a value to dst.
func writeSnapshot(dst []byte, v reflect.Value) []byte {
	switch v.Kind() {
	case reflect.Bool:
		if v.Bool() {
			return append(dst, 1)
		}
		return append(dst, 0)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return binary.AppendVarint(dst, v.Int())
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return binary.AppendUvarint(dst, v.Uint())
	case reflect.Float64:
		return binary.LittleEndian.AppendUint64(dst, math.Float64bits(v.Float()))
	case reflect.String:
		dst = binary.AppendUvarint(dst, uint64(v.Len()))
		return append(dst, v.String()...)
	case reflect.Pointer:
		if v.IsNil() {
			return append(dst, 0)
		}
		return writeSnapshot(append(dst, 1), v.Elem())
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).Tag.Get("snapshot") != "-" {
				dst = writeSnapshot(dst, v.Field(i))
			}
		}
		return dst
	case reflect.Array:
		for i := range v.Len() {
			dst = writeSnapshot(dst, v.Index(i))
		}
		return dst
	case reflect.Slice:
		// One more than the length; 0 is nil.
		if v.IsNil() {
			return append(dst, 0)
		}
		dst = binary.AppendUvarint(dst, uint64(v.Len())+1)
		if lies(v.Type().Elem()) {
			return append(align(dst), memory(v)...)
		}
		for i := range v.Len() {
			dst = writeSnapshot(dst, v.Index(i))
		}
		return dst
	case reflect.Map:
		if v.IsNil() {
			return append(dst, 0)
		}
		dst = binary.AppendUvarint(dst, uint64(v.Len())+1)
		keys := v.MapKeys()
		slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
		for _, key := range keys {
			dst = writeSnapshot(writeSnapshot(dst, key), v.MapIndex(key))
		}
		return dst
	}
	panic(fmt.Sprintf("rules: no snapshot of a %v", v.Type()))
}

// alignment is where tables may begin, in bytes: at multiples of it.
const alignment = 8

// align appends what is missing to a multiple of the alignment.
func align(dst []byte) []byte { return append(dst, make([]byte, -len(dst)&(alignment-1))...) }

// lies reports whether values of a type are numbers that lie side by side in
// memory, so that a slice of them can be copied at once.
func lies(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.Bool, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Int32, reflect.Uint64:
		return true
	case reflect.Array:
		return lies(t.Elem())
	case reflect.Struct:
		size := uintptr(0)
		for i := range t.NumField() {
			if !lies(t.Field(i).Type) {
				return false
			}
			size += t.Field(i).Type.Size()
		}
		return size > 0 && size == t.Size() // what lies between fields may be anything
	}
	return false
}

// memory gives the bytes of a slice of a type that lies.
func memory(v reflect.Value) []byte {
	return unsafe.Slice((*byte)(v.UnsafePointer()), v.Len()*int(v.Type().Elem().Size()))
}

// snapshotReader turns a snapshot back into a value.
type snapshotReader struct {
	rest string
	size int // of the whole, in bytes
}

func newSnapshotReader(snapshot string) *snapshotReader {
	return &snapshotReader{snapshot, len(snapshot)}
}

// align passes over what align appended.
func (r *snapshotReader) align() { r.take((len(r.rest) - r.size) & (alignment - 1)) }

func (r *snapshotReader) uvarint() uint64 {
	var n uint64
	for shift := 0; ; shift += 7 {
		c := r.rest[0]
		r.rest = r.rest[1:]
		n |= uint64(c&0x7f) << shift
		if c < 0x80 {
			return n
		}
	}
}

func (r *snapshotReader) varint() int64 {
	n := r.uvarint()
	return int64(n>>1) ^ -int64(n&1)
}

func (r *snapshotReader) take(n int) string {
	s := r.rest[:n]
	r.rest = r.rest[n:]
	return s
}

// strings reads a list of texts, which most lists are.
func (r *snapshotReader) strings(n int) []string {
	list := make([]string, n)
	for i := range list {
		list[i] = r.take(int(r.uvarint()))
	}
	return list
}

// value reads into v, which must be addressable.
func (r *snapshotReader) value(v reflect.Value) {
	switch v.Kind() {
	case reflect.Bool:
		v.SetBool(r.take(1) == "\x01")
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		v.SetInt(r.varint())
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		v.SetUint(r.uvarint())
	case reflect.Float64:
		v.SetFloat(math.Float64frombits(binary.LittleEndian.Uint64([]byte(r.take(8)))))
	case reflect.String:
		v.SetString(r.take(int(r.uvarint())))
	case reflect.Pointer:
		if r.take(1) == "\x01" {
			p := reflect.New(v.Type().Elem())
			r.value(p.Elem())
			v.Set(p)
		}
	case reflect.Struct:
		r.fields(v)
	case reflect.Array:
		for i := range v.Len() {
			r.value(v.Index(i))
		}
	case reflect.Slice:
		if n := int(r.uvarint()) - 1; n >= 0 {
			r.slice(v, n)
		}
	case reflect.Map:
		n := int(r.uvarint()) - 1
		if n < 0 {
			return
		}
		m := reflect.MakeMapWithSize(v.Type(), n)
		for range n {
			key, item := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
			r.value(key)
			r.value(item)
			m.SetMapIndex(key, item)
		}
		v.Set(m)
	}
}

func (r *snapshotReader) fields(v reflect.Value) {
	t := v.Type()
	for i := range v.NumField() {
		f := v.Field(i)
		if !f.CanSet() { // not exported
			f = reflect.NewAt(f.Type(), unsafe.Pointer(f.UnsafeAddr())).Elem()
		}
		if kind := f.Kind(); kind == reflect.String {
			f.SetString(r.take(int(r.uvarint())))
			continue
		} else if kind == reflect.Int {
			f.SetInt(r.varint())
			continue
		}
		if t.Field(i).Tag.Get("snapshot") != "-" {
			r.value(f)
		}
	}
}

func (r *snapshotReader) slice(v reflect.Value, n int) {
	elem := v.Type().Elem()
	if elem == reflect.TypeFor[string]() && v.Type() == reflect.TypeFor[[]string]() {
		*v.Addr().Interface().(*[]string) = r.strings(n)
		return
	}
	if lies(elem) {
		r.align()
		v.Set(table(elem, r.take(n*int(elem.Size())), n))
		return
	}
	list := reflect.MakeSlice(v.Type(), n, n)
	for i := range n {
		r.value(list.Index(i))
	}
	v.Set(list)
}

// table gives the n values of a type that lie in some bytes: they stay where
// they are, unless that is no place for such values.
func table(elem reflect.Type, bytes string, n int) reflect.Value {
	at := unsafe.Pointer(unsafe.StringData(bytes))
	if n > 0 && uintptr(at)%uintptr(elem.Align()) == 0 {
		list := reflect.SliceAt(elem, at, n)
		return list.Slice3(0, n, n)
	}
	list := reflect.MakeSlice(reflect.SliceOf(elem), n, n)
	copy(memory(list), bytes)
	return list
}

// layout gives a number that differs when a snapshot of a type is to be read
// in another way: when fields come, go or change.
func layout(t reflect.Type) uint64 {
	h := fnv.New64a()
	seen := map[reflect.Type]bool{}
	var describe func(t reflect.Type)
	describe = func(t reflect.Type) {
		fmt.Fprint(h, t.String(), t.Size(), ";")
		if seen[t] {
			return
		}
		seen[t] = true
		switch t.Kind() {
		case reflect.Pointer, reflect.Slice, reflect.Array:
			describe(t.Elem())
		case reflect.Map:
			describe(t.Key())
			describe(t.Elem())
		case reflect.Struct:
			for i := range t.NumField() {
				f := t.Field(i)
				fmt.Fprint(h, f.Name, f.Tag.Get("snapshot"), f.Offset, ":")
				describe(f.Type)
			}
		}
	}
	describe(t)
	return h.Sum64()
}
