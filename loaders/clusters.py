"""The clusters that the reference data knows, by their names; and of which region a text speaks."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from loaders import organisations
from loaders.vocabulary import THINGS, Concept, branching, folded, things

_COUNCIL = re.compile(r"[Ss]undhedsråd(?:et)?\s+(?:for\s+)?(?P<place>[A-ZÆØÅ][\wæøå-]+)")


@cache
def by_name() -> dict[str, tuple[Concept, ...]]:
    """The clusters of the reference data by each of their names, folded; several regions have a "Klynge Syd"."""
    table: dict[str, tuple[Concept, ...]] = {}
    for concept in things("HealthCluster"):
        for label in concept.labels:
            table[folded(label)] = (*table.get(folded(label), ()), concept)
    return table


@cache
def named() -> re.Pattern[str]:
    """Any of these names in a text, also in the genitive."""
    return re.compile(
        rf"(?<![\w-])(?:{branching(label.lower() for hits in by_name().values() for hit in hits for label in hit.labels)})(?:s)?(?![\w-])",
        re.IGNORECASE,
    )


def region_of(text: str) -> str:
    """The slug of the region that a text speaks of most: by name, by its clusters, its municipalities; "" where nothing says."""
    votes: Counter[str] = Counter()
    for _, _, one in organisations.organisations(text):
        place = organisations.region_of(one)
        if place:
            votes[place] += 3 if one.kind == "Region" else 1
    for found in named().finditer(text):
        hits = by_name().get(folded(found.group()), ())
        if len(hits) == 1:
            votes[hits[0].flag("inRegion").removeprefix(f"{THINGS}organisation/")] += 3
    if not votes and (council := _COUNCIL.search(text)):
        votes.update(filter(None, (_places().get(folded(council["place"]), ""),)))
    if not votes:
        votes.update(filter(None, (organisations.region_of(one) for one in organisations.places(text))))
    return max(sorted(votes), key=lambda place: votes[place]) if votes else ""


@cache
def _places() -> dict[str, str]:
    """The region of each place that just one cluster is named by: its health council is of that region, too."""
    told = {(folded(label.split()[-1]), concept.flag("inRegion")) for concept in things("HealthCluster") for label in concept.labels}
    times = Counter(place for place, _ in told)
    return {place: region.removeprefix(f"{THINGS}organisation/") for place, region in told if times[place] == 1}
