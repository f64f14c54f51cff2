"""What a person at a terminal sees on standard error while claims are grouped."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

# Less than this is done before a bar could be read.
_LEAST = 200
_STAGES = {
    "reports": "reading what claims tell",
    "pairs": "comparing claims",
    "claims": "grouping claims",
}


@contextmanager
def grouping_progress() -> Iterator[Callable[[str, int, int], None] | None]:
    """Give what `update_groups` tells its progress to, or None where there is no terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn())
    console = Console(stderr=True)
    with Progress(*columns, TimeElapsedColumn(), console=console, transient=True) as progress:
        task = progress.add_task("", total=None, visible=False)

        def show(stage: str, done: int, whole: int) -> None:
            told = _STAGES[stage]
            progress.update(
                task, description=told, completed=done, total=whole, visible=whole >= _LEAST
            )

        yield show
