"""Claims that were found, with tokens in place of private persons' names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from sqlalchemy import select

from purport.ledger.pseudonyms import PrivateNames, Token, disguised, disguised_id
from purport.ledger.search import Found
from purport.ledger.store import Ledger
from purport.ledger.tables import reports
from purport.ledger.transfer_reduction import report_disguise
from purport.model.reading import Reading
from purport.model.reading_json import reading_dict, reading_of


def disguised_claims(
    ledger: Ledger, found: Iterable[Found], private: PrivateNames, token: Token
) -> Iterator[Found]:
    """Yield claims as `with_pseudonyms` changes their reports and readings.

    Args:
        ledger: where they were found.
        found: the claims, those of a report one after the other.
        private: the names.
        token: a name → its token.
    """
    number, reading, by_key = None, None, {}
    for one in found:
        if reading is None or one.row.reading != number:
            reading, number = _hidden(ledger, one, private, token), one.row.reading
            by_key = {claim.id: claim for claim in reading.claims}
        report = reading.report
        row = replace(one.row, report=report.id, title=report.title, url=report.url)
        yield Found(row, reading, by_key[one.row.key])


def _hidden(ledger: Ledger, one: Found, private: PrivateNames, token: Token) -> Reading:
    with ledger.reading() as connection:
        n = connection.execute(select(reports.c.n).where(reports.c.id == one.row.report))
        disguise = report_disguise(connection, n.scalar_one(), private, token)
    reading = reading_of(disguised(reading_dict(one.reading), disguise))
    report = replace(
        reading.report,
        id=disguised_id(reading.report.id, disguise, token),
        url=None if disguise.hides(one.reading.report.text) else reading.report.url,
    )
    return replace(reading, report=report)
