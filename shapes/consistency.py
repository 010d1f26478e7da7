"""What SHACL's core cannot say, and SHACL-SPARQL says slowly: the length of a quote, the order of dates of different precision."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from pyoxigraph import Literal, NamedNode, Store

from shapes.facts import Facts, text
from shapes.report import Result, Severity
from shapes.turtle import KS

_OA = "http://www.w3.org/ns/oa#"
_KG = "https://w3id.org/klyngegraf/ontology#"
_DCAT = "http://www.w3.org/ns/dcat#"
_PERIODS = ((f"{_KG}start", f"{_KG}end"), (f"{_KG}validFrom", f"{_KG}validUntil"), (f"{_DCAT}startDate", f"{_DCAT}endDate"))


def inconsistent(store: Store) -> Iterator[Result]:
    yield from _quotes(store)
    for start, end in _PERIODS:
        yield from _periods(store, start, end)


def consistent(facts: Facts) -> bool:
    """Is there nothing for `inconsistent` to find? A first look; what it does not understand is for the second."""
    exact = facts.values.get(f"<{_OA}exact>", {})
    return all(_as_long_as_its_place(facts, subject, quotes) for subject, quotes in exact.items()) and not any(
        facts.values.get(f"<{start}>", {}).keys() & facts.values.get(f"<{end}>", {}).keys() for start, end in _PERIODS
    )


def _as_long_as_its_place(facts: Facts, subject: str, quotes: list[str]) -> bool:
    position = f"{subject[:-1].removesuffix('/text')}/position>"
    start, end = facts.of(position, f"<{_OA}start>"), facts.of(position, f"<{_OA}end>")
    if not len(quotes) == len(start) == len(end) == 1:
        return False
    first, last = text(start[0]), text(end[0])
    return first.isdigit() and last.isdigit() and len(text(quotes[0])) == int(last) - int(first)


def values(store: Store, subject: str, predicate: str) -> list[str]:
    """The objects' texts or IRIs, sorted; none where the subject is no IRI (a graph that is wrong may have a text where a thing should be)."""
    if "://" not in subject:
        return []
    quads = store.quads_for_pattern(NamedNode(subject), NamedNode(predicate), None)
    return sorted(cast(NamedNode | Literal, quad.object).value for quad in quads)


def _quotes(store: Store) -> Iterator[Result]:
    """A quote has as many characters as its place."""
    for quad in store.quads_for_pattern(None, NamedNode(f"{_OA}exact"), None):
        text = cast(NamedNode, quad.subject).value
        position = f"{text.removesuffix('/text')}/position"
        start, end = values(store, position, f"{_OA}start"), values(store, position, f"{_OA}end")
        if len(start) != 1 or len(end) != 1 or not (start[0].isdigit() and end[0].isdigit()):
            continue  # the shapes say so
        exact = cast(Literal, quad.object).value
        if len(exact) != int(end[0]) - int(start[0]) and int(start[0]) < int(end[0]):
            yield Result(
                Severity.VIOLATION,
                text,
                f"{_OA}exact",
                exact,
                f"Citatet har {len(exact)} tegn, men pladsen {start[0]}-{end[0]} har {int(end[0]) - int(start[0])}.",
                f"The quote has {len(exact)} characters, but its place {start[0]}-{end[0]} has {int(end[0]) - int(start[0])}.",
                f"{KS}QuoteLength",
                exact,
                "This is a fault of the program: report it with the document.",
                "Det er en fejl i programmet: meld den med dokumentet.",
            )


def _periods(store: Store, start: str, end: str) -> Iterator[Result]:
    """A period does not end before it starts, as far as both dates tell: "2024" and "2024-03" do not disagree."""
    for quad in store.quads_for_pattern(None, NamedNode(start), None):
        focus, first = cast(NamedNode, quad.subject).value, cast(Literal, quad.object).value
        for last in values(store, focus, end):
            length = min(len(first), len(last))
            if last[:length] < first[:length]:
                yield Result(
                    Severity.WARNING,
                    focus,
                    end,
                    last,
                    f"Perioden slutter ({last}), før den begynder ({first}).",
                    f"The period ends ({last}) before it starts ({first}).",
                    f"{KS}PeriodOrder",
                    remedy="See what the document says; where it contradicts itself, nothing needs doing.",
                    remedy_da="Se, hvad dokumentet siger; modsiger det sig selv, er der intet at gøre.",
                )
