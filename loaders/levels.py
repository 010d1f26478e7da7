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
    """The sections, those on a flat level with level 0 (unknown). `themes`: which of them (by index) are themes' headings."""
    flat = set(_flat(sections, sorted(themes)))
    return tuple(replace(section, level=0) if section.level in flat else section for section in sections)


def _flat(sections: Sequence[Section], themes: Sequence[int]) -> Iterator[int]:
    """Levels on which what belongs to a theme stands beside it: between two themes' headings, no lower than either, and no part of the plan."""
    for one, following in pairwise(themes):
        level = sections[one].level
        between = sections[one + 1 : following]
        if level and level == sections[following].level and any(section.level == level and not _is_part(section.title) for section in between):
            yield level


def _is_part(title: str) -> bool:
    return bool(plan_words.heading(title) & _PARTS)
