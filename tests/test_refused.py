"""What is none of our documents is refused with a reason; what is hostile or broken harms nothing."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import loaders
from loaders.blocks import Kind, Text
from loaders.document import MEDIA_TYPES, Document, open_document
from loaders.errors import LoaderError, NotADocument
from loaders.graph import to_quads
from loaders.iris import Iris
from loaders.readers.portions import LONGEST_LINE, LONGEST_PARAGRAPH
from tests.meeting_in_formats import reading, text
from tests.minutes import minutes
from tests.test_documents import answered, document_of

RECIPE = "Rugbrød\n\nIngredienser\n\n- 500 g rugkerner\n- 1 liter vand\n- 2 tsk. salt\n\nFremgangsmåde\n\nRør det hele sammen, og lad det hæve til næste dag. Bag i to timer ved 170 grader.\n"
BUDGET = "Konto\tBudget 2024\tRegnskab 2024\nLøn\t1.200.000\t1.187.450\nIT\t340.000\t351.020\nI alt\t1.540.000\t1.538.470\n"
PAPER = "Integrated care in three countries\n\nAbstract\n\nWe compare the organisation of integrated care. Methods: a review of 41 studies.\n\n1. Introduction\n\nHealth systems differ.\n"
NEARLY = "Samarbejdsmøde om vagten\n\nDato: 3. marts 2025\n\nAne Holm fortalte om vagten.\n"


@pytest.mark.parametrize(
    "content",
    [RECIPE, BUDGET, PAPER, "x", "1\n2\n3\n", "....\n----\n", "Lorem ipsum " * 500],
    ids=["recipe", "budget", "paper", "letter", "numbers", "rules", "lorem"],
)
def test_what_is_none_of_ours_is_refused(content: str) -> None:
    with pytest.raises(NotADocument) as raised:
        reading("noget.txt", content.encode())
    assert "no label of minutes, plans or rosters stands in it" in raised.value.reason or "no body that meets is named" in raised.value.reason
    assert raised.value.remedy


def test_a_layout_that_is_nearly_known_names_what_is_missing() -> None:
    with pytest.raises(NotADocument, match=r"nearest to minutes, with Dato, but has no a list of participants and no decisions"):
        reading("noget.txt", NEARLY.encode())


def test_random_bytes_are_refused() -> None:
    for ending in MEDIA_TYPES:
        with pytest.raises(LoaderError):
            reading(f"noget{ending}", random.Random(ending).randbytes(20_000))


def test_two_meetings_in_a_file_are_read_as_one_and_said_to_be_two() -> None:
    read = reading("referat.md", (minutes(day=12) + "\n" + minutes(day=19, mayor="Eva Dahl")).encode())
    assert read.meeting is not None
    assert str(read.meeting.date) == "2025-03-12"
    assert [one.reason.split(":")[0] for one in read.unparsed if "another meeting" in one.reason] == ["the date of another meeting"]
    assert not any("another meeting" in one.reason for one in reading("referat.md", minutes().encode()).unparsed)


LONG = {
    "spaces": " " * 200_000 + "x", "letters": "a" * 200_000, "commas": "Bo, " * 50_000, "brackets": "(" * 200_000, "dots": "." * 200_000 + "x",
    "dot space": ". " * 100_000 + "x", "pipes": "| a " * 50_000, "links": "[a](" * 50_000, "sentences": "Der er sagt noget. " * 10_000, "tabs": "a\t" * 100_000,
    "quotes": '"' * 200_000, "soft hyphens": "a\u00ad" * 100_000, "accents": "a" + "\u0301" * 200_000, "lines": "a\n" * 20_000,
}  # fmt: skip


@pytest.mark.parametrize("ending", [".txt", ".md", ".html"])
@pytest.mark.parametrize("told", LONG.values(), ids=LONG)
def test_no_line_and_no_paragraph_is_endless(told: str, ending: str) -> None:
    read = text(f"referat{ending}", f"Referat\n\n{told}\n\nx".encode())
    assert all(len(block.text) <= LONGEST_LINE or block.cells for block in read.blocks if block.kind.name != "FURNITURE")
    length = 0
    for block in read.blocks:
        length = length + len(block.text) if block.kind.name == "LINE" and not block.gap else len(block.text)
        assert length <= LONGEST_PARAGRAPH + LONGEST_LINE or block.cells or block.kind.name == "FURNITURE"


@pytest.mark.parametrize(
    "told",
    ["Bo, " * 5_000, "(" * 20_000, "Ane Holm og " * 1_500, "Randers Kommune " * 1_200, "a " * 10_000],
    ids=["commas", "brackets", "names", "organisations", "words"],
)
def test_hostile_lines_are_parsed_to_the_end(told: str) -> None:
    assert reading("referat.md", minutes().replace("Drøftet.", told).encode()).meeting is not None


# fmt: off
JUNK = (
    "\x00\x01", "Punkt 7:", "# ", "| | |", "Beslutning", "Afbud: ", "(((", "1.000 kr.", "\u202e", "d. 31-02-2025", "\ud800", "kl. 99:99", "- " * 40,
    # lines of marks alone, and of what nobody sees
    "```", "\\", "**", "** **", "__", "`", "<br>", "&nbsp;", "## ", "# #", "- **", ": ", "> ", ">>", "\u00ad", "\u200b", "\ufeff", "\u2028", "\f", "<!--", "-->", "***",
    "|", "||", "[](x)", "![](x)", "<b></b>", "<li>", "<td>", "<p> </p>", "<table><tr><th></th></tr></table>", "<dl><dd>",
    # words and marks that begin something, with nothing after them
    "[^1]:", "[^1]", "\u00b9 ", "*)", "†", "§ 1", "→ ", "☐", "[x]", "•", "1. ", "12.", "a)", "IV", ":", ": x", ";", ".", "–", "()", "(A)", "og", "at", "Kl.", "Pkt. 1:",
    "Deltagere:", "Tema:", "Formand:", "Beslutning:", "Tabel 1", "Fodnote", "2025", "kr.", "\t", "   \t  x",
)
# fmt: on


def mutated(said: str, chance: random.Random) -> str:
    """Lines lost, swapped, doubled and strewn with junk; the end cut off."""
    told = said.split("\n")
    for _ in range(chance.choice((1, 3, 15))):
        at, other = chance.randrange(len(told)), chance.randrange(len(told))
        match chance.randrange(5):
            case 0:
                del told[at : at + chance.choice((1, 5))]
            case 1:
                told[at], told[other] = told[other], told[at]
            case 2:
                told[at:at] = told[min(at, other) : max(at, other)][:40]
            case 3:
                told.insert(at, chance.choice(JUNK))
            case _:
                told[at] = told[at][: len(told[at]) // 2] + chance.choice(JUNK)
        told = told or [""]
    whole = "\n".join(told)
    return whole[: chance.randrange(len(whole) + 1)] if chance.random() < 0.2 else whole


def shuffled(told: Text, chance: random.Random) -> Text:
    """Lines lost, swapped, doubled, cut, taken for another kind, and made rows: what a reader might make of a page."""
    blocks = list(told.blocks)
    for _ in range(chance.choice((1, 4, 20))):
        at, other = chance.randrange(len(blocks)), chance.randrange(len(blocks))
        block = blocks[at]
        half = 1 + chance.randrange(len(block.text))
        match chance.randrange(7):
            case 0:
                del blocks[at : at + chance.choice((1, 5))]
            case 1:
                blocks[at], blocks[other] = blocks[other], blocks[at]
            case 2:
                blocks[at:at] = blocks[min(at, other) : max(at, other)][:40]
            case 3:
                blocks[at] = replace(block, kind=chance.choice(list(Kind)), level=chance.randrange(5))
            case 4:
                blocks[at] = replace(block, gap=not block.gap)
            case 5:
                blocks[at] = replace(block, text=block.text[:half].strip() or block.text, marker=chance.choice(("", "•", "1.", "a)")))
            case _:
                blocks[at] = replace(block, kind=Kind.ROW, cells=(block.text[:half].strip(), block.text[half:].strip()))
        blocks = blocks or list(told.blocks)
    return replace(told, blocks=tuple(blocks))


DOCUMENTS = [document_of(answers) for answers in answered()]


@pytest.mark.parametrize("path", [path for path in DOCUMENTS if path.suffix in (".txt", ".md", ".html")], ids=lambda path: path.name)
def test_a_mutated_document_is_read_or_refused(path: Path) -> None:
    """No exception but the loaders' own, from the bytes to the graph; every place is one of the text."""
    said, chance = path.read_text(encoding="utf-8-sig", errors="replace"), random.Random(path.name)
    for _ in range(4):
        content = mutated(said, chance).encode("utf-8", "replace")
        document = Document(path.name, f"/{path.name}", MEDIA_TYPES[path.suffix], content)
        with refusing():
            reaches_the_graph(document, loaders.read(document))


@pytest.mark.parametrize("path", [path for path in DOCUMENTS if path.suffix in (".docx", ".pdf")], ids=lambda path: path.name)
def test_a_document_is_read_or_refused_whatever_its_reader_made_of_it(path: Path) -> None:
    document, chance = open_document(path), random.Random(path.name)
    told = loaders.read(document)
    for _ in range(8):
        with refusing():
            reaches_the_graph(document, shuffled(told, chance))


def reaches_the_graph(document: Document, told: Text) -> None:
    assert all(0 <= place < len(told.text) for block in told.blocks for place in block.text.places)
    assert to_quads(document, told, loaders.parse(told, document), Iris())


@contextmanager
def refusing() -> Iterator[None]:
    """A refusal is right where it says why and what to do."""
    try:
        yield
    except LoaderError as error:
        assert error.reason
        assert error.remedy


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.one_of(
            st.text(max_size=60),
            st.sampled_from(["Referat Randersklyngen", "Dato: 2. maj 2025", "Deltagere:", "Ane Holm, borgmester (A)", "Beslutning", *JUNK]),
        ),
        max_size=25,
    ),
    st.sampled_from([".txt", ".md", ".html"]),
)
def test_any_text_is_read_or_refused(told: list[str], ending: str) -> None:
    document = Document(f"x{ending}", f"/x{ending}", MEDIA_TYPES[ending], "\n".join(told).encode("utf-8", "replace"))
    with refusing():
        reaches_the_graph(document, loaders.read(document))
