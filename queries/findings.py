"""What contradicts, across documents: the checks run over a store, their rows made findings."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import Quad

from store import Store


@dataclass(frozen=True, slots=True)
class Finding:
    """One offence against one rule. `subjects` and `documents` are IRIs; the IRI depends on rule and subjects alone."""

    iri: str
    rule: str
    severity: str
    subjects: tuple[str, ...]
    documents: tuple[str, ...]
    message_da: str
    message_en: str
    remedy_da: str
    remedy_en: str


def check(store: Store, base: str = "https://w3id.org/klyngegraf/id/") -> tuple[Finding, ...]:
    """Run every check of queries/checks over the store; sorted, deterministic."""
    raise NotImplementedError


def to_quads(findings: tuple[Finding, ...], base: str = "https://w3id.org/klyngegraf/id/") -> tuple[Quad, ...]:
    """The findings as statements of `<base>graph/findings`."""
    raise NotImplementedError
