"""How soon a page begins, and how heavy it is: every thing's page of the example documents, first asked for once, then again.

    python -m bench.pages

One client, one request at a time, over loopback, from the request to the first byte of the answer.
"""

from __future__ import annotations

import http.client
import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import NamedNode

from api.settings import Settings
from klyngegraf.loading import load
from store import DataFolder, Solutions
from tests.service import served

_THINGS = """PREFIX kg: <https://w3id.org/klyngegraf/ontology#> PREFIX foaf: <http://xmlns.com/foaf/0.1/>
SELECT DISTINCT ?thing ?type { VALUES ?type {
  foaf:Person kg:HealthCluster kg:Meeting kg:AgendaItem kg:Initiative kg:Funding kg:Document kg:Theme kg:Finding kg:Municipality kg:Body
} ?thing a ?type . ?any ?uses ?thing . FILTER(STRSTARTS(STR(?uses), "https://w3id.org/klyngegraf/")) } ORDER BY ?type ?thing"""


@dataclass(frozen=True, slots=True)
class Page:
    """A page asked for: its kind, the seconds to its first byte, its bytes."""

    kind: str
    path: str
    seconds: float
    size: int


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        load(["examples"], DataFolder(data))
        things = list(_things(data))
        with served(Settings(data=data)) as address:
            port = int(address.rpartition(":")[2])
            first, again = ([_ask(port, kind, path) for kind, path in things] for _ in range(2))
            _tell("first", first)
            _tell("again", again)


def _things(data: Path) -> Iterator[tuple[str, str]]:
    store, _ = DataFolder(data).open(memory=True)
    answer = store.query(_THINGS)
    assert isinstance(answer, Solutions)
    for thing, kind in answer:
        assert isinstance(thing, NamedNode) and isinstance(kind, NamedNode)
        yield kind.value.rsplit("/", 1)[-1].rsplit("#", 1)[-1], thing.value.replace("https://w3id.org/klyngegraf/id/", "/doc/")


def _ask(port: int, kind: str, path: str) -> Page:
    client = http.client.HTTPConnection("127.0.0.1", port)
    start = time.perf_counter()
    client.request("GET", path, headers={"Accept": "text/html"})
    answer = client.getresponse()
    seconds = time.perf_counter() - start
    body = answer.read()
    client.close()
    assert answer.status == 200, (path, answer.status)
    return Page(kind, path, seconds, len(body))


def _tell(title: str, pages: list[Page]) -> None:
    print(f"\n{title}: {len(pages)} pages\n\n| kind | pages | median ms | slowest ms | largest kB |\n| --- | --- | --- | --- | --- |")
    for kind in sorted({page.kind for page in pages}):
        own = [page for page in pages if page.kind == kind]
        median, slowest = statistics.median(page.seconds for page in own), max(page.seconds for page in own)
        print(f"| {kind} | {len(own)} | {median * 1000:.1f} | {slowest * 1000:.1f} | {max(page.size for page in own) / 1000:.1f} |")


if __name__ == "__main__":
    main()
