"""Which headings of a plan are its themes', and the themes that lists, headings and fields name together."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from loaders import fielded, holders, likeness, plan_words, themes, times
from loaders.model import Body, Theme
from loaders.outline import Paragraph, Section


def stand_above(sections: Sequence[Section], own: Collection[int]) -> bool:
    """Does "Tema: …" stand above the initiatives that it holds for, rather than among the fields of each one?

    So it does where it comes before the first initiative, whether a heading, a field or a list's item names that.
    """
    at_home = not fielded.floats(sections)
    for section in sections[: min(own)] if own else sections:
        for at, paragraph in enumerate(section.paragraphs):
            if paragraph.field == "theme":
                return True
            if paragraph.field == "initiative" or (at_home and fielded.names(section.paragraphs, at)):
                return False
    return False


def under_several(sections: Sequence[Section], headings: dict[int, str]) -> frozenset[str]:
    """Titles that come under more than one theme ("Klyngens arbejde med området"): what they head is said of each."""
    over: dict[str, set[str]] = {}
    theme = ""
    for at, section in enumerate(sections):
        theme = headings.get(at, theme)
        if theme and section.title and at not in headings:
            over.setdefault(section.title.casefold(), set()).add(theme)
    return frozenset(title for title, those in over.items() if len(those) > 1)


def with_fields(known: Sequence[Theme], named: Sequence[Theme]) -> tuple[Theme, ...]:
    """The themes with those that only fields name, each once; a field that names a known theme is further evidence of it."""
    made = {theme.label: theme for theme in known}
    for theme in named:
        label = themes.best(theme.label, made.values(), 0.75) or theme.label
        before = made.get(label, replace(theme, at=()))
        made[label] = replace(before, at=(*before.at, *theme.at))
    return tuple(made.values())


def headings(sections: Sequence[Section], listed: Sequence[Theme]) -> dict[int, str]:
    """Which section (by index) is which theme's: of the headings like a theme's wording the likest, and others that read the same."""
    result: dict[int, str] = {}
    for theme in listed:
        scored = [(likeness.alike(_title(section), theme.label), -at) for at, section in enumerate(sections) if section.heading]
        best = max(scored, default=(0.0, 0))
        if best[0] < 0.4:
            continue
        same = _folded(sections[-best[1]])
        result |= {at: theme.label for at, section in enumerate(sections) if section.heading and _folded(section) == same}
    for at, section in enumerate(sections):
        label = plan_words.named(section.title)
        if label and label.code == "theme" and at not in result:
            result[at] = themes.best(section.title[label.end :], listed) or section.title[label.end :].strip()
    return result | dict(_headings_below(sections, listed, result)) or dict(_over_initiatives(sections, listed))


def _headings_below(sections: Sequence[Section], listed: Sequence[Theme], known: dict[int, str]) -> Iterator[tuple[int, str]]:
    """ "## Temaer" with "### A", "### B" and no list: the headings one level below are the themes."""
    if listed or known:
        return
    for at, section in enumerate(sections):
        if "themes" not in plan_words.heading(section.title) or not section.level:
            continue
        for below in range(at + 1, len(sections)):
            if sections[below].level <= section.level:
                break
            if sections[below].level == section.level + 1 and not plan_words.heading(sections[below].title):
                yield below, sections[below].title
        return


_FEWEST_THEMES = 2


def _over_initiatives(sections: Sequence[Section], listed: Sequence[Theme]) -> Iterator[tuple[int, str]]:
    """Headings that are no label, time or organisation, below which all initiatives stand: behind their own labels ("Indsats: …"), or as headings."""
    over = () if listed else tuple(dict.fromkeys(_above_initiatives(sections)))
    if len(over) >= _FEWEST_THEMES and all(at is not None and _may_be_theme(sections[at]) for at in over):
        yield from ((at, sections[at].title) for at in over if at is not None)


def _above_initiatives(sections: Sequence[Section]) -> Iterator[int | None]:
    """For each initiative the section (by index) that it stands in or below; None where it stands below none, or beside it."""
    own = fielded.headings(sections)
    above: int | None = None
    for at, section in enumerate(sections):
        if at in own or _is_called_initiative(section):
            beside = above is not None and section.marked and sections[above].marked and section.level <= sections[above].level
            yield None if beside else above
        elif section.title and not plan_words.heading(section.title):
            above = at
            if any(_begins(section.paragraphs, index) for index in range(len(section.paragraphs))) or _has_table(section):
                yield at


def _has_table(section: Section) -> bool:
    """Does a table of initiatives with who answers for each, or by when, stand in this section?"""
    heads = (
        frozenset().union(*(plan_words.table_head(cell.text) for cell in one.block.cells)) for one in section.paragraphs if len(one.block.cells) > 2
    )
    return any("initiative" in head and head & {"responsible", "coordinator", "time-plan", "start"} for head in heads)


def _is_called_initiative(section: Section) -> bool:
    label = plan_words.named(section.title)
    return label is not None and label.code == "initiative"


def _begins(paragraphs: Sequence[Paragraph], at: int) -> bool:
    return paragraphs[at].field == "initiative" or (paragraphs[at].is_item and fielded.names(paragraphs, at))


def _may_be_theme(section: Section) -> bool:
    title = section.title
    other = plan_words.heading(title) or plan_words.spoken(title) or plan_words.named(title) or times.is_time(title)
    return section.heading is not None and not other and holders.holder(section.heading) is None and not plan_words.noun("initiative").search(title)


def _folded(section: Section) -> str:
    return " ".join(_title(section).lower().split())


def _title(section: Section) -> str:
    label = plan_words.named(section.title)
    return section.title[label.end :] if label and label.code == "theme" else section.title


def all_themes(sections: Sequence[Section], listed: tuple[Theme, ...], headings: dict[int, str], body: Body) -> tuple[Theme, ...]:
    """The listed themes with their headings as further evidence, and those that only headings name."""
    known = {theme.label: theme for theme in listed}
    for at, label in headings.items():
        heading = sections[at].heading
        if heading is None:
            continue
        before = known.get(label) or Theme(label, body, "plan.theme.heading")
        known[label] = replace(before, at=(*before.at, heading.span))
    return tuple(known.values())
