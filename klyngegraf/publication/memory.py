"""What was published, from what, and by which names: what the next publication need not make again.

A document is told anew where its graph, or whom it names, has changed, or where it has a sequence of words by which texts are masked otherwise
than then (klyngegraf/publication/traces.py): a new name is looked for by its forms, not by each of its words, which many people share.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import cache
from pathlib import Path

from klyngegraf.fingerprint import loader
from klyngegraf.publication import forms
from klyngegraf.publication.forms import Words
from klyngegraf.publication.masking import Silence
from klyngegraf.publication.policy import Withheld
from store import Manifest
from store.files import replace_durably


@dataclass(frozen=True, slots=True)
class Naming:
    """By which names texts and addresses were cleaned: `silent`, the spellings of each who is not named; `named`, of those who are."""

    silent: Mapping[str, list[str]] = field(default_factory=dict)
    named: list[str] = field(default_factory=list)
    slugs: list[str] = field(default_factory=list)

    def silence(self, labels: Iterable[str]) -> Silence:
        return Silence.of(self.silent, self.named, labels)


@dataclass(frozen=True, slots=True)
class Since:
    """What a publication may leave as the last one made it: graphs `unchanged`, but for `otherwise`, the words by which texts are masked
    otherwise than then.
    """

    unchanged: frozenset[str] = frozenset()
    otherwise: frozenset[Words] = frozenset()


@dataclass(frozen=True, slots=True)
class Memory:
    """`made_by`: the program, the profile and the key; `source`: the version that was told; `dataset`: what was made; `graphs`: by graph, what
    it was told from.
    """

    made_by: str = ""
    source: str = ""
    dataset: str = ""
    graphs: Mapping[str, str] = field(default_factory=dict)
    names: Naming = field(default_factory=Naming)

    def since(self, before: Memory, silence: Silence, labels: frozenset[str]) -> Since:
        """`silence`: by the names of now."""
        if self.made_by != before.made_by:
            return Since()
        slugs = {forms.names(slug) for slug in {*self.names.slugs} ^ {*before.names.slugs}} - {()}
        otherwise = silence.otherwise(before.names.silence(labels))
        return Since(frozenset(iri for iri, said in self.graphs.items() if before.graphs.get(iri) == said), otherwise | slugs)


def read(path: Path) -> Memory:
    """Where there is none, or it is damaged, nothing is remembered: all is made again."""
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        return Memory(**said | {"names": Naming(**said["names"])})
    except (OSError, ValueError, TypeError, KeyError):
        return Memory()


def write(path: Path, memory: Memory) -> None:
    replace_durably(path, json.dumps(asdict(memory), ensure_ascii=False) + "\n", mode=0o600)


def made_by(profile: str, key: bytes) -> str:
    return _digest([loader(), program(), profile, hashlib.sha256(b"memory" + key).hexdigest()])


def source(manifest: Manifest) -> str:
    """What a dataset holds, whenever it was loaded."""
    return _digest([manifest.dataset, *(repr(replace(record, loaded_at="")) for record in manifest.documents)])


def remember(by: str, people: Iterable[Withheld], told: Mapping[str, str], names: Naming, manifest: Manifest) -> Memory:
    """`by`: see `made_by`; `told`: by IRI, what stands for a name; `manifest`: of the dataset that is told. A graph that is no document's speaks
    of all people, and is told anew with any of them.
    """
    of_document: dict[str, list[str]] = defaultdict(list)
    for one in people:
        said = _digest([*sorted(one.spellings), told[one.iri]])
        for iri in sorted(one.iris):
            of_document[document_of(iri)] += [iri, said]
    records = {record.graph: record for record in manifest.documents}
    everybody = _digest([json.dumps(asdict(names)), *(f"{iri} {said}" for iri, said in sorted(told.items()))])
    graphs = {
        graph.iri: _digest([graph.sha256, *of_document[record.id], repr(replace(record, loaded_at=""))])
        if (record := records.get(graph.iri))
        else _digest([graph.sha256, everybody])
        for graph in manifest.graphs
    }
    return Memory(by, source(manifest), "", graphs, names)


def document_of(iri: str) -> str:
    """
    >>> document_of("https://w3id.org/klyngegraf/id/document/0123456789abcdef/person/bo-lund"), document_of("https://w3id.org/klyngegraf/id/person/bo")
    ('0123456789abcdef', '')
    """
    _, _, rest = iri.partition("/document/")
    return rest.partition("/")[0]


@cache
def program() -> str:
    """The state of this package: by another one texts may be masked otherwise."""
    return _digest([path.read_text(encoding="utf-8") for path in sorted(Path(__file__).parent.glob("*.py"))])


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
