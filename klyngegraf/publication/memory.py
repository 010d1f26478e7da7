"""What was published, from what, and by which names: what the next publication need not make again.

A document is told anew where its graph, or whom it names, has changed, or where somebody's naming has changed whose name has a word that
stands in its text: no form of a name is masked by (klyngegraf/publication/forms.py) that holds none of its words.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import cache
from pathlib import Path
from urllib.parse import unquote

from klyngegraf.fingerprint import loader
from klyngegraf.publication import forms
from klyngegraf.publication.policy import Withheld
from klyngegraf.publication.spelling import pieced, words
from store import Manifest
from store.files import replace_durably


@dataclass(frozen=True, slots=True)
class Memory:
    """`made_by`: the program and the profile; `dataset`: what was made; `graphs`: by graph, what it was told from; `names`: by word, whose names
    have it, and how they are told.
    """

    made_by: str = ""
    dataset: str = ""
    graphs: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def stale(self, before: Memory) -> frozenset[str] | None:
        """The words by which texts are masked otherwise than before; None: every text may be."""
        if self.made_by != before.made_by:
            return None
        return frozenset(word for word in self.names.keys() | before.names.keys() if self.names.get(word) != before.names.get(word))


def read(path: Path) -> Memory:
    """Where there is none, or it is damaged, nothing is remembered: all is made again."""
    try:
        return Memory(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return Memory()


def write(path: Path, memory: Memory) -> None:
    replace_durably(path, json.dumps(asdict(memory), ensure_ascii=False) + "\n", mode=0o600)


def remember(profile: str, people: Iterable[Withheld], named: Iterable[str], manifest: Manifest) -> Memory:
    """`manifest`: of the dataset that is told. A graph that is no document's speaks of all people, and is told anew with any of them."""
    people = tuple(people)
    said = {one.iri: _digest([*sorted(one.spellings), one.told]) for one in people}
    of_document: dict[str, list[str]] = defaultdict(list)
    for one in people:
        for iri in sorted(one.iris):
            of_document[document_of(iri)] += [iri, said[one.iri]]
    by_word = _by_word(people, named, said)
    records = {record.graph: record for record in manifest.documents}
    everybody = _digest(f"{word} {those}" for word, those in sorted(by_word.items()))
    graphs = {
        graph.iri: _digest([graph.sha256, *of_document[record.id], repr(replace(record, loaded_at=""))])
        if (record := records.get(graph.iri))
        else _digest([graph.sha256, everybody])
        for graph in manifest.graphs
    }
    return Memory(f"{loader()} {_program()} {profile}", "", graphs, by_word)


def _by_word(people: Iterable[Withheld], named: Iterable[str], said: Mapping[str, str]) -> dict[str, str]:
    holding: dict[str, set[str]] = defaultdict(set)
    for one in people:
        for name in map(forms.names, one.spellings):
            for word in (*name, *(forms.together(name) if len(name) > 1 else ())):
                holding[word].add(said[one.iri])
    for spelling in named:
        for word in forms.names(spelling):
            holding[word].add(spelling)
    return {word: _digest(sorted(those)) for word, those in holding.items()}


def mentions(text: str, names: frozenset[str]) -> bool:
    """Whether a text has one of the words, however it is torn apart or written in an address."""
    said = {word.fold for one in (text, unquote(text)) for word in words(one)} | {word.fold for word in pieced(text)}
    return any(word in names or word.removesuffix("s") in names for word in said)


def document_of(iri: str) -> str:
    """
    >>> document_of("https://w3id.org/klyngegraf/id/document/0123456789abcdef/person/bo-lund"), document_of("https://w3id.org/klyngegraf/id/person/bo")
    ('0123456789abcdef', '')
    """
    _, _, rest = iri.partition("/document/")
    return rest.partition("/")[0]


@cache
def _program() -> str:
    return _digest([path.read_text(encoding="utf-8") for path in sorted(Path(__file__).parent.glob("*.py"))])


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
