"""What a disk may hold after a power cut: the calls of a real process (tests/calls.py) played on a model that forgets what was not waited for.

A file's bytes are safe from `fsync` of the file on, a name (new, renamed, gone) from `fsync` of its folder on. Of the rest a real disk keeps what it
happens to: `Forgetting` says what this one keeps. The model takes the calls of one process that writes below `root`; its threads share what is open.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from tests.calls import Call, octets, text

DRAFT = ".draft"
_NO_EFFECT = {"close", "msync"}


class Forgetting(Enum):
    """ALL: only what was waited for is there. BYTES: names are as they were last, bytes that were not waited for are not there (a journal of
    names alone). SOME: chance decides, each name and each file for itself. NOTHING: as after a kill."""

    ALL = "all"
    BYTES = "bytes"
    SOME = "some"
    NOTHING = "nothing"


@dataclass(slots=True, eq=False)
class Held:
    """A file: its bytes as written, and as they are safe."""

    content: bytearray = field(default_factory=bytearray)
    safe: bytes = b""


@dataclass(slots=True, eq=False)
class Named:
    """A folder: its names as given, and as they are safe."""

    entries: dict[str, Node] = field(default_factory=dict)
    safe: dict[str, Node] = field(default_factory=dict)


Node = Held | Named


@dataclass(slots=True)
class _Opened:
    node: Node
    at: int = 0
    appends: bool = False


class Disk:
    """`root` is the folder that is modelled; it is empty at first, and safe itself."""

    def __init__(self, root: Path) -> None:
        self._root, self._top = str(root), Named()
        self._opened: dict[int, _Opened] = {}

    def play(self, call: Call) -> bool:
        """Give the disk a call. False: it changes nothing that a power cut would show."""
        if call.result < 0:
            return False
        getattr(self, f"_{call.name}")(call.result, *call.arguments)
        return call.name not in _NO_EFFECT

    def lay(self, place: Path, forgetting: Forgetting, seed: int = 0) -> None:
        """Write to `place`, which is not there, what a power cut now would leave."""
        _lay(self._top, place, forgetting, random.Random(seed))

    def state(self, forgetting: Forgetting, seed: int = 0) -> str:
        """What `lay` would write, in few characters: equal for disks that differ at most within drafts."""
        return _state(self._top, forgetting, random.Random(seed))

    # --- names

    def _parent(self, path: str) -> tuple[Named, str]:
        *folders, name = [part for part in path.removeprefix(self._root).split("/") if part]
        node: Node = self._top
        for folder in folders:
            assert isinstance(node, Named)
            node = node.entries[folder]
        assert isinstance(node, Named)
        return node, name

    def _at(self, path: str) -> Node | None:
        if path == self._root:
            return self._top
        parent, name = self._parent(path)
        return parent.entries.get(name)

    def _is_ours(self, path: str) -> bool:
        return path == self._root or path.startswith(f"{self._root}/")

    def _mkdir(self, result: int, path: str, mode: str) -> None:
        if text(path) != self._root:
            parent, name = self._parent(text(path))
            parent.entries[name] = Named()

    def _mkdirat(self, result: int, folder: str, path: str, mode: str) -> None:
        self._mkdir(result, _joined(folder, path), mode)

    def _unlink(self, result: int, path: str) -> None:
        parent, name = self._parent(text(path))
        del parent.entries[name]

    _rmdir = _unlink

    def _unlinkat(self, result: int, folder: str, path: str, flags: str) -> None:
        self._unlink(result, _joined(folder, path))

    def _rename(self, result: int, source: str, target: str) -> None:
        parent, name = self._parent(text(source))
        node = parent.entries.pop(name)
        parent, name = self._parent(text(target))
        parent.entries[name] = node

    def _renameat(self, result: int, of: str, source: str, to: str, target: str) -> None:
        self._rename(result, _joined(of, source), _joined(to, target))

    def _renameat2(self, result: int, of: str, source: str, to: str, target: str, flags: str) -> None:
        assert flags == "0"
        self._renameat(result, of, source, to, target)

    def _link(self, result: int, source: str, target: str) -> None:
        node = self._at(text(source))
        assert node is not None
        parent, name = self._parent(text(target))
        parent.entries[name] = node

    def _linkat(self, result: int, of: str, source: str, to: str, target: str, flags: str) -> None:
        self._link(result, _joined(of, source), _joined(to, target))

    # --- bytes

    def _openat(self, result: int, folder: str, path: str, flags: str, mode: str = "") -> None:
        self._open(result, _joined(folder, path), flags, mode)

    def _open(self, result: int, path: str, flags: str, mode: str = "") -> None:
        name = text(path)
        if not self._is_ours(name):
            return
        node, how = self._at(name), flags.split("|")
        if node is None:
            assert "O_CREAT" in how, name
            parent, last = self._parent(name)
            parent.entries[last] = node = Held()
        if "O_TRUNC" in how and isinstance(node, Held):
            node.content.clear()
        self._opened[result] = _Opened(node, appends="O_APPEND" in how)

    def _close(self, result: int, descriptor: str) -> None:
        self._opened.pop(_number(descriptor), None)

    def _lseek(self, result: int, descriptor: str, offset: str, whence: str) -> None:
        if opened := self._opened.get(_number(descriptor)):
            opened.at = result

    def _write(self, result: int, descriptor: str, content: str, size: str) -> None:
        if not self._is_ours(text(_within(descriptor))):
            return  # a pipe, with our folder's name in what goes through it
        opened = self._opened[_number(descriptor)]
        assert isinstance(opened.node, Held)
        at = len(opened.node.content) if opened.appends else opened.at
        self._put(opened.node, at, octets(content)[:result])
        opened.at = at + result

    def _pwrite64(self, result: int, descriptor: str, content: str, size: str, offset: str) -> None:
        node = self._opened[_number(descriptor)].node
        assert isinstance(node, Held)
        self._put(node, int(offset), octets(content)[:result])

    def _sendfile(self, result: int, target: str, source: str, offset: str, size: str) -> None:
        """Its offset is printed as it was before and, where it moved, after: `[0] => [17]`."""
        read, written = self._opened[_number(source)], self._opened[_number(target)]
        assert isinstance(read.node, Held) and isinstance(written.node, Held)
        start = int(re.findall(r"\d+", offset)[0])
        self._put(written.node, written.at, bytes(read.node.content[start : start + result]))
        written.at += result

    def _ftruncate(self, result: int, descriptor: str, size: str) -> None:
        node = self._opened[_number(descriptor)].node
        assert isinstance(node, Held)
        self._put(node, int(size), b"")
        del node.content[int(size) :]

    def _fallocate(self, result: int, descriptor: str, mode: str, offset: str, size: str) -> None:
        assert "FALLOC_FL_KEEP_SIZE" in mode, mode

    def _fsync(self, result: int, descriptor: str) -> None:
        node = self._opened[_number(descriptor)].node
        if isinstance(node, Held):
            node.safe = bytes(node.content)
        else:
            node.safe = dict(node.entries)

    _fdatasync = _fsync

    @staticmethod
    def _put(node: Held, at: int, content: bytes) -> None:
        node.content.extend(bytes(max(0, at + len(content) - len(node.content))))
        node.content[at : at + len(content)] = content


def _joined(folder: str, path: str) -> str:
    """A name and the folder that it counts from, as one name; both escaped, as the result is."""
    plain = path.strip('"')
    return plain if plain.startswith("\\x2f") else f"{_within(folder)}\\x2f{plain}"


def _within(descriptor: str) -> str:
    """What a descriptor stands for: `7<\\x2f…>`; "" where it is no file."""
    return (re.findall(r"<((?:\\x[0-9a-f]{2})+)>", descriptor) or [""])[0]


def _number(descriptor: str) -> int:
    return int(descriptor.partition("<")[0])


def _entries(node: Named, forgetting: Forgetting, chance: random.Random) -> dict[str, Node]:
    if forgetting is Forgetting.ALL:
        return node.safe
    if forgetting is not Forgetting.SOME:
        return node.entries
    either = {name: chance.choice((node.safe, node.entries)).get(name) for name in sorted(node.safe.keys() | node.entries.keys())}
    return {name: found for name, found in either.items() if found is not None}


def _content(node: Held, forgetting: Forgetting, chance: random.Random) -> bytes:
    if forgetting is Forgetting.NOTHING or bytes(node.content) == node.safe:
        return bytes(node.content)
    if forgetting is Forgetting.SOME:
        return bytes(node.content[: chance.randint(0, len(node.content))]) if chance.random() < 0.5 else node.safe
    return node.safe


def _lay(node: Node, place: Path, forgetting: Forgetting, chance: random.Random) -> None:
    if isinstance(node, Held):
        place.write_bytes(_content(node, forgetting, chance))
        return
    place.mkdir()
    for name, one in sorted(_entries(node, forgetting, chance).items()):
        _lay(one, place / name, forgetting, chance)


def _state(node: Node, forgetting: Forgetting, chance: random.Random) -> str:
    if isinstance(node, Held):
        return f"{hash(_content(node, forgetting, chance))}"
    entries = sorted(_entries(node, forgetting, chance).items())
    return "{" + ",".join(name if name.endswith(DRAFT) else f"{name}:{_state(one, forgetting, chance)}" for name, one in entries) + "}"
