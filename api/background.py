"""A process that runs long makes room for those that answer at once.

Nice alone does not do it: a process that wakes to do a millisecond's work waits for the end of the slice of whoever has the processor (some
milliseconds), once at the server and once at the query process. A kernel that knows slices by process (Linux 6.12) lets one with a short slice go
before one with a long slice at once; an older one ignores them. The long query still gets its share of a machine that is busy, which it would
not as an idle task.
"""

from __future__ import annotations

import ctypes
import os
import platform
import struct
from typing import Final

_NICE: Final = 19
_SLICE: Final = 100_000_000  # nanoseconds: the longest that the kernel gives
_SCHED_SETATTR: Final = {"x86_64": 314, "aarch64": 274}
# size, policy (SCHED_OTHER), flags, nice, priority, runtime, deadline, period: `struct sched_attr` in its first version
_ATTRIBUTES: Final = struct.Struct("=IIQiIQQQ")


def make_room(pid: int) -> None:
    """Raises OSError where there is no such process (any more)."""
    number = _SCHED_SETATTR.get(platform.machine())
    attributes = ctypes.create_string_buffer(_ATTRIBUTES.pack(_ATTRIBUTES.size, 0, 0, _NICE, 0, _SLICE, 0, 0), _ATTRIBUTES.size)
    if number is None or ctypes.CDLL(None).syscall(number, pid, attributes, 0) != 0:
        os.setpriority(os.PRIO_PROCESS, pid, _NICE)  # where there are no slices, or a container forbids to set them
