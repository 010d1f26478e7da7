"""What a document says does not hang on its format: the documents with known answers as PDF, Word and a council's page say what their text says."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path

import pytest

import loaders
from loaders.document import MEDIA_TYPES, Document
from loaders.model import Reading
from tests.rows import COLUMNS, rows
from tests.test_documents import KNOWN_MISSES, answered, document_of, reading_of
from tests.written import html, pdf, word
from tests.written.parts import Part, parts

WRITERS: dict[str, tuple[str, Callable[[Sequence[Part]], bytes]]] = {
    "html": (".html", html.page),
    "docx": (".docx", word.file),
    "pdf": (".pdf", pdf.file),
    "pdf justified, hyphenated, tables without lines": (".pdf", lambda told: pdf.file(told, pdf.BOOK)),
    "pdf in two columns": (".pdf", lambda told: pdf.file(told, pdf.FOLDER)),
}

# Not read rightly: each must really fail, so that a gain is recorded by taking its line out.
_A_NAME_WRAPS = "in a narrow column the rest of a name's line looks like the next name"
COLUMNS_MISSED: dict[str, str] = {
    "sundhedsklynge-fyn-2023-09-18.txt": "a place wrapped in a narrow column",
    "sundhedsraad-fyn-2026-05-07.txt": "the table of contents wraps in a narrow column",
    "sundhedssamarbejdsudvalget-syddanmark-2024-09-05.md": _A_NAME_WRAPS,
}
_HEADINGS = "a plan that was held out: as headings of the format, its short lines are told apart in another way"
MISSED: dict[tuple[str, str], str] = {
    ("handleplan-sundhedsklynge-lillebaelt-2025-03.md", "pdf"): _HEADINGS,
}


@cache
def written(path: Path, form: str) -> Reading:
    ending, write = WRITERS[form]
    document = Document(f"{path.stem}{ending}", f"/{path.stem}{ending}", MEDIA_TYPES[ending], write(parts(path)))
    return loaders.parse(loaders.read(document), document)


def cases() -> Iterator[object]:
    """All formats of the documents that rules were made on; the plain ones of those that were held out and are read rightly as text."""
    missed = {name for name, _ in KNOWN_MISSES}
    for answers in answered():
        path = document_of(answers)
        held_out = path.parent.name not in ("first", "second")
        if path.suffix not in (".txt", ".md") or path.name in missed or path.parent.name not in ("first", "second", "third"):
            continue
        for form in list(WRITERS)[: 3 if held_out else None]:
            why = MISSED.get((path.name, form)) or (COLUMNS_MISSED.get(path.name) if form == "pdf in two columns" else None)
            marks = [pytest.mark.xfail(reason=why, strict=True)] if why else []
            yield pytest.param(path, form, id=f"{path.name}-{form}", marks=marks)


@pytest.mark.parametrize(("path", "form"), list(cases()))
def test_every_format_says_the_same(path: Path, form: str) -> None:
    expected = {category: rows(reading_of(path), category) for category in COLUMNS}
    assert any(expected.values())
    assert {category: rows(written(path, form), category) for category in COLUMNS} == expected
