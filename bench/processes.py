"""What a program and all its processes have used, by the kernel's account (Linux): computing, and memory with shared pages shared out."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from types import TracebackType

_TICKS = os.sysconf("SC_CLK_TCK")


class Processes:
    """Watches this process and its descendants while the block runs; each is asked four times a second."""

    def __init__(self) -> None:
        self._seconds: dict[int, float] = {}
        self._peak = 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    @property
    def seconds(self) -> float:
        """Of computing, in user and system mode."""
        return sum(self._seconds.values())

    @property
    def peak(self) -> float:
        """The most that all held at once, in MiB."""
        return self._peak

    def __enter__(self) -> Processes:
        self._before = _computed(os.getpid())
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._over.set()
        self._thread.join()
        self._ask()
        self._seconds[os.getpid()] -= self._before

    def _watch(self) -> None:
        while not self._over.wait(0.25):
            self._ask()

    def _ask(self) -> None:
        held = 0.0
        for process in family(os.getpid()):
            try:
                self._seconds[process] = max(_computed(process), self._seconds.get(process, 0.0))
                held += _held(process)
            except OSError:
                continue  # it has ended meanwhile
        self._peak = max(self._peak, held)


def family(root: int) -> list[int]:
    """A process and those below it."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                parents[int(entry.name)] = int(_fields(int(entry.name))[1])
            except OSError:
                continue
    found = [root]
    for one in found:
        found += [process for process, parent in parents.items() if parent == one]
    return found


def held(root: int) -> float:
    """What a process and those below it hold, in MiB, shared pages counted once."""
    total = 0.0
    for process in family(root):
        try:
            total += _held(process)
        except OSError:
            continue  # it has ended meanwhile
    return total


def _fields(process: int) -> list[str]:
    """The fields of `stat` behind the command's name, which may hold spaces."""
    return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()


def _computed(process: int) -> float:
    user, system = _fields(process)[11:13]
    return (int(user) + int(system)) / _TICKS


def _held(process: int) -> float:
    for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    return 0.0
