"""What a query process can no longer do: open a socket. Whatever a query's parser and ours disagree on, the engine cannot dial.

A seccomp filter of the Linux kernel, which no later code can lift. Where the kernel or the machine has none, the check of the query's
own words (`store.guard`) stands alone, and the process says so.
"""

from __future__ import annotations

import ctypes
import errno
import logging
import platform
import struct
from typing import Final

log = logging.getLogger("klyngegraf.worker")
_NO_NEW_PRIVILEGES, _SECCOMP, _FILTER = 38, 22, 2
# The number of `socket`, by machine, with what the kernel calls the machine.
_MACHINES: Final = {"x86_64": (41, 0xC000003E), "aarch64": (198, 0xC00000B7)}
_ALLOW: Final = 0x7FFF0000
_REFUSE: Final = 0x00050000 | errno.EACCES


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def _instruction(code: int, yes: int, no: int, value: int) -> bytes:
    return struct.pack("=HBBI", code, yes, no, value)


def _refusing(number: int, machine: int) -> bytes:
    """Another machine's calls (32 bit on 64) are refused whole: their numbers mean something else."""
    load, equal, answer = 0x20, 0x15, 0x06
    return b"".join(
        (
            _instruction(load, 0, 0, 4),
            _instruction(equal, 1, 0, machine),
            _instruction(answer, 0, 0, _REFUSE),
            _instruction(load, 0, 0, 0),
            _instruction(equal, 0, 1, number),
            _instruction(answer, 0, 0, _REFUSE),
            _instruction(answer, 0, 0, _ALLOW),
        )
    )


def no_new_sockets() -> bool:
    """For this process and for good. False: not possible here."""
    known = _MACHINES.get(platform.machine())
    libc = ctypes.CDLL(None, use_errno=True)
    if known is None or libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        log.warning("sockets cannot be closed off on this machine")
        return False
    program = _refusing(*known)
    held = ctypes.create_string_buffer(program, len(program))
    whole = _Program(len(program) // 8, ctypes.cast(held, ctypes.c_void_p))
    if libc.prctl(_SECCOMP, _FILTER, ctypes.byref(whole), 0, 0) != 0:
        log.warning("sockets cannot be closed off: %s", errno.errorcode.get(ctypes.get_errno(), "unknown"))
        return False
    return True
