"""The short way out of the server, on the wire: whole answers, in order, as the client asked for them; and who waits for a place to evaluate."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest

from api.alarms import Alarms
from api.engine import Gate
from api.errors import Busy
from api.express import Express
from api.metrics import Metrics
from api.settings import Settings
from tests.protocol.dataset import write
from tests.service import served

ASK = f"/sparql?query={quote('ASK { ?s ?p ?o }')}"
YES = b'{"head":{},"boolean":true}'


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    data = write(tmp_path_factory.mktemp("express") / "data", extra=20)
    with served(Settings.model_validate({"data": data, "workers": 1})) as address:
        yield address


def exchanged(address: str, sent: str) -> bytes:
    """All that comes back until the server closes."""
    parts = urlsplit(address)
    got = bytearray()
    with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=20) as connection:
        connection.sendall(sent.format(host=f"Host: {parts.netloc}\r\nAccept: application/sparql-results+json\r\n").encode())
        while more := connection.recv(1 << 16):
            got += more
    return bytes(got)


def heads(answer: bytes) -> list[bytes]:
    return [part for part in answer.split(b"\r\n\r\n") if b"HTTP/1.1" in part]


def test_an_answer_has_the_same_headers_by_both_ways(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = f"GET {ASK} HTTP/1.1\r\n{{host}}Connection: close\r\n\r\n"
    taken: list[bool] = []
    short = Express._at_once

    def counted(self: Express, *answer: object) -> bool:
        taken.append(short(self, *answer))  # type: ignore[arg-type]
        return taken[-1]

    monkeypatch.setattr(Express, "_at_once", counted)
    by_short = exchanged(address, asked)
    monkeypatch.setattr(Express, "_at_once", lambda *_: False)
    by_long = exchanged(address, asked)
    assert taken == [True]
    assert by_short.endswith(b"\r\n\r\n" + YES) and by_long.endswith(b"\r\n\r\n" + YES)
    changing = (b"date:", b"x-query-id:")
    same = [sorted(line for line in heads(one)[0].split(b"\r\n") if not line.startswith(changing)) for one in (by_short, by_long)]
    assert same[0] == same[1]
    assert heads(by_short)[0].count(b"x-query-id:") == 1


def test_requests_sent_ahead_are_answered_in_order_and_the_last_closes(address: str) -> None:
    tag = ASK + quote(" #")
    sent = "".join(f"GET {tag}{number} HTTP/1.1\r\n{{host}}{'Connection: close' if number == 3 else 'X-A: b'}\r\n\r\n" for number in range(4))
    answer = exchanged(address, sent)
    assert answer.count(b"HTTP/1.1 200 OK") == 4 and answer.count(YES) == 4
    ids = [int(line.rpartition(b"-")[2], 16) for line in answer.split(b"\r\n") if line.startswith(b"x-query-id:")]
    assert ids == sorted(ids)
    assert answer.count(b"connection: close") == 1


def test_head_and_http_1_0_are_answered_as_they_must_be(address: str) -> None:
    head = exchanged(address, f"HEAD {ASK} HTTP/1.1\r\n{{host}}Connection: close\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200 OK") and head.endswith(b"\r\n\r\n") and YES not in head
    old = exchanged(address, f"GET {ASK} HTTP/1.0\r\n{{host}}\r\n")
    assert old.endswith(YES) and b"connection: close" in old


def test_places_go_to_whom_has_waited_longest_and_none_is_lost() -> None:
    async def run() -> list[str]:
        gate, told = Gate(1, queue=2, seconds=20, metrics=Metrics(), alarms=Alarms()), list[str]()

        async def ask(name: str) -> None:
            await gate.enter()
            told.append(name)

        await gate.enter()
        first, second = asyncio.create_task(ask("first")), asyncio.create_task(ask("second"))
        await asyncio.sleep(0)
        with pytest.raises(Busy, match="queue is full"):
            await gate.enter()
        gate.leave()  # to the first, who leaves at the same moment: the second gets it
        first.cancel()
        await asyncio.wait({first, second})
        gate.leave()
        await gate.enter()  # nobody waits, so at once
        return told

    assert asyncio.run(run()) == ["second"]


def test_who_waits_too_long_is_told_to_come_back_and_takes_no_place() -> None:
    async def run() -> None:
        gate = Gate(1, queue=2, seconds=0.01, metrics=Metrics(), alarms=Alarms())
        await gate.enter()
        with pytest.raises(Busy, match="no worker became free"):
            await gate.enter()
        gate.leave()
        await gate.enter()

    asyncio.run(run())


def test_nothing_of_a_connection_is_left_behind(address: str, tmp_path: Path) -> None:
    """A request that names its way out must not keep itself alive."""
    import gc

    from uvicorn.protocols.http.httptools_impl import RequestResponseCycle

    for number in range(5):
        exchanged(address, f"GET {ASK}%23{number} HTTP/1.1\r\n{{host}}Connection: close\r\n\r\n")
    gc.collect()
    assert sum(isinstance(one, RequestResponseCycle) for one in gc.get_objects()) <= 1
