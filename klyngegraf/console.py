"""What goes to the screen: answers on stdout as they are, everything else on stderr, colours and bars only where a person looks."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console


def say(line: str) -> None:
    """A line for the person, on stderr."""
    sys.stderr.write(f"{line}\n")


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
