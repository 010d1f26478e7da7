"""Notes of a Word file: their marks, which stand nowhere in its text but are counted as they are referred to, and what they say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from loaders.readers.marks import raised
from loaders.readers.package import Element, Package
from loaders.readers.word_numbers import counted
from loaders.readers.word_styles import W

_FORMS = {"footnote": "decimal", "endnote": "lowerRoman"}  # as Word counts unless it is told otherwise
_REFERENCES = {f"{W}{kind}Reference": kind for kind in _FORMS}
_ON = frozenset({"1", "true", "on"})


@dataclass(slots=True)
class Notes:
    """The marks of the notes that the text has referred to so far, by kind and number of the file."""

    _marks: dict[tuple[str, str], str] = field(default_factory=dict)

    def mark(self, reference: Element) -> str:
        """What Word prints at a reference; nothing where the author has typed a mark, or for any other element."""
        kind = _REFERENCES.get(str(reference.tag))
        if kind is None or reference.get(f"{W}customMarkFollows") in _ON:
            return ""
        place = kind, reference.get(f"{W}id", "")
        if place not in self._marks:
            count = sum(known == kind for known, _ in self._marks) + 1
            self._marks[place] = raised(counted(count, _FORMS[kind]))
        return self._marks[place]

    def told(self, package: Package) -> Iterator[tuple[str, Element]]:
        """Each note with its mark, footnotes first, in the order of the file."""
        for kind in _FORMS:
            for root in package.related(f"{kind}s"):
                for note in root.iterchildren(f"{W}{kind}"):
                    if note.get(f"{W}type") in (None, "normal"):
                        yield self._marks.get((kind, note.get(f"{W}id", "")), ""), note
