"""SERVICE never dials: queries that ask another endpoint are refused before they run."""

from __future__ import annotations


def refuse_service(query: str) -> None:
    """Raise ServiceRefused where the query has the keyword SERVICE (not in a comment, string, IRI, prefixed name or variable)."""
    raise NotImplementedError
