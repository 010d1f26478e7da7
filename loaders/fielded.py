"""Which headings and items stand over the fields of an initiative: those name it, wherever in the plan they stand.

A plan whose initiatives each hold who answers and by when below their own name needs no theme above them: they may stand under
quarters of a year, under the parties, or by themselves. One whose boxes float is not read so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from loaders import plan_words, prose_fields
from loaders.heading_lines import is_heading
from loaders.outline import Paragraph, Section
from loaders.passage import Passage
from loaders.sentences import sentences

_TELLING = frozenset({"responsible", "coordinator", "time-plan", "start", "milestones"})
_LONGEST_NAME = 120


def headings(sections: Sequence[Section]) -> frozenset[int]:
    """Which sections (by index) are initiatives by the fields below their heading; none where boxes float or there is but one such."""
    again = repeated(sections)
    found = [at for at in range(len(sections)) if _may_name(sections, at, again) and holds(_below(sections, at, again))]
    items = sum(names(section.paragraphs, at) for section in sections for at in range(len(section.paragraphs)))
    return frozenset(found) if len(found) + items > 1 and not floats(sections) else frozenset()


def floats(sections: Sequence[Section]) -> bool:
    """Do boxes stand elsewhere than what they tell of: two of them below one heading?"""
    return any(_is_twice(section.paragraphs) for section in sections)


def repeated(sections: Sequence[Section]) -> frozenset[str]:
    """Titles that come again and again: labels, known to a vocabulary or not ("I tal")."""
    times = Counter(section.title.casefold() for section in sections if section.title)
    return frozenset(title for title, count in times.items() if count > 1)


def _may_name(sections: Sequence[Section], at: int, again: Collection[str]) -> bool:
    section = sections[at]
    return bool(section.title) and not _is_label(section, again) and not section.title.endswith("?") and len(section.title) <= _LONGEST_NAME


def _is_label(section: Section, again: Collection[str]) -> bool:
    return bool(plan_words.heading(section.title)) or section.title.casefold() in again


def _below(sections: Sequence[Section], at: int, again: Collection[str]) -> Sequence[Paragraph]:
    """The paragraphs of a section and of the labels' sections behind it, up to the first item that is a name itself."""
    held = list(sections[at].paragraphs)
    for section in (sections[index] for index in range(at + 1, len(sections))):
        if not section.title or not _is_label(section, again) or (section.marked and section.level <= sections[at].level):
            break
        held += section.paragraphs
    return held[: next((index for index in range(len(held)) if names(held, index)), len(held))]


def holds(paragraphs: Sequence[Paragraph]) -> bool:
    """Do these paragraphs say, in fields or in sentences, who answers or by when, and another thing with it?"""
    if any(paragraph.field == "initiative" for paragraph in paragraphs):
        return False
    codes = {paragraph.field for paragraph in paragraphs if paragraph.field and paragraph.value}
    if codes & _TELLING:
        return len(codes) > 1
    said = prose_fields.told([paragraph.text for paragraph in paragraphs if not paragraph.is_row])
    return bool(said.responsible) and bool(said.time_plan or said.theme)


def _is_twice(paragraphs: Sequence[Paragraph]) -> bool:
    """Does one label of who answers or by when come again below one heading, with no item or field between that names another initiative?"""
    labels: Counter[str] = Counter()
    for at, paragraph in enumerate(paragraphs):
        if paragraph.field == "initiative" or names(paragraphs, at):
            labels.clear()
        elif paragraph.field in _TELLING and paragraph.value:
            labels[paragraph.label.strip(" :").casefold()] += 1
            if labels.most_common(1)[0][1] > 1:
                return True
    return False


def names(paragraphs: Sequence[Paragraph], at: int) -> bool:
    """Is this paragraph, or how it begins, the name of an initiative whose fields stand below it?"""
    return name(paragraphs, at) is not None


def name(paragraphs: Sequence[Paragraph], at: int) -> Passage | None:
    """The name of an initiative that a list's item is, or that runs in ("Natlæge på plejehjem. Lægen kører ud …"), over fields of its own."""
    paragraph = paragraphs[at]
    if paragraph.field or paragraph.is_row:
        return None
    if not paragraph.is_item:
        return _run_in(paragraphs, at)
    if own := _told_at_once(paragraph):
        return own
    if len(paragraph.text) > _LONGEST_NAME or paragraph.text.text.endswith((".", ":", ";")):
        return None
    below: list[Paragraph] = []
    for other in (paragraphs[index] for index in range(at + 1, len(paragraphs))):
        if other.field == "initiative" or (other.is_item and not other.field and other.block.level <= paragraph.block.level):
            break
        below.append(other)
    told = any(other.field in _TELLING for other in below) and holds(below)
    return plan_words.untitled(paragraph.text) if told or _is_told(below) else None


def _is_told(below: Sequence[Paragraph]) -> bool:
    """Do sentences below an item say who answers and by when, and no field does?"""
    if not below or any(other.field or other.is_row for other in below):
        return False
    said = prose_fields.told([other.text for other in below])
    return bool(said.responsible and said.time_plan)


def _told_at_once(paragraph: Paragraph) -> Passage | None:
    """ "a) Fælles faldudredning. Ansvarlig er Ballerup Kommune. Start i marts 2025.": the first sentence names it, the rest are its fields."""
    told = list(sentences(paragraph.text))
    name = told[0].strip(" .") if told else None
    if len(told) < _FEWEST_SENTENCES or name is None or len(name) > _LONGEST_NAME or not is_heading(name.text):
        return None
    said = prose_fields.told(told[1:])
    return name if said.responsible and said.time_plan else None


_FEWEST_SENTENCES = 3


def _run_in(paragraphs: Sequence[Paragraph], at: int) -> Passage | None:
    """The few words without a verb that a paragraph begins with, where fields follow it at once, and another paragraph is set so too."""
    own = _opening(paragraphs, at)
    return own if own and any(_opening(paragraphs, other) for other in range(len(paragraphs)) if other != at) else None


def _opening(paragraphs: Sequence[Paragraph], at: int) -> Passage | None:
    paragraph, following = paragraphs[at], paragraphs[at + 1] if at + 1 < len(paragraphs) else None
    if paragraph.field or paragraph.is_row or paragraph.is_item or following is None or following.field not in _TELLING:
        return None
    return opening(paragraph)


def opening(paragraph: Paragraph) -> Passage | None:
    """The few words without a verb that a paragraph begins with as a sentence of their own."""
    first = next(sentences(paragraph.text), paragraph.text).strip(" .")
    short = not paragraph.field and len(first) <= _LONGEST_OPENING and len(first) + 2 < len(paragraph.text)
    return first if short and is_heading(first.text) else None


_LONGEST_OPENING = 80
