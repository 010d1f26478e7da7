"""How agendas count their items: 1, 2.1, 4a, 13/2025; I, II, III; A, B, C."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum


class System(Enum):
    DIGITS = "digits"
    ROMAN = "roman"
    LETTERS = "letters"


DIGITS = r"\d{1,3}(?:\.\d{1,2}){0,2}(?:[a-z](?![\wæøå])|/(?:20)?\d\d(?!\d))?"
OTHERS = r"(?-i:[A-HÆØÅ]\.?\d{1,2}|[IVX]{1,6}|[A-ZÆØÅ]|[a-zæøå])(?![\wæøåÆØÅ])"
OF = r"(?:\s+(?:af|ud\s+af)\s+\d{1,3})?"  # "Sag 1 af 2"
_VALUES = {"I": 1, "V": 5, "X": 10}
_ROMAN = re.compile(r"X{0,3}(?:IX|IV|V?I{0,3})")
_ALPHABET = "abcdefghijklmnopqrstuvwxyzæøå"


def readings(printed: str) -> Iterator[tuple[System, tuple[int, ...]]]:
    """What a number may count as: "I" is a Roman one, and the ninth letter.

    >>> [(system.value, key) for system, key in readings("13/2025")], [(system.value, key) for system, key in readings("IV")]
    ([('digits', (13,))], [('roman', (4,))])
    >>> [(system.value, key) for system, key in readings("I")], [key for _, key in readings("4b")]
    ([('roman', (1,)), ('letters', (9,))], [(4, 2)])
    """
    if printed[:1].isdigit():
        parts = [int(part) for part in re.findall(r"\d+", printed.partition("/")[0])]
        letter = re.search(r"[a-z]$", printed)
        yield System.DIGITS, (*parts, _place(letter.group())) if letter else tuple(parts)
        return
    if re.fullmatch(r"[A-ZÆØÅ]\.?\d{1,2}", printed):
        yield System.LETTERS, (_place(printed[0].lower()), int(printed[1:].strip(".")))
        return
    if printed.isupper() and _ROMAN.fullmatch(printed):
        yield System.ROMAN, (_roman(printed),)
    if len(printed) == 1 and printed.lower() in _ALPHABET:
        yield System.LETTERS, (_place(printed.lower()),)


def _place(letter: str) -> int:
    """The letter's place in the alphabet; one behind a number ("4a") is the next place of the number.

    >>> _place("b")
    2
    """
    return _ALPHABET.index(letter) + 1


def _roman(numeral: str) -> int:
    """
    >>> _roman("XIV")
    14
    """
    values = [_VALUES[sign] for sign in numeral]
    return sum(-value if value < max(values[at:]) else value for at, value in enumerate(values))


def same(one: str, other: str) -> bool:
    """Do two say the same item: "punkt c" of C, "sag 13" of 13/2025?

    >>> same("c", "C"), same("13", "13/2025"), same("3", "13")
    (True, True, False)
    """
    return one.partition("/")[0].casefold() == other.partition("/")[0].casefold()


def spelt_out(text: str) -> tuple[str, ...]:
    """ "3, 5-7 og 9" spelt out.

    >>> spelt_out("3, 5-7 og 9"), spelt_out("II og IV"), spelt_out("13/2025")
    (('3', '5', '6', '7', '9'), ('II', 'IV'), ('13/2025',))
    """
    found: list[str] = []
    for one in re.finditer(r"(\d+(?:\.\d+)?(?:/\d+)?|\b(?:[IVX]+|[A-ZÆØÅa-zæøå])\b)(?:\s*(?:-|–|til|t\.o\.m\.)\s*(\d+))?", text):
        first, last = one.group(1), one.group(2)
        found += [str(number) for number in range(int(first), int(last) + 1)] if last and first.isdigit() and int(last) - int(first) < 60 else [first]
    return tuple(found)
