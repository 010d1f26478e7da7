"""What can go wrong with a named query.

NamedQueryError
├── BadHeader            a .rq file's header is incomplete (a fault of ours)
├── UnknownQuery         no query of this name; `near` has similar names
├── UnknownParameter     the query has no such parameter; `known` lists those it has
├── BadValue             a value that is not of the parameter's type
├── UnknownEntity        nothing of this kind goes by that label, slug or IRI; `near` has near matches
└── AmbiguousEntity      several things do; `candidates` has their IRIs
"""

from __future__ import annotations


class NamedQueryError(Exception):
    """Any failure of a named query."""


class BadHeader(NamedQueryError):
    """A .rq file's header is incomplete."""


class UnknownQuery(NamedQueryError):
    """No query of this name."""

    def __init__(self, name: str, near: tuple[str, ...]) -> None:
        super().__init__(f"no query is named {name!r}" + (f"; did you mean {', '.join(near)}?" if near else ""))
        self.name = name
        self.near = near


class UnknownParameter(NamedQueryError):
    """The query has no such parameter."""

    def __init__(self, query: str, name: str, known: tuple[str, ...]) -> None:
        super().__init__(f"{query} has no parameter {name!r}; it has {', '.join(known) or 'none'}")
        self.query = query
        self.name = name
        self.known = known


class BadValue(NamedQueryError):
    """A value that is not of the parameter's type."""

    def __init__(self, name: str, value: str, wanted: str) -> None:
        super().__init__(f"{name}: {value!r} is not {wanted}")
        self.name = name
        self.value = value
        self.wanted = wanted


class UnknownEntity(NamedQueryError):
    """Nothing of this kind goes by that label, slug or IRI."""

    def __init__(self, name: str, value: str, kind: str, near: tuple[str, ...]) -> None:
        super().__init__(f"no {kind} is known as {value!r}" + (f"; did you mean {', '.join(near)}?" if near else ""))
        self.name = name
        self.value = value
        self.kind = kind
        self.near = near


class AmbiguousEntity(NamedQueryError):
    """Several things of this kind go by that label; choose one of `candidates` (IRIs)."""

    def __init__(self, name: str, value: str, kind: str, candidates: tuple[str, ...]) -> None:
        super().__init__(f"several of kind {kind} are known as {value!r}: {', '.join(candidates)}")
        self.name = name
        self.value = value
        self.kind = kind
        self.candidates = candidates
