"""The façade: SPARQL, named queries, linked data and pages over HTTP. Never imports the loaders."""
