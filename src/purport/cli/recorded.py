"""What became of what publishers or voices said, as `purport reports` and `voices` write it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NoReturn

import typer

from purport.cli.answering import TABLE_ROWS, row_cells, row_lines
from purport.cli.corroborated import corroborated
from purport.cli.outcome import COULD_NOT, DONE
from purport.cli.output import write_stream
from purport.cli.printing import printed
from purport.errors import PurportError

if TYPE_CHECKING:
    from purport.model.record import Record


def recorded(
    who: Literal["publishers", "voices"],
    words: str | None,
    monthly: bool,  # noqa: FBT001 - as the user gave it
    limit: int | None,
    output_format: str,
    output: Path | None,
    ledger: Path | None,
) -> NoReturn:
    """Write the records of publishers or voices, and leave with the exit status.

    Args:
        who: whose records.
        words: what a name has to hold; None is every name.
        monthly: whether each month of a name is a row.
        limit: how many rows; None is fifty in a table, and all in a file.
        output_format: table, jsonl or csv.
        output: where to; None is standard output.
        ledger: the file; None is the user's own.

    Raises:
        typer.Exit: always, with the status.
    """
    from purport.corroboration.records import ledger_records  # noqa: PLC0415 - SQLAlchemy: slow

    try:
        with corroborated(ledger) as opened:
            rows = ledger_records(opened, who, words or "", monthly=monthly)
            write_stream(_texts(rows, limit, output_format, to_file=output is not None), output)
    except PurportError as error:
        typer.echo(f"purport: {error}", err=True)
        raise typer.Exit(COULD_NOT) from error
    raise typer.Exit(DONE)


def _texts(
    rows: tuple[Record, ...], limit: int | None, output_format: str, *, to_file: bool
) -> Iterator[str]:
    from purport.export.ledger_terminal import records_table  # noqa: PLC0415 - seldom needed
    from purport.model.record import Record  # noqa: PLC0415 - as above

    if output_format == "jsonl":
        yield from row_lines(rows[:limit])
    elif output_format == "csv":
        yield from row_cells(rows[:limit], Record.__dataclass_fields__)
    elif rows:
        shown = rows[: limit or TABLE_ROWS]
        yield printed([records_table(shown)], to_file=to_file)
        if len(shown) < len(rows):
            yield f"{len(shown)} of {len(rows)} (--limit)\n"
    else:
        yield "nobody is as you ask\n"
