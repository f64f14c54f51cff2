"""An export taken into a ledger: an empty one becomes the ledger that was exported.

Into one that holds something, reports are merged (transfer_merging.py). All of it is one
transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, func, insert, select

from purport.ledger.currency import renew_currency
from purport.ledger.store import Ledger
from purport.ledger.tables import decisions, log, reports
from purport.ledger.transfer import KINDS
from purport.ledger.transfer_merging import Taken, merge_records
from purport.ledger.transfer_records import Record, read_records
from purport.ledger.transfer_rows import (
    index_reading,
    list_targets,
    reading_in,
    stored,
    targets_in,
    told,
)


def import_lines(ledger: Ledger, lines: Iterable[bytes], name: str, who: str) -> Taken:
    """Take an export into a ledger, all or nothing, and return what was added.

    Args:
        ledger: where to.
        lines: the lines of the export, each with its line end.
        name: its file, for errors and the log.
        who: the person, for the log; an empty ledger takes the log as it is, and no row about this.

    Raises:
        DamagedInput: it is not a whole export.
        UsageError: it conflicts with what is there.
        LedgerError: it could not be written.
    """
    with ledger.writing() as connection:
        records = read_records(lines, name)
        if _is_empty(connection):
            return _restore(connection, records, name)
        return merge_records(connection, records, name, who)


def _is_empty(connection: Connection) -> bool:
    return all(
        connection.execute(select(func.count()).select_from(table)).scalar_one() == 0
        for table in (reports, decisions, log)
    )


def _restore(connection: Connection, records: Iterator[Record], name: str) -> Taken:
    """Put records into an empty ledger as they are, and make the index of the claims."""
    counted = dict.fromkeys(KINDS, 0)
    decided: dict[str, None] = {}
    for record in records:
        counted[record.kind] += 1
        with told(f"{name}:{record.line}"):
            connection.execute(insert(KINDS[record.kind][0]), stored(record.kind, record.row))
            if record.kind == "reading":
                index_reading(connection, reading_in(record.row), record.row)
            elif record.kind == "decision":
                targets = targets_in(record.row)
                list_targets(connection, record.row["n"], targets)
                decided |= dict.fromkeys(targets)
    renew_currency(connection, list(decided))
    return Taken(counted["report"], counted["reading"], counted["decision"], restored=True)
