"""Things that rich draws, as text for a terminal, a pipe or a file."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import RenderableType

_FILE_COLUMNS = 100


def printed(views: Iterable[RenderableType], *, to_file: bool) -> str:
    """Return views as text, with the styles of the terminal where it is one that has them."""
    from rich.console import Console  # noqa: PLC0415 - help has to come at once

    console = Console(file=io.StringIO(), width=_FILE_COLUMNS) if to_file else Console()
    styled = console.is_terminal and console.color_system is not None
    with console.capture() as shown:
        for view in views:
            console.print(view)
    lines = shown.get().split("\n")
    return "\n".join(lines if styled else (line.rstrip() for line in lines))
