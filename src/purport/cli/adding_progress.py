"""What a person at a terminal sees on standard error while reports are added to a ledger."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

from purport.cli.progress import Notices


@dataclass(slots=True)
class Adding:
    """How many inputs came to what so far."""

    added: int = 0
    read_anew: int = 0
    exact: int = 0
    near_exact: int = 0
    failed: int = 0
    claims: int = 0

    @property
    def done(self) -> int:
        """How many inputs are dealt with."""
        return self.added + self.read_anew + self.exact + self.near_exact + self.failed


@dataclass(frozen=True, slots=True)
class AddingNotices(Notices):
    """Lines on standard error, and a bar with the rate and the time that is left."""

    def advance(self, adding: Adding, where: str) -> None:
        """Show how far the command is."""
        if self.bar is None or self.task is None:
            return
        failed = f", {adding.failed} failed" if adding.failed else ""
        known = adding.exact + adding.near_exact
        again = f", {known} there already" if known else ""
        task = self.bar.tasks[0]
        rate = f"{adding.done / task.elapsed:.1f}/s" if task.elapsed else ""
        told = f"{adding.added + adding.read_anew} added{again}{failed}"
        self.bar.update(self.task, completed=adding.done, told=told, rate=rate, where=where)


@contextmanager
def adding_notices(total: int | None) -> Iterator[AddingNotices]:
    """Give notices, with a bar where standard error is a terminal.

    Args:
        total: how many inputs are expected; None is not known.
    """
    if not sys.stderr.isatty():
        yield AddingNotices()
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.fields[told]}"),
        BarColumn(bar_width=20),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
        TextColumn("{task.fields[where]}", markup=False),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=total, told="0 added", rate="", where="")
        yield AddingNotices(progress, task)
