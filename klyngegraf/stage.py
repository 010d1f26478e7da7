"""One document from file to gated graph: what a worker process does."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import shorten

import pyoxigraph as ox

import loaders
import shapes
from klyngegraf.fingerprint import loader
from klyngegraf.outcome import Problem, Refused, Seconds, Taken
from loaders.document import Document, open_document
from loaders.errors import LoaderError
from loaders.graph import to_statements
from loaders.iris import Iris
from loaders.model import Reading
from loaders.statements import node
from store import DocumentRecord, Lines, lines
from store.manifest import now

_KG = "https://w3id.org/klyngegraf/ontology#"
_EVIDENCE = f"<{_KG}evidence>"
_UNPARSED = f"<{_KG}UnparsedPassage> "
_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_LABEL = "<http://www.w3.org/2004/02/skos/core#prefLabel>"
_CHARACTERS = f"<{_KG}characters>"
_UNDERSTOOD = f"<{_KG}charactersUnderstood>"
_QUOTED = f"<{_KG}charactersQuoted>"


@dataclass(slots=True)
class _Clock:
    """Seconds of computing by stage: what else the machine does meanwhile is not counted."""

    last: float = field(default_factory=time.process_time)
    laps: list[float] = field(default_factory=list)

    def lap(self) -> None:
        now_ = time.process_time()
        self.laps.append(now_ - self.last)
        self.last = now_

    @property
    def seconds(self) -> Seconds:
        return Seconds(*self.laps)


def work(path: str) -> Taken | Refused:
    """Read, parse, graph and gate one file. Raises only where the program itself is at fault."""
    clock = _Clock()
    try:
        document = open_document(Path(path))
    except LoaderError as error:
        return _refused(Path(path), "", b"", (_problem(error),), clock)
    try:
        text = loaders.read(document)
        clock.lap()
        reading = loaders.parse(text, document)
        clock.lap()
    except LoaderError as error:
        return _refused(Path(path), document.id, document.content, (_problem(error),), clock)
    said = to_statements(document, text, reading, Iris()).lines()
    record = _record(document, reading, said)
    graph = lines(record.graph, said)
    clock.lap()
    problems, details = _gate(record, text.text, graph)
    clock.lap()
    if problems:
        return _refused(Path(path), document.id, document.content, problems, clock, details)
    return Taken(record, graph, text.text, clock.seconds, _unread(text.unread))


def _unread(pages: tuple[int, ...]) -> str:
    """
    >>> _unread((2, 5))
    'pages 2, 5 are pictures without text, not read. Install Tesseract with Danish (tesseract-ocr, tesseract-ocr-dan), or add a text layer.'
    """
    if not pages:
        return ""
    told = ", ".join(map(str, pages))
    which = f"page {told} is a picture" if len(pages) == 1 else f"pages {told} are pictures"
    return f"{which} without text, not read. Install Tesseract with Danish (tesseract-ocr, tesseract-ocr-dan), or add a text layer."


def _gate(record: DocumentRecord, text: str, graph: Lines) -> tuple[tuple[Problem, ...], str]:
    """What keeps a document out: that it says nothing, or that its graph breaks a shape."""
    if record.facts == record.unparsed:
        remedy = "Check that it is the whole document; if it is, its layout is new: see CONTRIBUTING.md."
        return (Problem("", f"it was taken for {record.kind}, and no fact was found in it", remedy),), ""
    broken = shapes.validate(graph.quads).violations
    problems = tuple(Problem(_place(text, one.quote), one.message_en, one.remedy) for one in broken)
    return problems, "\n".join(f"{one.shape}\n  {one.focus}\n  {one.path} {one.value}" for one in broken)


def _place(text: str, quote: str) -> str:
    """Where a quote stands, in words.

    >>> _place("Referat\\nAfbud: Ane Holm", "Afbud: Ane Holm")
    'line 2 ("Afbud: Ane Holm")'
    """
    if not quote:
        return ""
    line = text[: max(text.find(quote), 0)].count("\n") + 1
    return f'line {line} ("{shorten(quote, 60, placeholder="…")}")'


def _record(document: Document, reading: Reading, made: list[str]) -> DocumentRecord:
    graph, this = Iris().graph(document.id), node(Iris().document(document.id))
    said = {predicate: rest for subject, predicate, rest in _with(this, made) if subject == this}
    return DocumentRecord(
        id=document.id,
        source=document.source,
        file_name=document.name,
        media_type=document.media_type,
        sha256=document.sha256,
        kind=reading.kind.value,
        label=_value(said[_LABEL]),
        graph=graph,
        facts=len({subject for subject, predicate, _ in _with(_EVIDENCE, made) if predicate == _EVIDENCE}),
        unparsed=sum(predicate == _TYPE and rest.startswith(_UNPARSED) for _, predicate, rest in _with(_UNPARSED, made)),
        characters=int(_value(said[_CHARACTERS])),
        understood=int(_value(said[_UNDERSTOOD])),
        loader=loader(),
        loaded_at=now(),
        quoted=int(_value(said[_QUOTED])),
    )


def _with(term: str, made: list[str]) -> Iterator[list[str]]:
    """Subject, predicate and the rest of the lines in which a term stands, be it in a text: to be asked what it is there."""
    return (line.split(" ", 2) for line in made if term in line)


def _value(rest: str) -> str:
    r"""The text of the literal that a line ends in.

    >>> _value(r'"Referat \"A\""@da <http://example.org/g> .')
    'Referat "A"'
    """
    (quad,) = ox.parse(f"<s:> <p:> {rest}", format=ox.RdfFormat.N_QUADS)
    assert isinstance(quad.object, ox.Literal)
    return quad.object.value


def _problem(error: LoaderError) -> Problem:
    return Problem(error.place, error.reason, error.remedy)


def _refused(path: Path, document: str, content: bytes, problems: tuple[Problem, ...], clock: _Clock, details: str = "") -> Refused:
    return Refused(path.name, str(path), document, problems, content, details, clock.seconds)
