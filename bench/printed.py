"""What printing costs: the documents of tests/documents printed by Chromium and LibreOffice, read again, and compared with their plain text.

Example: python -m bench.printed --only columns
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import loaders
from loaders.document import MEDIA_TYPES, Document
from loaders.errors import NotADocument
from loaders.model import Reading
from tests.rows import COLUMNS, Row, rows
from tests.test_documents import answered, document_of, reading_of
from tests.written import html, printers, word
from tests.written.parts import Part, parts

Fact = tuple[str, Row]
Printer = Callable[[Sequence[Sequence[Part]]], Sequence[bytes]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", help="a part of the layouts' names")
    parser.add_argument("--folders", nargs="*", default=["first", "second", "third", "fourth", "fifth", "sixth"])
    parser.add_argument("--show", action="store_true", help="each fact lost (-) and gained (+)")
    parser.add_argument("--keep", type=Path, help="a folder for the PDFs")
    chosen = parser.parse_args()
    paths = [path for path in map(document_of, answered()) if path.suffix in (".txt", ".md") and path.parent.name in chosen.folders]
    print(f"{len(paths)} documents\n| printed as | facts | lost | gained | documents that differ |\n" + "| --- " * 5 + "|")
    for name, printer in layouts():
        if chosen.only in name:
            _row(name, paths, printer([parts(path) for path in paths]), chosen)


def layouts() -> Iterator[tuple[str, Printer]]:
    """The web page and the Word file as they are, for what their making loses; then what is printed of them."""
    yield "page, not printed", lambda told: [html.page(one) for one in told]
    yield "Word, not printed", lambda told: [word.file(one) for one in told]
    for name, sheet in printers.SHEETS.items():
        if printers.CHROMIUM:
            yield f"Chromium: {name}", lambda told, sheet=sheet: list(printers.by_chromium(told, sheet))
    for name, look in word.LOOKS.items():
        if printers.OFFICE:
            yield f"LibreOffice: {name}", lambda told, look=look: printers.by_office(told, look)


@dataclass(frozen=True, slots=True)
class Difference:
    """The facts of a document's plain text, and of what was made of it."""

    path: Path
    expected: Counter[Fact]
    got: Counter[Fact]

    @property
    def lost(self) -> Counter[Fact]:
        return self.expected - self.got

    @property
    def gained(self) -> Counter[Fact]:
        return self.got - self.expected


def compared(path: Path, content: bytes) -> Difference:
    ending = {b"%P": ".pdf", b"PK": ".docx"}.get(content[:2], ".html")
    document = Document(f"{path.stem}{ending}", f"/{path.stem}{ending}", MEDIA_TYPES[ending], content)
    return Difference(path, Counter(facts(reading_of(path))), Counter(_facts(document)))


def _row(name: str, paths: Sequence[Path], printed: Sequence[bytes], chosen: argparse.Namespace) -> None:
    found = [compared(path, content) for path, content in zip(paths, printed, strict=True)]
    for one, content in zip(found, printed, strict=True):
        if chosen.keep:
            chosen.keep.mkdir(parents=True, exist_ok=True)
            (chosen.keep / f"{one.path.stem}.pdf").write_bytes(content)
        if chosen.show and (one.lost or one.gained):
            print(f"  {one.path.parent.name}/{one.path.name}")
            for sign, changed in (("-", one.lost), ("+", one.gained)):
                for category, row in changed:
                    print(f"    {sign} {category}: {' | '.join(row)}")
    counts = zip(*((one.expected, one.lost, one.gained) for one in found), strict=True)
    told, lost, gained = (sum(counter.total() for counter in column) for column in counts)
    print(f"| {name} | {told} | {lost} | {gained} | {sum(bool(one.lost or one.gained) for one in found)} |", flush=True)


def _facts(document: Document) -> Iterator[Fact]:
    """None of what is refused."""
    try:
        yield from facts(loaders.parse(loaders.read(document), document))
    except NotADocument:
        return


def facts(reading: Reading) -> Iterator[Fact]:
    for category in COLUMNS:
        for row in rows(reading, category):
            yield category, row


if __name__ == "__main__":
    main()
