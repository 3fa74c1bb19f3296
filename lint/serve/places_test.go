package serve

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/jdlint/jdlint/lint"
)

// serving starts a server that lets requests take so long, and returns its address.
func serving(t *testing.T, o Options, limit time.Duration) string {
	s := httptest.NewUnstartedServer(nil)
	o.Hosts = []string{s.Listener.Addr().String()}
	s.Config.Handler = newHandler(o, limit)
	s.Start()
	t.Cleanup(s.Close)
	return o.Hosts[0]
}

// posted sends a text and returns the status of the answer.
func posted(t *testing.T, addr, path, text string) int {
	t.Helper()
	response, err := http.Post("http://"+addr+path, "application/octet-stream", strings.NewReader(text))
	if err != nil {
		t.Error(err)
		return 0
	}
	defer response.Body.Close()
	io.Copy(io.Discard, response.Body)
	return response.StatusCode
}

// TestSlowUploads: uploads that do not end keep others out of their places until the
// time of a request is over, and nobody who types.
func TestSlowUploads(t *testing.T) {
	const limit = 2 * time.Second
	addr := serving(t, instant(t), limit)
	started := time.Now()
	for range 3 * maxUploads {
		c, err := net.Dial("tcp", addr)
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		io.WriteString(c, "POST /read?name=x.md HTTP/1.1\r\nHost: "+addr+"\r\nContent-Type: application/octet-stream\r\nContent-Length: 1000000\r\n\r\n# Product")
	}
	var got []int
	for range 20 {
		got = append(got, posted(t, addr, "/judge", wrong))
	}
	if time.Since(started) > limit {
		t.Skip("this machine is too busy to tell")
	}
	for _, status := range got {
		if status != 200 {
			t.Errorf("a text beside slow uploads: %d", status)
		}
	}
	time.Sleep(2*limit - time.Since(started)) // the uploads, or their waiting, are over
	if got := posted(t, addr, "/read?name=x.md", wrong+strings.Repeat(" ", 2*maxLight)); got != 200 {
		t.Errorf("a file after slow uploads: %d", got)
	}
}

// instant returns options that judge without taking time.
func instant(t *testing.T) Options {
	o := realOptions(t)
	r, err := o.Judge(t.Context(), By{"strategist", "en"}, Text{Source: []byte(wrong)})
	if err != nil {
		t.Fatal(err)
	}
	o.Judge = func(context.Context, By, Text) (*lint.Report, error) { return r, nil }
	return o
}

// TestPlacesAreGivenBack: work that takes too long is told to end, and its place is
// free then, whatever was sent.
func TestPlacesAreGivenBack(t *testing.T) {
	o := instant(t)
	judge := o.Judge
	o.Judge = func(ctx context.Context, by By, text Text) (*lint.Report, error) {
		if strings.HasSuffix(text.Name, "slow") {
			<-ctx.Done()
			return nil, context.Cause(ctx)
		}
		return judge(ctx, by, text)
	}
	addr := serving(t, o, time.Second)
	large := wrong + strings.Repeat(" ", 2*maxLight)
	answered := make(chan int)
	for range 4 * maxUploads {
		go func() { answered <- posted(t, addr, "/judge?name=slow", wrong) }()
		go func() { answered <- posted(t, addr, "/report?name=slow", large) }()
	}
	for range 8 * maxUploads {
		if got := <-answered; got != http.StatusServiceUnavailable {
			t.Errorf("work that does not end: %d", got)
		}
	}
	for text, want := range map[string]int{wrong: 200, large: 200, "\x00": 200} { // a light one, a large one, one that is no text
		if got := posted(t, addr, "/judge", text); got != want {
			t.Errorf("afterwards: %d for %.10q", got, text)
		}
	}
}
