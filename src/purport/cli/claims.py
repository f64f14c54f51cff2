"""`purport claims`: claims of the ledger, found by words and filters."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from purport.cli.answering import (
    TABLE_ROWS,
    LedgerOption,
    LimitOption,
    OutputOption,
    answer,
    refuse_ledger,
    say,
)
from purport.cli.outcome import COULD_NOT
from purport.cli.output import whole_file
from purport.cli.printing import printed
from purport.errors import PurportError, UsageError

if TYPE_CHECKING:
    from purport.ledger.filters import Filters
    from purport.ledger.search import Found
    from purport.ledger.store import Ledger

_NOTHING = "no claim is as you ask"


class Format(StrEnum):
    """What claims may be written as."""

    table = "table"
    jsonl = "jsonl"
    csv = "csv"
    parquet = "parquet"


def claims(
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="WORDS", help='Words; "in quotation marks" as they stand; beg*.'),
    ] = None,
    *,
    speaker: Annotated[
        str | None, typer.Option(metavar="NAME", help="Who speaks: words of the name.")
    ] = None,
    voice: Annotated[
        str | None, typer.Option(metavar="NAME", help="Any voice of the chain.")
    ] = None,
    publisher: Annotated[
        str | None, typer.Option(metavar="NAME", help="Who put the report out.")
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="First day of the report (2022-05-19).")
    ] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Last day of it.")] = None,
    about: Annotated[
        str | None,
        typer.Option(metavar="FROM/TO", help="Days that the claim speaks of; .. is an open end."),
    ] = None,
    place: Annotated[
        str | None, typer.Option(metavar="NAME", help="A place that it names, or its country.")
    ] = None,
    status: Annotated[
        str | None, typer.Option(help="happened, ongoing, planned, hypothetical or unknown.")
    ] = None,
    certainty: Annotated[
        str | None,
        typer.Option(help="certain, probable, possible, doubtful, denied or unknown."),
    ] = None,
    kind: Annotated[str | None, typer.Option(help="direct, indirect, mixed or narrator.")] = None,
    act: Annotated[
        str | None, typer.Option(help="states, asks, directs, denies, promises or opines.")
    ] = None,
    report: Annotated[str | None, typer.Option(metavar="ID", help="The id of a report.")] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Attitudes and plain narration too.")
    ] = False,
    limit: LimitOption = None,
    output_format: Annotated[Format, typer.Option("--format", help="What to write.")] = (
        Format.table
    ),
    output: OutputOption = None,
    ledger: LedgerOption = None,
) -> None:
    """Find claims in the ledger: the newest report's first.

    Words are found in what is claimed, in the words that introduce it and in the speaker's name,
    in any regular form (missile finds missiles). Names are found by words that stand side by side
    in them, or whole in quotation marks.

    [bold]Examples[/bold]

    purport claims missile --status planned --since 2022-05

    purport claims '"shelled the bridge" kherson*' --speaker Zelensky

    purport claims --voice "Defence Ministry" --about 2022-05-20/2022-05-31 --place Ukraine

    purport claims --publisher "Morning Wire" --format csv --output claims.csv

    [bold]Exit status[/bold]

    0 done, also where nothing was found; 2 it could not be done.
    """
    from purport.ledger.filters import Filters, days_filter  # noqa: PLC0415 - SQLAlchemy is slow

    try:
        filters = Filters(
            words=" ".join(words) if words else None,
            speaker=speaker,
            voice=voice,
            publisher=publisher,
            published=days_filter(since, until, "--since, --until"),
            about=days_filter(*_ends(about), "--about"),
            place=place,
            status=status,
            certainty=certainty,
            kind=kind,
            act=act,
            report=report,
            everything=everything,
        )
        if output_format is Format.parquet and output is None:
            remedy = "Give a file with --output."
            raise UsageError("Parquet is not for standard output", "--format", remedy)
    except PurportError as error:
        say(str(error))
        raise typer.Exit(COULD_NOT) from error
    if output_format is Format.table:
        rows = limit or TABLE_ROWS
        answer(ledger, lambda opened: _table(opened, filters, rows, output), output)
    elif output_format is Format.parquet and output is not None:
        answer(ledger, lambda opened: _parquet(opened, filters, limit, output))
    else:
        as_csv = output_format is Format.csv
        answer(
            ledger,
            lambda opened: _lines(opened, filters, limit, as_csv=as_csv, to_file=bool(output)),
            output,
        )


def _ends(about: str | None) -> tuple[str | None, str | None]:
    """Return the two ends of an EDTF interval, or of the one date that was given.

    Example:
        >>> _ends("2022-05/.."), _ends("2022-05-19"), _ends(None)
        (('2022-05', None), ('2022-05-19', '2022-05-19'), (None, None))
    """
    if about is None:
        return None, None
    first, slash, last = (part.strip() for part in about.partition("/"))
    if not slash:
        return first, first
    return (None if first in ("", "..") else first), (None if last in ("", "..") else last)


def _table(ledger: Ledger, filters: Filters, limit: int, output: Path | None) -> Iterator[str]:
    from purport.export.ledger_terminal import claims_table  # noqa: PLC0415 - seldom needed
    from purport.export.wording import counted  # noqa: PLC0415 - likewise
    from purport.ledger.search import find_claims  # noqa: PLC0415 - SQLAlchemy takes a while

    page = find_claims(ledger, filters, limit=limit)
    if not page.rows:
        yield f"{_NOTHING}{'' if filters.everything else ' (--all looks at attitudes too)'}\n"
        return
    yield printed([claims_table(page.rows)], to_file=output is not None)
    more = f", and there are more (--limit {4 * limit} shows more)" if page.next else ""
    yield f"{counted(len(page.rows), 'claim', 'claims')}{more}\n"


def _lines(
    ledger: Ledger, filters: Filters, limit: int | None, *, as_csv: bool, to_file: bool
) -> Iterator[str]:
    from purport.export.ledger_claims import csv_rows, json_lines  # noqa: PLC0415 - seldom needed
    from purport.ledger.search import each_found  # noqa: PLC0415 - SQLAlchemy takes a while

    found = _told(each_found(ledger, filters, limit=limit))
    if as_csv:
        # without the mark Excel takes a file for the letters of an older code page
        yield from chain(["\ufeff"] if to_file else [], csv_rows(found))
    else:
        yield from json_lines(found)


def _parquet(ledger: Ledger, filters: Filters, limit: int | None, output: Path) -> Iterator[str]:
    from purport.export.parquet_claims import write_parquet  # noqa: PLC0415 - seldom needed
    from purport.ledger.search import each_found  # noqa: PLC0415 - SQLAlchemy takes a while

    refuse_ledger(ledger, output)
    with whole_file(output) as stream:
        write_parquet(_told(each_found(ledger, filters, limit=limit)), stream)
    return iter(())


def _told(found: Iterator[Found]) -> Iterator[Found]:
    """Yield what was found; where that is nothing, say so."""
    empty = True
    for one in found:
        empty = False
        yield one
    if empty:
        say(_NOTHING)
