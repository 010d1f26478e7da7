"""Which texts must be masked again when names come and go: every one that would come out otherwise, and few besides."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from klyngegraf.publication import traces
from klyngegraf.publication.masking import Silence
from klyngegraf.publication.spelling import Writing
from loaders.slugs import slug

FIRST = ("Anne-Mette", "Bo", "Åse", "Søren", "Karen", "Mette")
LAST = ("Hansen", "Lund", "Vang-Hansen", "Dam", "van Dijk", "Skjoldager", "Bro")
LABELS = ("Lunds Apotek", "Vang Kommune")


def names(chance: random.Random, count: int) -> list[str]:
    """Of a few first and last names, so that many are shared."""
    return [" ".join((chance.choice(FIRST), *chance.sample(LAST, chance.randint(1, 2)))) for _ in range(count)]


def wordings(name: str, chance: random.Random) -> Iterator[str]:
    """As a document may have it, in full or in part."""
    first, *_, last = name.split()
    yield from (name, name.upper(), f"{first} {last}s", f"{first[0]}. {last}", f"{last}, {first}", first, last, f"{first}{last}.pdf", slug(name))
    yield f"{last[:3]}-\n{last[3:]}" if len(last) > 5 else "".join(word[0] for word in name.split())
    yield chance.choice(
        (f"{slug(first)}.{slug(last)}2@by.dk, tlf. 24 68 13 57", f"https://by.dk/{first}%20{last}?side=2", f"{first[:3]}{last[:3]}@by.dk".lower())
    )


def text(chance: random.Random) -> str:
    said = [chance.choice([*wordings(name, chance)]) for name in names(chance, 4)]
    return " og ".join([*said, chance.choice(LABELS), "vi bor ved en vang."])


@pytest.mark.parametrize("seed", range(200))
def test_a_text_that_comes_out_otherwise_has_a_word_that_says_so(seed: int) -> None:
    chance = random.Random(seed)
    silent = {str(number): [name] for number, name in enumerate(names(chance, 3))}
    named = names(chance, 2)
    more = silent | dict(zip("xy", ([name] for name in names(chance, chance.randint(0, 2))), strict=False))
    before, now = Silence.of(silent, named, LABELS), Silence.of(more, [*named, *names(chance, chance.randint(0, 1))], LABELS)
    for first, second in ((before, now), (now, before)):
        wanted = traces.Wanted(second.otherwise(first))
        for said in (text(chance) for _ in range(20)):
            writing = Writing.of(said)
            readers = [one.reader(["0"], writing) for one in (first, second)]
            differ = len({reader.mask(said) for reader in readers}) > 1 or len({reader.tells(slug(said)) for reader in readers}) > 1
            assert not differ or wanted.stand_in(traces.of(said, [slug(said)])), said


def test_a_new_name_is_not_looked_for_by_words_that_many_share() -> None:
    before = Silence.of({"one": ["Bo Dam Hansen"]}, ["Mette Bro"], LABELS)
    wanted = traces.Wanted(Silence.of({"one": ["Bo Dam Hansen"], "two": ["Mette Dam"]}, ["Mette Bro"], LABELS).otherwise(before))
    told = "Bo Hansen, Mette Bro og fru Dam af Lunds Apotek"
    assert not wanted.stand_in(traces.of(told, []))
    assert wanted.stand_in(traces.of(f"{told}; M. Dams notat", []))
