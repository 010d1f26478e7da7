"""What a person is called, over all documents: the label, the other spellings, the last part of the IRI."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from loaders.entities import Entity
from loaders.named import NamedPerson
from loaders.slugs import slug
from loaders.spelling import is_whole, parts


@dataclass(frozen=True, slots=True)
class Identity:
    """One person. `path` follows `person/` in the IRI; `spellings` are the other names met; `members` the IRIs of the people as named."""

    path: str
    label: str
    spellings: tuple[str, ...]
    members: tuple[str, ...]


def identified(entities: Iterable[Entity]) -> tuple[Identity, ...]:
    labelled = sorted(((label(one.members), one) for one in entities), key=lambda pair: (pair[0], pair[1].first))
    same: dict[str, list[tuple[str, Entity]]] = defaultdict(list)
    for name, one in labelled:
        same[slug(name)].append((name, one))
    paths = _paths({path: [one for _, one in namesakes] for path, namesakes in same.items()})
    return tuple(Identity(paths[one.first], name, _others(name, one.members), tuple(sorted(m.iri for m in one.members))) for name, one in labelled)


def label(members: Sequence[NamedPerson]) -> str:
    """The spelling that most documents use; of several, the fullest; of these, the first in the alphabet. A part of a name only for want of a whole.

    >>> label([NamedPerson("a", "1", "Bo Høg"), NamedPerson("b", "2", "Bo Høgh"), NamedPerson("c", "3", "Bo Høg")])
    'Bo Høg'
    """
    documents: dict[str, set[str]] = defaultdict(set)
    for member in members:
        documents[member.name].add(member.document)
    return min(documents, key=lambda name: (not is_whole(parts(name)), -len(documents[name]), -len(parts(name)), -len(name), name))


def _others(name: str, members: Sequence[NamedPerson]) -> tuple[str, ...]:
    return tuple(sorted({spelling for member in members for spelling in (member.name, *member.spellings)} - {name}))


def _paths(same: dict[str, list[Entity]]) -> dict[str, str]:
    """Namesakes carry what tells them apart: the organisation, else the cluster, else the first document that names them."""
    paths: dict[str, str] = {}
    taken = {path for path, namesakes in same.items() if len(namesakes) == 1}
    for path, namesakes in sorted(same.items()):
        if len(namesakes) == 1:
            paths[namesakes[0].first] = path
            continue
        asked = {one.first: f"{path}-{_mark(one)}" for one in namesakes}
        times = Counter(asked.values())
        for one in namesakes:
            wanted = asked[one.first]
            if times[wanted] > 1 or wanted in taken:
                wanted = f"{wanted}-{_first_document(one)}"
            paths[one.first] = wanted
            taken.add(wanted)
    return paths


def _mark(one: Entity) -> str:
    """The organisation that most documents name, the cluster, or the document."""
    counted = Counter(path.partition("/organisation/")[2] for member in one.members for path in member.organisations)
    if counted:
        return min(counted, key=lambda path: (-counted[path], path)).replace("/", "-")
    clusters = sorted(cluster.rsplit("/", 1)[-1] for cluster in one.clusters)
    return clusters[0] if clusters else _first_document(one)


def _first_document(one: Entity) -> str:
    """The smallest id of a document that names the person, with what the person is called there."""
    return one.first.partition("/document/")[2].replace("/person/", "-")
