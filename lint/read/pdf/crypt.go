package pdf

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/md5"
	"crypto/rc4"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/binary"
)

// lock decrypts a file that opens without a password: one that its owner has only
// forbidden to print or change.
type lock struct {
	key          []byte
	text, stream method // of strings and streams
}

// method is a way to encrypt.
type method uint8

const (
	unknown method = iota
	plain
	oldCipher // RC4
	aesOfObject
	aesOfFile // of 256 bits
)

// lockOf returns the lock that a file's dictionary of encryption describes, nil if
// the empty password does not open it.
func (f *file) lockOf(v any) *lock {
	d := f.dict(v)
	var id []byte
	if a := f.array(f.id); len(a) > 0 {
		id = f.bytes(a[0])
	}
	if filter := f.name(d["Filter"]); filter != "Standard" && filter != "" {
		return nil
	}
	revision, bits := int(f.number(d["R"])), f.number(d["Length"])
	l := &lock{}
	switch int(f.number(d["V"])) {
	case 1:
		l.text, l.stream, bits = oldCipher, oldCipher, 40
	case 2, 3:
		l.text, l.stream = oldCipher, oldCipher
	case 4, 5:
		l.text, l.stream, bits = f.methodOf(d, "StrF"), f.methodOf(d, "StmF"), 128
	}
	for _, how := range []method{l.text, l.stream} {
		if how == unknown || (how == aesOfFile) != (revision >= 5) && how != plain {
			return nil
		}
	}
	owner, user := f.bytes(d["O"]), f.bytes(d["U"])
	if revision >= 5 {
		l.key = keyOfFile(user, f.bytes(d["UE"]), revision)
	} else {
		if bits < 40 { // some writers count bytes
			bits *= 8
		}
		size := int(min(max(bits, 40), 128)) / 8
		permissions := binary.LittleEndian.AppendUint32(nil, uint32(int64(f.number(d["P"]))))
		open := f.value(d["EncryptMetadata"]) == false && revision >= 4
		l.key = oldKey(owner, permissions, id, open, user, revision, size)
	}
	if l.key == nil {
		return nil
	}
	return l
}

// methodOf returns how strings or streams are encrypted, by the filter for them.
func (f *file) methodOf(d dict, use name) method {
	filter := f.name(d[use])
	if filter == "" || filter == "Identity" {
		return plain
	}
	switch f.name(f.dict(f.dict(d["CF"])[filter])["CFM"]) {
	case "None":
		return plain
	case "V2":
		return oldCipher
	case "AESV2":
		return aesOfObject
	case "AESV3":
		return aesOfFile
	}
	return unknown
}

func (f *file) bytes(v any) []byte {
	s, _ := f.value(v).(text)
	return []byte(s)
}

// padding stands behind passwords that are shorter, as the empty one is.
const padding = "\x28\xBF\x4E\x5E\x4E\x75\x8A\x41\x64\x00\x4E\x56\xFF\xFA\x01\x08\x2E\x2E\x00\xB6\xD0\x68\x3E\x80\x2F\x0C\xA9\xFE\x64\x53\x69\x7A"

// oldKey returns the key of a file up to revision 4, nil if it has a password.
func oldKey(owner, permissions, id []byte, open bool, user []byte, revision, size int) []byte {
	if len(owner) < 32 || len(user) < 32 {
		return nil
	}
	seed := append(append(append([]byte(padding), owner[:32]...), permissions...), id...)
	if open {
		seed = append(seed, 0xFF, 0xFF, 0xFF, 0xFF)
	}
	sum := md5.Sum(seed)
	if revision < 3 {
		if !bytes.Equal(unRC4(sum[:size], []byte(padding)), user[:32]) {
			return nil
		}
		return bytes.Clone(sum[:size])
	}
	for range 50 {
		sum = md5.Sum(sum[:size])
	}
	check := md5.Sum(append([]byte(padding), id...))
	sign := check[:]
	key := make([]byte, size)
	for i := range byte(20) {
		for k := range key {
			key[k] = sum[k] ^ i
		}
		sign = unRC4(key, sign)
	}
	if !bytes.Equal(sign, user[:16]) {
		return nil
	}
	return bytes.Clone(sum[:size])
}

// keyOfFile returns the key of a file of revision 5 or 6, nil if it has a password.
func keyOfFile(user, packed []byte, revision int) []byte {
	if len(user) < 48 || len(packed) < 32 {
		return nil
	}
	hash := func(salt []byte) []byte { sum := sha256.Sum256(salt); return sum[:] }
	if revision >= 6 {
		hash = slowHash
	}
	if !bytes.Equal(hash(user[32:40]), user[:32]) {
		return nil
	}
	key := make([]byte, 32)
	cbc(hash(user[40:48]), make([]byte, aes.BlockSize)).CryptBlocks(key, packed[:32])
	return key
}

// slowHash is the hash of revision 6, of the empty password and a salt.
func slowHash(salt []byte) []byte {
	first := sha256.Sum256(salt)
	sum := first[:]
	for round := 1; ; round++ {
		data := bytes.Repeat(sum, 64)
		block, _ := aes.NewCipher(sum[:16]) // a key of 16 bytes is never wrong
		cipher.NewCBCEncrypter(block, sum[16:32]).CryptBlocks(data, data)
		rest := 0
		for _, c := range data[:16] {
			rest += int(c)
		}
		switch rest % 3 {
		case 0:
			s := sha256.Sum256(data)
			sum = s[:]
		case 1:
			s := sha512.Sum384(data)
			sum = s[:]
		case 2:
			s := sha512.Sum512(data)
			sum = s[:]
		}
		if round >= 64 && int(data[len(data)-1]) <= round-32 { // after 287 at the latest
			return sum[:32]
		}
	}
}

// keyOf returns the key of what belongs to an object.
func (l *lock) keyOf(how method, object, generation int) []byte {
	if how != oldCipher && how != aesOfObject {
		return l.key
	}
	seed := append(bytes.Clone(l.key), byte(object), byte(object>>8), byte(object>>16), byte(generation), byte(generation>>8))
	if how == aesOfObject {
		seed = append(seed, "sAlT"...)
	}
	sum := md5.Sum(seed)
	return bytes.Clone(sum[:min(len(l.key)+5, len(sum))])
}

// open decrypts a string or a stream.
func (how method) open(key, data []byte) []byte {
	switch how {
	case plain:
		return data
	case oldCipher:
		return unRC4(key, data)
	}
	// What follows the last whole block is damage.
	start, end := aes.BlockSize, len(data)/aes.BlockSize*aes.BlockSize
	if end <= start {
		return nil
	}
	out := make([]byte, end-start)
	cbc(key, data[:start]).CryptBlocks(out, data[start:end])
	if pad := int(out[len(out)-1]); pad <= aes.BlockSize {
		out = out[:len(out)-pad]
	}
	return out
}

// texts decrypts the strings of an object, in place.
func (f *file) texts(v any, key []byte) any {
	switch v := v.(type) {
	case text:
		f.spend(256) // which is the work for a short one
		return text(f.lock.text.open(key, []byte(v)))
	case array:
		for i := range v {
			v[i] = f.texts(v[i], key)
		}
	case dict:
		for name := range v {
			v[name] = f.texts(v[name], key)
		}
	}
	return v
}

func unRC4(key, data []byte) []byte {
	out := make([]byte, len(data))
	if c, err := rc4.NewCipher(key); err == nil { // a key has 5 to 16 bytes
		c.XORKeyStream(out, data)
	}
	return out
}

// cbc returns what decrypts blocks that begin with a vector; keys have 16 or 32 bytes.
func cbc(key, vector []byte) cipher.BlockMode {
	block, err := aes.NewCipher(key)
	if err != nil {
		panic(err)
	}
	return cipher.NewCBCDecrypter(block, vector)
}
