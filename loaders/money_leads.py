"""What stands above lines of amounts and says something of all of them; and which lines are members of such a list."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from loaders import danish
from loaders.kroner import amounts, unit
from loaders.model import MoneyKind
from loaders.money_verbs import verb
from loaders.money_words import is_unit_price, qualifiers, words
from loaders.outline import Paragraph


@dataclass(frozen=True, slots=True)
class Lead:
    """What the text above the lines says of all of them; `lists`: amounts may be listed below it, `announced`: it says that they are."""

    unit: Decimal | None = None
    years: tuple[int, ...] = ()
    qualifiers: tuple[str, ...] = ()
    kind: MoneyKind = MoneyKind.ALLOCATION
    lists: bool = False
    announced: bool = False  # by a line right above, not by the heading alone


_LONGEST = 200
_SHARES = re.compile(r"\b(?:fordel|udmønt|prioriter|afsat|afsæt|disponer|budget|anvend|økonomi)\w*|\bbruges?\b", re.IGNORECASE)


_MONEY = re.compile(rf"{_SHARES.pattern}|bevilling|tilskud|midler|pulje|ansøgninger|\bkr\b", re.IGNORECASE)
_SENTENCE = re.compile(
    r"(?<!\w)(?:er|har|blev|bliver|fik|får|afsat|bevil\w+|afsættes|udgør|søgt|søges|fået|sparer?|tildel\w+|resterer|overføres|indeholder|koster|går|var|giver|gav|viser|svarer|dækker"
    r"|afregnes|bidrager|medfinansierer|finansierer|betales|udbetales|lejes|honoreres|aflønnes|købes|dækkes|lægger|yder"
    r"|betaler|modtager|modtog|råder|an?søger|søger|ansøgte|søgte|ansøges|søges|ønsker|ønskes|anmoder|beder|foreslår|foreslås|indstiller|indstilles|anbefaler|anbefales|bevilger"
    r"|bevilges|bruger|bruges|anvender|anvendes|investerer|støtter|støttes|tildeles|bemyndiges|overstiger|behandles|lyder|sætter|sættes|lægges|ydes|gives|fordeles|disponerer"
    r"|prioriterer|reserverer|beløber|anslås|skønnes|frigør|mangler|kræver|kræves|vedtog|besluttede|kunne|skulle|ville|imødekommes|imødekommet|afvises|afslås|behandlet)(?!\w)"
    r"|\.\s+[A-ZÆØÅ]"
)


def is_line(paragraph: Paragraph, lead: Lead) -> bool:
    """ "Ensomhed blandt ældre 1,5 mio. kr.": words, and an amount at the end, no sentence; or an amount, a colon or dash before it."""
    text = paragraph.text.text.strip(" .")
    found = amounts(text)
    if not found or found[-1].end < len(text) - 1 or len(text) > _LONGEST or tells_unit(text) or _UNSPENT.match(text):
        return False
    before, between = text[: found[0].start], text[found[0].end : found[-1].start]
    if not lead.announced and (_MODAL.search(before) or words("money-cue", "no-funding").search(before)):
        return False
    return bool(before.strip()) and not _SENTENCE.search(before) and not _SENTENCE.search(between)


_UNSPENT = re.compile(
    r"(?:ikke\s+(?:brugt|forbrugt|fordelt|disponeret)|uforbrugt|restbeløb|(?:de\s+sidste|resten|de\s+resterende)\b.*\bholdes\s+tilbage)(?!\w)",
    re.IGNORECASE,
)


def in_brackets(text: str, at: int) -> bool:
    """ "466.000 kr. (heraf 100.000 kr. til transport)": what brackets hold is a part of the amount before them."""
    return text.count("(", 0, at) > text.count(")", 0, at)


def is_listed(paragraph: Paragraph, lead: Lead) -> bool:
    """A member of a list of amounts, wherever in it the amount stands: "500.000 kr. til A", "A: 500.000 kr. i 2025", "Til A afsættes 1 mio. kr." """
    text = paragraph.text.text
    every = amounts(text)
    found = [one for one in every if not in_brackets(text, one.start)] or list(every)
    if len(found) != 1 or len(text) > _LONGEST or tells_unit(text) or not (paragraph.is_item or lead.lists):
        return False
    if is_unit_price(text[found[0].end :]) or _UNSPENT.match(text):
        return False
    said = ALLOCATED.sub("", text) if lead.lists and re.match(r"(?:til|for)\s", text, re.IGNORECASE) else text
    return not (_SENTENCE.search(said.strip(" .")) or _MODAL.search(said)) and bool(lead.lists or not text[: found[0].start].strip())


_MODAL = re.compile(r"(?<!\w)(?:kan|må|skal|vil|ventes|forventes)(?!\w)")
ALLOCATED = re.compile(r"\s+(?:afsættes|er\s+(?:der\s+)?afsat|afsættes\s+der|reserveres|prioriteres|fordeles)(?!\w)")


def lead_of(text: str, above: Lead) -> Lead:
    """What a paragraph says of the lines below it, where it announces them; else what the heading says."""
    announced = (tells_unit(text) or _CAPTION.match(text) is not None) and len(text) < _LONGEST
    if not announced and not text.rstrip().endswith(":"):
        return above
    marks = tuple(label for label in qualifiers(text, len(text), len(text), 0, len(text)))
    said = _SENTENCES.split(text)[-1]  # "Klyngen har fået 4 mio. kr. i 2024. Det foreslås, at midlerne bruges sådan:": the last announces
    told = verb(said)
    kind = told if told in (MoneyKind.GRANT, MoneyKind.APPLIED) else above.kind
    if _SHARES.search(said):
        kind = MoneyKind.ALLOCATION
    per = unit(text) if announced or not amounts(text) else None
    return Lead(per or above.unit, years_in(text) or above.years, marks or above.qualifiers, kind, lists=True, announced=True)


def of_all(text: str, lead: Lead) -> Lead:
    """The lead of a table, with what a line below it says of all of its amounts."""
    return lead_of(text, lead) if len(text) < _LONGEST and _UNIT_OF_ALL.match(text) else lead


_SENTENCES = re.compile(r"(?<!kr)(?<!mio)(?<!\bpr)(?<!\bnr)\.\s+(?=[A-ZÆØÅ])")
# "Alle beløb er i 1.000 kr.", "(beløb i mio. kr.)": said of what follows without a colon too.
_UNIT_OF_ALL = re.compile(
    r"(?:beløb|tal)(?:ene)?\s+(?:i\s+(?:tabel\w*|skema\w*|oversigt\w*)\s+(?:\d+\s+)?)?(?:er\s+)?(?:angivet\s+|opgjort\s+|vist\s+)?i\s", re.IGNORECASE
)
_CAPTION = re.compile(r"(?:tabel|skema|oversigt)\s+\d+\w?\s*[.:–-]\s", re.IGNORECASE)  # "Tabel 1. Afsat til klyngerne, mio. kr."
# "Bevilgede midler 2025, i 1.000 kr.", "Fordeling (beløb i mio. kr.)"
_CLOSES_WITH_UNIT = re.compile(
    r"[^.:]{3,80}?(?:,\s+(?:i\s+)?|\s+i\s+|\s*\((?:beløb\s+)?(?:i\s+)?)(?:1\.?000\s*kr|mio\.?\s*kr|tkr|t\.\s?kr|tusinde?\s+kr|hele\s+kr)[a-z]*\.?\)?\s*$",
    re.IGNORECASE,
)


def tells_unit(text: str) -> bool:
    """Does a line say what the amounts around it count in, so that no amount of its own stands on it?"""
    return _UNIT_OF_ALL.search(text) is not None or is_caption(text)


def is_caption(text: str) -> bool:
    """A caption that closes with the unit of its table.

    >>> [is_caption(one) for one in ("Midler 2025, i 1.000 kr.", "Fordeling (mio. kr.)", "Klyngen har fået 2 mio. kr.", "Der gives 1.000 kr.")]
    [True, True, False, False]
    """
    return _CLOSES_WITH_UNIT.match(text) is not None


def closing_year(title: str) -> tuple[int, ...]:
    """The year, or the years, that the title of a paper about money closes with; a month before it dates the paper.

    >>> closing_year("Puljen til det nære samarbejde 2025"), closing_year("Handleplan 2024-2025"), closing_year("Klyngemidler, marts 2025")
    ((2025,), (), ())
    """
    found = _CLOSING_YEARS.search(title.strip(" ."))
    if not found or not _MONEY.search(title) or danish.dates(title):
        return ()
    return tuple(range(int(found["first"]), int(found["last"] or found["first"]) + 1))


_INCOME = re.compile(r"(?:\d+\.?\s+)?(?:indtægter|tilgang|indbetalinger)(?!\w)", re.IGNORECASE)  # of a budget
_OF_YEAR = re.compile(r"[a-zæøå]\s+(?:i|for)\s+20\d\d$")  # "Nye initiativer i 2025"; "Opdateret 3. september 2024" is when it was written
_CLOSING_YEARS = re.compile(r"(?<=\s)(?P<first>20\d\d)(?:\s*[-–]\s*(?P<last>20\d\d))?$")
_CLOSING_YEAR = re.compile(r"(?<=\s)20\d\d$")  # "Puljen til det nære samarbejde – bevillinger 2025"


def of_heading(heading: str) -> Lead:
    """A heading over a table may name unit, years and kind ("Bevillinger 2024 (t.kr.)")."""
    if _INCOME.match(heading):
        return Lead(years=years_in(heading), kind=MoneyKind.GRANT, lists=True)
    told = next((kind for kind in (MoneyKind.GRANT, MoneyKind.APPLIED) if words("money-kind", kind.value).search(heading)), None)
    announced = told is not None and heading.endswith(":")  # "Bevilget indtil nu:", "Ansøgninger:" over a list
    if not (announced or _MONEY.search(heading)):
        return Lead(years=years_in(heading) if _OF_YEAR.search(heading) else ())
    kind = told if told and not _SHARES.search(heading) and (told is MoneyKind.GRANT or announced) else MoneyKind.ALLOCATION
    bracket = re.search(r"\([^()]*\)|(?:,|–)[^,–]*$", heading)
    closing = _CLOSING_YEAR.search(heading)
    years = years_in(heading) or ((int(closing.group()),) if closing else ())
    return Lead(
        unit(bracket.group()) if bracket else None, years, (), kind, announced or kind is MoneyKind.GRANT or _SHARES.search(heading) is not None
    )


_DAY_ALONE = re.compile(r"(?:d\.|den)?\s*\d{1,2}\.?[\s./-]*[\wæøå]+\.?[\s./-]*\d{2,4}")  # a cell below "Dato"


def years_in(text: str) -> tuple[int, ...]:
    years: set[int] = set()
    for found in danish.dates(f"i {text}" if re.match(r"\s*20\d\d(?:\s*\(|\s*$)", text) else re.sub(r"(?<=\)\s)(?=20\d\d$)", "i ", text)):
        if found.value.day and not found.until and not _DAY_ALONE.fullmatch(text.strip()):
            continue  # "har den 14. maj 2024 vedtaget følgende fordeling:" is when it was decided
        years |= set(range(found.value.year, (found.until.year if found.until else found.value.year) + 1))
    return tuple(sorted(years))
