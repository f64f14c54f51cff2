"""`purport voices`: who is heard in the ledger."""

from __future__ import annotations

from collections.abc import Iterator
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
from purport.cli.recorded import recorded
from purport.cli.reports import Format

if TYPE_CHECKING:
    from purport.ledger.store import Ledger
    from purport.ledger.voices import VoicePage

_ALL = 10**9


def voices(
    *,
    words: Annotated[str | None, typer.Argument(metavar="WORDS", help="Words of the name.")] = None,
    kind: Annotated[
        str | None, typer.Option(help="person, group, organisation or unnamed.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Count attitudes too.")] = False,
    limit: LimitOption = None,
    output_format: Annotated[Format, typer.Option("--format", help="What to write.")] = (
        Format.table
    ),
    output: OutputOption = None,
    ledger: LedgerOption = None,
    record: Annotated[
        bool, typer.Option("--record", help="What became of what each root said.")
    ] = False,
    monthly: Annotated[bool, typer.Option("--monthly", help="With --record: by month.")] = False,
) -> None:
    """List the voices in the ledger, with in how many claims each speaks or passes on.

    [bold]Examples[/bold]

    purport voices --kind organisation

    purport voices lee --format csv

    purport voices --record --monthly

    [bold]Exit status[/bold]

    0 done, also where there is none; 2 it could not be done.
    """
    if record:
        recorded("voices", words, monthly, limit, output_format, output, ledger)

    def texts(opened: Ledger) -> Iterator[str]:
        from purport.ledger.voices import VoiceRow, list_voices  # noqa: PLC0415 - SQLAlchemy: slow

        most = limit or (TABLE_ROWS if output_format is Format.table else _ALL)
        page = list_voices(opened, words=words, kind=kind, everything=everything, limit=most)
        if output_format is Format.jsonl:
            return row_lines(page.rows)
        if output_format is Format.csv:
            return row_cells(page.rows, VoiceRow.__dataclass_fields__)
        return _table(page, to_file=output is not None)

    answer(ledger, texts, output)


def _table(page: VoicePage, *, to_file: bool) -> Iterator[str]:
    from purport.export.ledger_terminal import voices_table  # noqa: PLC0415 - seldom needed
    from purport.export.wording import counted  # noqa: PLC0415 - likewise

    if not page.rows:
        yield "no voice is as you ask\n"
        return
    yield printed([voices_table(page.rows)], to_file=to_file)
    more = ", and there are more (--limit)" if page.next is not None else ""
    yield f"{counted(len(page.rows), 'voice', 'voices')}{more}\n"
