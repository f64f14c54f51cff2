"""`purport import`: an export into a ledger."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from purport.cli.answering import LedgerOption, say
from purport.cli.outcome import COULD_NOT, INTERRUPTED
from purport.errors import InputError, MissingFile, PurportError

if TYPE_CHECKING:
    from purport.ledger.transfer_merging import Taken


def import_ledger(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="As purport export wrote it.")],
    *,
    ledger: LedgerOption = None,
) -> None:
    """Import an exported ledger: all of it, or nothing.

    Into a ledger that is empty or not there, it comes as it was, its log too. Into another one,
    reports that are there already stay one, and what is new is added and noted in the log; a report
    that is another one under the same id is refused.

    [bold]Examples[/bold]

    purport import case.jsonl --ledger case.db

    [bold]Exit status[/bold]

    0 done; 2 it could not be done, and nothing was changed.
    """
    try:
        said = _said(_carry_out(file, ledger))
    except PurportError as error:
        say(str(error))
        raise typer.Exit(COULD_NOT) from error
    except KeyboardInterrupt:
        say("stopped; nothing was changed")
        raise typer.Exit(INTERRUPTED) from None
    typer.echo(said)


def _carry_out(file: Path, path: Path | None) -> Taken:
    from purport.ledger.store import open_ledger  # noqa: PLC0415 - SQLAlchemy takes a while
    from purport.ledger.transfer_import import import_lines  # noqa: PLC0415 - likewise
    from purport.settings import chosen_ledger, chosen_person, load_settings  # noqa: PLC0415

    settings = load_settings()
    target = path or chosen_ledger(settings)
    new = not target.exists()
    if not file.exists():
        raise MissingFile("there is nothing here", str(file))
    try:
        with file.open("rb") as lines, open_ledger(target, create=True) as ledger:
            return import_lines(ledger, lines, str(file), chosen_person(settings))
    except BaseException as error:
        if new:
            for ending in ("", "-wal", "-shm"):
                with suppress(OSError):
                    target.with_name(target.name + ending).unlink(missing_ok=True)
        if isinstance(error, OSError):
            what = f"it cannot be read ({error.strerror})"
            raise InputError(what, str(file), "Check the file.") from error
        raise


def _said(taken: Taken) -> str:
    from purport.export.wording import counted  # noqa: PLC0415 - it is not needed for --help

    if not (taken.reports or taken.readings or taken.decisions):
        said = "nothing is new"
    else:
        parts = (
            counted(taken.reports, "report", "reports"),
            counted(taken.readings, "reading", "readings"),
            counted(taken.decisions, "decision", "decisions"),
        )
        said = f"{', '.join(parts)} imported"
    if taken.older:
        said += f"; {counted(taken.older, 'reading', 'readings')} left out, as there are newer ones"
    return said
