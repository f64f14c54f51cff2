"""What a person at a terminal sees on standard error while several reports are read."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.text import Text

from purport.cli.outcome import Tally


@dataclass(frozen=True, slots=True)
class Notices:
    """The lines that a command says on standard error; `bar` is None where there is no terminal."""

    bar: Progress | None = None
    task: TaskID | None = None

    def say(self, line: str) -> None:
        """Write one line at once, above the bar where there is one."""
        if self.bar is None:
            sys.stderr.write(f"purport: {line}\n")
            sys.stderr.flush()
        else:
            self.bar.console.print(Text(f"purport: {line}"), soft_wrap=True)

    def show(self, tally: Tally, where: str) -> None:
        """Show how far the command is."""
        if self.bar is not None and self.task is not None:
            failed = f", {tally.failed} failed" if tally.failed else ""
            self.bar.update(self.task, told=f"{tally.read} read{failed}", where=where)


@contextmanager
def notices(*, bar: bool) -> Iterator[Notices]:
    """Give notices, with a bar on standard error where `bar` asks for one."""
    if not bar:
        yield Notices()
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.fields[told]}"),
        TimeElapsedColumn(),
        TextColumn("{task.fields[where]}", markup=False),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield Notices(progress, progress.add_task("", total=None, told="0 read", where=""))
