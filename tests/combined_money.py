"""Papers about money put together from parts that clerks choose freely: who gets it, how much and what for, in every order, as lists, lines and tables."""

from __future__ import annotations

from dataclasses import dataclass

CLUSTER = "Sundhedsklynge Lillebælt"
TITLES = (
    "Udmøntning af midler i {body} 2025",
    "Fordeling af klyngemidler 2025 – {body}",
    "Bevillinger i {body} 2025",
    "Bevilgede projekter i {body} 2025",
    "Økonomioversigt {body} 2025",
    "Oversigt over bevillinger, {body}",
)
DATES = ("12. marts 2025", "Dato: 12-03-2025", "Godkendt den 12. marts 2025")
LEADS = {
    "Klyngen har bevilget følgende:": "grant",
    "Følgende projekter har fået bevilling:": "grant",
    "Bevillinger:": "grant",
    "Midlerne fordeles således:": "allocation",
    "Der er afsat midler til følgende indsatser:": "allocation",
    "Fordeling af midlerne:": "allocation",
    "Der er ansøgt om følgende:": "applied",
    "Ansøgninger:": "applied",
}
LINES = (
    "- {who}: {amount} til {what}",
    "- {amount} til {who} til {what}",
    "- {What}: {amount} ({who})",
    "- {What} ({who}): {amount}",
    "- {who} – {what}: {amount}",
    "- {who}, {what}: {amount}",
    "- {What}, {who}, {amount}",
    "{who}: {amount} til {what}",
    "1. {What} – {who} – {amount}",
    "- {who}: {amount}",
    "- {What}: {amount}",
    "- {amount} til {who}",
    "- {amount} til {what}",
)
SENTENCES = (
    "{who} får {amount} til {what}.",
    "{who} har fået bevilget {amount} til {what}.",
    "Der er bevilget {amount} til {who} til {what}.",
    "Til {what} er der bevilget {amount} til {who}.",
)
AMOUNTS = {
    "500.000 kr.": ("500000", ""),
    "0,5 mio. kr.": ("500000", ""),
    "kr. 400.000": ("400000", ""),
    "600 t.kr.": ("600000", ""),
    "op til 300.000 kr.": ("300000", "op til"),
    "ca. 250.000 kr.": ("250000", "ca."),
}
SHARES = (("Kolding Kommune", "fælles visitation"), ("Sygehus Lillebælt", "video fra hjemmet"), ("Vejle Kommune", "åben rådgivning for unge"))


@dataclass(frozen=True, slots=True)
class Choice:
    """`line` is one of LINES or SENTENCES; the latter need no lead. `amounts`: one a share. `total`: whether the sum is told below."""

    title: str
    date: str
    lead: str
    line: str
    amounts: tuple[str, ...]
    spaced: bool
    total: bool


def text(choice: Choice) -> str:
    """The paper in that layout."""
    lines = [choice.title.format(body=CLUSTER), "", choice.date, ""]
    if choice.line not in SENTENCES:
        lines += [choice.lead, *[""] * choice.spaced]
    for (who, what), amount in zip(SHARES, choice.amounts, strict=True):
        lines += [choice.line.format(who=who, what=what, What=what.capitalize(), amount=amount), *[""] * (choice.line in SENTENCES)]
    return "\n".join([*lines, *(["", f"I alt: {_sum(choice)} kr."] if choice.total else []), ""])


def funding(choice: Choice) -> list[tuple[str, ...]]:
    """(amount, recipient, purpose, kind, qualifier): recipient and purpose in small letters, "" where the line tells none."""
    told = "grant" if choice.line in SENTENCES else LEADS[choice.lead]
    shares = []
    for (who, what), printed in zip(SHARES, choice.amounts, strict=True):
        amount, qualifier = AMOUNTS[printed]
        kind = "ceiling" if qualifier == "op til" else told
        shares += [(amount, who.lower() if "{who}" in choice.line else "", what if "hat}" in choice.line else "", kind, qualifier)]
    return [*shares, *([(_sum(choice).replace(".", ""), "", "", "total", "")] if choice.total else [])]


def _sum(choice: Choice) -> str:
    return f"{sum(int(AMOUNTS[one][0]) for one in choice.amounts):,}".replace(",", ".")
