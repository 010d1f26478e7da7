"""Minutes and plans in any combination of the orders, labels, marks and forms that clerks use say the same (`tests.combined…` lists them)."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, note, settings
from hypothesis import strategies as st

import loaders
from loaders.document import open_document
from loaders.model import Reading
from tests import combined, combined_money, combined_plans, combined_tables
from tests.rows import COLUMNS, rows

MINUTES = st.builds(
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
PLANS = st.builds(
    combined_plans.Choice,
    title=st.sampled_from(combined_plans.TITLES),
    date=st.sampled_from(combined_plans.DATES),
    introduction=st.sampled_from(combined_plans.INTRODUCTIONS),
    theme=st.sampled_from(combined_plans.THEMES),
    initiative=st.sampled_from(combined_plans.INITIATIVES),
    who=st.sampled_from(combined_plans.ANSWERING),
    when=st.sampled_from(combined_plans.TIMES),
    money=st.sampled_from(combined_plans.MONEY),
    amount=st.sampled_from(sorted(combined_plans.AMOUNTS)),
    order=st.sampled_from(combined_plans.ORDERS),
    join=st.sampled_from(combined_plans.JOINS),
    spaced=st.booleans(),
)
TABLES = st.builds(
    combined_tables.Choice,
    heads=st.fixed_dictionaries(
        {
            "initiative": st.sampled_from(combined_tables.INITIATIVES),
            "who": st.sampled_from(combined_tables.ANSWERING),
            "when": st.sampled_from(combined_tables.TIMES),
            "money": st.sampled_from(combined_tables.MONEY),
            "further": st.sampled_from(combined_tables.FURTHER),
        }
    ),
    order=st.permutations(("initiative", "who", "when", "money", "further")).map(tuple),
    place=st.sampled_from(combined_tables.PLACES),
    label=st.sampled_from(combined_tables.THEMES),
    join=st.sampled_from(combined_plans.JOINS),
    amount=st.sampled_from(sorted(combined_plans.AMOUNTS)),
)
ACCOUNTS = st.builds(
    combined_money.Choice,
    title=st.sampled_from(combined_money.TITLES),
    date=st.sampled_from(combined_money.DATES),
    lead=st.sampled_from(sorted(combined_money.LEADS)),
    line=st.sampled_from((*combined_money.LINES, *combined_money.SENTENCES)),
    amounts=st.tuples(*[st.sampled_from(sorted(combined_money.AMOUNTS))] * len(combined_money.SHARES)),
    spaced=st.booleans(),
    total=st.booleans(),
)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(MINUTES)
def test_minutes_in_any_layout_say_the_same(choice: combined.Choice) -> None:
    reading = _read(combined.text(choice))
    assert sorted(_cells(reading, "attendance", "person", "role", "organisation", "party", "status")) == combined.attendance()
    assert _cells(reading, "agenda", "number", "title", "recommendations", "outcome") == combined.agenda(choice)
    assert _cells(reading, "meetings", "cluster", "date") == [(combined.CLUSTER, "2025-03-12")]


@settings(max_examples=300, deadline=None, derandomize=True)
@given(PLANS)
def test_plans_in_any_layout_say_the_same(choice: combined_plans.Choice) -> None:
    reading = _read(combined_plans.text(choice))
    assert _cells(reading, "themes", "theme") == combined_plans.themes(choice)
    assert _cells(reading, "initiatives", "initiative", "theme", "start", "end") == combined_plans.initiatives(choice)
    assert sorted(_cells(reading, "responsibilities", "initiative", "organisation", "time_plan")) == combined_plans.responsibilities()
    assert _cells(reading, "funding", "amount_dkk", "qualifier") == combined_plans.funding(choice)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(TABLES)
def test_plans_in_any_table_say_the_same(choice: combined_tables.Choice) -> None:
    reading = _read(combined_tables.text(choice), "plan.md")
    assert _cells(reading, "themes", "theme") == [(theme,) for theme in combined_plans.NAMES]
    named = [(name, theme) for theme, names in combined_plans.NAMES.items() for name in names]
    when = [period[1:] for period in combined_plans.WHEN]
    assert _cells(reading, "initiatives", "initiative", "theme", "start", "end") == [(*one, *days) for one, days in zip(named, when, strict=True)]
    assert sorted(_cells(reading, "responsibilities", "initiative", "organisation", "time_plan")) == combined_plans.responsibilities()
    assert _cells(reading, "funding", "amount_dkk", "qualifier") == [combined_plans.AMOUNTS[choice.amount]] * len(named)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(ACCOUNTS)
def test_money_in_any_layout_is_the_same(choice: combined_money.Choice) -> None:
    rows_ = _cells(_read(combined_money.text(choice)), "funding", "amount_dkk", "recipient", "purpose", "kind", "qualifier")
    assert [(amount, who.lower(), what.lower(), *more) for amount, who, what, *more in rows_] == combined_money.funding(choice)


def _read(text: str, name: str = "document.txt") -> Reading:
    note(text)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_text(text, encoding="utf-8")
        document = open_document(path)
        return loaders.parse(loaders.read(document), document)


def _cells(reading: Reading, query: str, *columns: str) -> list[tuple[str, ...]]:
    at = [COLUMNS[query].index(column) for column in columns]
    return [tuple(row[index] for index in at) for row in rows(reading, query)]
