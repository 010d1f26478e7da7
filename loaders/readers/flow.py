"""Running text that becomes lines as it is read: what is open (a heading, an item, bold type), and where a line ends."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from loaders.blocks import Kind
from loaders.readers import marks
from loaders.readers.sheet import Line


class Flow:
    """The lines so far, and the line being written. `level` is that of the list around it, -1 outside any."""

    def __init__(self, in_cell: bool = False) -> None:
        self.lines: list[Line] = []
        self.level = -1
        self._text: list[str] = []
        self._gap = not in_cell
        self._kind, self._heading = Kind.LINE, 0
        self._marker, self._label = "", ""
        self._depth_of_bold, self._plain, self._broken, self._in_cell = 0, False, False, in_cell

    def write(self, text: str) -> None:
        if text:
            self._text.append(text)
            self._plain = self._plain or (not self._depth_of_bold and bool(text.strip()))

    def part(self, following: str) -> None:
        """Another part of the line begins, which would run together with what stands before it: a line of its own, in a heading a word."""
        before = "".join(self._text)[-1:]
        if (before.islower() or before in ")].:") and (following[:1].isupper() or following[:1].isdigit()):
            if self._kind is Kind.HEADING or self._depth_of_bold:
                self.write(" ")
            else:
                self.end()

    def end(self, gap: bool = False, broken: bool = False) -> None:
        """The line ends here; `gap`: space follows; `broken`: its paragraph goes on. Two breaks in a row are space."""
        text = " ".join("".join(self._text).split(" ")).strip()
        if text:
            self._flush(text, broken)
        elif broken:
            self._gap = self._gap or self._broken
        self._gap, self._broken = self._gap or gap, broken
        self._text, self._plain = [], False

    def _flush(self, text: str, broken: bool) -> None:
        kind, level = (Kind.ITEM, max(self.level, 0)) if self._marker else (self._kind, self._heading)
        if self._label:
            text, kind, level = self._labelled(text, kind, level)
        if kind is Kind.LINE and not (self._plain or broken or self._broken or self._in_cell or self.level >= 0) and marks.is_titled(text):
            kind, level = Kind.HEADING, marks.BOLD_LEVEL
        self.put(Line(text, kind, self._gap, level, self._marker if kind is Kind.ITEM else ""))
        self._marker = ""

    def _labelled(self, text: str, kind: Kind, level: int) -> tuple[str, Kind, int]:
        """A term goes before its definition; before a list it stands on its own line."""
        label, self._label = self._label, ""
        if kind is Kind.LINE:
            return f"{label} {text}", kind, level
        self.put(Line(label, gap=self._gap))
        return text, kind, level

    def put(self, line: Line) -> None:
        """A line that is whole already."""
        self.lines.append(line)
        self._gap = False

    def label(self, term: str) -> None:
        """The term that the next line defines; one that nothing defined is a line of its own."""
        if self._label:
            self.put(Line(self._label, gap=self._gap))
        self._label = term if not term or term.endswith(":") else f"{term}:"

    def item(self, marker: str) -> None:
        self.end()
        self._marker = marker

    @contextmanager
    def block(self, kind: Kind = Kind.LINE, level: int = 0, gap: bool = True) -> Iterator[None]:
        """An element that begins and ends a line."""
        kept = self._kind, self._heading
        self.end(gap=gap)
        if kind is Kind.HEADING:
            self._kind, self._heading = kind, level
        yield
        self.end(gap=gap)
        self._kind, self._heading = kept

    @contextmanager
    def listed(self, gap: bool) -> Iterator[None]:
        self.end(gap=gap)
        self.level += 1
        yield
        self.end(gap=gap)
        self.level -= 1

    @contextmanager
    def bold(self) -> Iterator[None]:
        self._depth_of_bold += 1
        yield
        self._depth_of_bold -= 1
