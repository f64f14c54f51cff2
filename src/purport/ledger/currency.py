"""Which claims count: those of the newest reading, and those that a person decided on.

A newer model that no longer finds a claim does not make a person's ruling on it disappear.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, select, update

from purport.ledger.decision_rows import targets_decided_on
from purport.ledger.readings import newest_reading_number
from purport.ledger.tables import claims

_TOGETHER = 500  # ids in one statement


def renew_currency(connection: Connection, names: Sequence[str]) -> None:
    """Set whether each of some claims counts; ids of other things are passed over."""
    for at in range(0, len(names), _TOGETHER):
        some = names[at : at + _TOGETHER]
        rows = connection.execute(
            select(
                claims.c.n, claims.c.id, claims.c.reading_n, claims.c.report_n, claims.c.current
            ).where(claims.c.id.in_(some))
        ).all()
        ruled = targets_decided_on(connection, [row.id for row in rows])
        for row in rows:
            newest = newest_reading_number(connection, row.report_n)
            counts = row.id in ruled or row.reading_n == newest
            if counts != row.current:
                connection.execute(update(claims).where(claims.c.n == row.n).values(current=counts))


def retire_claims(connection: Connection, report_n: int, reading_n: int) -> None:
    """Let the claims of a report count no more that its newest reading does not hold."""
    missed = select(claims.c.id).where(
        claims.c.report_n == report_n, claims.c.reading_n != reading_n, claims.c.current
    )
    renew_currency(connection, connection.scalars(missed).all())
