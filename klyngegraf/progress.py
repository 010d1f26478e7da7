"""A bar for the person who waits. Imported only where there is one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

from klyngegraf.console import plain
from klyngegraf.loading import Watch
from klyngegraf.outcome import Handled, State


class _Rate(ProgressColumn):
    """Documents a second, over the last half minute."""

    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:.1f} a second" if task.speed else "")


@contextmanager
def bar(label: str) -> Iterator[Watch]:
    """A bar on stderr that moves with each document; what is quarantined is said above it."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), _Rate(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True, highlight=False), transient=True) as progress:
        task = progress.add_task(label, total=None)

        def watch(handled: Handled, total: int) -> None:
            progress.update(task, total=total, advance=1)
            if handled.state is State.QUARANTINED:
                progress.console.print(plain(f"quarantined: {handled.note}"), markup=False, soft_wrap=True)

        yield watch
