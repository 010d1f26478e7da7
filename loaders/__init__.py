"""Documents in, one named graph a document out: read, parse, graph."""

from __future__ import annotations

from loaders.blocks import Text
from loaders.document import Document
from loaders.model import Reading
from loaders.readers import read

__all__ = ["parse", "read"]


def parse(text: Text, document: Document) -> Reading:
    """All that a text says. Raises NotADocument where it is neither minutes, plan nor roster.

    `document` gives the file's name, for messages and for a date that the text lacks.
    """
    from loaders.reading import reading  # the vocabularies are read when the first document is, not when the package is imported

    return reading(text, document.name)
