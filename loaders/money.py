"""What money a text speaks of: how much, of which kind, for what, to whom, in which years, with which reservations.

Verbs and their company decide the kind, the nearest word to the amount first; savings, costs and prices are no funding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from loaders import money_leads, money_purposes, money_recipients, money_rows, plan_words
from loaders.kroner import amounts, number, plain, unit
from loaders.model import Funding, MoneyKind
from loaders.money_kinds import Amount, is_share, kind_in, kind_of
from loaders.money_verbs import HOPED_FOR
from loaders.money_words import Context, qualifiers, words
from loaders.money_years import all_years, bare_years, unit_of_all, years_of, years_of_all
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
    years = tuple(sorted({year for paragraph, _ in paragraphs for year in years_of_all(paragraph.text.text)}))
    paragraphs = [(paragraph, replace(context, years=years)) for paragraph, context in paragraphs] if years else paragraphs
    if per := next(filter(None, (unit_of_all(paragraph.text.text) for paragraph, _ in paragraphs)), None):
        paragraphs = [(paragraph, replace(context, unit=per)) for paragraph, context in paragraphs]
    for group in money_rows.groups(paragraphs):
        if isinstance(group, money_rows.Distribution):
            made += _distributed(group, made)
        elif not money_leads.is_caption(group[0].text.text):
            paragraph, context = group
            made += _labelled(paragraph, context, made) if paragraph.field in _MONEY else _in_prose(paragraph.text, context, made)
    return tuple(made)


_MONEY = frozenset({"money", "amount"})
_LEAST = 1000  # kroner, below which a number without a unit is taken for nothing


def _labelled(paragraph: Paragraph, context: Context, before: Sequence[Funding]) -> Iterator[Funding]:
    """ "Økonomi: …", "Bevilling (t.kr.): 600": what the words behind the label say; else what the label says."""
    label = paragraph.label
    context = replace(
        context,
        kind=kind_in(label) or context.announced or MoneyKind.ALLOCATION,
        years=all_years(label) or bare_years(label) or context.years or context.titled,
    )
    made = [_of_record(one, context) for one in _in_prose(paragraph.value, context, before)]
    value, per = number(paragraph.value.text), unit(label) or context.unit
    if value is not None and per is None and value >= _LEAST:
        per = Decimal(1)  # whole kroner need no unit
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
        again = list(words("money-cue", "same-amount").finditer(sentence.text))
        for one in _amounts(sentence):
            while again and again[0].end() <= one.found.start:
                told += _same_again(sentence, again.pop(0), told or list(before))
            fact = _fact(sentence, one, previous, context, [*before, *told])
            if fact and last and told[-1].kind is fact.kind and not told[-1].purpose and money_purposes.goes_on(sentence.text, last, one):
                told[-1] = replace(told[-1], purpose=fact.purpose)
            if fact:
                told.append(fact)
            last = one if fact else None
        if _EACH.search(sentence.text):
            told = [_shared(fact, told[-1], sentence) for fact in told]
        for found in again:
            told += _same_again(sentence, found, told or list(before))
        if told and not amounts(sentence.text):
            told = _reserved(told, sentence)
        previous = sentence
    yield from told


# "Det er et engangsbeløb.", "Begge beløb er anslået." behind what they speak of
_OF_BEFORE = re.compile(
    r"(?:(?P<all>(?:begge|alle)\b|beløbene\b|tallene\b)|(?:det|dette|beløbet|bevillingen|tallet|pengene|midlerne|der\s+er\s+tale\s+om)\b)",
    re.IGNORECASE,
)


def _reserved(told: list[Funding], sentence: Passage) -> list[Funding]:
    """The reservations and years that a sentence of its own names for the amount before it, or for all before it: both are then its quote."""
    back = _OF_BEFORE.match(sentence.text)
    found = qualifiers(sentence.text, len(sentence), len(sentence), 0, len(sentence)) if back else ()
    years = all_years(sentence.text) if back and _IS_FOR.search(sentence.text) else ()
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
    kind = kind_of(sentence.text, one, _further(sentence.text, before) or context.kind, of_one=bool(context.initiative))
    if kind is None:
        return None
    purpose, anaphor = money_purposes.purpose(sentence.text, one, context)
    if kind in (MoneyKind.ALLOCATION, MoneyKind.GRANT) and _ALL_DONE.fullmatch(purpose):
        kind, purpose = MoneyKind.TOTAL, ""
    years = _years(sentence, one, kind, previous if anaphor else None, context, before)
    if kind is MoneyKind.ALLOCATION and context.body.cluster and money_recipients.to_all_clusters(sentence.text, one):
        kind = MoneyKind.NATIONAL
    recipient, label = money_recipients.recipient(sentence.text, one, kind, context, before)
    if folded(purpose) == folded(context.body.label):
        kind = MoneyKind.GRANT if kind is MoneyKind.ALLOCATION else kind  # "Heraf går 4,2 mio. kr. til Vestklyngen"
        purpose = ""  # "Bevillingen til Vestklyngen er 3 mio. kr." says to whom
        if kind is MoneyKind.GRANT and not label:
            recipient, label = context.body, context.body.label
    whole = kind is MoneyKind.NATIONAL or (kind is MoneyKind.GRANT and recipient == context.body)
    of_all = (whole or (kind is MoneyKind.TOTAL and _AT_HAND.search(sentence.text))) and purpose == context.initiative
    return Funding(
        one.found.value,
        kind,
        context.body,
        years,
        recipient,
        label,
        "" if of_all or (label and purpose == label) else purpose,  # of all the money, wherever it is told, no initiative is the purpose
        initiative="" if whole or kind in (MoneyKind.TOTAL, MoneyKind.CEILING) else context.initiative,
        qualifiers=qualifiers(sentence.text, one.found.start, one.found.end, one.start, one.end),
        rule=f"money.prose.{kind.value}",
        at=(sentence.span,),
    )


# "Der er givet 1,8 mio. kr. til de tre initiativer."
_ALL_DONE = re.compile(
    r"(?:de|alle|alle\s+de|klyngens|planens)\s+(?:to|tre|fire|fem|seks|syv|otte|ni|ti|\d{1,2})\s+(?:indsatser|initiativer|projekter|aktiviteter)"
)
_WHOLE_TIME = re.compile(r"(?<!\w)(?:i|for)\s+(?:de\s+to|de\s+tre|begge|alle)\s+år(?:ene)?(?!\w)")


def _years(sentence: Passage, one: Amount, kind: MoneyKind, pointed: Passage | None, context: Context, before: Sequence[Funding]) -> tuple[int, ...]:
    """Those of its sentence, of the one it points back to, of the paper; a share is for the years of its whole, a sum for those of its parts."""
    years = years_of(sentence.text, one) or (all_years(pointed.text) if pointed else ()) or context.years
    if not years and before and is_share(sentence.text, one):
        years = before[-1].years
    if kind is MoneyKind.TOTAL and not years and _WHOLE_TIME.search(sentence.text):
        years = tuple(sorted({year for fact in before for year in fact.years}))
    if kind is MoneyKind.TOTAL and not years:
        years = tuple(sorted({year for fact in before if fact.at and sentence.span.start <= fact.at[0].start for year in fact.years}))
    return years


_AT_HAND = re.compile(r"(?<!\w)(?:til\s+rådighed|råder)(?!\w)", re.IGNORECASE)


def _further(text: str, before: Sequence[Funding]) -> MoneyKind | None:
    """ "Hertil kommer 0,5 mio. kr.": more of what the text has just named."""
    return before[-1].kind if before and words("money-cue", "further").search(text) else None


def _same_again(sentence: Passage, found: re.Match[str], before: Sequence[Funding]) -> list[Funding]:
    """ "… og et tilsvarende beløb i 2023": the amount named before, once more; both places are its quote."""
    if not before or HOPED_FOR.search(sentence.text[: found.start()]):
        return []
    last = before[-1]
    years = all_years(sentence.text[found.end() : found.end() + 30])
    return [replace(last, years=years, rule="money.prose.same-amount", at=(sentence.group(found).span, *last.at))]


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
