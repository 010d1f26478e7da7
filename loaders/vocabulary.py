"""The vocabularies and the reference data as the readers look them up: Turtle in, plain concepts out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

ONTOLOGY = Path(__file__).resolve().parent.parent / "ontology"
KG = "https://w3id.org/klyngegraf/ontology#"
CODE = "https://w3id.org/klyngegraf/code/"
THINGS = "https://w3id.org/klyngegraf/id/"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_LABELS = (f"{_SKOS}prefLabel", f"{_SKOS}altLabel", f"{_SKOS}hiddenLabel")


@dataclass(frozen=True, slots=True)
class Concept:
    """One entry: `label` the Danish preferred label, `labels` every Danish wording of it, `flags` its other statements by local name or IRI."""

    iri: str
    label: str
    labels: tuple[str, ...]
    types: frozenset[str]
    flags: tuple[tuple[str, str], ...]

    @property
    def code(self) -> str:
        """The last part of the IRI."""
        return self.iri.rsplit("/", 1)[-1]

    def flag(self, name: str) -> str:
        """The value of `kg:name` (or of a full IRI), "" where it is not said."""
        wanted = name if "://" in name else KG + name
        return next((value for key, value in self.flags if key == wanted), "")

    def all(self, name: str) -> tuple[str, ...]:
        wanted = name if "://" in name else KG + name
        return tuple(value for key, value in self.flags if key == wanted)


@cache
def concepts() -> dict[str, Concept]:
    """Every labelled subject of `ontology/vocabulary` and `ontology/reference`, by IRI."""
    statements: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for file in sorted([*(ONTOLOGY / "vocabulary").glob("*.ttl"), *(ONTOLOGY / "reference").glob("*.ttl")]):
        for quad in parse(path=str(file), format=RdfFormat.TURTLE):
            value = quad.object
            language = (value.language or "") if isinstance(value, Literal) else ""
            text = value.value if isinstance(value, Literal | NamedNode) else str(value)
            statements[quad.subject.value].append((quad.predicate.value, text, language))
    made = (_concept(iri, said) for iri, said in sorted(statements.items()))
    return {concept.iri: concept for concept in made if concept.label}


def _concept(iri: str, said: list[tuple[str, str, str]]) -> Concept:
    wordings = {key: sorted(text for name, text, language in said if name == key and language in ("da", "")) for key in _LABELS}
    preferred = wordings[_LABELS[0]]
    return Concept(
        iri,
        preferred[0] if preferred else "",
        tuple(dict.fromkeys(label for key in _LABELS for label in wordings[key])),
        frozenset(text for name, text, _ in said if name == _TYPE),
        tuple(sorted((name, text) for name, text, _ in said if name not in _LABELS and name != _TYPE)),
    )


@cache
def scheme(name: str) -> tuple[Concept, ...]:
    """The concepts of `code:name`."""
    prefix = f"{CODE}{name}/"
    return tuple(concept for iri, concept in concepts().items() if iri.startswith(prefix))


@cache
def things(kind: str) -> tuple[Concept, ...]:
    """The reference things of class `kg:kind`."""
    return tuple(concept for concept in concepts().values() if KG + kind in concept.types)


def pattern(labels: Iterable[str]) -> str:
    """An alternation of labels, longest first, any white space between words; "" matches nothing.

    >>> re.fullmatch(pattern(["j. nr.", "sag"]), "j.  nr.") is not None
    True
    """
    ordered = sorted({label for label in labels if label}, key=lambda label: (-len(label), label))
    return "|".join(re.escape(label).replace(r"\ ", r"\s+") for label in ordered) or r"(?!)"


def branching(labels: Iterable[str]) -> str:
    """What `pattern` gives, with beginnings that labels share written once: a text that is none of hundreds of labels is done at its first letter.

    Where the whole pattern ignores case, the labels must come in lower case: of two branches for "S" and "s" the first would win, not the longest.

    >>> branching(["sag", "sagsnr.", "j. nr."])
    'j\\\\.\\\\s+nr\\\\.|sag(?:snr\\\\.)?'
    """
    tree: _Tree = {}
    for label in labels:
        branch = tree
        for token in re.findall(r"\s+|\S", label):
            branch = branch.setdefault(r"\s+" if token.isspace() else re.escape(token), {})
        if label:
            branch[""] = {}
    return "|".join(_branches(tree)) or r"(?!)"


_Tree = dict[str, "_Tree"]  # a label ends where "" is


def _branches(tree: _Tree) -> list[str]:
    return [token + _rest(branch) for token, branch in sorted(tree.items()) if token]


def _rest(tree: _Tree) -> str:
    branches = _branches(tree)
    if len(branches) == 1 and "" not in tree:
        return branches[0]
    return f"(?:{'|'.join(branches)}){'?' if '' in tree else ''}" if branches else ""


@lru_cache(maxsize=8192)
def folded(text: str) -> str:
    """What comparison looks at: lower case, single spaces, å for aa, no soft hyphens.

    >>> folded("Aarhus  KOMMUNE")
    'århus kommune'
    """
    return " ".join(text.replace("\u00ad", "").lower().replace("aa", "å").split())
