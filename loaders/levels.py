"""What the levels of a plan's headings say: counted from the highest there is, and nothing where one style was used for every heading."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from loaders import plan_words
from loaders.outline import Section

_PARTS = frozenset({"appendix", "contents", "money", "committees", "agreements", "themes", "other"})


def from_one(sections: Sequence[Section]) -> tuple[Section, ...]:
    """The highest level as 1: a page of a site begins its text with `<h2>` or `<h3>`."""
    highest = min((section.level for section in sections if section.level), default=1)
    return tuple(replace(section, level=section.level - highest + 1) if section.level else section for section in sections)


def levelled(sections: Sequence[Section], themes: Collection[int]) -> tuple[Section, ...]:
    """The sections, those on a level that says nothing with level 0 (unknown). `themes`: which of them (by index) are themes' headings.

    Numbers say nothing where what names the themes has none ("Tema A" over "1. Akutteam").
    """
    flat = set(_flat(sections, sorted(themes)))
    apart = any(paragraph.field == "theme" for section in sections for paragraph in section.paragraphs)
    counted = any(sections[at].number for at in themes) if themes else not apart
    return tuple(
        replace(section, level=0) if section.level in flat or (section.number and not section.marked and not counted) else section
        for section in sections
    )


def _flat(sections: Sequence[Section], themes: Sequence[int]) -> Iterator[int]:
    """Levels on which what belongs to a theme stands beside it: between two themes' headings, no lower than either, and no part of the plan.

    Below themes whose own level nothing tells, the highest says nothing.
    """
    for one, following in pairwise(themes):
        level = sections[one].level or 1
        between = sections[one + 1 : following]
        if sections[one].level == sections[following].level and any(section.level == level and not _is_part(section.title) for section in between):
            yield level


def _is_part(title: str) -> bool:
    return bool(plan_words.heading(title) & _PARTS)


def naming(sections: Sequence[Section], themes: Collection[int]) -> str:
    """What tells this plan's initiatives from other headings of unknown level: "initiative" ("Indsats 2: …"), "number" ("2. …") or "" for nothing.

    It does so where the first such heading below each of two themes has it.
    """
    firsts = [sections[at + 1] for at in sorted(themes) if at + 1 < len(sections) and sections[at + 1].level == 0]
    for how in ("initiative", "number"):
        if len(firsts) > 1 and all(is_named(section, how) for section in firsts):
            return how
    return ""


def is_named(section: Section, how: str) -> bool:
    label = plan_words.named(section.title)
    return bool(section.number) if how == "number" else label is not None and label.code == "initiative"
