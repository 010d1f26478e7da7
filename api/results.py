"""The answer to a query as an HTML page, written row by row: plain tables, every value escaped."""

from __future__ import annotations

from html import escape
from typing import IO

from pyoxigraph import BlankNode, Literal, NamedNode

from queries.findings import BASE
from store import Boolean, Result, Solutions, Term

_TOP = (
    '<!doctype html>\n<html lang="en">\n<head><meta charset="utf-8"/><title>Answer · klyngegraf</title>'
    '<meta name="viewport" content="width=device-width, initial-scale=1"/><link rel="stylesheet" href="/static/klyngegraf.css"/></head>\n'
    '<body><header><a href="/">klyngegraf</a> · <a href="/sparql">SPARQL</a></header>\n<main><h1>Answer</h1>\n'
)
_BOTTOM = "</main></body></html>\n"


def write(answer: Result, output: IO[bytes]) -> None:
    """The whole answer: nothing is cut off."""
    output.write(_TOP.encode())
    if isinstance(answer, Boolean):
        output.write(f"<p><strong>{'true' if answer.value else 'false'}</strong></p>\n".encode())
    elif isinstance(answer, Solutions):
        _table(answer, output)
    output.write(_BOTTOM.encode())


def _table(answer: Solutions, output: IO[bytes]) -> None:
    heads = "".join(f'<th scope="col">{escape(name)}</th>' for name in answer.variables)
    output.write(f'<div class="wide" tabindex="0" role="group" aria-label="Answer"><table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n'.encode())
    count = 0
    for row in answer:
        output.write(f"<tr>{''.join(f'<td>{cell(term)}</td>' for term in row)}</tr>\n".encode())
        count += 1
    output.write(f"</tbody></table></div>\n<p>{count} rows</p>\n".encode())


def cell(term: Term | None) -> str:
    """A term as HTML; only http and https become links, so that no IRI of a document can run as a script.

    >>> cell(Literal("<script>"))
    '&lt;script&gt;'
    >>> cell(NamedNode("javascript:alert(1)"))
    'javascript:alert(1)'
    """
    if term is None:
        return ""
    if isinstance(term, Literal):
        language = f' lang="{escape(term.language)}"' if term.language else ""
        return f"<span{language}>{escape(term.value)}</span>" if language else escape(term.value)
    if isinstance(term, NamedNode):
        return _linked(term.value)
    return escape(f"_:{term.value}") if isinstance(term, BlankNode) else escape(str(term))


def _linked(iri: str) -> str:
    """Our own things by their pages here; other addresses only where a browser cannot run them."""
    if iri.startswith(BASE):
        local = escape(f"/doc/{iri.removeprefix(BASE)}")
        return f'<a href="{local}">{local}</a>'
    return f'<a href="{escape(iri)}">{escape(iri)}</a>' if iri.startswith(("http://", "https://")) else escape(iri)
