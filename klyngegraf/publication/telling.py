"""The graphs of one publication, told: documents, what is said of all of them, and findings; what stands there already is not told again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from klyngegraf.publication import memory, traces
from klyngegraf.publication.memory import Since
from klyngegraf.publication.policy import WITHHELD
from klyngegraf.publication.redaction import Redaction
from klyngegraf.publication.spelling import Writing
from klyngegraf.publication.statements import Statement, iri, literal, read, written
from loaders.iris import Iris
from loaders.vocabulary import THINGS
from store import DataFolder, DocumentRecord, Draft, EmbeddedStore, Manifest

FINDINGS, ACKNOWLEDGEMENTS = Iris().graph("findings"), Iris().graph("acknowledgements")
PUBLICATION = Iris().graph("publication")
_STAYS = {Iris().graph("ledger"), WITHHELD, FINDINGS, ACKNOWLEDGEMENTS, PUBLICATION}
_WORDS = {Iris().graph(name) for name in ("vocabularies", "reference")}  # the ontology has examples, and these have names
_ACKNOWLEDGED = "<https://w3id.org/klyngegraf/ontology#acknowledged>"
_QUOTED = {f"<http://www.w3.org/ns/oa#{part}>" for part in ("exact", "prefix", "suffix")}  # parts of the text


class Telling:
    """One publication while it is made."""

    def __init__(self, data: DataFolder, told: tuple[EmbeddedStore, Manifest], redaction: Redaction, draft: Draft, since: Since) -> None:
        """`told`: the version of `data` that is published."""
        self._data, self._redaction, self._draft, self._since = data, redaction, draft, since
        self._store, self._manifest = told
        self._hashes = {record.iri: record.sha256 for record in self._manifest.graphs}
        self._otherwise = traces.Wanted(since.otherwise)

    def documents(self) -> bool:
        """Whether something that was told is told no longer."""
        records, held = self._manifest.documents, {record.id for record in self._draft.manifest.documents}
        told = [record.id for record in records if not self._stands(record) and self._document(record)]
        gone = [document for document in held - {record.id for record in records} if self._draft.withdraw(document)]
        return bool(gone or held & set(told))

    def _stands(self, record: DocumentRecord) -> bool:
        """Whether a document is told as it would be told now."""
        if record.graph not in self._since.unchanged:
            return False
        if not self._otherwise:
            return True
        said = self._noted(record)
        if said is None:
            said = self._note(record, self._data.text(record.id), read(self._store, record.graph))
        return not any(map(self._otherwise.stand_in, (said, traces.of(record.label, [record.file_name]))))

    def _document(self, record: DocumentRecord) -> bool:
        """Whether it is told otherwise than before."""
        said, text = read(self._store, record.graph), Writing.of(self._data.text(record.id))
        self._note(record, text.text, said)
        reader = self._redaction.reader(record.id, text)
        masked, name = reader.masked(text), reader.mask(record.file_name)
        told = replace(record, label=reader.mask(record.label), file_name=name, source=name)
        return self._draft.put(told, written(record.graph, self._redaction.statements(said, reader, masked)), masked)

    def _noted(self, record: DocumentRecord) -> str | None:
        made_by, _, said = (self._data.notes.find(self._name(record)) or b"").partition(b"\n")
        return said.decode() if made_by.decode() == memory.program() else None

    def _note(self, record: DocumentRecord, text: str, said: Iterable[Statement]) -> str:
        found = traces.of(text, dict.fromkeys(_maskable(said)))
        self._data.notes.keep(self._name(record), f"{memory.program()}\n{found}".encode())
        return found

    def _name(self, record: DocumentRecord) -> str:
        return f"{self._hashes[record.graph]}.names"

    def others(self) -> None:
        documents = {record.graph for record in self._manifest.documents}
        held = {record.iri: record.sha256 for record in self._draft.manifest.graphs}
        others = set(self._store.graphs()) - documents - _STAYS
        for graph in sorted(others & _WORDS):
            if held.get(graph) != self._hashes[graph]:
                self._draft.replace(graph, written(graph, read(self._store, graph)))
        for graph in sorted(others - _WORDS - self._since.unchanged):
            told = self._redaction.statements(read(self._store, graph), self._redaction.reader())
            self._draft.replace(graph, written(graph, told))
        for graph in held.keys() - documents - others - _STAYS:
            self._draft.drop(graph)

    def findings(self) -> None:
        """As they were found: of names that are masked nobody can tell whether they are alike. What is acknowledged goes with its finding."""
        both = [*read(self._store, FINDINGS), *read(self._store, ACKNOWLEDGEMENTS)]
        told = tuple(self._redaction.statements(both, self._redaction.reader()))
        found = [one for one in told if one.predicate != _ACKNOWLEDGED]
        still = {one.subject for one in found}
        self._draft.replace(FINDINGS, written(FINDINGS, found))
        stand = (one for one in told if one.predicate == _ACKNOWLEDGED and one.subject in still)
        self._draft.replace(ACKNOWLEDGEMENTS, written(ACKNOWLEDGEMENTS, stand))


def _maskable(said: Iterable[Statement]) -> Iterator[str]:
    """All that names are looked for in, but for the text and its parts: texts, and addresses part by part."""
    for one in said:
        for address in filter(None, (iri(one.subject), iri(one.object))):
            yield from address.removeprefix(THINGS).split("/") if address.startswith(THINGS) else (address,)
        if one.object.startswith('"') and one.predicate not in _QUOTED:
            yield literal(one.object)[0]
