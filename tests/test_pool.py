"""Tasks and processes: each task gets its own answer or a told reason, whatever the processes do and in whatever order.

The processes here are threads with the worker's own inbox; a task says itself what its process does with it.
"""

from __future__ import annotations

import asyncio
import itertools
import socket
import struct
import threading
import time
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TypeVar

import pytest
import uvloop
from hypothesis import given, settings
from hypothesis import strategies as st

from api import frames
from api.calls import Call
from api.errors import Busy, NotReady, TimeLimit
from api.inbox import Inbox
from api.lanes import AHEAD, Lane
from api.metrics import Metrics
from api.pool import Pool
from api.settings import Settings

_FIRST_PID = 1 << 23  # beyond those that the kernel gives, so that no process is meant by one
_LONG = 3 << 20  # bytes: more than the server reads ahead of its client
T = TypeVar("T")


def answer(connection: socket.socket, payload: bytes) -> bool:
    """What a process does with a task. False: it ends."""
    word = payload.split()[0]
    if word == b"slow":
        time.sleep(0.06)
    elif word == b"die":
        return False
    elif word in (b"long", b"stay"):
        time.sleep(0.15 if word == b"long" else 1.5)
    body = payload * (_LONG // len(payload)) if word == b"large" else payload
    last = frames.LAST if word == b"leave" else frames.END
    head = frames.frame(frames.HEAD, b"{}")
    if word == b"wrong":
        connection.sendall(frames.frame(frames.PROBLEM, payload))
    else:
        connection.sendall(head + frames.frame(frames.BODY, body) + frames.frame(last))
    return word != b"leave"


def process(connection: socket.socket, pid: int, ran: list[bytes]) -> None:
    with connection, suppress(OSError):
        connection.sendall(frames.frame(frames.HELLO, struct.pack("!I", pid)))
        inbox = Inbox(connection)
        while (payload := inbox.next()) is not None:
            ran.append(payload)
            if not answer(connection, payload):
                return


@dataclass
class Threads:
    """A herd of threads. `ran`: the tasks that they have begun."""

    limits: Settings
    ran: list[bytes] = field(default_factory=list)
    ends: dict[int, socket.socket] = field(default_factory=dict)
    puppets: list[socket.socket] = field(default_factory=list)
    closed: bool = False

    def __post_init__(self) -> None:
        self.metrics = Metrics()
        self.pool = Pool(self.limits, self.metrics, self)
        self._pids = itertools.count(_FIRST_PID)
        self._tasks: set[asyncio.Task[None]] = set()

    def fork(self) -> None:
        task = asyncio.ensure_future(self.hatch())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def hatch(self) -> None:
        ours, theirs = socket.socketpair()
        pid = next(self._pids)
        threading.Thread(target=process, args=(theirs, pid, self.ran), daemon=True).start()
        await self._join(ours, theirs, pid)

    async def puppet(self) -> tuple[Lane, socket.socket]:
        """A process that does nothing by itself, and the end of it by which it does what a test wants."""
        ours, theirs = socket.socketpair()
        pid = next(self._pids)
        self.puppets.append(theirs)
        theirs.sendall(frames.frame(frames.HELLO, struct.pack("!I", pid)))
        return await self._join(ours, theirs, pid), theirs

    async def _join(self, ours: socket.socket, theirs: socket.socket, pid: int) -> Lane:
        _, lane = await asyncio.get_running_loop().create_unix_connection(lambda: Lane(self.pool), sock=ours)
        lane.pid = await lane.greeted
        self.ends[pid] = theirs
        self.pool.join(lane)
        return lane

    def kill(self, pid: int) -> None:
        with suppress(OSError):
            self.ends[pid].shutdown(socket.SHUT_RDWR)

    def died(self, pid: int, replaced: bool) -> None:
        if not replaced and not self.closed:
            self.fork()

    async def ask(self, payload: bytes) -> bytes:
        """The answer's body. Raises what the call does; EOFError where a process died at it three times."""
        call = Call(payload, asyncio.get_running_loop())
        try:
            for attempt in range(3):
                call.anew()
                self.pool.enter(call, again=attempt > 0)
                with suppress(EOFError):
                    return await self._read(call)
            raise EOFError
        finally:
            self.pool.abandon(call)

    async def _read(self, call: Call) -> bytes:
        kind, payload = await call.frame()
        if kind == frames.PROBLEM:
            return b"problem: " + payload
        body = b""
        while (found := await call.frame())[0] == frames.BODY:
            body += found[1]
            await asyncio.sleep(0.001)
        return body


def with_pool(
    work: Callable[[Threads], Coroutine[object, object, T]], loop: Callable[[], asyncio.AbstractEventLoop] = uvloop.new_event_loop, **changed: object
) -> T:
    """Run it over two processes, with limits as short as a test wants them; at the end all places are free and nothing waits."""
    limits = Settings.model_validate({"workers": 2, "long_seconds": 0.2, "query_seconds": 1.0, "queue_seconds": 5.0, **changed})

    async def run() -> T:
        herd = Threads(limits)
        for _ in range(limits.workers):
            await herd.hatch()
        try:
            return await work(herd)
        finally:
            herd.closed = True
            herd.pool.end_all()
            for end in herd.puppets:
                end.close()

    with asyncio.Runner(loop_factory=loop) as runner:
        return runner.run(run())


async def asked(herd: Threads, *payloads: bytes) -> list[bytes | BaseException]:
    return await asyncio.gather(*(herd.ask(payload) for payload in payloads), return_exceptions=True)


async def entered(herd: Threads, *payloads: bytes) -> list[Call]:
    """Calls that are with a process."""
    calls = [Call(payload, asyncio.get_running_loop()) for payload in payloads]
    for call in calls:
        herd.pool.enter(call)
    await asyncio.sleep(0)
    return calls


def answered(body: bytes = b"") -> bytes:
    return frames.frame(frames.HEAD, b"{}") + frames.frame(frames.BODY, body) + frames.frame(frames.END)


def numbered(word: str, count: int) -> list[bytes]:
    return [b"%b %d" % (word.encode(), number) for number in range(count)]


@pytest.mark.parametrize("loop", [asyncio.new_event_loop, uvloop.new_event_loop])
def test_each_gets_its_own_answer(loop: Callable[[], asyncio.AbstractEventLoop]) -> None:
    sent = numbered("plain", 100)
    assert with_pool(lambda herd: asked(herd, *sent), loop) == sent


def test_one_client_has_the_same_process_all_the_time() -> None:
    async def work(herd: Threads) -> list[int]:
        for number in range(5):
            await herd.ask(b"plain %d" % number)
        return sorted(lane.used for lane in herd.pool._lanes)

    assert with_pool(work) == [0, 5]


def test_what_stands_behind_a_slow_one_goes_to_another() -> None:
    """It is not evaluated twice either, unless its process had come to it already."""

    async def work(herd: Threads) -> list[bytes]:
        staying = asyncio.ensure_future(herd.ask(b"stay"))
        await asyncio.sleep(0)
        short = numbered("plain", 3 * AHEAD)
        start = time.monotonic()
        assert await asked(herd, *short) == short
        assert time.monotonic() - start < 0.9, "they waited for its end"
        with pytest.raises(TimeLimit):
            await staying
        return sorted(herd.ran)

    assert with_pool(work) == sorted([b"stay", *numbered("plain", 3 * AHEAD)])


def test_what_is_taken_back_too_late_is_answered_to_nobody() -> None:
    async def work(herd: Threads) -> list[bytes]:
        (lane,) = herd.pool._lanes
        first = asyncio.ensure_future(herd.ask(b"slow 1"))
        await asyncio.sleep(0)
        second = Call(b"slow 2", asyncio.get_running_loop())
        herd.pool.enter(second)
        assert lane.forget() == [second] and not lane.room
        assert await first == b"slow 1"
        assert await herd.ask(b"plain 3") == b"plain 3"
        assert second.ready() is None
        return herd.ran

    assert with_pool(work, workers=1) == [b"slow 1", b"plain 3"]


def test_a_process_that_dies_takes_only_its_own_task_along() -> None:
    async def work(herd: Threads) -> list[bytes | BaseException]:
        return await asked(herd, b"die", *numbered("plain", 10))

    died, *others = with_pool(work, workers=1)
    assert isinstance(died, EOFError)
    assert others == numbered("plain", 10)


def test_who_is_refused_and_who_waits() -> None:
    async def work(herd: Threads) -> list[bytes | BaseException]:
        staying = asyncio.ensure_future(herd.ask(b"stay"))
        await asyncio.sleep(0.1)  # by then it is known to be slow
        told = await asked(herd, b"plain 1", b"plain 2", b"plain 3")
        staying.cancel()
        return told

    first, second, third = with_pool(work, workers=1, queue=2, queue_seconds=0.05, long_queries=0)
    assert [type(one) for one in (first, second, third)] == [Busy, Busy, Busy]
    assert "no worker became free" in str(first) and "no worker became free" in str(second) and "queue is full" in str(third)


def test_those_taken_back_count_as_if_they_had_waited_all_the_time() -> None:
    async def work(herd: Threads) -> list[bytes | BaseException]:
        return await asked(herd, b"stay", *numbered("plain", 4))

    told = with_pool(work, workers=1, queue=2, query_seconds=0.4, long_queries=0)
    assert [type(one) for one in told] == [TimeLimit, bytes, bytes, Busy, Busy]


def test_who_leaves_ends_what_has_run_for_a_while_and_nothing_else() -> None:
    async def work(herd: Threads) -> tuple[int, int]:
        leaving = [asyncio.ensure_future(herd.ask(payload)) for payload in (b"plain 1", b"stay", b"plain 2")]
        await asyncio.sleep(0)
        for one in leaving:
            one.cancel()
        await asyncio.wait(leaving)
        assert await asked(herd, *numbered("plain", 20)) == numbered("plain", 20)
        for _ in range(200):
            if all(not lane.calls for lane in herd.pool._lanes) and len(herd.pool._lanes) == 2:
                break
            await asyncio.sleep(0.01)
        return len(herd.pool._lanes), len(herd.ends)

    assert with_pool(work) == (2, 3)


def test_a_client_that_reads_slowly_holds_up_nobody() -> None:
    async def work(herd: Threads) -> bytes:
        call = Call(b"large 1", asyncio.get_running_loop())
        herd.pool.enter(call)
        behind = [asyncio.ensure_future(herd.ask(b"plain %d" % number)) for number in range(6)]
        assert await asyncio.gather(*behind) == numbered("plain", 6)
        return await herd._read(call)

    assert len(with_pool(work, workers=2, query_seconds=20)) == _LONG // len(b"large 1") * len(b"large 1")


def test_without_a_parent_nobody_is_kept_waiting() -> None:
    async def work(herd: Threads) -> None:
        staying = asyncio.ensure_future(herd.ask(b"stay"))
        await asyncio.sleep(0.1)
        waiting = asyncio.ensure_future(herd.ask(b"plain 1"))
        await asyncio.sleep(0)
        herd.pool.close()
        for one in (waiting, herd.ask(b"plain 2")):
            with pytest.raises(NotReady):
                await one
        staying.cancel()

    with_pool(work, workers=1)


def test_what_stood_behind_hears_that_the_parent_has_ended() -> None:
    """Its process may end after the parent: nobody comes to take it then."""

    async def work(herd: Threads) -> list[bytes | BaseException]:
        asking = asyncio.ensure_future(asked(herd, b"slow 1", b"plain 2", b"plain 3"))
        await asyncio.sleep(0.01)
        herd.closed = True
        herd.pool.close()
        herd.kill(herd.pool._lanes[0].pid)
        async with asyncio.timeout(2):
            return await asking

    assert [type(one) for one in with_pool(work, workers=1)] == [NotReady] * 3


def test_at_the_end_everybody_hears_and_nothing_rings_any_more() -> None:
    async def work(herd: Threads) -> list[bytes | BaseException]:
        herd.closed = True
        left = asyncio.ensure_future(herd.ask(b"stay 0"))
        asking = asyncio.ensure_future(asked(herd, b"stay 1", b"plain 2", b"plain 3"))
        await asyncio.sleep(0.001)
        left.cancel()
        await asyncio.wait({left})
        herd.pool.end_all()
        assert not herd.pool._alarms._set
        async with asyncio.timeout(1):
            return await asking

    assert [type(one) for one in with_pool(work)] == [NotReady] * 3


def test_a_process_that_forgets_while_another_has_nothing_to_do_has_room_again() -> None:
    async def work(herd: Threads) -> None:
        lane, end = await herd.puppet()
        await entered(herd, b"1", b"2", b"3")
        herd.pool.hold_back(lane)
        end.sendall(answered())
        await asyncio.sleep(0.05)
        await herd.hatch()  # it takes 2 and 3, and has nothing to do then
        await asyncio.sleep(0.05)
        end.sendall(frames.frame(frames.FORGOTTEN))
        await asyncio.sleep(0.05)
        assert not lane.calls and lane.room

    with_pool(work, workers=0, long_seconds=5.0)


def test_who_does_not_read_an_answer_that_is_all_here_holds_up_no_process() -> None:
    async def work(herd: Threads) -> None:
        lane, _ = await herd.puppet()
        (call,) = await entered(herd, b"1")
        lane.data_received(answered(bytes(_LONG)))
        assert lane.room and call.on_low is None
        lane.data_received(frames.frame(frames.FORGOTTEN))
        assert lane._transport and lane._transport.is_reading()

    with_pool(work, workers=0)


def test_what_is_taken_back_is_for_who_has_room_before_anybody_is_refused() -> None:
    async def work(herd: Threads) -> bytes:
        lane, _ = await herd.puppet()
        _, second = await entered(herd, b"1", b"plain 2")
        await herd.hatch()
        herd.pool.hold_back(lane)
        return await herd._read(second)

    assert with_pool(work, workers=0, queue=0) == b"plain 2"


@pytest.mark.parametrize("loop", [asyncio.new_event_loop, uvloop.new_event_loop])
def test_who_ended_a_process_is_known_though_it_was_written_to(loop: Callable[[], asyncio.AbstractEventLoop]) -> None:
    """It answered the first and died of the second, and the server, busy meanwhile, wrote to it before it read."""

    async def work(herd: Threads) -> bytes:
        herd.closed = True
        _, end = await herd.puppet()
        first, second = await entered(herd, b"1", b"2")
        end.sendall(answered(b"one"))
        end.close()
        (third,) = await entered(herd, b"plain 3")
        assert await herd._read(first) == b"one"
        with pytest.raises(EOFError):
            await second.frame()
        await herd.hatch()
        return await herd._read(third)

    assert with_pool(work, loop, workers=0) == b"plain 3"


def test_there_are_no_more_processes_than_places_and_long_ones() -> None:
    """However many ask: one that runs long comes back to a pool that has been given another."""

    async def work(herd: Threads) -> int:
        asking = asyncio.ensure_future(asked(herd, *numbered("long", 60)))
        most = 0
        while not asking.done():
            most = max(most, len(herd.pool._lanes))
            await asyncio.sleep(0.01)
        assert await asking == numbered("long", 60)
        return most

    assert 2 < with_pool(work, long_seconds=0.02, query_seconds=20.0, long_queries=2) <= 2 + 2 + 1


WORDS = st.sampled_from(["plain"] * 6 + ["slow", "wrong", "leave", "die", "large", "stay"])
ASKED = st.lists(st.tuples(WORDS, st.sampled_from([0.0, 0.0, 0.001, 0.01]), st.sampled_from([None, None, None, 0.0, 0.02])), min_size=1, max_size=40)


@given(asked=ASKED, kills=st.lists(st.sampled_from([0.0, 0.005, 0.03, 0.1]), max_size=3))
@settings(max_examples=40, deadline=None)
def test_in_any_order_each_hears_its_own(asked: list[tuple[str, float, float | None]], kills: list[float]) -> None:
    """Clients come after a pause, some leave again; processes are killed. Whoever stays gets its answer or a reason, and no place is lost."""

    async def client(herd: Threads, payload: bytes, leaves: float | None) -> bytes | str:
        try:
            async with asyncio.timeout(leaves):
                return await herd.ask(payload)
        except (TimeLimit, EOFError, Busy, TimeoutError) as error:
            return type(error).__name__

    async def killer(herd: Threads) -> None:
        for pause in kills:
            await asyncio.sleep(pause)
            if herd.pool._lanes:
                herd.kill(herd.pool._lanes[0].pid)

    async def work(herd: Threads) -> list[bytes | str]:
        killing = asyncio.ensure_future(killer(herd))
        clients = []
        for number, (word, pause, leaves) in enumerate(asked):
            clients.append(asyncio.ensure_future(client(herd, b"%b %d" % (word.encode(), number), leaves)))
            await asyncio.sleep(pause)
        async with asyncio.timeout(30):  # nobody waits for ever
            told = await asyncio.gather(*clients)
        await killing
        assert await herd.ask(b"plain end") == b"plain end"
        for _ in range(500):
            if len(herd.pool._lanes) == 2 and not any(lane.calls for lane in herd.pool._lanes):
                break
            await asyncio.sleep(0.01)
        assert len(herd.pool._lanes) == 2 and not any(lane.calls for lane in herd.pool._lanes)
        assert not herd.pool._waiting and not herd.pool._alarms._set and not herd.pool._watch._long and not herd.pool._surplus
        assert all(lane.room for lane in herd.pool._lanes)
        return told

    told = with_pool(work, query_seconds=0.4, long_seconds=0.1)
    for number, ((word, _, leaves), heard) in enumerate(zip(asked, told, strict=True)):
        payload = b"%b %d" % (word.encode(), number)
        allowed: set[bytes | str] = {b"problem: " + payload if word == "wrong" else payload, "EOFError" if kills or word == "die" else payload}
        allowed |= {"TimeoutError"} if leaves is not None else set()
        allowed |= {"TimeLimit"} if word in ("stay", "slow", "large") else set()
        heard = heard[: len(payload)] if word == "large" and isinstance(heard, bytes) else heard
        assert heard in allowed, (word, heard)
