package lsp

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"sync"

	"github.com/sourcegraph/jsonrpc2"
)

// What a message may hold at most, to bound the memory that it takes.
const (
	maxMessage = 64 << 20 // bytes; one that is longer is passed over
	maxHeader  = 4 << 10  // bytes of a line of its head
)

var errHeader = errors.New("that is no message of a language client: its head has no Content-Length")

// stream carries messages, each behind a head with its length. Unlike the codec of
// jsonrpc2 it survives a message that is no JSON, or too long: it answers with an
// error and reads on.
type stream struct {
	in  *bufio.Reader
	out io.Writer
	mu  sync.Mutex // held while a message is written
}

// ReadObject implements jsonrpc2.ObjectStream.
func (s *stream) ReadObject(v any) error {
	for {
		size, err := s.length()
		if err != nil {
			return err
		}
		if size > maxMessage {
			if _, err := io.CopyN(io.Discard, s.in, size); err != nil {
				return err
			}
			if err := s.refuse(jsonrpc2.CodeInvalidRequest, fmt.Sprintf("a message of more than %d MB is not read", maxMessage>>20)); err != nil {
				return err
			}
			continue
		}
		body := make([]byte, size)
		if _, err := io.ReadFull(s.in, body); err != nil {
			return err
		}
		if err = json.Unmarshal(body, v); err == nil {
			return nil
		}
		code := int64(jsonrpc2.CodeInvalidRequest)
		if !json.Valid(body) {
			code = jsonrpc2.CodeParseError
		}
		if err := s.refuse(code, err.Error()); err != nil {
			return err
		}
	}
}

// length reads the head of a message.
func (s *stream) length() (int64, error) {
	size := int64(-1)
	for {
		line, err := s.in.ReadSlice('\n') // no longer than the buffer
		if err != nil {
			return 0, err
		}
		name, value, _ := strings.Cut(strings.TrimSpace(string(line)), ":")
		switch {
		case name == "" && size < 0:
			return 0, errHeader
		case name == "":
			return size, nil
		case strings.EqualFold(name, "Content-Length"):
			if size, err = strconv.ParseInt(strings.TrimSpace(value), 10, 62); err != nil || size < 0 {
				return 0, errHeader
			}
		}
	}
}

// refuse answers a message that has no id because it could not be read.
func (s *stream) refuse(code int64, message string) error {
	return s.WriteObject(object{"jsonrpc": "2.0", "id": nil, "error": object{"code": code, "message": message}})
}

// WriteObject implements jsonrpc2.ObjectStream.
func (s *stream) WriteObject(v any) error {
	body, err := json.Marshal(v)
	if err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	_, err = s.out.Write(append(fmt.Appendf(nil, "Content-Length: %d\r\n\r\n", len(body)), body...))
	return err
}

// Close implements jsonrpc2.ObjectStream. The program ends, and its input with it.
func (s *stream) Close() error { return nil }
