"""Files into the dataset: each document is read, gated and put in its own graph; then who is who and what contradicts; then one switch.

Until the switch nothing has happened: a load that is killed leaves the dataset as it was. What it had read is kept for the next one.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from klyngegraf import quarantine, stage, witnesses
from klyngegraf.agenda import Agenda, agenda, superseded
from klyngegraf.crew import Crew, Lost
from klyngegraf.derived import count_findings, refresh_findings, refresh_identities, refresh_words
from klyngegraf.fingerprint import checks, loader
from klyngegraf.kept import Kept
from klyngegraf.outcome import Handled, LoadReport, Problem, Refused, Seconds, State, Taken
from klyngegraf.sources import File, expand
from klyngegraf.withdrawal import withdrawn
from store import DataFolder, Draft

TIME_LIMIT = 60.0
"""Seconds for one document. The longest of the corpus takes well under one."""

Watch = Callable[[Handled, int], None]
"""Called with each document as it is done, and with the number of documents in all."""


def cores() -> int:
    """How many processes can work at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def load(
    paths: Iterable[str | Path], data: DataFolder, *, jobs: int = 0, seconds: float = TIME_LIMIT, watch: Watch = lambda handled, total: None
) -> LoadReport:
    """Load files, folders and patterns. `jobs` 0: as many as there are cores; `seconds`: the time limit for one document.

    A document that fails is in quarantine, and does not stop the others. Raises NothingMatches and the store's errors (DataBusy, …).
    """
    files = expand(paths)
    with data.draft() as draft:
        gone = withdrawn(draft.store)
        stay = tuple(file for file in files if file.sha256[:16] not in gone)
        running = _Load(data, draft, stay, watch)
        for file in set(files) - set(stay):
            running.pass_over(file)
        return running.run(jobs or cores(), seconds)


class _Load:
    """One load while it runs."""

    def __init__(self, data: DataFolder, draft: Draft, files: tuple[File, ...], watch: Watch) -> None:
        self._data, self._draft, self._files, self._watch = data, draft, files, watch
        self._before = draft.manifest
        self._held = {record.source: record for record in self._before.documents}
        self._held |= {record.sha256: record for record in self._before.documents}
        self._handled: list[Handled] = []
        self._seconds = Seconds()
        self._kept = Kept(data, loader())

    def run(self, jobs: int, seconds: float) -> LoadReport:
        start = time.perf_counter()
        plan = agenda(self._files, self._before.documents, loader())
        self._leave(plan)
        self._read(plan.read, jobs, seconds)
        self._withdraw()
        findings = self._derive(any(handled.state in (State.LOADED, State.REPLACED) for handled in self._handled))
        after = self._draft.commit()
        self._release()
        self._kept.forget()
        return LoadReport(self._before, after, tuple(self._handled), findings, self._seconds, time.perf_counter() - start)

    def pass_over(self, file: File) -> None:
        self._handled.append(Handled(file.source, State.WITHDRAWN, note=f"klyngegraf withdraw --undo {file.sha256[:16]} lets it in again"))

    def _leave(self, plan: Agenda) -> None:
        for file in plan.unchanged:
            self._done(Handled(file.source, State.UNCHANGED, self._held[file.sha256]))
        for file, original in plan.copies:
            self._done(Handled(file.source, State.COPY, note=f"the same document as {original}"))

    def _read(self, files: tuple[File, ...], jobs: int, seconds: float) -> None:
        hashes = {file.source: file.sha256 for file in files if not self._take_kept(file)}
        crew: Crew[str, Taken | Refused] = Crew(stage.work, min(jobs, len(hashes)), seconds)
        for source, answer in crew.run(hashes):
            if isinstance(answer, Taken):
                self._kept.keep(answer)
                self._take(source, answer)
            else:
                self._refuse(_lost(source, hashes[source], answer, seconds) if isinstance(answer, Lost) else answer)

    def _take_kept(self, file: File) -> bool:
        """Was the document read by a load that did not come to its end?"""
        taken = self._kept.find(file)
        if taken:
            self._take(file.source, taken)
        return taken is not None

    def _take(self, source: str, taken: Taken) -> None:
        start = time.process_time()
        known = source in self._held or taken.record.sha256 in self._held
        self._draft.put(taken.record, taken.graph, taken.text)
        witnesses.note(self._draft, taken.graph)
        self._seconds += taken.seconds + Seconds(store=time.process_time() - start)
        self._done(Handled(source, State.REPLACED if known else State.LOADED, taken.record, taken.note))

    def _refuse(self, refused: Refused) -> None:
        record = self._held.get(refused.source)
        quarantine.keep(self._data, refused, still_served=record is not None)
        self._seconds += refused.seconds
        self._done(Handled(refused.source, State.QUARANTINED, record, refused.line))

    def _done(self, handled: Handled) -> None:
        self._handled.append(handled)
        self._watch(handled, len(self._files))

    def _withdraw(self) -> None:
        """What a file said before goes when what it says now is in."""
        refused = {handled.source for handled in self._handled if handled.state is State.QUARANTINED}
        for source, document in superseded(self._files, self._before.documents).items():
            if source not in refused:
                self._draft.withdraw(document)

    def _derive(self, read: bool) -> int:
        """The graphs over all documents, anew only where something they follow from may have changed; gives the number of findings."""
        start = time.process_time()
        changed = refresh_words(self._draft) or read or self._draft.manifest.dataset != self._before.dataset
        if changed:
            refresh_identities(self._draft)
        if changed or self._before.checks != checks():
            refresh_findings(self._draft)
        self._seconds += Seconds(store=time.process_time() - start)
        return count_findings(self._draft.store)

    def _release(self) -> None:
        """A document that is in the dataset now needs no quarantine; only after the commit, so that a kill before it loses nothing."""
        sound = {handled.source for handled in self._handled if handled.state is not State.QUARANTINED}
        for kept in tuple(quarantine.held(self._data)):
            if kept.source in sound:
                quarantine.release(self._data, kept.source)
        quarantine.sweep(self._data)


def _lost(source: str, sha256: str, lost: Lost, seconds: float) -> Refused:
    """A document whose reading was stopped or broke."""
    path = Path(source)
    if lost.overdue:
        problem = Problem("", f"reading it took more than {seconds:g} seconds", "Split it, or raise the limit with --seconds.")
    else:
        problem = Problem("", f"a fault of the program: {lost.fault}", "Report it together with the file; the other documents are not affected.")
    content = path.read_bytes() if path.is_file() and os.access(path, os.R_OK) else b""
    return Refused(path.name, source, sha256[:16], (problem,), content, lost.details)
