"""Money that minutes tell of: granted, set aside or applied for in an item's text, its decision, or a recommendation that was adopted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from loaders import money
from loaders.blocks import paragraphs
from loaders.items import Item
from loaders.kroner import amounts
from loaders.model import AgendaItem, Body, Funding
from loaders.money_words import Context
from loaders.outline import Paragraph

_TOLD = frozenset({"case-text", "decision", ""})
_ADOPTED = frozenset({"godkendt", "tiltrådt"})


def funding(items: Sequence[Item], handled: Sequence[AgendaItem], body: Body) -> tuple[Funding, ...]:
    """Every amount, in printed order. What was only recommended, and postponed or refused, is nobody's money."""
    return money.funding([one for source, item in zip(items, handled, strict=True) for one in _paragraphs(source, item, body)])


def _paragraphs(source: Item, item: AgendaItem, body: Body) -> Iterator[tuple[Paragraph, Context]]:
    decided = {one.value for section in source.sections if section.code == "decision" for block in section.blocks for one in amounts(block.text.text)}
    adopted = item.decision is not None and not _ADOPTED.isdisjoint(item.decision.outcomes)
    context = Context(body, heading=item.title)
    for section in source.sections:
        for block, whole in paragraphs(section.blocks):
            told = {one.value for one in amounts(whole.text)}
            again = section.code == "recommendation" and (not adopted or told <= decided)  # the decision says it once more
            if told and not again and (section.code in _TOLD or section.code == "recommendation"):
                yield Paragraph(block, whole), context
