"""A report's newest reading with the names that the ledger gave to its claims."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from purport.errors import UnknownId
from purport.ledger.readings import read_reading
from purport.ledger.store import Ledger
from purport.ledger.tables import claims, readings, reports
from purport.model.reading import Reading


@dataclass(frozen=True, slots=True)
class IdentifiedReading:
    """The newest reading of a report, and the ledger's id of each of its claims, in its order."""

    reading: Reading
    ids: tuple[str, ...]


def identified_reading(ledger: Ledger, report_id: str) -> IdentifiedReading:
    """Return the newest reading of a report with the ids of its claims, seen at one moment.

    Raises:
        UnknownId: the ledger has no report of that id.
        LedgerError: the ledger cannot be read.
    """
    newest = (
        select(func.max(readings.c.n))
        .join(reports, reports.c.n == readings.c.report_n)
        .where(reports.c.id == report_id)
    )
    with ledger.reading() as connection:
        n = connection.scalar(newest)
        if n is None:
            raise UnknownId("the ledger has no report of this id", report_id)
        named = select(claims.c.key, claims.c.id).where(claims.c.reading_n == n)
        ids: dict[str, str] = {row.key: row.id for row in connection.execute(named)}
        reading = read_reading(connection, n)
    return IdentifiedReading(reading, tuple(ids[claim.id] for claim in reading.claims))
