"""The data folder that is served, made from the internal one: `<data>/published`, with its own versions, texts and manifest.

published/                a data folder like any other: the service, pages, dumps and catalogue know no other
publication.json          which profile it is made by, so that every load and withdrawal makes it anew
publication.key           what the addresses of people who are not named are made with; it never leaves the house
publication.memory.json   what was published from what (klyngegraf/publication/memory.py); nor does this

What has not changed is not made again. What is told no longer is in no file of `published` either: its files are written afresh then, and its
older versions and dumps removed.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
from rdflib import RDF, SKOS

import ontology
from klyngegraf.publication import memory
from klyngegraf.publication.addresses import Addresses
from klyngegraf.publication.masking import Silence
from klyngegraf.publication.memory import Memory
from klyngegraf.publication.policy import WITHHELD, Names, Profile, Withheld, told_as, withheld
from klyngegraf.publication.redaction import Redaction
from loaders.iris import Iris
from ontology.terms import KG
from queries.entities import folds
from store import DataFolder, DocumentRecord, Draft, EmbeddedStore, Manifest
from store.changelog import Entry
from store.errors import DataCorrupt
from store.files import replace_durably
from store.withdrawn import WithdrawnNames

FINDINGS, ACKNOWLEDGEMENTS = Iris().graph("findings"), Iris().graph("acknowledgements")
MEMORY = "publication.memory.json"
PUBLICATION = Iris().graph("publication")
_STAYS = {Iris().graph("ledger"), WITHHELD, FINDINGS, ACKNOWLEDGEMENTS, PUBLICATION}
_KEY = 32  # bytes
_WORDS = {Iris().graph(name) for name in ("vocabularies", "reference")}  # the ontology has examples, and these have names


def publish(data: DataFolder, profile: Profile, names: Names = Names.OFFICIALS) -> Manifest:
    """Make the published folder, or its next version. Gives its manifest."""
    store, manifest = data.open()
    assert isinstance(store, EmbeddedStore)  # the data folder is always one
    people, named = withheld(store, profile, names)
    redaction = _redaction(people, named, _key(data.path / "publication.key"))
    now = memory.remember(f"{profile} {names}", people, named, manifest)
    with folder(data).draft() as draft:
        telling = _Telling(data, store, redaction, draft, now, memory.read(data.path / MEMORY))
        lost = telling.documents(manifest.documents)
        telling.others(manifest)
        telling.findings()
        draft.replace(PUBLICATION, _profile(profile, names))
        draft.withhold(_withdrawn(data, store, people))
        labels = {record.id: record.label for record in draft.manifest.documents}
        made = draft.commit(afresh=lost, retold=lambda entries: _retold(entries, labels, redaction))
    if lost or not telling.continued:
        folder(data).forget()
    memory.write(data.path / MEMORY, replace(now, dataset=made.dataset))
    replace_durably(data.path / "publication.json", json.dumps({"profile": profile.value, "names": names.value}) + "\n")
    return made


def refresh(data: DataFolder) -> Manifest | None:
    """Publish again as was chosen before; None where nothing has been published. Raises DataCorrupt."""
    chosen = data.path / "publication.json"
    if not chosen.exists():
        return None
    try:
        said = json.loads(chosen.read_text(encoding="utf-8"))
        profile, names = Profile(said["profile"]), Names(said["names"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataCorrupt(f"{chosen} cannot be read: {error}; remove it and publish again") from error
    return publish(data, profile, names)


def folder(data: DataFolder) -> DataFolder:
    return DataFolder(data.path / "published")


def _redaction(people: tuple[Withheld, ...], named: frozenset[str], key: bytes) -> Redaction:
    reference = ontology.reference_graph()
    labels = {str(label) for kind in (SKOS.prefLabel, SKOS.altLabel) for label in reference.objects(None, kind)}
    silence = Silence.of({one.iri: one.spellings for one in people}, named, labels)
    present: dict[str, set[str]] = defaultdict(set)
    for one in people:
        for iri in one.iris:
            present[memory.document_of(iri)].add(one.iri)
    by_document = {document: frozenset(those) for document, those in present.items() if document}
    spellings = {spelling for one in people for spelling in one.spellings}
    addresses = Addresses(silence, spellings, {iri for one in people for iri in one.iris}, by_document, key)
    reader = silence.reader()
    return Redaction(silence, addresses, {iri: reader.mask(one.told) for one in people for iri in one.iris}, by_document)


def _key(path: Path) -> bytes:
    """Made once; the addresses stay the same from version to version. Never a part of one: addresses made with it could be guessed."""
    if not path.exists():
        replace_durably(path, secrets.token_hex(_KEY), mode=0o600)
    key = path.read_bytes()
    if len(key) < _KEY:
        raise DataCorrupt(f"{path} is not whole; put it back from a copy, or remove it: then people who are not named get new addresses")
    return key


class _Telling:
    """One publication while it is made. `continued`: it follows on the one that is remembered."""

    def __init__(self, data: DataFolder, store: EmbeddedStore, redaction: Redaction, draft: Draft, now: Memory, before: Memory) -> None:
        self._data, self._store, self._redaction, self._draft, self._now, self._before = data, store, redaction, draft, now, before
        self.continued = before.dataset == draft.manifest.dataset
        self._stale = now.stale(before) if self.continued else None

    def documents(self, records: Iterable[DocumentRecord]) -> bool:
        """Whether something that was told is told no longer."""
        held = {record.id for record in self._draft.manifest.documents}
        records = tuple(records)
        told = [record.id for record in records if self._document(record)]
        gone = [document for document in held - {record.id for record in records} if self._draft.withdraw(document)]
        return bool(gone or held & set(told))

    def _document(self, record: DocumentRecord) -> bool:
        """Whether it is told otherwise than before."""
        text = self._data.text(record.id) if self._stale or not self._is_told(record.graph) else ""
        if self._is_told(record.graph) and not (self._stale and memory.mentions(text, self._stale)):
            return False
        reader = self._redaction.reader(record.id, text)
        masked, name = reader.mask(text), reader.mask(record.file_name)
        told = replace(record, label=reader.mask(record.label), file_name=name, source=name)
        return self._draft.put(told, self._redaction.quads(_graph(self._store, record.graph), reader, masked), masked)

    def others(self, manifest: Manifest) -> None:
        documents = {record.graph for record in manifest.documents}
        others = set(self._store.graphs()) - documents - _STAYS
        for graph in sorted(others):
            if not self._is_told(graph) or self._stale is None:
                quads = _graph(self._store, graph)
                self._draft.replace(graph, quads if graph in _WORDS else self._redaction.quads(quads, self._redaction.reader()))
        for graph in {record.iri for record in self._draft.manifest.graphs} - documents - others - _STAYS:
            self._draft.drop(graph)

    def findings(self) -> None:
        """As they were found: of names that are masked nobody can tell whether they are alike. What is acknowledged goes with its finding."""
        held = [*_graph(self._store, FINDINGS), *_graph(self._store, ACKNOWLEDGEMENTS)]
        told = tuple(self._redaction.quads(held, self._redaction.reader()))
        found = [quad for quad in told if quad.graph_name == ox.NamedNode(FINDINGS)]
        still = {quad.subject for quad in found}
        self._draft.replace(FINDINGS, found)
        self._draft.replace(ACKNOWLEDGEMENTS, [quad for quad in told if quad.graph_name != ox.NamedNode(FINDINGS) and quad.subject in still])

    def _is_told(self, graph: str) -> bool:
        """Whether it stands there as it would be told now, but for names that are told otherwise than then."""
        return self._stale is not None and self._now.graphs[graph] == self._before.graphs.get(graph)


def _withdrawn(data: DataFolder, store: EmbeddedStore, people: Iterable[Withheld]) -> WithdrawnNames:
    """The names whose addresses answer 410: of those who asked, also where no document is left that has them."""
    asked = {spelling for one in people if one.withdrawn for spelling in (*one.spellings, *(_last(iri) for iri in one.iris))}
    asked |= {_last(quad.subject.value) for quad in _graph(store, WITHHELD) if isinstance(quad.subject, ox.NamedNode)}
    salt = hashlib.sha256(_key(data.path / "publication.key") + b"withdrawn").hexdigest()[:32]
    return WithdrawnNames.of(salt, {fold for name in asked for fold in folds(name)}) if asked else WithdrawnNames()


def _last(iri: str) -> str:
    return iri.rpartition("/")[2]


def _retold(entries: tuple[Entry, ...], labels: Mapping[str, str], redaction: Redaction) -> tuple[Entry, ...]:
    """What former versions changed, in the words of this one: a title may have had a name."""
    reader = redaction.reader()
    return tuple(
        replace(one, documents=tuple(replace(told, label=labels.get(told.id) or reader.mask(told.label)) for told in one.documents))
        for one in entries
    )


def _profile(profile: Profile, names: Names) -> list[ox.Triple]:
    """What the published dataset says of itself: the service that serves it knows nothing else of how it was made."""
    dataset = ox.NamedNode(PUBLICATION)
    return [
        ox.Triple(dataset, ox.NamedNode(RDF.type), ox.NamedNode(KG.PublishedDataset)),
        ox.Triple(dataset, ox.NamedNode(KG.publicationProfile), ox.NamedNode(told_as(profile, names))),
    ]


def _graph(store: EmbeddedStore, graph: str) -> list[ox.Quad]:
    return list(store.engine.quads_for_pattern(None, None, None, ox.NamedNode(graph)))
