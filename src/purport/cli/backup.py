"""`purport backup`: a verified copy of the ledger."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from purport.cli.answering import LedgerOption
from purport.cli.outcome import COULD_NOT, DONE
from purport.errors import PurportError, one_line


def backup(
    target: Annotated[Path, typer.Argument(metavar="FILE", help="The file to make.")],
    *,
    ledger: LedgerOption = None,
) -> None:
    """Copy the ledger into one file, while others use it, and verify the copy.

    [bold]Examples[/bold]

    purport backup case-2024-03-16.db

    purport backup copy.db --ledger case.db

    [bold]Exit status[/bold]

    0 done; 2 it could not be done, and there is no copy.
    """
    raise typer.Exit(_carry_out(target, ledger))


def _carry_out(target: Path, path: Path | None) -> int:
    from purport.ledger.backup import back_up  # noqa: PLC0415 - SQLAlchemy takes a while
    from purport.ledger.store import open_ledger  # noqa: PLC0415 - likewise
    from purport.settings import chosen_ledger, load_settings  # noqa: PLC0415

    try:
        with open_ledger(path or chosen_ledger(load_settings())) as ledger:
            head = back_up(ledger, target)
    except PurportError as error:
        sys.stderr.write(f"purport: {error}\n")
        return COULD_NOT
    said = f"{target}: copied and verified; log row {head.n}, {head.hash}"
    sys.stdout.write(one_line(said) + "\n")
    return DONE
