"""Write action plans and rosters of the clusters that `bench.generate` holds meetings of: what money, initiatives and memberships are asked from."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from bench.generate import PHRASES, Cluster, Person, clusters, fresh_names, in_parentheses, make_members

FIRST_YEAR = 2023
_INITIATIVES = 5
_SIDES = {"regionsrådsmedlem": "Regional side", "borgmester": "Kommunal side", "praktiserende læge": "Almen praksis"}


def roster(cluster: Cluster, members: tuple[Person, ...], year: int) -> Iterator[str]:
    """A list of members by side, as of January of the year."""
    yield f"# Medlemmer af {cluster.name}"
    yield f"*Opdateret januar {year}*"
    for role, side in _SIDES.items():
        yield f"## {side}"
        of = (person for person in members if person.role == role)
        yield "\n".join(f"- {p.role.capitalize()} {p.name}{in_parentheses(p.party)}, {p.organisation}{in_parentheses(p.function)}" for p in of)


def plan(cluster: Cluster, year: int, rng: random.Random) -> Iterator[str]:
    """A plan of initiatives under two themes, with who answers, a period and money."""
    topics = rng.sample(PHRASES["topics"], _INITIATIVES + 2)
    parties = [cluster.hospital, cluster.plo, *(f"{place} Kommune" for place in cluster.municipalities)]
    yield f"# {cluster.name} – handleplan {year}"
    yield f"Status er opgjort pr. 31. marts {year}."
    shares = []
    for number, theme in enumerate(topics[:2], start=1):
        yield f"## Fokusområde {number}: {theme}"
        yield rng.choice(PHRASES["facts"])
        for topic in topics[2 + number - 1 :: 2]:
            name, amount = f"{topic} {year}", rng.randrange(2, 40) * 50
            shares.append(f"{amount}.000 kr. til {name}" if amount < 1000 else f"{amount // 1000}.{amount % 1000:03}.000 kr. til {name}")
            yield f"### Indsats: {name}"
            yield rng.choice(PHRASES["facts"])
            yield f"**Ansvarlige parter:** {', '.join(rng.sample(parties, 2))}"
            yield f"**Tidsplan:** 1. januar {year} - 31. december {year + 1}"
            yield "**Status:** Igangsat"
    yield "## Økonomi"
    yield f"{cluster.name} er bevilget {rng.randrange(90, 130) / 10:.1f} mio. kr. i {year}.".replace(".", ",", 1)
    yield f"Af midlerne er der i {year} afsat {', '.join(shares[:-1])} og {shares[-1]}."


def write(folder: Path, years: int, seed: int) -> None:
    """A plan and a roster of each cluster for each of so many years."""
    folder.mkdir(parents=True, exist_ok=True)
    rng = random.Random(seed)
    names = fresh_names(rng)
    for cluster in clusters():
        for year in range(FIRST_YEAR, FIRST_YEAR + years):
            members = make_members(cluster, names, rng)
            for kind, parts in (("handleplan", plan(cluster, year, rng)), ("medlemmer", roster(cluster, members, year))):
                path = folder / f"{kind}-{cluster.slug}-{year}.md"
                path.write_text("\n\n".join(parts) + "\n", encoding="utf-8")
