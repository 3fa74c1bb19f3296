package posting
func readPDF(src []byte) (extracted, error) { return extracted{}, ErrNotText }
