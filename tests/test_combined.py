"""Minutes in any combination of the orders, labels, marks and forms of `tests.combined` say the same."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import loaders
from loaders.document import open_document
from tests import combined
from tests.rows import COLUMNS, rows

CHOICES = st.builds(
    combined.Choice,
    title=st.sampled_from(combined.TITLES),
    date=st.sampled_from(combined.DATES),
    day=st.sampled_from(combined.DAYS),
    place=st.sampled_from(combined.PLACES),
    roll=st.sampled_from(combined.ROLLS),
    line=st.sampled_from(sorted(combined.LINES)),
    mark=st.sampled_from(combined.MARKS),
    absence=st.sampled_from(sorted(combined.ABSENCES)),
    number=st.sampled_from(combined.NUMBERS),
    first=st.sampled_from((1, 15)),
    proposal=st.sampled_from(combined.PROPOSALS),
    decision=st.sampled_from(combined.DECISIONS),
    outcomes=st.tuples(*[st.sampled_from(sorted(combined.OUTCOMES))] * len(combined.ITEMS)),
)


@settings(max_examples=400, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(CHOICES)
def test_any_layout_says_the_same(choice: combined.Choice) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "minutes.txt")
        path.write_text(combined.text(choice), encoding="utf-8")
        document = open_document(path)
        reading = loaders.parse(loaders.read(document), document)
    assert sorted(_cells(reading, "attendance", "person", "role", "organisation", "party", "status")) == combined.attendance()
    assert _cells(reading, "agenda", "number", "title", "recommendations", "outcome") == combined.agenda(choice)
    (meeting,) = _cells(reading, "meetings", "cluster", "date")
    assert meeting == (combined.CLUSTER, "2025-03-12")


def _cells(reading: loaders.model.Reading, query: str, *columns: str) -> list[tuple[str, ...]]:
    at = [COLUMNS[query].index(column) for column in columns]
    return [tuple(row[index] for index in at) for row in rows(reading, query)]
