"""Whatever is done to a dataset, in whatever order: it says what a fresh load of the same documents says."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from klyngegraf import loading
from klyngegraf.loading import load
from klyngegraf.soundness import examine
from klyngegraf.withdrawal import withdraw
from store import DataFolder, Draft
from store.backup import backup, restore
from store.draft import STEPS
from tests.minutes import minutes, write

NAMES = ("randers", "horsens", "aarhus")
BROKEN = "Intet her.\n"
# Two spellings of one mayor, another one, one who is a member elsewhere: each change moves who is who.
CONTENTS = {
    (name, mayor): minutes(name, 12 + number, mayor) for number, name in enumerate(NAMES) for mayor in ("Ane Høgh Holm", "Ane Høg Holm", "Karen Krog")
}


class _Killed(BaseException):
    """Nothing may catch it, as nothing catches a kill."""


class _HereAndNow:
    """In place of the processes that read: the same work, done at once."""

    def __init__(self, work: Callable[[str], object], size: int, seconds: float) -> None:
        self._work = work

    def run(self, tasks: Iterable[str]) -> Iterator[tuple[str, object]]:
        return ((task, self._work(task)) for task in tasks)


class Dataset(RuleBasedStateMachine):
    """The model: `files` are on disk, `served` are the texts in the dataset, `kept` those in the backup; all by name of file."""

    def __init__(self) -> None:
        super().__init__()
        self.place = Path(tempfile.mkdtemp())
        self.folder, self.data = self.place / "in", DataFolder(self.place / "data")
        self.folder.mkdir()
        self.files: dict[str, str] = {}
        self.served: dict[str, str] = {}
        self.kept: dict[str, str] | None = None

    def teardown(self) -> None:
        shutil.rmtree(self.place)

    @rule(name=st.sampled_from(NAMES), mayor=st.sampled_from(["Ane Høgh Holm", "Ane Høg Holm", "Karen Krog", ""]))
    def write(self, name: str, mayor: str) -> None:
        self.files[name] = CONTENTS[name, mayor] if mayor else BROKEN + name
        write(self.folder, **{name: self.files[name]})

    @precondition(lambda self: self.files)
    @rule(names=st.sets(st.sampled_from(NAMES), min_size=1))
    def load(self, names: set[str]) -> None:
        self._load(names, self.data)
        self.served |= self._sound(names)

    def _load(self, names: set[str], data: DataFolder) -> None:
        paths = [self.folder / f"{name}.md" for name in sorted(names & self.files.keys())]
        if paths:
            load(paths, data)

    def _sound(self, names: set[str]) -> dict[str, str]:
        return {name: text for name, text in self.files.items() if name in names and not text.startswith(BROKEN)}

    @precondition(lambda self: self.files)
    @rule(step=st.sampled_from(STEPS))
    def load_and_be_killed(self, step: str) -> None:
        """The process is gone at a step: what it held open is closed, what it had written stays as it is."""

        def die(done: str) -> None:
            if done == step:
                raise _Killed

        before = self.data.version()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Draft, "_discard", lambda draft: setattr(draft, "_store", None))
            with suppress(_Killed):
                self._load(set(NAMES), DataFolder(self.data.path, die))
        if self.data.version() != before:
            self.served |= self._sound(set(NAMES))

    @precondition(lambda self: self.served)
    @rule(choice=st.randoms(use_true_random=False))
    def withdraw(self, choice: object) -> None:
        name = sorted(self.served)[choice.randrange(len(self.served))]  # type: ignore[attr-defined]
        withdraw([f"{name}.md"], self.data)
        del self.served[name]

    @precondition(lambda self: self.data.version())
    @rule()
    def back_up(self) -> None:
        shutil.rmtree(self.place / "backup", ignore_errors=True)
        backup(self.data, self.place / "backup")
        self.kept = dict(self.served)

    @precondition(lambda self: self.kept is not None)
    @rule()
    def restore(self) -> None:
        restore(self.place / "backup", self.data)
        self.served = dict(self.kept or {})

    @invariant()
    def says_what_a_fresh_load_says(self) -> None:
        assert examine(self.data).faults == ()
        assert {record.file_name.removesuffix(".md") for record in self.data.manifest().documents} == self.served.keys()
        if self.served:
            assert self.data.manifest().dataset == _fresh(tuple(sorted(self.served.items())))


_FRESH: dict[tuple[tuple[str, str], ...], str] = {}


def _fresh(documents: tuple[tuple[str, str], ...]) -> str:
    """The version string of a dataset that never held anything else; each collection of documents is loaded once."""
    if documents not in _FRESH:
        with tempfile.TemporaryDirectory() as place:
            _FRESH[documents] = load([write(Path(place, "in"), **dict(documents))], DataFolder(Path(place, "data"))).after.dataset
    return _FRESH[documents]


def test_the_dataset_is_a_function_of_its_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "Crew", _HereAndNow)
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        Dataset, settings=settings(max_examples=8, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck))
    )
