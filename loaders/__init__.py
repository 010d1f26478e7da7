"""Documents in, one named graph a document out: read, parse, graph."""
