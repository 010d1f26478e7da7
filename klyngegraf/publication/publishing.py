"""The data folder that is served, made from the internal one: `<data>/published`, with its own versions, texts and manifest.

published/              a data folder like any other: the service, pages, dumps and catalogue know no other
publication.json        which profile it is made by, so that every load and withdrawal makes it anew
publication.key         what the addresses of people who are not named are made with; it never leaves the house
"""

from __future__ import annotations

import json
import secrets
import shutil
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
from rdflib import RDF, SKOS

import ontology
from klyngegraf.derived import refresh_findings
from klyngegraf.publication.masking import Addresses, Masker
from klyngegraf.publication.policy import WITHHELD, Names, Profile, told_as, withheld
from klyngegraf.publication.redaction import Redaction
from loaders.iris import Iris
from loaders.slugs import slug
from ontology.terms import KG
from store import DataFolder, Draft, EmbeddedStore, Manifest, Store
from store.errors import DataCorrupt
from store.files import replace_durably

ACKNOWLEDGEMENTS = Iris().graph("acknowledgements")
PUBLICATION = Iris().graph("publication")
_STAYS = {Iris().graph("ledger"), WITHHELD, Iris().graph("findings"), ACKNOWLEDGEMENTS, PUBLICATION}
_WORDS = {Iris().graph(name) for name in ("vocabularies", "reference")}  # the ontology has examples, and these have names


def publish(data: DataFolder, profile: Profile, names: Names = Names.OFFICIALS) -> Manifest:
    """Make the published folder, or its next version. Gives its manifest."""
    store, manifest = data.open()
    assert isinstance(store, EmbeddedStore)  # the data folder is always one
    redaction = _redaction(data, store, profile, names)
    with folder(data).draft() as draft:
        _documents(data, store, manifest, redaction, draft)
        _others(store, manifest, redaction, draft)
        refresh_findings(draft)
        _acknowledged(store, redaction, draft)
        draft.replace(PUBLICATION, _profile(profile, names))
        made = draft.commit()
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


def forget(data: DataFolder) -> None:
    """Remove what older versions and dumps of the published folder still say. Who has one open reads on until it is closed."""
    published = folder(data)
    current = str(published.version())
    for place in (*(published.path / "versions").glob("*"), *(published.path / "dumps").glob("*")):
        if place.parent.name == "dumps" or place.name != current:
            shutil.rmtree(place, ignore_errors=True)


def folder(data: DataFolder) -> DataFolder:
    return DataFolder(data.path / "published")


def _redaction(data: DataFolder, store: Store, profile: Profile, names: Names) -> Redaction:
    people, named = withheld(store, profile, names)
    spellings = {spelling for one in people for spelling in one.spellings}
    iris = {iri for one in people for iri in one.iris}
    labels = {str(label) for label in ontology.reference_graph().objects(None, SKOS.prefLabel)}
    return Redaction(
        Masker(spellings | {slug(one).replace("-", " ") for one in spellings}, kept=named | labels),  # file names spell without æ, ø, å
        Addresses(spellings, iris, _key(data.path / "publication.key")),
        {iri: one.told for one in people for iri in one.iris},
    )


def _key(path: Path) -> bytes:
    """Made once; the addresses stay the same from version to version."""
    if not path.exists():
        path.touch(mode=0o600)
        path.write_bytes(secrets.token_bytes(32))
    return path.read_bytes()


def _documents(data: DataFolder, store: EmbeddedStore, manifest: Manifest, redaction: Redaction, draft: Draft) -> None:
    for record in manifest.documents:
        text = redaction.masker.mask(data.text(record.id))
        name = redaction.masker.mask(record.file_name)
        told = replace(record, label=redaction.masker.mask(record.label), file_name=name, source=name)
        draft.put(told, redaction.quads(_graph(store, record.graph), text), text)
    for gone in {record.id for record in draft.manifest.documents} - {record.id for record in manifest.documents}:
        draft.withdraw(gone)


def _others(store: EmbeddedStore, manifest: Manifest, redaction: Redaction, draft: Draft) -> None:
    documents = {record.graph for record in manifest.documents}
    others = set(store.graphs()) - documents - _STAYS
    for graph in sorted(others):
        draft.replace(graph, _graph(store, graph) if graph in _WORDS else redaction.quads(_graph(store, graph)))
    for graph in {record.iri for record in draft.manifest.graphs} - documents - others - _STAYS:
        draft.drop(graph)


def _acknowledged(store: EmbeddedStore, redaction: Redaction, draft: Draft) -> None:
    """Only for findings that are still told: a finding about somebody withheld has another address here."""
    found = {quad.subject for quad in _graph(draft.store, Iris().graph("findings"))}
    kept = [quad for quad in _graph(store, ACKNOWLEDGEMENTS) if quad.subject in found]
    draft.replace(ACKNOWLEDGEMENTS, redaction.quads(kept))


def _profile(profile: Profile, names: Names) -> list[ox.Triple]:
    """What the published dataset says of itself: the service that serves it knows nothing else of how it was made."""
    dataset = ox.NamedNode(PUBLICATION)
    return [
        ox.Triple(dataset, ox.NamedNode(RDF.type), ox.NamedNode(KG.PublishedDataset)),
        ox.Triple(dataset, ox.NamedNode(KG.publicationProfile), ox.NamedNode(told_as(profile, names))),
    ]


def _graph(store: EmbeddedStore, graph: str) -> list[ox.Quad]:
    return list(store.engine.quads_for_pattern(None, None, None, ox.NamedNode(graph)))
