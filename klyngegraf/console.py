"""What goes to the screen: answers on stdout as they are, everything else on stderr, colours and bars only where a person looks."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING
from unicodedata import category

if TYPE_CHECKING:
    from rich.console import Console

_ACTED_ON = {"Cc", "Cs", "Zl", "Zp"}  # controls, bytes that are no UTF-8, ends of lines


def say(line: str) -> None:
    """A line for the person, on stderr."""
    sys.stderr.write(f"{plain(line)}\n")


def counted(number: int, thing: str) -> str:
    """
    >>> counted(1, "finding"), counted(0, "finding")
    ('1 finding', '0 findings')
    """
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def plain(text: str) -> str:
    r"""One line without what a terminal acts on, whatever a file is called or a document says.

    >>> print(plain("new\nline \x1b[31mred, \udcff, æ"))
    new\nline \x1b[31mred, \xff, æ
    """
    return "".join(_escaped(one) if category(one) in _ACTED_ON else one for one in text)


def _escaped(sign: str) -> str:
    byte = ord(sign) - 0xDC00  # how a byte of a file's name comes that is no UTF-8
    return f"\\x{byte:02x}" if 0x80 <= byte <= 0xFF else sign.encode("unicode_escape").decode("ascii")


def write(text: str) -> None:
    """Part of the answer, on stdout."""
    sys.stdout.write(text)


def screen() -> Console:
    """Tables for people: as wide as the terminal; in a pipe as wide as they need to be."""
    from rich.console import Console

    people = sys.stdout.isatty()
    return Console(width=None if people else 10_000, soft_wrap=not people, highlight=False)


def looked_at() -> bool:
    """Does a person watch what goes to stderr?"""
    return sys.stderr.isatty()
