"""`purport verify`: whether the ledger is what was written to it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from purport.cli.answering import LedgerOption
from purport.cli.outcome import COULD_NOT, DONE, SOME_FAILED
from purport.errors import PurportError, one_line
from purport.export.wording import counted


def verify(
    *,
    ledger: LedgerOption = None,
    head: Annotated[
        str | None,
        typer.Option(
            metavar="HASH", help="A last hash of the log that you noted; it has to be there still."
        ),
    ] = None,
) -> None:
    """Check originals, texts, readings, offsets, decisions and the chain of the log.

    Says exactly what is not as it was written. The last line is the last hash of the log: note it
    elsewhere, as rows that are cut off the end of a log leave no other trace.

    [bold]Examples[/bold]

    purport verify

    purport verify --ledger case.db --head 3f2a…

    [bold]Exit status[/bold]

    0 all is as it was written; 1 something is not; 2 it could not be looked at.
    """
    raise typer.Exit(_carry_out(ledger, head))


def _carry_out(path: Path | None, noted: str | None) -> int:
    from purport.ledger.store import open_ledger  # noqa: PLC0415 - SQLAlchemy takes a while
    from purport.ledger.verification import ledger_head  # noqa: PLC0415 - likewise
    from purport.ledger.verification import verify as find_faults  # noqa: PLC0415 - likewise
    from purport.settings import chosen_ledger, load_settings  # noqa: PLC0415

    found = 0
    try:
        with open_ledger(path or chosen_ledger(load_settings())) as ledger:
            for finding in find_faults(ledger, noted):
                found += 1
                sys.stdout.write(one_line(f"{finding.where}: {finding.what}") + "\n")
            head = ledger_head(ledger)
    except PurportError as error:
        sys.stderr.write(f"purport: {error}\n")
        return COULD_NOT
    said = counted(found, "thing is", "things are") if found else "nothing is"
    sys.stdout.write(f"{said} other than it was written; log row {head.n}, {head.hash}\n")
    return SOME_FAILED if found else DONE
