"""A file as it came: its bytes, its hash, its media type. The root of identity."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, field
from pathlib import Path

from loaders import archive
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
_AS_PDF = "Save as PDF what it says of a meeting, a plan or its members."
WORD_PROCESSED = {
    ".doc": ("it is in Word's old binary format", _AS_DOCX),
    ".docm": ("it is a Word file with macros, which are not opened", _AS_DOCX),
    ".dotm": ("it is a Word template with macros, which are not opened", _AS_DOCX),
    ".odt": ("no reader takes OpenDocument text", _AS_DOCX),
    ".rtf": ("no reader takes rich text (RTF)", _AS_DOCX),
    ".pages": ("no reader takes files of Apple's Pages", _AS_DOCX),
}
"""Formats that documents come in and no reader takes, each with what to do: in a folder they are told of, not passed over."""
_REFUSED = WORD_PROCESSED | {
    ".pptx": ("it is a presentation", _AS_PDF),
    ".ppt": ("it is a presentation", _AS_PDF),
    ".odp": ("it is a presentation", _AS_PDF),
    ".xlsx": ("it is a spreadsheet", _AS_PDF),
    ".xls": ("it is a spreadsheet", _AS_PDF),
    ".ods": ("it is a spreadsheet", _AS_PDF),
    ".csv": ("it is a table of data", _AS_PDF),
    ".msg": ("it is an e-mail", "Save the document that is attached to it."),
    ".eml": ("it is an e-mail", "Save the document that is attached to it."),
    ".zip": ("it is an archive that holds no document, or one within an archive", "Unpack it, and load the folder."),
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".tif", ".tiff", ".gif"), ("it is a picture", "Make a PDF of it, with a text layer.")),
}

SIZE_SETTING = "KLYNGEGRAF_LARGEST_MB"
_LARGEST = 50
"""Megabytes of a file, unless the setting says otherwise; minutes with all their attachments seldom have ten."""
_PDF = b"%PDF-"


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
    """Read a file's bytes, also those of a member of an archive (`archive.zip/minutes.pdf`).

    Raises UnreadableDocument where it is missing, empty, too large, or of a format that no reader takes.
    """
    if not str(path).isprintable() and any("\ud800" <= one <= "\udfff" for one in str(path)):
        raise UnreadableDocument(str(path), "its name, or that of a folder above it, is not UTF-8, so that nothing can be said of it", "Rename it.")
    if path.is_dir():
        raise UnreadableDocument(str(path), "the folder cannot be listed", "Check its rights.")
    within = archive.holder(path)
    name = f"{within[0].name}/{within[1]}" if within else path.name
    media_type = MEDIA_TYPES.get(path.suffix.lower())
    if media_type is None:
        raise _refusal(path, within is None)
    content = _member(*within) if within else _content(path)
    if not content.strip():
        raise UnreadableDocument(str(path), "it is empty", "Fetch it again from where it was published.")
    return Document(name, str(path.resolve()), _as_it_is(path, media_type, content), content)


def largest() -> int:
    """The most bytes that a document may have."""
    said = os.environ.get(SIZE_SETTING, "")
    return (int(said) if said.isdigit() else _LARGEST) * 1_000_000


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > largest():
            raise _too_large(str(path))
        return path.read_bytes()
    except OSError as error:
        raise UnreadableDocument(str(path), f"it cannot be opened ({error.strerror})", "Check the path and the rights.") from error


def _member(holder: Path, name: str) -> bytes:
    content = archive.content(holder, name, largest())
    if len(content) > largest():
        raise _too_large(f"{holder}/{name}")
    return content


def _too_large(name: str) -> UnreadableDocument:
    remedy = f"Load the part that holds the text, or raise {SIZE_SETTING}."
    return UnreadableDocument(name, f"it has more than {largest() // 1_000_000} MB", remedy)


def _as_it_is(path: Path, media_type: str, content: bytes) -> str:
    """The media type by the bytes where these are surely a PDF; an error page saved as .pdf is refused."""
    if content.startswith(_PDF):
        return MEDIA_TYPES[".pdf"]
    if media_type == MEDIA_TYPES[".pdf"] and content.lstrip()[:1] == b"<":
        raise UnreadableDocument(str(path), "it is a web page, not a PDF: perhaps what the site showed in its place", "Fetch it again.")
    return media_type


def _refusal(path: Path, alone: bool) -> UnreadableDocument:
    if alone and path.suffix.lower() == archive.ENDING:
        archive.members(path)  # raises where the archive itself is at fault
    known = ", ".join(sorted(MEDIA_TYPES))
    otherwise = (f"no reader takes {path.suffix or 'files without an ending'}", f"Save it as one of {known}.")
    return UnreadableDocument(str(path), *_REFUSED.get(path.suffix.lower(), otherwise))
