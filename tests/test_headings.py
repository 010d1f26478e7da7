"""The same plan with its headings in another style reads the same: all on one level, lower by two, or bold lines."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

import loaders
from loaders.document import Document
from loaders.readers.hyphens import kept
from loaders.readers.sheet import Line
from tests.rows import COLUMNS, rows
from tests.test_documents import answered, document_of

_CATEGORIES = ("agenda", "attendance", "initiatives", "responsibilities", "themes", "committees", "memberships")

STYLES: dict[str, Callable[[str], str]] = {
    "all on one level": lambda text: re.sub(r"(?m)^#{2,6} ", "## ", text),
    "two levels lower": lambda text: re.sub(r"(?m)^#(#{0,3}) ", r"###\1 ", text),
    "bold lines": lambda text: re.sub(r"(?m)^#{1,6} (.*)$", r"**\1**", text),
}

# Bold headings that nothing tells from a theme's.
KNOWN = {
    ("bold lines", "udmoentning-klyngemidler-klynge-vest-2025.md"): "a bold line among the initiatives is one of them",
    ("bold lines", "status-indsatser-sundhedsklynge-aalborg-2025-05.md"): "one bold word could as well be a label",
}


def cases() -> list[object]:
    documents = [document_of(answers) for answers in answered()]
    return [
        pytest.param(
            path,
            style,
            id=f"{path.name}-{style}",
            marks=[pytest.mark.xfail(reason=KNOWN[style, path.name], strict=True)] if (style, path.name) in KNOWN else [],
        )
        for path in documents
        if path.suffix == ".md"
        for style in STYLES
    ]


def read(path: Path, text: str) -> dict[str, list[tuple[str, ...]]]:
    document = Document(path.name, str(path), "text/markdown", text.encode())
    reading = loaders.parse(loaders.read(document), document)
    return {category: list(rows(reading, category)) for category in _CATEGORIES if category in COLUMNS}


@pytest.mark.parametrize(("path", "style"), cases())
def test_a_document_reads_the_same_whatever_the_style_of_its_headings(path: Path, style: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert read(path, STYLES[style](text)) == read(path, text)


@pytest.mark.parametrize(
    ("printed", "read_as"),
    [
        (["I Aarhus-klyngen og Aarhus-", "klyngen, der er"], ["I Aarhus-klyngen og Aarhus-klyngen,", "der er"]),
        (["et tværsek-", "torielt møde"], ["et tværsek-", "torielt møde"]),
        (["Samarbejde og sam-", "arbejde, sam-arbejde"], ["Samarbejde og sam-", "arbejde, sam-arbejde"]),
        (["video-møder og video-", "møder"], ["video-møder og video-møder"]),
    ],
)
def test_a_hyphen_at_a_lines_end_stays_where_the_document_writes_the_word_with_it(printed: list[str], read_as: list[str]) -> None:
    assert [line.text for line in kept(Line(text) for text in printed)] == read_as
