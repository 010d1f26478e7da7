"""Amounts of money as Danish texts write them, in kroner. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class FoundAmount:
    """An amount in kroner at `text[start:end]`; `until` is the upper end of a range ("2-3 mio. kr.")."""

    value: Decimal
    start: int
    end: int
    until: Decimal | None = None


_NUMBER = r"\d{1,3}(?:[.\u00a0 ]\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?|\d?[½¼¾]"
_PARTS = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}
_WORDS = {
    "en halv": Decimal("0.5"),
    "en kvart": Decimal("0.25"),
    "trekvart": Decimal("0.75"),
    "halvanden": Decimal("1.5"),
    **{word: Decimal(value) for value, word in enumerate(("to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti"), 2)},
    **dict.fromkeys(("en", "én", "et"), Decimal(1)),
}
_WORD = "|".join(sorted(_WORDS, key=len, reverse=True))
_KRONER = r"(?:kr(?:oner)?s?(?!\w)\.?|DKK(?!\w))"
_MILLION = r"(?:mio|mill)(?:\.|(?![\w.]))|million(?:er)?(?!\w)"
_MILLIARD = r"mia(?:\.|(?![\w.]))|milliard(?:er)?(?!\w)"
_THOUSAND = r"t\.?\s?kr(?!\w)\.?|tkr(?!\w)\.?|tusinde?(?!\w)"
_SCALE = rf"(?P<million>{_MILLION})|(?P<milliard>{_MILLIARD})|(?P<thousand>{_THOUSAND})"
# "80 mio. til klyngerne" is money, "80 mio. borgere" is not: behind a scale without kroner no noun may follow.
_ALONE = r"(?=\s*(?:[.,;:()\]–-]|$|\s(?:til|i|om|for|fra|pr|årlig\w*|hvert|og|som|er|fordelt|på|ud|over|af\s+de|afsat|bevilget)(?!\w)))"
_AMOUNT = re.compile(
    rf"(?<![\w.,/-])(?:(?P<times>\d{{1,2}}|{_WORD})\s*(?:x|×|\*|gange)\s*)?(?:(?P<low>{_NUMBER})\s*(?:-|–|til|(?P<both>og))\s*)?(?P<number>{_NUMBER}|(?:{_WORD})(?=\s))\s*(?:"
    rf"(?P<dash>,-)(?:\s*{_KRONER})?(?![\w])|(?:{_SCALE})\s*(?:{_KRONER}|{_ALONE})|(?P<kroner>{_KRONER}))"
    rf"|(?<!\w){_KRONER}\s*(?P<after>{_NUMBER})(?:,-)?(?![\w%])(?:\s*(?P<scaled>{_MILLION}|{_MILLIARD}))?",
    re.IGNORECASE,
)
_HINT = re.compile(r"kr|mi[oal]|dkk|tusind|,-", re.IGNORECASE)  # every amount has one of these, most texts none
_UNIT = re.compile(rf"(?<!\w)(?:(?:{_SCALE})\s*(?:{_KRONER})?|(?P<round>1\.?000\.?000|1\.?000)\s*{_KRONER}|(?P<plain>{_KRONER}))", re.IGNORECASE)
_POWERS = {"million": Decimal(1_000_000), "milliard": Decimal(1_000_000_000), "thousand": Decimal(1000)}
_MARKED = re.compile(rf"(?:ca\.?|op\s+til|maks\.?|kr\.?)?\s*(?P<number>-?(?:{_NUMBER}))\s*(?:,-|{_KRONER})?\s*\*{{0,2}}", re.IGNORECASE)


def amounts(text: str) -> tuple[FoundAmount, ...]:
    """Every amount of money in printed order; numbers of anything else are none.

    >>> [str(found.value) for found in amounts("2,0 mio. kr. til 312 borgere, kr. 500.000 og 250.000,- i 72 timer")]
    ['2000000', '500000', '250000']
    >>> [str(found.value) for found in amounts("halvanden million kroner og 500 t.kr., 2 x 250.000 kr. og 2½ mio. kr.")]
    ['1500000', '500000', '500000', '2500000']
    """
    return tuple(found for hit in _AMOUNT.finditer(text) for found in _found(hit, text)) if _HINT.search(text) else ()


def _found(hit: re.Match[str], text: str) -> Iterator[FoundAmount]:
    """One amount; two where numbers share a unit ("2,0 og 3,0 mio. kr.")."""
    if hit.group("after"):
        power = Decimal(1)
        if hit.group("scaled"):
            power = unit(hit.group("scaled")) or power
        yield FoundAmount(plain(_decimal(hit.group("after"), power) * power), hit.start(), hit.end())
        return
    power = next((value for name, value in _POWERS.items() if hit.group(name)), Decimal(1))
    if hit.group("times"):
        yield FoundAmount(plain(_decimal(hit.group("times")) * _decimal(hit.group("number"), power) * power), hit.start(), hit.end())
        return
    value = plain(_decimal(hit.group("number"), power) * power)
    low, start = hit.group("low"), hit.start("number")
    if not low or _is_year(low):
        yield FoundAmount(value, start, hit.end())
    elif hit.group("both") and not re.search(r"mellem\s+$", text[: hit.start()]):
        if "," in low:
            yield FoundAmount(plain(_decimal(low, power) * power), hit.start(), hit.end("low"))
        yield FoundAmount(value, start, hit.end())
    else:
        yield FoundAmount(plain(_decimal(low, power) * power), hit.start(), hit.end(), value)


def _is_year(number: str) -> bool:
    return re.fullmatch(r"(?:19|20)\d\d", number) is not None


def _decimal(number: str, power: Decimal = Decimal(1)) -> Decimal:
    """A point or space before three digits groups thousands; before other digits a point is a decimal one ("4.5 mio.")."""
    if number.lower() in _WORDS:
        return _WORDS[number.lower()]
    bare = re.sub(r"[ \u00a0]", ".", number)
    if bare[-1] in _PARTS:
        return Decimal(bare[:-1] or 0) + _PARTS[bare[-1]]
    grouped = re.fullmatch(r"-?\d{1,3}(?:\.\d{3})+(?:,\d+)?", bare)
    if "," in bare or (grouped and not (power >= 1_000_000 and bare.count(".") == 1 and bare.startswith("0"))):
        return Decimal(bare.replace(".", "").replace(",", "."))
    return Decimal(bare)


def plain(value: Decimal) -> Decimal:
    """Without an exponent and without zeros behind the point.

    >>> plain(Decimal("2.0") * 1_000_000), plain(Decimal("0.50"))
    (Decimal('2000000'), Decimal('0.5'))
    """
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def unit(text: str) -> Decimal | None:
    """What the numbers below a table's head count in, in kroner; None where it names no money.

    >>> unit("Beløb (mio. kr.)"), unit("1.000 kr."), unit("Kr."), unit("Antal")
    (Decimal('1000000'), Decimal('1000'), Decimal('1'), None)
    """
    found = _UNIT.search(text)
    if not found:
        return None
    if found.group("round"):
        return Decimal(found.group("round").replace(".", ""))
    return next((value for name, value in _POWERS.items() if found.group(name)), Decimal(1))


def number(text: str) -> Decimal | None:
    """The number that a table's cell holds, None where it holds anything else.

    >>> number("1.250,5"), number("2,0"), number("2024-25"), number(""), number("-1.000.000"), number("12.000.000 000")
    (Decimal('1250.5'), Decimal('2'), None, None, Decimal('-1000000'), Decimal('12000000000'))
    """
    found = _MARKED.fullmatch(text.strip())
    return plain(_decimal(found.group("number"))) if found else None
