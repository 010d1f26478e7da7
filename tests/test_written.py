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
from tests.test_documents import answered, document_of, reading_of
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
COLUMNS_MISSED: dict[str, str] = {}


@cache
def written(path: Path, form: str) -> Reading:
    ending, write = WRITERS[form]
    document = Document(f"{path.stem}{ending}", f"/{path.stem}{ending}", MEDIA_TYPES[ending], write(parts(path)))
    return loaders.parse(loaders.read(document), document)


def cases() -> Iterator[object]:
    for answers in answered():
        path = document_of(answers)
        for form in WRITERS:
            why = COLUMNS_MISSED.get(path.name) if form == "pdf in two columns" else None
            marks = [pytest.mark.xfail(reason=why, strict=True)] if why else []
            yield pytest.param(path, form, id=f"{path.name}-{form}", marks=marks)


@pytest.mark.parametrize(("path", "form"), list(cases()))
def test_every_format_says_the_same(path: Path, form: str) -> None:
    expected = {category: rows(reading_of(path), category) for category in COLUMNS}
    assert any(expected.values())
    assert {category: rows(written(path, form), category) for category in COLUMNS} == expected
