"""What money a text speaks of: how much, of which kind, for what, to whom, in which years, with which reservations.

Verbs and their company decide the kind, the nearest word to the amount first; savings, costs and prices are no funding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from loaders import danish, money_leads, money_purposes, money_recipients, money_rows, plan_words
from loaders.kroner import amounts, number, plain, unit
from loaders.model import Funding, MoneyKind
from loaders.money_kinds import HOPED_FOR, Amount, is_share, kind_in, kind_of, verb
from loaders.money_words import Context, qualifiers, words
from loaders.outline import Paragraph
from loaders.passage import Passage
from loaders.sentences import sentences
from loaders.vocabulary import folded

_CLAUSE = re.compile(
    r"[,;–]\s+(?:og\s+|men\s+|mens\s+|samt\s+|som\s+|hvor(?:af)?\s+|der\s+)?(?:(?:der|det|hvert?|er|har|i\s+alt)\s)?|\s+og\s+(?=der\s|det\s|har\s|hvert?\s|(?!20\d\d(?!\d))\d|et\s+tilsvarende)"
)


def funding(paragraphs: Sequence[tuple[Paragraph, Context]]) -> tuple[Funding, ...]:
    """Every amount of money of these paragraphs, in printed order; shares point at their pot by index."""
    made: list[Funding] = []
    years = tuple(sorted({year for paragraph, _ in paragraphs for year in _years_of_all(paragraph.text.text)}))
    paragraphs = [(paragraph, replace(context, years=years)) for paragraph, context in paragraphs] if years else paragraphs
    for group in money_rows.groups(paragraphs):
        if isinstance(group, money_rows.Distribution):
            made += _distributed(group, made)
        elif not money_leads.is_caption(group[0].text.text):
            paragraph, context = group
            made += _labelled(paragraph, context, made) if paragraph.field in _MONEY else _in_prose(paragraph.text, context, made)
    return tuple(made)


_MONEY = frozenset({"money", "amount"})
# "Alle beløb gælder 2026", "Beløbene er for 2025 og 2026"
_FOR_ALL = re.compile(
    r"(?<!begge\s)(?<!\w)(?:alle\s+)?(?:beløb|tal)(?:ene)?\s+(?:i\s+\w+\s+)?(?:gælder|vedrører|er\s+(?:for|opgjort\s+for))\s+(?P<when>[^.;]+)",
    re.IGNORECASE,
)


def _years_of_all(text: str) -> tuple[int, ...]:
    """The years that a text says all its amounts are for."""
    found = _FOR_ALL.search(text)
    return tuple(int(year) for year in re.findall(r"(?<!\d)20\d\d(?!\d)", found.group("when"))) if found else ()


def _labelled(paragraph: Paragraph, context: Context, before: Sequence[Funding]) -> Iterator[Funding]:
    """ "Økonomi: …", "Bevilling (t.kr.): 600": what the words behind the label say; else what the label says."""
    label = paragraph.label
    context = replace(
        context,
        kind=kind_in(label) or context.announced or MoneyKind.ALLOCATION,
        years=_all_years(label) or _bare_years(label) or context.years or context.titled,
    )
    made = [_of_record(one, context) for one in _in_prose(paragraph.value, context, before)]
    value, per = number(paragraph.value.text), unit(label)
    if not made and value and per and context.kind:
        rule = f"money.label.{context.kind.value}"
        one = Funding(
            plain(value * per),
            context.kind,
            context.body,
            context.years,
            purpose=context.initiative or context.purpose,
            initiative=context.initiative,
            rule=rule,
        )
        made = [_of_record(replace(one, at=(paragraph.text.span,)), context)]
    yield from made


def _of_record(one: Funding, context: Context) -> Funding:
    """What the other fields of a record say of its amounts: who applied, and the project as its heading names it."""
    if not context.recipient:
        return one
    titled = context.heading != context.recipient and not plan_words.heading(context.heading)
    named = replace(one, purpose=context.heading) if titled and not one.purpose else one
    return replace(named, recipient=None, recipient_label=context.recipient)


def _in_prose(text: Passage, context: Context, before: Sequence[Funding]) -> Iterator[Funding]:
    told: list[Funding] = []
    previous: Passage | None = None
    for sentence in sentences(text):
        last: Amount | None = None
        for one in _amounts(sentence):
            fact = _fact(sentence, one, previous, context, [*before, *told])
            if fact and last and told[-1].kind is fact.kind and not told[-1].purpose and money_purposes.goes_on(sentence.text, last, one):
                told[-1] = replace(told[-1], purpose=fact.purpose)
            if fact:
                told.append(fact)
            last = one if fact else None
        if _EACH.search(sentence.text):
            told = [_shared(fact, told[-1], sentence) for fact in told]
        told += _same_again(sentence, told or list(before), context)
        if told and not amounts(sentence.text):
            told = _reserved(told, sentence)
        previous = sentence
    yield from _in_order(told)


# "Det er et engangsbeløb.", "Begge beløb er anslået." behind what they speak of
_OF_BEFORE = re.compile(
    r"(?:(?P<all>(?:begge|alle)\b|beløbene\b|tallene\b)|(?:det|dette|beløbet|bevillingen|tallet|pengene|midlerne|der\s+er\s+tale\s+om)\b)",
    re.IGNORECASE,
)


def _reserved(told: list[Funding], sentence: Passage) -> list[Funding]:
    """The reservations and years that a sentence of its own names for the amount before it, or for all before it: both are then its quote."""
    back = _OF_BEFORE.match(sentence.text)
    found = qualifiers(sentence.text, len(sentence), len(sentence), 0, len(sentence)) if back else ()
    years = _all_years(sentence.text) if back and _IS_FOR.search(sentence.text) else ()
    if not back or not (found or years):
        return told
    first = 0 if back.group("all") else len(told) - 1
    said = [(one, tuple(dict.fromkeys((*one.qualifiers, *found)))) for one in told[first:]]
    return [*told[:first], *(replace(one, qualifiers=every, years=one.years or years, at=(*one.at, sentence.span)) for one, every in said)]


_IS_FOR = re.compile(r"(?<!\w)(?:er\s+for|gælder|vedrører)\s", re.IGNORECASE)  # "Begge beløb er for 2026."


_EACH = re.compile(r"(?<!\w)(?:henholdsvis|hhv\.?)(?!\w)", re.IGNORECASE)


def _shared(one: Funding, last: Funding, sentence: Passage) -> Funding:
    """ "henholdsvis 1 mio. kr. i 2025 og 2 mio. kr. i 2026 til A": what stands behind the last amount holds for each."""
    return replace(one, purpose=last.purpose) if one.at == (sentence.span,) and not one.purpose and one.kind is last.kind else one


def _in_order(told: list[Funding]) -> list[Funding]:
    return sorted(told, key=lambda one: one.at[0].start)


def _amounts(sentence: Passage) -> list[Amount]:
    found = amounts(sentence.text)
    made = []
    for at, one in enumerate(found):
        if not one.value:
            continue
        low = found[at - 1].end if at else 0
        high = found[at + 1].start if at + 1 < len(found) else len(sentence)
        breaks = list(_CLAUSE.finditer(sentence.text))
        start = max((hit.start() for hit in breaks if low <= hit.start() and hit.end() <= one.start + 1), default=low)
        end = min((hit.start() for hit in breaks if one.end <= hit.start() <= high), default=high)
        made.append(Amount(one, start, end))
    return made


def _fact(sentence: Passage, one: Amount, previous: Passage | None, context: Context, before: Sequence[Funding]) -> Funding | None:
    kind = kind_of(sentence.text, one, _further(sentence.text, before) or context.kind)
    if kind is None:
        return None
    purpose, anaphor = money_purposes.purpose(sentence.text, one, context)
    years = _years(sentence.text, one) or (_all_years(previous.text) if anaphor and previous else ()) or context.years
    if not years and before and is_share(sentence.text, one):
        years = before[-1].years
    if kind is MoneyKind.TOTAL and not years:
        years = tuple(sorted({year for fact in before if fact.at and sentence.span.start <= fact.at[0].start for year in fact.years}))
    recipient, label = money_recipients.recipient(sentence.text, one, kind, context, before)
    if folded(purpose) == folded(context.body.label):
        purpose = ""  # "Bevillingen til Vestklyngen er 3 mio. kr." says to whom
        if kind is MoneyKind.GRANT and not label:
            recipient, label = context.body, context.body.label
    if label and purpose == label:
        purpose = ""
    whole = kind is MoneyKind.NATIONAL or (kind is MoneyKind.GRANT and recipient == context.body)
    if (whole or (kind is MoneyKind.TOTAL and _AT_HAND.search(sentence.text))) and purpose == context.initiative:
        purpose = ""  # of all the money, wherever it is told, no initiative is the purpose
    fitting = "" if whole or kind in (MoneyKind.TOTAL, MoneyKind.CEILING) else context.initiative
    return Funding(
        one.found.value,
        kind,
        context.body,
        years,
        recipient,
        label,
        purpose,
        initiative=fitting,
        qualifiers=qualifiers(sentence.text, one.found.start, one.found.end, one.start, one.end),
        rule=f"money.prose.{kind.value}",
        at=(sentence.span,),
    )


_AT_HAND = re.compile(r"(?<!\w)(?:til\s+rådighed|råder)(?!\w)", re.IGNORECASE)


def _further(text: str, before: Sequence[Funding]) -> MoneyKind | None:
    """ "Hertil kommer 0,5 mio. kr.": more of what the text has just named."""
    return before[-1].kind if before and words("money-cue", "further").search(text) else None


def _years(text: str, one: Amount) -> tuple[int, ...]:
    """The years of the amount's clause, those behind it first; else of the sentence where it has but one amount."""
    behind = _all_years(_AWAITED.sub("", _OF_NEXT.sub("", text[one.found.end : one.end])))
    if behind:
        return behind
    ahead = _all_years(text[one.start : one.found.start])
    return ahead or (_all_years(_AWAITED.sub("", text)) if len(amounts(text)) == 1 else _of_series(text, one))


# "600.000 kr. er søgt, svar ventes i november 2024": the day of an answer is no year of the money's.
_AWAITED = re.compile(r"(?<!\w)(?:svar|afgørelse(?:n)?|besked)\s+(?:ventes|forventes|kommer|falder)\s[^,;.]*", re.IGNORECASE)


_OF_NEXT = re.compile(r"^\s*(?:,|og|samt)\s+(?:i|for)\s+20\d\d\s*$")  # "i 2023 2,2 mio. kr. og i 2024 2,3 mio. kr."


def _of_series(text: str, one: Amount) -> tuple[int, ...]:
    """ "I 2025 er der afsat 2 mio. kr. til A, 1 mio. kr. til B og …": what stands before the first holds for each that has no verb of its own."""
    first = amounts(text)[0]
    between = text[first.end : one.found.start]
    between = _SHARED.sub("", between)
    return () if verb(between) or words("money-cue", "no-funding").search(between) else _all_years(text[: first.start])


_SHARED = re.compile(r"(?<!\w)(?:der\s+)?(?:er\s+)?(?:fordelt|fordeles|fordeler\s+sig)\s+(?:på|med|med\s+henholdsvis)(?!\w)")


def _all_years(text: str) -> tuple[int, ...]:
    years: set[int] = set()
    for found in danish.dates(text):
        years |= set(range(found.value.year, (found.until.year if found.until else found.value.year) + 1))
    return tuple(sorted(years))


def _bare_years(label: str) -> tuple[int, ...]:
    """ "Beløb 2026: …" """
    return tuple(sorted({int(year) for year in re.findall(r"(?<!\d)20\d\d(?!\d)", label)}))


def _same_again(sentence: Passage, before: Sequence[Funding], context: Context) -> list[Funding]:
    """ "… og et tilsvarende beløb i 2023": the amount named before, once more; both places are its quote."""
    if not before:
        return []
    made = []
    for found in words("money-cue", "same-amount").finditer(sentence.text):
        if HOPED_FOR.search(sentence.text[: found.start()]):
            continue
        last = before[-1]
        years = _all_years(sentence.text[found.end() : found.end() + 30])
        made.append(replace(last, years=years, rule="money.prose.same-amount", at=(sentence.group(found).span, *last.at)))
    return made


def _distributed(group: money_rows.Distribution, before: Sequence[Funding]) -> Iterator[Funding]:
    """The lines of a distribution or table; allocations are shares of the pot that the text has named last."""
    pot = _pot(group, before)
    shared = any(fact.share_of == pot for fact in before if pot is not None)
    shares = (MoneyKind.ALLOCATION,) if shared else (MoneyKind.ALLOCATION, MoneyKind.GRANT)
    for row in group.rows:
        kind = row.kind
        share = pot if kind in shares and row.amount <= _amount(before, pot) else None
        yield Funding(
            row.amount,
            kind,
            group.context.body,
            row.years or (before[pot].years if share is not None and pot is not None else ()),
            None,
            row.recipient,
            row.purpose,
            qualifiers=row.qualifiers,
            share_of=share,
            rule=f"money.rows.{kind.value}",
            at=row.at,
        )


def _amount(before: Sequence[Funding], index: int | None) -> Decimal:
    return before[index].amount if index is not None else Decimal(0)


def _pot(group: money_rows.Distribution, before: Sequence[Funding]) -> int | None:
    """The whole that is shared: the last total, else the last grant, of the years that the lead names."""
    for kind in (MoneyKind.TOTAL, MoneyKind.GRANT):
        fitting = [index for index, fact in enumerate(before) if fact.kind is kind and not fact.initiative and _same_years(fact.years, group.years)]
        if fitting:
            return fitting[-1]
    return None


def _same_years(pot: tuple[int, ...], shares: tuple[int, ...]) -> bool:
    return not shares or not pot or set(pot) == set(shares)
