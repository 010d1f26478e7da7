"""Action plans put together from parts that clerks choose freely: every form of theme, initiative, field and order with every other."""

from __future__ import annotations

from dataclasses import dataclass

CLUSTER = "Sundhedsklynge Lillebælt"
TITLES = (
    "Handleplan for {body} 2025-2026",
    "Fælles handleplan – {body}",
    "{body}\nHandleplan 2025-2026",
    "Indsatsplan for {body}",
    "Arbejdsplan 2025 for {body}",
    "Prioriterede indsatser i {body}",
    "Statusrapport for {body}",
    "HANDLEPLAN\n{BODY}",
)
DATES = ("Godkendt den 12. marts 2025", "Version: 12. marts 2025", "Dato: 12-03-2025", "Sidst opdateret 12.03.2025", "12. marts 2025")
INTRODUCTIONS = ("Klyngen mødes fire gange om året og følger op på planen.", "")
THEMES = (
    "Tema {n}: {theme}",
    "{n}. {theme}",
    "Indsatsområde {n}: {theme}",
    "Fokusområde {n} – {theme}",
    "Spor {n}: {theme}",
    "TEMA {n}: {THEME}",
    "Målsætning {n}: {theme}",
    "Område {n}: {theme}",
    "Tema: {theme}",
)
INITIATIVES = (
    "Indsats {n}.{i}: {name}",
    "{n}.{i} {name}",
    "Initiativ: {name}",
    "Aktivitet {i}: {name}",
    "Handling {i}: {name}",
    "Initiativ {i} – {name}",
    "Titel: {name}",
    "Navn på indsatsen: {name}",
)
ANSWERING = (
    "Ansvarlig: {who}",
    "Tovholder: {who}",
    "Hvem: {who}",
    "Ansvarlige parter: {who}",
    "Ansvarlig\n{who}",
    "Hvem gør det? {who}",
    "Udføres af: {who}",
)
TIMES = ("Tidsplan: {when}", "Tid: {when}", "Hvornår: {when}", "Periode: {when}", "Tidsplan\n{when}", "Gennemføres: {when}", "Løber: {when}")
MONEY = (
    "Bevilling: {amount}",
    "Budget: {amount}",
    "Der er bevilget {amount} til indsatsen.",
    "Indsatsen har fået {amount}.",
    "Økonomi: {amount}",
    "",
)
AMOUNTS = {
    "500.000 kr.": ("500000", ""),
    "0,5 mio. kr.": ("500000", ""),
    "op til 500.000 kr.": ("500000", "op til"),
    "2 millioner kr.": ("2000000", ""),
}
ORDERS = ("what who when money", "who when money what", "when who what money", "what money who when")
JOINS = (" og ", ", ", "/", " samt ")
NAMES = {
    "Børn og unges trivsel": ("Åben rådgivning for unge", "Fælles visitation"),
    "Ældre medicinske patienter": ("Akutsygepleje om natten", "Opfølgende hjemmebesøg"),
}
WHO = (("Kolding Kommune",), ("Vejle Kommune", "Fredericia Kommune"), ("Sygehus Lillebælt",), ("Region Syddanmark",))
WHEN = (
    ("1. januar 2025 - 31. december 2026", "2025-01-01", "2026-12-31"),
    ("2025-2026", "2025", "2026"),
    ("Januar 2025 – december 2026", "2025-01", "2026-12"),
    ("1. kvartal 2025 - 2. kvartal 2026", "2025-01", "2026-06"),
)
_WHAT = "Indsatsen skal give borgerne bedre hjælp tættere på hjemmet."


@dataclass(frozen=True, slots=True)
class Choice:
    """One layout: a text of each of the options above; `spaced` is with an empty line between the lines of an initiative."""

    title: str
    date: str
    introduction: str
    theme: str
    initiative: str
    who: str
    when: str
    money: str
    amount: str
    order: str
    join: str
    spaced: bool


def text(choice: Choice) -> str:
    """The plan in that layout."""
    lines = [choice.title.format(body=CLUSTER, BODY=CLUSTER.upper()), "", choice.date, "", choice.introduction, ""]
    for n, (theme, names) in enumerate(NAMES.items(), 1):
        lines += ["", choice.theme.format(n=n, theme=theme, THEME=theme.upper()), ""]
        for i, name in enumerate(names, 1):
            lines += [choice.initiative.format(n=n, i=i, name=name), *[""] * choice.spaced]
            parts = _parts(choice, 2 * n + i - 3)
            for part in filter(None, (parts[key] for key in choice.order.split())):
                lines += [part, *[""] * choice.spaced]
            lines += [""]
    return "\n".join(lines)


def _parts(choice: Choice, at: int) -> dict[str, str]:
    return {
        "what": _WHAT,
        "who": choice.who.format(who=choice.join.join(WHO[at])),
        "when": choice.when.format(when=WHEN[at][0]),
        "money": choice.money.format(amount=choice.amount),
    }


def themes(choice: Choice) -> list[tuple[str, ...]]:
    return [(theme.upper() if "{THEME}" in choice.theme else theme,) for theme in NAMES]


def initiatives(choice: Choice) -> list[tuple[str, ...]]:
    """(initiative, theme, start, end)."""
    names = [(name, theme) for (theme,), under in zip(themes(choice), NAMES.values(), strict=True) for name in under]
    return [(*named, *when[1:]) for named, when in zip(names, WHEN, strict=True)]


def responsibilities() -> list[tuple[str, ...]]:
    """(initiative, organisation, time plan), sorted."""
    names = [name for under in NAMES.values() for name in under]
    return sorted((name, one, when[0]) for name, who, when in zip(names, WHO, WHEN, strict=True) for one in who)


def funding(choice: Choice) -> list[tuple[str, ...]]:
    """(amount, qualifier)."""
    return [AMOUNTS[choice.amount]] * len(WHEN) if choice.money else []
