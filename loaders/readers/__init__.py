"""Bytes to text and blocks, one module a format. No Danish here, and no rules: what a line means is decided later."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from loaders.blocks import Text
from loaders.document import DOCX, Document
from loaders.readers import docx, html, pdf, plain
from loaders.readers.portions import portions

READERS: dict[str, Callable[[Document], Text]] = {
    "text/plain": plain.read,
    "text/markdown": plain.read,
    "text/html": html.read,
    DOCX: docx.read,
    "application/pdf": pdf.read,
}


def read(document: Document) -> Text:
    """The text of a document and its blocks. Raises UnreadableDocument."""
    text = READERS[document.media_type](document)
    return replace(text, blocks=tuple(portions(text.blocks)))
