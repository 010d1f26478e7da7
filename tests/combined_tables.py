"""Plans that are one table, or one a theme: every head, order of columns and place of the theme with every other. They say what `combined_plans` says."""

from __future__ import annotations

from dataclasses import dataclass

from tests.combined_plans import CLUSTER, NAMES, WHEN, WHO

INITIATIVES = ("Indsats", "Initiativ", "Aktivitet", "Projekt", "Hvad", "Tiltag", "Indsatser", "Navn på indsats")
ANSWERING = ("Ansvarlig", "Tovholder", "Hvem", "Ansvarlig part", "Ansvarlige", "Projektejer")
TIMES = ("Tidsplan", "Hvornår", "Periode", "Tidsramme", "Start og slut")
MONEY = ("Økonomi", "Bevilling", "Beløb", "Budget", "Midler", "Bevilget beløb")
FURTHER = ("Formål", "Status", "Mål")
THEMES = ("Tema", "Indsatsområde", "Fokusområde", "Spor")
PLACES = ("column", "merged column", "heading", "row")
_SAID = {"Formål": "Bedre hjælp til borgerne", "Status": "I gang", "Mål": "Færre indlæggelser"}


@dataclass(frozen=True, slots=True)
class Choice:
    """`heads` by the code of what a column holds; `order` of these codes; `place`: where the theme stands; `label`: what it is called."""

    heads: dict[str, str]
    order: tuple[str, ...]
    place: str
    label: str
    join: str
    amount: str


def text(choice: Choice) -> str:
    """The plan as Markdown."""
    columns = (*(["theme"] if "column" in choice.place else []), *choice.order)
    heads = {**choice.heads, "theme": choice.label}
    head = [_row([heads[code] for code in columns]), f"|{' --- |' * len(columns)}"]
    lines = [f"Handleplan for {CLUSTER}", "", "Godkendt den 12. marts 2025", "", *([] if choice.place == "heading" else head)]
    for n, (theme, names) in enumerate(NAMES.items()):
        if choice.place == "heading":
            lines += ["", f"## {choice.label} {n + 1}: {theme}", "", *head]
        if choice.place == "row":
            lines += [_row([f"{choice.label} {n + 1}: {theme}", *[""] * (len(columns) - 1)])]
        for i, name in enumerate(names):
            said = theme if i == 0 or choice.place == "column" else ""
            cells = {"theme": said, "initiative": name, "who": choice.join.join(WHO[2 * n + i]), "when": WHEN[2 * n + i][0], "money": choice.amount}
            cells["further"] = _SAID[choice.heads["further"]]
            lines += [_row([cells[code] for code in columns])]
    return "\n".join([*lines, ""])


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
