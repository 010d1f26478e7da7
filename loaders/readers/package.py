"""A Word file as a package: its parts as XML, opened with limits and without anything from outside."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from lxml import etree
from lxml.etree import _Element as Element

from loaders.document import Document
from loaders.errors import UnreadableDocument

LARGEST = 200_000_000  # bytes unpacked
_MOST_PARTS = 10_000
_STEEPEST = 200  # unpacked to packed, of a package of more than _SMALL; text in XML comes to about 20
_SMALL = 20_000_000
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of Word 97-2003, and of encrypted files
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


class Package:
    """The parts of a .docx. Raises UnreadableDocument for what is none, is encrypted, or would unpack to too much."""

    def __init__(self, document: Document) -> None:
        self._name = document.name
        if document.content.startswith(_COMPOUND):
            raise self._refusal(
                "it is protected by a password, or in Word's old binary format", "Open it in Word and save it as .docx without a password, or as PDF."
            )
        try:
            self._zip = zipfile.ZipFile(BytesIO(document.content))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
            raise self._refusal(f"it is no Word file, or a broken one ({error})") from error
        self._check()
        self.main = self._main()
        self._related = self._relations(self.main)

    def _refusal(self, reason: str, remedy: str = "Fetch it again, or open it in Word and save it anew as .docx.") -> UnreadableDocument:
        return UnreadableDocument(self._name, reason, remedy)

    def _check(self) -> None:
        parts = self._zip.infolist()
        size, packed = sum(part.file_size for part in parts), sum(part.compress_size for part in parts)
        if len(parts) > _MOST_PARTS or size > LARGEST or (size > _SMALL and size > _STEEPEST * max(packed, 1)):
            raise self._refusal(f"it would unpack to {size // 1_000_000} MB in {len(parts)} parts", "Save it without its pictures, or as PDF.")
        if any(part.flag_bits & 1 for part in parts):
            raise self._refusal("it is protected by a password", "Save it without one.")
        if b"macroEnabled" in (self._bytes("[Content_Types].xml") or b""):
            raise self._refusal("it is a Word file with macros, which are not opened", "Open it in Word and save it as .docx or PDF.")

    def _main(self) -> str:
        for kind, target in self._relations(""):
            if kind == "officeDocument":
                return target
        return "word/document.xml"

    def _relations(self, part: str) -> tuple[tuple[str, str], ...]:
        """The kind of each relation of a part ("styles", "header") and the part that it leads to."""
        folder, name = posixpath.split(part)
        root = self.part(posixpath.join(folder, "_rels", f"{name}.rels"))
        if root is None:
            return ()
        return tuple(
            (one.get("Type", "").rsplit("/", 1)[-1], posixpath.normpath(posixpath.join(folder, one.get("Target", ""))).lstrip("/"))
            for one in root.iter(_RELATIONS)
            if one.get("TargetMode") != "External"
        )

    def related(self, kind: str) -> Iterator[Element]:
        """The main part's styles, numbering, headers and so on."""
        for target in sorted({target for known, target in self._related if known == kind}):
            root = self.part(target)
            if root is not None:
                yield root

    def body(self) -> Element:
        root = self.part(self.main)
        if root is None:
            raise self._refusal("it holds no Word document")
        return root

    def part(self, name: str) -> Element | None:
        content = self._bytes(name)
        if content is None:
            return None
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True)
        try:
            root: Element = etree.fromstring(content.replace(_STRICT, _TRANSITIONAL), parser)
            return root
        except etree.XMLSyntaxError as error:
            raise self._refusal(f"{name} in it is broken ({error.msg})") from error

    def _bytes(self, name: str) -> bytes | None:
        try:
            return self._zip.read(name)
        except KeyError:
            return None
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as error:
            raise self._refusal(f"{name} in it cannot be unpacked ({error})") from error


__all__ = ["Element", "Package"]
