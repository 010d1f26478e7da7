"""Documents and names out of the dataset, for a reason, and back again.

A document goes with its graph and text; a tombstone in `id:graph/withdrawn` tells its address's visitors why, and keeps every load from
reading the same bytes again. A person's name goes from what is published (klyngegraf/publication); `id:graph/withheld` says whose, and
never leaves the house.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pyoxigraph as ox

from klyngegraf.derived import refresh_findings, refresh_identities
from klyngegraf.errors import UnknownThing
from klyngegraf.publication.policy import WITHHELD
from loaders.iris import Iris
from queries.entities import resolve
from queries.errors import NamedQueryError
from queries.model import Parameter, Type
from store import DataFolder, DocumentRecord, Draft, Manifest, Solutions, Store, Triples
from store.manifest import now

Standing = Mapping[str, tuple[ox.Triple, ...]]
"""By graph, the statements on what is withdrawn."""

WITHDRAWN = Iris().graph("withdrawn")
_KG = "https://w3id.org/klyngegraf/ontology#"
_REASON = ox.NamedNode(f"{_KG}reason")
_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_WHEN = ox.NamedNode("http://www.w3.org/ns/prov#invalidatedAtTime")
_MOMENT = ox.NamedNode("http://www.w3.org/2001/XMLSchema#dateTime")
_NAMED = """PREFIX prov: <http://www.w3.org/ns/prov#>
SELECT ?who ?named WHERE { ?named prov:specializationOf ?who } ORDER BY ?named"""
_PERSON = Parameter("person", Type.ENTITY, "person", "", "")


def withdraw(names: Iterable[str], data: DataFolder, reason: str = "", reason_en: str = "") -> tuple[Manifest, tuple[DocumentRecord, ...]]:
    """`names`: ids, paths or file names of documents. Raises UnknownThing where one is none or several, and withdraws nothing then.

    With a reason the documents leave tombstones, and are in no file of the data folder either; without one, a file that stays where it was is
    loaded again by the next load of its folder.
    """
    with data.draft() as draft:
        records = {record.id: record for record in (named(name, draft.manifest) for name in names)}
        for document in records:
            draft.withdraw(document)
        if reason:
            stones = (triple for one in records for triple in _tombstone(one, reason, reason_en))
            draft.replace(WITHDRAWN, [*_triples(draft.store, WITHDRAWN), *stones])
        _tell_anew(draft)
        made = draft.commit(afresh=bool(reason))
    if reason:
        data.forget()
    return made, tuple(records.values())


def bring_back(name: str, data: DataFolder) -> str:
    """Take a tombstone away, or let a person be named again; gives the IRI. The document's file is read by the next load. Raises UnknownThing."""
    with data.draft() as draft:
        iris = {Iris().document(name), name} | _person(draft.store, name)
        found: list[str] = []
        for graph in (WITHDRAWN, WITHHELD):
            held = _triples(draft.store, graph)
            found += sorted({_iri(triple) for triple in held} & iris)
            draft.replace(graph, [triple for triple in held if _iri(triple) not in iris])
        if not found:
            raise UnknownThing(name)
        draft.commit()
    return found[0]


def withhold(name: str, data: DataFolder, reason: str) -> str:
    """`name`: a person's label, slug or IRI; gives the IRI. Raises UnknownEntity, AmbiguousEntity and the store's errors.

    What is kept is the person as each document names them: those addresses stay the same, however people are told apart later.
    """
    with data.draft() as draft:
        (person,) = resolve(draft.store, _PERSON, name)
        said = ox.Literal(" ".join(reason.split()))
        silent = [ox.Triple(ox.NamedNode(one), _REASON, said) for one in _documents_names(draft.store, person)]
        draft.replace(WITHHELD, [*_triples(draft.store, WITHHELD), *silent])
        draft.commit()
    return person.value


def withdrawn(store: Store) -> frozenset[str]:
    """The ids of documents that no load may read again."""
    return frozenset(_iri(triple).rsplit("/", 1)[-1] for triple in _triples(store, WITHDRAWN))


def standing(data: DataFolder) -> Standing:
    """What is withdrawn, to be carried over to a version that knows nothing of it. Raises the store's errors."""
    store, _ = data.open()
    return {graph: tuple(_triples(store, graph)) for graph in (WITHDRAWN, WITHHELD)}


def carry_over(held: Standing, data: DataFolder) -> Manifest:
    """Withdraw again, in the current version, what was withdrawn before an older one came back."""
    with data.draft() as draft:
        for graph, triples in held.items():
            if triples:
                draft.replace(graph, {*_triples(draft.store, graph), *triples})
        gone = [record.id for record in draft.manifest.documents if record.id in withdrawn(draft.store) and draft.withdraw(record.id)]
        if gone:
            _tell_anew(draft)
        made = draft.commit(afresh=bool(gone))
    if gone:
        data.forget()
    return made


def _triples(store: Store, graph: str) -> list[ox.Triple]:
    answer = store.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", default_graphs=[graph])
    assert isinstance(answer, Triples)
    return list(answer)


def _person(store: Store, name: str) -> set[str]:
    """The person whom a name means, as each document names them; none where it means nobody."""
    try:
        return {named for person in resolve(store, _PERSON, name) for named in _documents_names(store, person)}
    except NamedQueryError:
        return set()


def _documents_names(store: Store, person: ox.NamedNode) -> list[str]:
    found = store.query(_NAMED, bindings={"who": person})
    assert isinstance(found, Solutions)
    return [named.value for _, named in found if isinstance(named, ox.NamedNode)]


def _tombstone(document: str, reason: str, reason_en: str) -> Iterator[ox.Triple]:
    this = ox.NamedNode(Iris().document(document))
    yield ox.Triple(this, _TYPE, ox.NamedNode(f"{_KG}WithdrawnDocument"))
    yield ox.Triple(this, _WHEN, ox.Literal(now(), datatype=_MOMENT))
    for language, said in (("da", reason), ("en", reason_en)):
        if said:
            yield ox.Triple(this, _REASON, ox.Literal(" ".join(said.split()), language=language))


def _iri(triple: ox.Triple) -> str:
    return triple.subject.value if isinstance(triple.subject, ox.NamedNode) else ""


def _tell_anew(draft: Draft) -> None:
    refresh_identities(draft)
    refresh_findings(draft)


def named(name: str, manifest: Manifest) -> DocumentRecord:
    """The document that an id, a file name or a path means. Raises UnknownThing."""
    path = str(Path(name).resolve())
    found = [record for record in manifest.documents if name in (record.id, record.file_name) or path == record.source]
    if len(found) != 1:
        known = [record.id for record in found] or difflib.get_close_matches(name, [record.file_name for record in manifest.documents], 3)
        raise UnknownThing(name, tuple(known))
    return found[0]
