"""The small dataset that the HTTP tests ask: two documents' graphs, one of them hostile."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import Literal, NamedNode, Triple

from store import DataFolder, DocumentRecord

BASE = "https://w3id.org/klyngegraf/id/"
KG = "https://w3id.org/klyngegraf/ontology#"
OA = "http://www.w3.org/ns/oa#"
LABEL = NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
FIRST, SECOND = "aaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbb"
HOSTILE = '<script>alert("æøå")</script>'


def node(name: str) -> NamedNode:
    return NamedNode(name if ":" in name else BASE + name)


def first() -> list[Triple]:
    quote = f"document/{FIRST}/quote/3-9"
    return [
        Triple(node("person/else"), LABEL, Literal(HOSTILE, language="da")),
        Triple(node("person/else"), LABEL, Literal("Else in English", language="en")),
        Triple(node("person/anders-kuehnau"), LABEL, Literal("Anders Kühnau", language="da")),
        Triple(node("fact/1"), node(KG + "person"), node("person/else")),
        Triple(node("fact/1"), node(KG + "evidence"), node(quote)),
        Triple(node("evil/link"), node("http://www.w3.org/2000/01/rdf-schema#seeAlso"), NamedNode("javascript:alert(1)")),
        Triple(node(quote), node(OA + "hasSource"), node(f"document/{FIRST}")),
        Triple(node(quote), node(OA + "hasSelector"), node(quote + "/text")),
        Triple(node(quote), node(OA + "hasSelector"), node(quote + "/position")),
        Triple(node(quote + "/text"), node(OA + "exact"), Literal("citat <i>ord</i>")),
        Triple(node(quote + "/position"), node(OA + "start"), Literal(3)),
        Triple(node(quote + "/position"), node(OA + "end"), Literal(9)),
        Triple(node(f"document/{FIRST}"), LABEL, Literal("Referat et", language="da")),
    ]


def second(extra: int = 0) -> list[Triple]:
    words = [Triple(node("word"), node(KG + "text"), Literal(text)) for text in ("a b", "100%", "blåbærgrød", "1+1", *map(str, range(extra)))]
    return [Triple(node(f"document/{SECOND}"), LABEL, Literal("Referat <b>to</b>", language="da")), *words]


def record(document: str, label: str) -> DocumentRecord:
    graph = f"{BASE}graph/{document}"
    return DocumentRecord(
        document, "x.md", "x.md", "text/markdown", document * 4, "minutes", label, graph, 1, 0, 10, 10, "loader", "2025-01-01T00:00:00Z"
    )


def write(folder: Path, extra: int = 0) -> Path:
    """Commit a version; `extra` more statements make it another one."""
    with DataFolder(folder).draft() as draft:
        draft.put(record(FIRST, "Referat et"), first(), "---citat!---")
        draft.put(record(SECOND, "Referat <b>to</b>"), second(extra), "")
        draft.commit()
    return folder
