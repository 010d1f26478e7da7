"""Deadlines that share a timer, and forms that are read the short way."""

from __future__ import annotations

import asyncio
from urllib.parse import parse_qsl

import pytest

from api.alarms import Alarms
from api.protocol import decoded


def test_alarms_ring_once_unless_called_off_and_start_again() -> None:
    async def run() -> list[str]:
        alarms, rung = Alarms(), list[str]()
        ringing = asyncio.Event()
        off = alarms.set(0, lambda: rung.append("called off"))
        alarms.set(0, lambda: (rung.append("first"), alarms.call_off(second))[0])
        second = alarms.set(0, lambda: rung.append("called off by the first"))
        alarms.set(60, lambda: rung.append("too early"))
        alarms.call_off(off)
        alarms.set(0.05, ringing.set)
        await ringing.wait()
        alarms.call_off(off)  # again: nothing
        return rung

    assert asyncio.run(run()) == ["first"]


def test_an_alarm_that_fails_does_not_silence_the_others() -> None:
    async def run() -> int:
        loop, ringing = asyncio.get_running_loop(), asyncio.Event()
        faults: list[object] = []
        loop.set_exception_handler(lambda _, context: faults.append(context["exception"]))
        alarms = Alarms()
        alarms.set(0, lambda: 1 // 0)
        alarms.set(0, ringing.set)
        async with asyncio.timeout(5):
            await ringing.wait()
        return len(faults)

    assert asyncio.run(run()) == 1


@pytest.mark.parametrize(
    "form",
    [
        b"a%3Db=c%26d&a=%2B+",
        b"q=%5Cx41\\x41\\N{DIGIT ONE}\\u00e6",
        b"a=100%&b=%zz&c=%4",
        b"=&&x&y=",
        b"a=%C3%A6&%C3%A6=1",
        b"a=b=c;d=e",
        "a=æ".encode(),
    ],
)
def test_a_form_reads_as_urllib_reads_it(form: bytes) -> None:
    assert decoded(form) == parse_qsl(form.decode(), keep_blank_values=True, errors="strict")
