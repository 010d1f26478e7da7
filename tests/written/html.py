"""A document as a page of a council's site, saved: with its menus, banner, breadcrumb and footer, and its items folded up."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from tests.written.parts import Heading, Item, Listing, Paragraph, Part, Table, fields

_TOP = """<!doctype html><html lang="da"><head><meta charset="utf-8"><title>{title} | Kommunen</title><style>.x{{color:red}}</style>
<script>window.dataLayer=[]</script></head><body class="page">
<a class="skip-link" href="#indhold">Gå til indhold</a>
<div id="cookie-banner" role="dialog"><h2>Vi bruger cookies</h2><p>Beslutning om cookies: Vælg, hvad du godkender.</p><button>Acceptér</button></div>
<header role="banner"><a href="/">Kommunen</a><form role="search"><label>Søg</label><input type="search"></form>
<nav aria-label="Hovedmenu"><ul><li><a href="/politik">Politik</a><ul><li><a href="/moeder">Dagsordener og referater</a></li></ul></li>
<li><a href="/kontakt">Borgmester Ib Bach (V)</a></li></ul></nav></header>
<nav class="breadcrumb" aria-label="Brødkrumme"><ol><li><a href="/">Forside</a></li><li><a href="/moeder">Møder</a></li><li>Møde 4. maj 2021</li></ol></nav>
<main id="indhold"><div class="toolbar" role="toolbar"><button>Fold alle ud</button><button>Udskriv</button></div>
"""
_BOTTOM = """</main><aside><h2>Andre møder</h2><ul><li><a href="/1">Mødedato 3. marts 2021</a></li></ul></aside>
<footer><h2>Kontakt</h2><p>Kommunaldirektør Kai Krog, Torvet 1, 8000 Aarhus C, tlf. 87 00 00 00</p><p>Deltagere: Ida Iversen</p></footer></body></html>"""


def page(parts: Sequence[Part]) -> bytes:
    """From the second heading of level one or two on, each opens a fold."""
    title = next((part.text if isinstance(part, Heading) else part.lines[0] for part in parts if isinstance(part, Heading | Paragraph)), "")
    body: list[str] = []
    opened = ""
    for index, part in enumerate(parts):
        folds = index > 0 and isinstance(part, Heading) and part.level <= 2
        if folds:
            body.append(opened)
            opened = "</div></details>" if index % 2 else "</div></div>"
        body.append(_folded(part, index) if folds and isinstance(part, Heading) else written(part))
    return (_TOP.format(title=escape(title)) + "\n".join(body) + opened + _BOTTOM).encode()


def _folded(part: Heading, index: int) -> str:
    heading = f"h{part.level}"
    if index % 2:
        return f"<details><summary><{heading}>{escape(part.text)}</{heading}></summary><div>"
    button = (
        f'<button type="button" aria-expanded="false" aria-controls="fold{index}">{escape(part.text)}<span class="sr-only">Fold ud</span></button>'
    )
    return f'<div class="accordion"><{heading}>{button}</{heading}><div id="fold{index}" hidden>'


def written(part: Part) -> str:
    if isinstance(part, Heading):
        return f"<h{part.level}>{escape(part.text)}</h{part.level}>"
    if isinstance(part, Table):
        return _table(part)
    if isinstance(part, Listing):
        return _list(part.items)
    named = fields(part)
    if named:
        return "<dl>" + "".join(f"<dt>{escape(term)}</dt><dd>{escape(said)}</dd>" for term, said in named) + "</dl>"
    inner = "<br>\n".join(escape(line) for line in part.lines)
    return f"<p><strong>{inner}</strong></p>" if part.bold else f"<p>{inner}</p>"


def _table(part: Table) -> str:
    rows = []
    for index, row in enumerate(part.rows):
        tag = "th" if index == 0 and len(part.rows) > 2 else "td"
        rows.append("<tr>" + "".join(f"<{tag}><p>{escape(cell)}</p></{tag}>" for cell in row) + "</tr>")
    return '<div class="table-responsive"><table><tbody>' + "\n".join(rows) + "</tbody></table></div>"


def _list(items: Sequence[Item]) -> str:
    """Nested by level; an ordered list where the markers count, from where they start."""
    outer = min(item.level for item in items)
    runs: list[list[Item]] = []
    for item in items:
        if item.level == outer and runs and _ordered(runs[-1][0]) == _ordered(item):
            runs[-1].append(item)
        elif item.level == outer or not runs:
            runs.append([item])
        else:
            runs[-1].append(item)
    return "".join(_run(run, outer) for run in runs)


def _ordered(item: Item) -> bool:
    return item.marker[:1].isdigit()


def _run(items: Sequence[Item], outer: int) -> str:
    tag = f'ol start="{items[0].marker.rstrip(".)")}"' if _ordered(items[0]) else "ul"
    inner: list[str] = []
    at = 0
    while at < len(items):
        below = at + 1
        while below < len(items) and items[below].level > outer:
            below += 1
        nested = _list(items[at + 1 : below]) if below > at + 1 else ""
        lettered = "" if _ordered(items[at]) or not items[at].marker[:1].isalpha() or items[at].marker == "o" else f"{items[at].marker} "
        inner.append(f"<li>{lettered}{escape(items[at].text)}{nested}</li>")
        at = below
    return f"<{tag}>" + "\n".join(inner) + f"</{tag.split()[0]}>"
