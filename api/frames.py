"""The wire between the server and its query processes: a letter, a length, a payload.

Both ends are processes of one service that share a socket pair, so tasks travel as pickles.
"""

from __future__ import annotations

import json
import pickle
import struct
from dataclasses import asdict
from functools import lru_cache
from typing import Final, cast

from api.errors import Problem
from api.tasks import Head, Task

TASK: Final = b"T"
HELLO: Final = b"I"
HEAD: Final = b"H"
BODY: Final = b"B"
END: Final = b"E"
LAST: Final = b"L"  # an END whose worker leaves
PROBLEM: Final = b"P"
FORGET: Final = b"F"  # to a process, with a number: of the last so many tasks what it has not begun
FORGOTTEN: Final = b"G"  # its answer, when it has
_PREFIX: Final = struct.Struct("!cI")


def frame(kind: bytes, payload: bytes = b"") -> bytes:
    """
    >>> frame(END)
    b'E\\x00\\x00\\x00\\x00'
    """
    return _PREFIX.pack(kind, len(payload)) + payload


def split(buffer: bytes | bytearray) -> tuple[list[tuple[bytes, bytes]], int]:
    """The whole frames at the start of a buffer, and where they end.

    >>> split(frame(BODY, b"ab") + frame(END) + b"B")
    ([(b'B', b'ab'), (b'E', b'')], 12)
    """
    found: list[tuple[bytes, bytes]] = []
    start, size = 0, len(buffer)
    while size - start >= _PREFIX.size:
        kind, length = _PREFIX.unpack_from(buffer, start)
        end = start + _PREFIX.size + length
        if end > size:
            break
        found.append((kind, bytes(buffer[start + _PREFIX.size : end])))
        start = end
    return found, start


def pack_task(task: Task) -> bytes:
    return pickle.dumps(task, protocol=pickle.HIGHEST_PROTOCOL)


def unpack_task(payload: bytes) -> Task:
    return cast(Task, pickle.loads(payload))


@lru_cache(maxsize=64)
def pack_head(head: Head) -> bytes:
    return json.dumps(asdict(head)).encode()


@lru_cache(maxsize=64)
def unpack_head(payload: bytes) -> Head:
    return Head(**json.loads(payload))


def pack_problem(problem: Problem) -> bytes:
    return json.dumps(asdict(problem)).encode()


def unpack_problem(payload: bytes) -> Problem:
    return Problem(**json.loads(payload))
