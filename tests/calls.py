"""The calls by which a real program changed the files of a folder, in their order, as strace saw them."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

CALLS = (
    "open,openat,creat,close,lseek,write,pwrite64,writev,pwritev,pwritev2,ftruncate,truncate,fallocate,sendfile,copy_file_range,msync,fsync,fdatasync,"
    "sync,syncfs,rename,renameat,renameat2,link,linkat,symlink,symlinkat,unlink,unlinkat,mkdir,mkdirat,rmdir"
)
_LINE = re.compile(r"^(?P<pid>\d+) +(?P<rest>.*)$")
_CALL = re.compile(r"^(?P<name>\w+)\((?P<arguments>.*)\) += (?P<result>-?\d+|\?)(?:<(?P<opened>(?:\\x[0-9a-f]{2})*)>)?(?: .*)?$")
_RESUMED = re.compile(r"^<\.\.\. \w+ resumed>(?P<rest>.*)$")
_UNFINISHED = " <unfinished ...>"


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the system that succeeded, or that failed to remove what was never there: how a traced program says where it is."""

    name: str
    arguments: tuple[str, ...]
    result: int

    @property
    def said(self) -> str:
        return text(self.arguments[0].strip('"')).rpartition("/")[2] if self.name == "rmdir" and self.result < 0 else ""


def traced(command: Sequence[str], root: Path, record: Path) -> list[Call]:
    """Run a program and give the calls that it made below `root`. Raises CalledProcessError."""
    options = ["-f", "-y", "-xx", "-s", str(1 << 24), "-e", f"trace={CALLS}", "-o", str(record)]
    subprocess.run(["strace", *options, *command], check=True, capture_output=True, text=True, timeout=300)
    return list(_calls(record.read_text(encoding="ascii"), "".join(f"\\x{byte:02x}" for byte in os.fsencode(root))))


def _calls(record: str, root: str) -> Iterator[Call]:
    """A call that other threads interrupt stands on two lines; it counts where it ended, but for `close`: its number may be another's before that."""
    begun: dict[str, str] = {}
    for line in record.splitlines():
        if not (found := _LINE.match(line)):
            continue
        pid, rest = found["pid"], found["rest"]
        if rest.endswith(_UNFINISHED):
            rest = rest.removesuffix(_UNFINISHED)
            if not rest.startswith("close("):
                begun[pid] = rest
                continue
            rest = f"{rest}) = 0"
        if resumed := _RESUMED.match(rest):
            rest = begun.pop(pid, "") + resumed["rest"]
        call = _CALL.match(rest) if root in rest else None
        if call and call["result"] != "?" and (int(call["result"]) >= 0 or call["name"] == "rmdir"):
            yield Call(call["name"], tuple(_split(call["arguments"])), int(call["result"]))


def _split(arguments: str) -> Iterator[str]:
    """Strings are all `\\xNN`, so a comma is always a comma."""
    return (part.strip() for part in arguments.split(","))


def text(escaped: str) -> str:
    """A string as strace prints it, as what it is: a path."""
    return os.fsdecode(octets(escaped))


def octets(escaped: str) -> bytes:
    """The same, as bytes."""
    return bytes.fromhex(escaped.strip('"').replace("\\x", ""))
