"""A file as it came: its bytes, its hash, its media type. The root of identity."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from loaders.errors import UnreadableDocument

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MEDIA_TYPES = {
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".docx": DOCX,
    ".pdf": "application/pdf",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "text/html",
}

_AS_DOCX = "Open it in Word or LibreOffice and save it as .docx or PDF."
_REFUSED = {
    ".doc": ("it is in Word's old binary format", _AS_DOCX),
    ".docm": ("it is a Word file with macros, which are not opened", _AS_DOCX),
    ".dotm": ("it is a Word template with macros, which are not opened", _AS_DOCX),
    ".odt": ("no reader takes OpenDocument text", _AS_DOCX),
    ".rtf": ("no reader takes rich text (RTF)", _AS_DOCX),
}


@dataclass(frozen=True, slots=True)
class Document:
    """`name` is the file's name, `source` where it came from (an absolute path)."""

    name: str
    source: str
    media_type: str
    content: bytes = field(repr=False)

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    @property
    def id(self) -> str:
        """The first 16 hex digits of the content's SHA-256."""
        return self.sha256[:16]


def open_document(path: Path) -> Document:
    """Read a file's bytes. Raises UnreadableDocument where it is missing, empty or of a format that no reader takes."""
    media_type = MEDIA_TYPES.get(path.suffix.lower())
    if media_type is None:
        raise _refusal(path)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableDocument(str(path), f"it cannot be opened ({error.strerror})", "Check the path and the rights.") from error
    if not content.strip():
        raise UnreadableDocument(str(path), "it is empty", "Fetch it again from where it was published.")
    return Document(path.name, str(path.resolve()), media_type, content)


def _refusal(path: Path) -> UnreadableDocument:
    known = ", ".join(sorted(MEDIA_TYPES))
    otherwise = (f"no reader takes {path.suffix or 'files without an ending'}", f"Save it as one of {known}.")
    return UnreadableDocument(str(path), *_REFUSED.get(path.suffix.lower(), otherwise))
