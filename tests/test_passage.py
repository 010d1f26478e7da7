"""Short cuts of reading: each gives what the long way gives."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from loaders.passage import clean, join, listed
from loaders.vocabulary import branching, pattern

_LABEL = st.text("aAbB. ", min_size=1, max_size=6).map(lambda label: " ".join(label.split())).filter(bool)


def test_what_is_put_between_passages_stands_in_the_text() -> None:
    """The first may be the text's last, where cells or columns were put in order."""
    last, first = clean("Status", 10), clean("i gang", 0)
    for whole in (join([last, first]), listed(last, first, ": ")):
        assert whole.span.end <= 16
    assert join([clean("a", 0), clean("b", 2)]).places == (0, 1, 2)
    assert listed(last, clean("", 0), ": ") == listed(clean("", 0), last, ": ") == last


@given(st.text("ab \u00ad\t\u00a0\u200b\n", max_size=12), st.integers(0, 9))
def test_every_character_of_a_clean_text_stands_where_its_place_says(source: str, offset: int) -> None:
    made = clean(source, offset)
    assert len(made.places) == len(made.text)
    assert all(
        source[place - offset] == letter or (letter == " " and source[place - offset].isspace())
        for letter, place in zip(made.text, made.places, strict=True)
    )
    assert made.text == " ".join(re.sub("[\u00ad\u200b]", "", source).split())
    again = join([made])
    assert (again.text, tuple(again.places)) == (made.text, tuple(made.places))


@given(st.lists(_LABEL, min_size=1, max_size=6), st.text("aAbB. ", max_size=12))
def test_branching_takes_what_a_plain_alternation_takes(labels: list[str], text: str) -> None:
    for end in ("", r"(?!\w)"):
        plain, quick = (re.compile(f"(?:{made(labels)}){end}") for made in (pattern, branching))
        assert [hit.span() for hit in quick.finditer(text)] == [hit.span() for hit in plain.finditer(text)]
        low = [label.lower() for label in labels]
        plain, quick = (re.compile(f"(?:{made(low)}){end}", re.IGNORECASE) for made in (pattern, branching))
        assert [hit.span() for hit in quick.finditer(text)] == [hit.span() for hit in plain.finditer(text)]
