"""What a catalogue says of people in the data, by the profile that the dataset was published with (ontology/vocabulary/publication.ttl)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from api.statements import known, name
from store import Solutions, Store

_PROFILES: Final = "https://w3id.org/klyngegraf/code/publication-profile/"
_INTERNAL: Final = f"{_PROFILES}internal"
_SAID: Final = """PREFIX kg: <https://w3id.org/klyngegraf/ontology#>
SELECT DISTINCT ?profile { ?dataset a kg:PublishedDataset ; kg:publicationProfile ?profile }"""


@dataclass(frozen=True, slots=True)
class Confidentiality:
    """`degree` and `access`: IRIs of codes. `personal`: codes of the categories of personal data."""

    degree: str
    access: str
    personal: tuple[str, ...]


def confidentiality(store: Store) -> Confidentiality:
    """A dataset that does not say its profile, or none that is known here, was not made to leave the house: it counts as internal."""
    answer = store.query(_SAID)
    assert isinstance(answer, Solutions)
    said = [profile.value for (profile,) in answer if isinstance(profile, NamedNode)]
    return by_profile(said[0] if len(said) == 1 and said[0].startswith(_PROFILES) and said[0] in known() else _INTERNAL)


def by_profile(profile: str) -> Confidentiality:
    """
    >>> by_profile("https://w3id.org/klyngegraf/code/publication-profile/public").personal
    ('general', 'special')
    """
    (degree,), (access,) = _values(profile, "dcatdk:hasConfidentialityType"), _values(profile, "dct:accessRights")
    return Confidentiality(degree, access, tuple(sorted(one.rpartition("/")[2] for one in _values(profile, "dcatdk:personalDataCategory"))))


def _values(profile: str, property_: str) -> list[str]:
    wanted = name(property_)
    return [triple.object.value for triple in known()[profile] if triple.predicate == wanted and isinstance(triple.object, NamedNode)]
