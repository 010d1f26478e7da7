"""A document of `tests/documents` in the other formats in which it would be published: PDF, Word, a council's web page."""
