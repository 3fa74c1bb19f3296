package survey

func (p *Posting) Alike(q *Posting) float64 { return p.signature.alike(q.signature) }
