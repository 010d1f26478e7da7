"""One set of minutes, of a cluster with fictional people, to be written in every format: what it says is the same in each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import loaders
from loaders.blocks import Block, Text
from loaders.document import MEDIA_TYPES, Document
from loaders.errors import LoaderError, UnreadableDocument
from loaders.model import Reading
from tests.rows import Row, rows

CATEGORIES = ("meetings", "attendance", "agenda", "presenters", "mentions")


@dataclass(frozen=True, slots=True)
class Part:
    """A heading of a level, a paragraph, or the items of a list ("•" or "1.")."""

    text: str = ""
    level: int = 0
    items: tuple[str, ...] = ()
    ordered: bool = False


MINUTES: tuple[Part, ...] = (
    Part("Referat: Sundhedsklynge Holbæk", 1),
    Part("Region Sjælland"),
    Part("Dato: Tirsdag den 17. september 2024"),
    Part("Tidspunkt: kl. 9.30-11.45"),
    Part("Sted: Kalundborg Rådhus, mødelokale 4, Holbækvej 141B, 4400 Kalundborg"),
    Part("Mødedeltagere", 2),
    Part(
        items=(
            "Gunhild Rask Thorup, regionsrådsmedlem (A), formand",
            "Asger Vinther Holck, borgmester, Odsherred Kommune (V), næstformand",
            "Ditte Malling, borgmester, Kalundborg Kommune (C)",
            "Ejvind Staal, regionsrådsmedlem (O)",
            "Rosa-Marie Lynggaard, praktiserende læge, PLO-Sjælland",
            "Viggo Æbelø, vicedirektør, Holbæk Sygehus",
            "Mogens Ørtved, velfærdsdirektør, Holbæk Kommune",
            "Signe Åkirkeby, specialkonsulent, Region Sjælland (referent)",
        )
    ),
    Part("Afbud", 2),
    Part(items=("Ejvind Staal", "Mogens Ørtved")),
    Part("1. Godkendelse af dagsorden", 2),
    Part("Beslutning", 3),
    Part("Dagsordenen blev godkendt."),
    Part("2. Fælles vagt i de små timer", 2),
    Part("Sagsnr.: 24-005521"),
    Part("Indstilling", 3),
    Part("Det indstilles, at klyngen"),
    Part(items=("drøfter, hvem der kører ud mellem midnat og morgen", "godkender, at vagten prøves af i ét år"), ordered=True),
    Part("Sagsfremstilling", 3),
    Part(
        "Om sommeren er der langt mellem sygeplejerskerne i sommerhusområderne, og hjemmeplejen har derfor i to år hjulpet hinanden på tværs af "
        "kommunegrænsen. Projektleder Bodil Tranekær fra Odsherred Kommune har talt turene sammen, og der var flest i uge 29."
    ),
    Part("Beslutning", 3),
    Part("Klyngen drøftede vagten og godkendte, at den prøves af."),
    Part("Bilag", 3),
    Part(items=("Ture pr. uge i 2023 og 2024", "Udkast til vagtplan")),
    Part("3. Nyt fra sygehuset", 2),
    Part("Indstilling", 3),
    Part("Det indstilles, at orienteringen tages til efterretning."),
    Part("Beslutning", 3),
    Part("Taget til efterretning."),
    Part("4. Eventuelt", 2),
    Part("Beslutning", 3),
    Part("Intet."),
)


def markdown() -> bytes:
    return "\n\n".join(_written(part) for part in MINUTES).encode()


def _written(part: Part) -> str:
    if part.items:
        return "\n".join(f"{index}. {item}" if part.ordered else f"- {item}" for index, item in enumerate(part.items, 1))
    return f"{'#' * part.level} {part.text}" if part.level else part.text


def document(name: str, content: bytes) -> Document:
    return Document(name, f"/{name}", MEDIA_TYPES[name[name.rindex(".") :]], content)


def text(name: str, content: bytes) -> Text:
    return loaders.read(document(name, content))


def reading(name: str, content: bytes) -> Reading:
    one = document(name, content)
    return loaders.parse(loaders.read(one), one)


def facts(read: Reading) -> dict[str, list[Row]]:
    return {category: rows(read, category) for category in CATEGORIES}


def assert_says_the_same(name: str, content: bytes) -> None:
    """These bytes give the facts that the Markdown gives; the facts are many, so that an empty reading cannot pass."""
    expected = facts(reading("minutes.md", markdown()))
    assert (len(expected["attendance"]), len(expected["agenda"]), len(expected["mentions"])) == (8, 4, 1)
    assert facts(reading(name, content)) == expected


def assert_slices_back(read: Text) -> None:
    """The text between a block's places is its own text, apart from white space, soft hyphens and hyphens at a line's end."""
    for block in read.blocks:
        for passage in (block.text, *block.cells):
            assert all(_same(read.text[place], character) for place, character in zip(passage.places, passage.text, strict=True)), passage.text


def _same(source: str, character: str) -> bool:
    return source == character or (source.isspace() and character == " ") or (character == " " and source == "-")


def shown(read: Text) -> list[str]:
    """The lines that a reader of the document reads: "## " before a heading, the marker before an item, bars between cells, "¶" after a gap."""
    return [_shown(block) for block in read.blocks if block.kind.name != "FURNITURE"]


def _shown(block: Block) -> str:
    if block.kind.name == "HEADING":
        return f"{'#' * block.level} {block.text.text}"
    if block.kind.name == "ITEM":
        return f"{'  ' * block.level}{block.marker} {block.text.text}"
    return " | ".join(cell.text for cell in block.cells) if block.cells else f"{'¶ ' if block.gap else ''}{block.text.text}"


def furniture(read: Text) -> list[str]:
    return [block.text.text for block in read.blocks if block.kind.name == "FURNITURE"]


def outcome(read: Callable[[], object]) -> str:
    """ "read", or why not: any other exception than the one for documents passes through and fails the test."""
    try:
        read()
    except UnreadableDocument as error:
        assert error.reason and error.remedy
        return error.reason
    except LoaderError as error:
        raise AssertionError("reading does not parse") from error
    return "read"
