"""The data folder that is served, made from the internal one: `<data>/published`, with its own versions, texts and manifest.

published/                a data folder like any other: the service, pages, dumps and catalogue know no other
publication.json          which profile it is made by, so that every load and withdrawal makes it anew
publication.key           what the addresses of people who are not named are made with (klyngegraf/publication/key.py); it never leaves the house
publication.memory.json   what was published from what (klyngegraf/publication/memory.py); nor does this

What has not changed is not made again. What is told no longer is in no file of `published` either: its files are written afresh then, and its
older versions and dumps removed.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

import pyoxigraph as ox
from rdflib import RDF, SKOS

import ontology
from klyngegraf.publication import key, memory, statements
from klyngegraf.publication.addresses import Addresses
from klyngegraf.publication.masking import Silence
from klyngegraf.publication.policy import WITHHELD, Names, Profile, Withheld, slugs, told_as, withheld
from klyngegraf.publication.redaction import Redaction
from klyngegraf.publication.statements import iri
from klyngegraf.publication.telling import PUBLICATION, Telling
from ontology.terms import KG
from queries.names import folds
from store import DataFolder, EmbeddedStore, Manifest
from store.changelog import Entry
from store.errors import DataCorrupt
from store.files import replace_durably
from store.withdrawn import WithdrawnNames

CHOSEN, MEMORY = "publication.json", "publication.memory.json"


def publish(data: DataFolder, profile: Profile, names: Names = Names.OFFICIALS) -> Manifest:
    """Make the published folder, or its next version, or neither where it is made of the same already. Gives its manifest."""
    store, manifest = data.open()
    assert isinstance(store, EmbeddedStore)  # the data folder is always one
    made_with = key.of(data.path)
    made_by, before, held = memory.made_by(f"{profile} {names}", made_with), memory.read(data.path / MEMORY), folder(data).manifest()
    if (before.made_by, before.source, before.dataset) == (made_by, memory.source(manifest), held.dataset):
        _choose(data, profile, names)
        return held
    people, named = withheld(store, profile, names)
    labels = _labels()
    by = memory.Naming({one.iri: sorted(one.spellings) for one in people}, sorted(named), sorted(slugs(people)))
    redaction = _redaction(people, by.silence(labels), frozenset(by.slugs), made_with)
    now = memory.remember(made_by, people, redaction.told, by, manifest)
    with folder(data).draft() as draft:
        continued = before.dataset == draft.manifest.dataset
        since = now.since(before, redaction.silence, labels) if continued else memory.Since()
        telling = Telling(data, (store, manifest), redaction, draft, since)
        lost = telling.documents()
        telling.others()
        telling.findings()
        draft.replace(PUBLICATION, _profile(profile, names))
        draft.withhold(_withdrawn(data, store, people))
        titles = {record.id: record.label for record in draft.manifest.documents}
        made = draft.commit(afresh=lost, retold=lambda entries: _retold(entries, titles, redaction))
    if lost or not continued:
        folder(data).forget()
    _choose(data, profile, names)
    memory.write(data.path / MEMORY, replace(now, dataset=made.dataset))
    return made


def _choose(data: DataFolder, profile: Profile, names: Names) -> None:
    """From now on every change is published so."""
    replace_durably(data.path / CHOSEN, json.dumps({"profile": profile.value, "names": names.value}) + "\n")


def refresh(data: DataFolder) -> Manifest | None:
    """Publish again as was chosen before; None where nothing has been published. Raises DataCorrupt."""
    chosen = choice(data)
    return publish(data, *chosen) if chosen else None


def choice(data: DataFolder) -> tuple[Profile, Names] | None:
    """How it is published; None where it never was. Raises DataCorrupt."""
    chosen = data.path / CHOSEN
    if not chosen.exists():
        return None
    try:
        said = json.loads(chosen.read_text(encoding="utf-8"))
        return Profile(said["profile"]), Names(said["names"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataCorrupt(f"{chosen} cannot be read: {error}; remove it and publish again") from error


def secret(data: DataFolder) -> bytes | None:
    """What addresses are made with; None where nothing was ever published. Raises DataCorrupt."""
    return key.read(data.path) if (data.path / key.NAME).exists() else None


def folder(data: DataFolder) -> DataFolder:
    return DataFolder(data.path / "published")


def _labels() -> frozenset[str]:
    """What organisations and places are called: no name of somebody is masked in it."""
    reference = ontology.reference_graph()
    return frozenset(str(label) for kind in (SKOS.prefLabel, SKOS.altLabel) for label in reference.objects(None, kind))


def _redaction(people: tuple[Withheld, ...], silence: Silence, slugs: frozenset[str], made_with: bytes) -> Redaction:
    present: dict[str, set[str]] = defaultdict(set)
    for one in people:
        for each in one.iris:
            present[memory.document_of(each)].add(one.iri)
    by_document = {document: frozenset(those) for document, those in present.items() if document}
    reader = silence.reader()
    told = {one.iri: reader.mask(one.told) for one in people}
    addresses = Addresses(silence, slugs, by_document, made_with)
    return Redaction(silence, addresses, {each: told[one.iri] for one in people for each in one.iris}, by_document)


def _withdrawn(data: DataFolder, store: EmbeddedStore, people: Iterable[Withheld]) -> WithdrawnNames:
    """The names whose addresses answer 410: of those who asked, also where no document is left that has them."""
    asked = {spelling for one in people if one.withdrawn for spelling in (*one.spellings, *map(_last, one.iris))}
    asked |= {_last(iri(one.subject)) for one in statements.read(store, WITHHELD)}
    salt = hashlib.sha256(key.of(data.path) + b"withdrawn").hexdigest()[:32]
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
