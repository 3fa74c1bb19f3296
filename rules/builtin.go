package rules

import (
	_ "embed" // for the snapshots
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io/fs"
	"reflect"
	"strings"
	"sync"
	"unsafe"
)

//go:generate go run ./internal/compile builtin.bin

// snapshots holds snapshots of what the built-in files come to, so that no start
// of the program has to read and compile them. Compile makes it.
//
//go:embed builtin.bin
var snapshots string

// Compile reads and compiles the built-in files and gives what "go generate"
// keeps of it in the program. Should the files change without it, the program
// reads the files themselves, which takes ten times as long to start.
func Compile() ([]byte, error) {
	out := binary.LittleEndian.AppendUint64([]byte(magic), sourcesSum())
	record := func(key string, v reflect.Value) {
		content := writeSnapshot(nil, v)
		out = binary.AppendUvarint(out, uint64(len(key)))
		out = append(out, key...)
		out = binary.LittleEndian.AppendUint64(out, layout(v.Type()))
		out = binary.AppendUvarint(out, uint64(len(content)))
		out = append(align(out), content...)
	}
	if _, err := builtinSet(record); err != nil {
		return nil, err
	}
	return out, nil
}

// magic begins the snapshots. It ends in a number as it lies in memory, since
// tables are copied from there as they lie.
var magic = "jdlint rules\n" + machine()

// machine tells whether this machine lays out numbers as the one did that made
// the snapshots.
func machine() string {
	n := [2]uint32{0x01020304, uint32(unsafe.Sizeof(edgeSlot{}))}
	return string(memory(reflect.ValueOf(n[:])))
}

// recorder is told the parts of a set that snapshots are made of. nil: they
// are taken from the snapshots, where these are up to date.
type recorder func(key string, v reflect.Value)

// fromSnapshot gives a part of the set: the snapshot of it, or what load reads.
func fromSnapshot[T any](record recorder, key string, load func() (T, error)) (v T, err error) {
	if record == nil && upToDate() {
		if content, ok := snapshot(key, reflect.TypeFor[T]()); ok {
			r := newSnapshotReader(content)
			r.value(reflect.ValueOf(&v).Elem())
			return v, nil
		}
	}
	v, err = load()
	if err == nil && record != nil {
		record(key, reflect.ValueOf(&v).Elem())
	}
	return v, err
}

// snapshot gives the snapshot of a part, if there is one of a value of the type
// as it is now.
func snapshot(key string, t reflect.Type) (content string, ok bool) {
	r := newSnapshotReader(snapshots)
	r.take(len(magic) + 8)
	for r.rest != "" {
		name := r.take(int(r.uvarint()))
		sum := r.take(8)
		size := int(r.uvarint())
		r.align()
		content := r.take(size)
		if name == key {
			return content, binary.LittleEndian.Uint64([]byte(sum)) == layout(t)
		}
	}
	return "", false
}

// upToDate reports whether the snapshots were made of the files as they are.
var upToDate = sync.OnceValue(func() bool {
	sum, ok := strings.CutPrefix(snapshots, magic)
	return ok && len(sum) >= 8 && binary.LittleEndian.Uint64([]byte(sum[:8])) == sourcesSum()
})

// sourcesSum gives a sum of all that snapshots are made of: the files and the
// code that compiles them.
func sourcesSum() uint64 {
	sum, size := uint32(0), 0
	buf := make([]byte, 32<<10)
	err := fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		f, err := files.Open(name)
		if err != nil {
			return err
		}
		defer f.Close()
		sum = crc32.Update(sum, crc32.IEEETable, []byte(name))
		for {
			n, err := f.Read(buf)
			sum = crc32.Update(sum, crc32.IEEETable, buf[:n])
			size += n
			if err != nil || n == 0 {
				return nil
			}
		}
	})
	if err != nil {
		panic(fmt.Sprintf("rules: reading what is built in: %v", err)) // cannot be: it lies in memory
	}
	return uint64(size)<<32 | uint64(sum)
}
