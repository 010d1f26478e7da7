"""`klyngegraf load`: documents in."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from klyngegraf.changing import changing
from klyngegraf.console import counted, looked_at, plain, say, write
from klyngegraf.options import DATA, Data, Elsewhere, engine, is_address, opened

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from klyngegraf.loading import Watch
    from klyngegraf.outcome import Handled, LoadReport
    from store import DocumentRecord

NAME = "load"
EXAMPLE = "Example: klyngegraf load examples 'minutes/2025-*.md' --data data"


def run(
    paths: Annotated[list[str], typer.Argument(metavar="PATH…", help="Files, folders (with all below them) and patterns.", show_default=False)],
    data: Data = DATA,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=0, help="Processes that read at once; 0: one a core.")] = 0,
    seconds: Annotated[float, typer.Option("--seconds", min=0.1, help="The time limit for one document.")] = 60.0,
    elsewhere: Elsewhere = "",
) -> None:
    """Load documents: each becomes one named graph, replaced whole.

    What is loaded already and unchanged is skipped. A document that cannot be read or breaks a rule goes to quarantine, with a report, and does not
    stop the others. Until all are done the dataset stays as it was. With --store the new version is then put into that engine too, changed graphs
    only; the data folder stays the working copy.
    """
    from klyngegraf.loading import load

    with changing(data) as place:
        with _progress() as watch:
            report = load([Path(path) for path in paths], place, jobs=jobs, seconds=seconds, watch=watch)
        _summarise(report, data)
    if is_address(elsewhere):
        _publish(data, elsewhere)
    if any(handled.state.value == "quarantined" for handled in report.documents):
        raise typer.Exit(1)


def _publish(data: Path, elsewhere: str) -> None:
    from store.publishing import publish

    source, manifest = opened(data)
    done = publish(source, manifest, engine(data, elsewhere))
    version = f"version {manifest.number} ({manifest.dataset})"
    write(f"{elsewhere} is at {version}: {counted(len(done.put), 'graph')} put, {len(done.removed)} removed.\n")


def _progress() -> AbstractContextManager[Watch]:
    if looked_at():
        from klyngegraf.progress import bar

        return bar("Loading")
    return nullcontext(_tell)


def _tell(handled: Handled, total: int) -> None:
    """Quiet, but for what did not pass."""
    if handled.state.value == "quarantined":
        say(f"quarantined: {handled.note}")


def _summarise(report: LoadReport, data: Path) -> None:
    states = {handled.state: report.count(handled.state) for handled in report.documents}
    parts = ", ".join(f"{count} {state.value}" for state, count in sorted(states.items(), key=lambda pair: pair[0].value))
    for handled in report.documents:
        if handled.record and handled.state.value in ("loaded", "replaced"):
            record = handled.record
            unparsed = f", {counted(record.unparsed, 'passage')} not understood" if record.unparsed else ""
            said = f"{counted(record.facts, 'fact')}{unparsed}; {_shares(record)}"
            write(f"{handled.state.value:<9} {plain(record.label)}: {said}  ({plain(record.file_name)})\n")
            if handled.note:
                write(f"          {plain(handled.note)}\n")
    write(f"{parts} in {report.elapsed:.1f} s. ")
    version = f"version {report.after.number} ({report.after.dataset})"
    write(f"{data} is at {version}.\n" if report.changed else f"{data} stays at {version}.\n")
    if report.findings:
        write(f"{counted(report.findings, 'finding')}: klyngegraf validate --data {data}\n")


def _shares(record: DocumentRecord) -> str:
    """How much of the text rules quote, how much was only looked through, and how much is not understood; by rule: the query coverage-by-rule."""
    whole = max(record.characters, 1)
    read, seen = (round(100 * part / whole) for part in (record.quoted, record.understood - record.quoted))
    return f"{read} % read by rules, {seen} % passed over, {100 - read - seen} % not understood"
