package duty

import "testing"

// What the job comes with is the hire's, said with "have" or behind "and is".
func TestGiven(t *testing.T) {
	lines{
		{"You will have ownership of the product strategy", "vision"},
		{"You will have a key role in defining the roadmap", "roadmap"},
		{"You will be instrumental in setting the product vision", "vision"},
		{"You will be tasked with defining the roadmap", "roadmap"},
		{"This role sits in our hub and is responsible for the roadmap", "roadmap"},
		{"You will have experience in defining the roadmap", ""},
		{"You will have an understanding of the roadmap", ""},
		{"Work with teams who are responsible for the roadmap", ""},
	}.check(t)
}
