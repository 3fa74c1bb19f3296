// Package score measures what the linter says of postings against what people
// said of them: verdict by verdict, duty by duty.
package score

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
)

// Row is what is known of one labelled posting.
type Row struct {
	N     int    `json:"n"`  // names the row: posting N.md
	ID    string `json:"id"` // of the posting
	Title string `json:"title"`

	// Origin is where the posting was collected, such as a repository, or "".
	// Postings of one origin resemble each other.
	Origin string `json:"source"`

	// Swap names two roles, "manager" or "owner": the posting fitted its
	// title, and is to be judged with the first replaced by the second.
	Swap []string `json:"swap"`

	Role    string   `json:"role"`
	Level   string   `json:"level"`
	Verdict string   `json:"verdict"`
	Accept  []string `json:"accept"` // the verdicts that are right
	Reason  string   `json:"reason"`
	Units   []Unit   `json:"units"`
}

// Unit is a labelled line: a range of bytes in the posting's text, half open.
type Unit struct {
	Start      int      `json:"start"`
	End        int      `json:"end"`
	Side       string   `json:"side"` // strategic, tactical, both or disputed
	Categories []string `json:"categories"`
}

// ReadLabels reads rows, one JSON object a line.
func ReadLabels(r io.Reader) ([]Row, error) {
	var rows []Row
	seen := map[int]bool{}
	err := lines(r, func(line []byte) error {
		var row Row
		if err := json.Unmarshal(line, &row); err != nil {
			return err
		}
		switch {
		case row.ID == "" || row.Verdict == "":
			return fmt.Errorf("this is no label: id or verdict is missing")
		case row.Swap != nil && !(len(row.Swap) == 2 && nouns[row.Swap[0]] != "" && nouns[row.Swap[1]] != ""):
			return fmt.Errorf("swap must name manager and owner, not %q", row.Swap)
		case seen[row.N]:
			return fmt.Errorf("n %d stands twice", row.N)
		}
		if row.Accept == nil {
			row.Accept = []string{row.Verdict}
		}
		seen[row.N] = true
		rows = append(rows, row)
		return nil
	})
	return rows, err
}

// ReadTexts reads the texts of postings by their ids, one JSON object a line;
// only those that the rows need are kept.
func ReadTexts(r io.Reader, rows []Row) (map[string]string, error) {
	texts := make(map[string]string, len(rows))
	needed := map[string]bool{}
	for _, row := range rows {
		needed[row.ID] = true
	}
	err := lines(r, func(line []byte) error {
		var p struct{ ID, Text string }
		if err := json.Unmarshal(line, &p); err != nil {
			return err
		}
		if needed[p.ID] {
			texts[p.ID] = p.Text
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, row := range rows {
		if _, ok := texts[row.ID]; !ok {
			return nil, fmt.Errorf("the posting %q of row %d is not there", row.ID, row.N)
		}
	}
	return texts, nil
}

// lines calls f for each line that is not blank; errors name the line.
func lines(r io.Reader, f func([]byte) error) error {
	in := bufio.NewReaderSize(r, 1<<16)
	for n := 1; ; n++ {
		line, err := in.ReadBytes('\n')
		if err != nil && err != io.EOF {
			return fmt.Errorf("line %d: %w", n, err)
		}
		if line = bytes.TrimSpace(line); len(line) > 0 {
			if err := f(line); err != nil {
				return fmt.Errorf("line %d: %w", n, err)
			}
		}
		if err == io.EOF {
			return nil
		}
	}
}
