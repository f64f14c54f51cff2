"""A question to the ledger: it is opened, the answer is written, and every end is told."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from purport.cli.outcome import COULD_NOT, DONE, INTERRUPTED, PIPE_CLOSED
from purport.cli.output import whole_file, write_stream
from purport.errors import PurportError, UsageError

if TYPE_CHECKING:
    from purport.ledger.store import Ledger

TABLE_ROWS = 50  # of a list, where nobody says how many
LedgerOption = Annotated[
    Path | None,
    typer.Option("--ledger", metavar="FILE", help="The ledger; else PURPORT_LEDGER, else yours."),
]
LimitOption = Annotated[
    int | None, typer.Option(min=1, metavar="N", help="How many; a table has 50, a file all.")
]
OutputOption = Annotated[
    Path | None, typer.Option(metavar="PATH", help="Write there, not to standard output.")
]


def answer(
    ledger: Path | None, texts: Callable[[Ledger], Iterable[str]], output: Path | None = None
) -> None:
    """Write what a ledger answers, and leave with the exit status.

    Args:
        ledger: the file; None is the user's own.
        texts: an open ledger → what to write, a piece at a time.
        output: where to; None is standard output.

    Raises:
        typer.Exit: always, with the status.
    """
    from purport.ledger.store import open_ledger  # noqa: PLC0415 - SQLAlchemy takes a while
    from purport.settings import chosen_ledger, load_settings  # noqa: PLC0415 - as above

    try:
        with open_ledger(ledger or chosen_ledger(load_settings())) as opened:
            if output is None:
                write_stream(texts(opened), None)
            else:
                refuse_ledger(opened, output)
                with whole_file(output) as stream:
                    stream.writelines(text.encode("utf-8", "replace") for text in texts(opened))
    except PurportError as error:
        say(str(error))
        raise typer.Exit(COULD_NOT) from error
    except KeyboardInterrupt:
        say("stopped")
        raise typer.Exit(INTERRUPTED) from None
    except BrokenPipeError:
        # whoever read has gone; what Python still holds for them must not be flushed at the end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(PIPE_CLOSED) from None
    raise typer.Exit(DONE)


def refuse_ledger(ledger: Ledger, output: Path) -> None:
    """Do nothing where an output leaves the ledger's own file untouched.

    Raises:
        UsageError: it would go over the ledger.
    """
    if output.exists() and output.samefile(ledger.path):
        raise UsageError("the output would go over the ledger", str(output), "Name another file.")


def say(line: str) -> None:
    """Write a line for people on standard error."""
    sys.stderr.write(f"purport: {line}\n")


def is_styled() -> bool:
    """Whether standard output is a terminal that shows styles."""
    from rich.console import Console  # noqa: PLC0415 - help has to come at once

    console = Console()
    return console.is_terminal and console.color_system is not None


def row_lines(rows: Iterable[object]) -> Iterator[str]:
    """Yield rows (dataclasses) as JSON Lines."""
    from dataclasses import asdict  # noqa: PLC0415 - with the one below

    from purport.ledger.transfer import json_line  # noqa: PLC0415 - SQLAlchemy takes a while

    for row in rows:
        yield json_line(asdict(row))  # type: ignore[call-overload]


def row_cells(rows: Iterable[object], names: Iterable[str]) -> Iterator[str]:
    """Yield the names of columns and then rows (dataclasses) as CSV."""
    from dataclasses import asdict  # noqa: PLC0415 - with the one below

    from purport.export.csv_claims import csv_text  # noqa: PLC0415 - seldom needed

    yield csv_text([list(names)])
    for row in rows:
        yield csv_text([asdict(row).values()])  # type: ignore[call-overload]
