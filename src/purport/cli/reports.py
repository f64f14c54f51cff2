"""`purport reports`: the reports of the ledger."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from purport.cli.answering import (
    TABLE_ROWS,
    LedgerOption,
    LimitOption,
    OutputOption,
    answer,
    row_cells,
    row_lines,
)
from purport.cli.printing import printed

if TYPE_CHECKING:
    from purport.ledger.report_list import ReportRow
    from purport.ledger.store import Ledger

_AT_ONCE = 500


class Format(StrEnum):
    """What a list may be written as."""

    table = "table"
    jsonl = "jsonl"
    csv = "csv"


def reports(
    *,
    words: Annotated[
        str | None, typer.Argument(metavar="WORDS", help="A part of the title.")
    ] = None,
    publisher: Annotated[
        str | None, typer.Option(metavar="NAME", help="A part of the publisher's name.")
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="First day of publication.")
    ] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Last day of it.")] = None,
    limit: LimitOption = None,
    output_format: Annotated[Format, typer.Option("--format", help="What to write.")] = (
        Format.table
    ),
    output: OutputOption = None,
    ledger: LedgerOption = None,
    publishers: Annotated[
        bool, typer.Option("--publishers", help="What became of what each publisher carried.")
    ] = False,
    monthly: Annotated[
        bool, typer.Option("--monthly", help="With --publishers: by month.")
    ] = False,
) -> None:
    """List the reports in the ledger, the newest first, with how many claims people see of each.

    [bold]Examples[/bold]

    purport reports --since 2022-05 --publisher wire

    purport reports --format csv --output reports.csv

    purport reports --publishers --publisher courier --monthly

    [bold]Exit status[/bold]

    0 done, also where there is none; 2 it could not be done.
    """
    if publishers:
        from purport.cli.recorded import recorded  # noqa: PLC0415 - it needs the formats above

        recorded("publishers", publisher or words, monthly, limit, output_format, output, ledger)

    def texts(opened: Ledger) -> Iterator[str]:
        most = limit or (TABLE_ROWS if output_format is Format.table else None)
        rows = _rows(opened, words, publisher, since, until, most)
        if output_format is Format.jsonl:
            return row_lines(rows)
        if output_format is Format.csv:
            from purport.ledger.report_list import ReportRow  # noqa: PLC0415 - SQLAlchemy is slow

            return row_cells(rows, ReportRow.__dataclass_fields__)
        return _table(list(rows), most, to_file=output is not None)

    answer(ledger, texts, output)


def _rows(
    ledger: Ledger, words: str | None, publisher: str | None, since: str | None,
    until: str | None, most: int | None,
) -> Iterator[ReportRow]:  # fmt: skip
    from purport.ledger.filters import days_filter  # noqa: PLC0415 - SQLAlchemy takes a while
    from purport.ledger.report_list import list_reports  # noqa: PLC0415 - likewise

    days = days_filter(since, until, "--since, --until")
    after, left = None, most
    while left is None or left > 0:
        many = min(_AT_ONCE, left or _AT_ONCE)
        page = list_reports(
            ledger, words=words, publisher=publisher, published=days, limit=many, after=after
        )
        yield from page.rows
        after = page.next
        if after is None:
            return
        left = None if left is None else left - len(page.rows)


def _table(rows: list[ReportRow], most: int | None, *, to_file: bool) -> Iterator[str]:
    from purport.export.ledger_terminal import reports_table  # noqa: PLC0415 - seldom needed
    from purport.export.wording import counted  # noqa: PLC0415 - likewise

    if not rows:
        yield "no report is as you ask\n"
        return
    yield printed([reports_table(rows)], to_file=to_file)
    more = ", and perhaps more (--limit)" if len(rows) == most else ""
    yield f"{counted(len(rows), 'report', 'reports')}{more}\n"
