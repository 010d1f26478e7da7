"""How many things an item proposes, whatever way its proposals are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.test_documents import reading_of

HEAD = """Referat fra møde i Vestklyngen

Dato: 12. november 2024
Tid: kl. 13.00-15.00
Sted: Lemvig Rådhus

Deltagere:
Borgmester Gunnar Fabjerg (V), Lemvig Kommune
Regionsrådsmedlem Else Nørlem (A)

Punkt 1: Fælles plan for faldforebyggelse

"""
CASE = "Baggrund:\nAlle tre kommuner har arbejdet med fald i flere år.\n\n"
END = "\n\nBeslutning:\nGodkendt.\n\nPunkt 2: Eventuelt\n\nBeslutning:\nIntet.\n"

TWO = [
    "Indstilling:\n- at planen godkendes\n- at tallene drøftes",
    "Indstilling:\nAd 1: at planen godkendes\nAd 2: at tallene drøftes",
    "Indstilling:\n#1 at planen godkendes\n#2 at tallene drøftes",
    "Indstilling:\nat: planen godkendes\nat: tallene drøftes",
    "Indstilling:\no at planen godkendes\no at tallene drøftes",
    "Indstilling: 1. at planen godkendes, 2. at tallene drøftes",
    "Indstilling:\n(1) at planen godkendes, (2) at tallene drøftes",
    "Indstilling: At planen godkendes. At tallene drøftes.",
    "Til beslutning:\n- at planen godkendes\n- at tallene drøftes",
    "Social-, Sundheds- og Ældreforvaltningen indstiller:\n- at planen godkendes\n- at tallene drøftes",
    "Direktionen for Nære Sundhedstilbud indstiller, at planen godkendes, og at tallene drøftes.",
    "Indstilling:\nat klyngen indstiller til byrådet,\nat planen godkendes\nat tallene drøftes",
    "På den baggrund foreslår sekretariatet, at planen godkendes, og at tallene drøftes.",
    "Det er indstillingen, at planen godkendes, og at tallene drøftes.",
    "Klyngen bedes om at godkende planen og om at drøfte tallene.",
    "Formandskabet har indstillet, at planen godkendes, og at tallene drøftes.",
    "Arbejdsgruppen lægger op til, at planen godkendes, og at tallene drøftes.",
    "- Indstilling:\n  - at planen godkendes\n  - at tallene drøftes\n- Referat: Ingen bemærkninger.",
    "Hanne Aulum (C) foreslår, at planen godkendes, og at tallene drøftes.",
]
OTHERS = [
    ("Indstilling: at kommissoriet godkendes, at Bo Lund udpeges som formand, og at gruppen bemandes senest 1. april.", 3),
    ("Indstilling: at klyngen godkender, at planen udsættes, og at tallene drøftes.", 2),
    ("Indstilling: at formandskabet får bemyndigelse til at sende planen i høring.", 1),
    ("Sundhedsstyrelsen anbefaler, at alle over 65 år bliver vaccineret.", 0),
    ("Styregruppen foreslog i 2023, at teamet skulle nedlægges.", 0),
]


@pytest.mark.parametrize(("told", "count"), [*((told, 2) for told in TWO), *OTHERS])
def test_each_thing_proposed_counts_once(told: str, count: int, tmp_path: Path) -> None:
    path = tmp_path / "referat.txt"
    path.write_text(HEAD + CASE + told + END, encoding="utf-8")

    (first, second) = reading_of(path).meeting.items  # type: ignore[union-attr]

    assert (len(first.recommendations), len(second.recommendations)) == (count, 0), first.recommendations
