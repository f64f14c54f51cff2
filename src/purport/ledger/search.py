"""Claims found again: by words and filters a page at a time, and one by its id.

The full-text index answers words and filters in one intersection, in the order of the claims'
numbers, so that a page costs what it holds and not what the ledger holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, func, select

from purport.errors import UnknownId, UsageError
from purport.ledger.claim_listing import ClaimRow, list_rows
from purport.ledger.decision_rows import read_decisions
from purport.ledger.facets import closed
from purport.ledger.filters import Filters
from purport.ledger.readings import newest_reading, read_reading
from purport.ledger.store import Ledger
from purport.ledger.stretches import both, first_numbers, numbers_of, stretches
from purport.ledger.tables import claims, reports
from purport.model.claim import Claim
from purport.model.decision import Decision
from purport.model.reading import Reading
from purport.model.report import Report

_BATCH = 500
_NAMED_AT_MOST = 5


@dataclass(frozen=True, slots=True)
class Page:
    """Some claims, the newest report's first, and the `after` of the next page, or None."""

    rows: tuple[ClaimRow, ...]
    next: int | None


@dataclass(frozen=True, slots=True)
class Shown:
    """A claim with everything that is known of it.

    Args:
        row: its row; `id` is its id in the ledger.
        reading: the newest reading that holds it, with its report.
        claim: the claim.
        decisions: what people decided on it, in order.
    """

    row: ClaimRow
    reading: Reading
    claim: Claim
    decisions: tuple[Decision, ...]

    @property
    def id(self) -> str:
        """The claim's id in the ledger."""
        return self.row.id

    @property
    def current(self) -> bool:
        """Whether it counts: the reading is the newest, or a decision stands on the claim."""
        return self.row.current

    @property
    def report(self) -> Report:
        """The report that the claim stands in."""
        return self.reading.report


@dataclass(frozen=True, slots=True)
class Found:
    """A claim that was found: its row, and the claim itself in the reading that holds it."""

    row: ClaimRow
    reading: Reading
    claim: Claim


def find_claims(
    ledger: Ledger, filters: Filters, *, limit: int = 50, after: int | None = None
) -> Page:
    """Return a page of the claims that are as the filters ask.

    They come by the day of their report, the newest first and those without a date last; claims of
    one report in the order of the reading.

    Args:
        ledger: where to look.
        filters: what to look for.
        limit: how many claims a page holds.
        after: the `next` of the page before; None is the first page.

    Raises:
        UsageError: a filter asks for what cannot be.
        LedgerError: the ledger cannot be read.
    """
    with ledger.reading() as connection:
        found = first_numbers(connection, filters, limit + 1, after)
        rows = list_rows(connection, found[:limit])
    return Page(rows, found[limit - 1] if len(found) > limit else None)


def each_claim(ledger: Ledger, filters: Filters, *, limit: int | None = None) -> Iterator[ClaimRow]:
    """Yield all claims that are as the filters ask, in the order of `find_claims`.

    Args:
        ledger: where to look; what is added meanwhile may be among them or not.
        filters: what to look for.
        limit: how many to yield at most.
    """
    after, left = None, limit
    while left is None or left > 0:
        page = find_claims(ledger, filters, limit=min(_BATCH, left or _BATCH), after=after)
        yield from page.rows
        after = page.next
        if after is None:
            return
        left = None if left is None else left - len(page.rows)


def each_found(ledger: Ledger, filters: Filters, *, limit: int | None = None) -> Iterator[Found]:
    """Yield all claims that are as the filters ask with their readings, as `each_claim` does."""
    reading, number, by_key = None, None, {}
    for row in each_claim(ledger, filters, limit=limit):
        if reading is None or row.reading != number:  # claims of a report stand together
            with ledger.reading() as connection:
                reading, number = read_reading(connection, row.reading), row.reading
            by_key = {claim.id: claim for claim in reading.claims}
        yield Found(row, reading, by_key[row.key])


def count_claims(ledger: Ledger, filters: Filters, at_most: int) -> int:
    """Return how many claims are as the filters ask, counted up to a number.

    Args:
        ledger: where to look.
        filters: what to look for.
        at_most: where to stop, as counting all of a million claims takes its time.
    """
    with ledger.reading() as connection:
        return _count(connection, filters, "", at_most)


def claim_counts(
    ledger: Ledger, filters: Filters, facet: str, values: Sequence[str], at_most: int = 10_000
) -> dict[str, int]:
    """Return for each value of a facet how many claims are as the filters ask and have it.

    Args:
        ledger: where to look.
        filters: what to look for.
        facet: status, certainty, kind or act.
        values: those to count.
        at_most: where to stop counting each.
    """
    with ledger.reading() as connection:
        return {
            value: _count(connection, filters, f'"{closed(facet, value)}"', at_most)
            for value in values
        }


def _count(connection: Connection, filters: Filters, more: str, at_most: int) -> int:
    """Return how many claims there are, with one more thing for the index to match."""
    found = 0
    for stretch in stretches(connection, filters):
        match = both(stretch.match, more) if more else stretch.match
        chosen = numbers_of(replace(stretch, match=match), filters.about, None)
        some = chosen.limit(at_most - found).subquery()
        found += connection.scalar(select(func.count()).select_from(some)) or 0
    return found


def show_claim(ledger: Ledger, name: str) -> Shown:
    """Return a claim with its report, its reading and the decisions on it.

    Args:
        ledger: where to look.
        name: its id, the beginning of its id, or its report's id and its id in there
            ("report-7/c3").

    Raises:
        UnknownId: there is none.
        UsageError: several ids begin so.
        LedgerError: the ledger cannot be read.
    """
    with ledger.reading() as connection:
        n = _number_of(connection, name.strip())
        [row] = list_rows(connection, [n])
        reading = read_reading(connection, row.reading)
        claim = next(claim for claim in reading.claims if claim.id == row.key)
        return Shown(row, reading, claim, read_decisions(connection, row.id))


def report_reading(ledger: Ledger, report_id: str) -> Reading:
    """Return the newest reading of a report.

    Raises:
        UnknownId: the ledger has no report of that id.
        LedgerError: the ledger cannot be read.
    """
    with ledger.reading() as connection:
        reading = newest_reading(connection, report_id)
    if reading is None:
        raise UnknownId("the ledger has no report of this id", report_id)
    return reading


def _number_of(connection: Connection, name: str) -> int:
    """Return the number of the claim that a user names."""
    report, slash, key = name.rpartition("/")
    if not slash:
        return _number_by_prefix(connection, name)
    of_report = select(claims.c.n).join(reports, reports.c.n == claims.c.report_n)
    named = of_report.where(reports.c.id == report, claims.c.key == key)
    row = connection.execute(named.order_by(claims.c.reading_n.desc()).limit(1)).first()
    if row is None:
        raise UnknownId("the ledger has no claim of this id", name)
    return int(row.n)


def _number_by_prefix(connection: Connection, name: str) -> int:
    alike = select(claims.c.id, claims.c.n).where(claims.c.id >= name, claims.c.id < f"{name}g")
    some = connection.execute(alike.order_by(claims.c.id).limit(_NAMED_AT_MOST + 1)).all()
    if not some or not name:
        raise UnknownId("the ledger has no claim of this id", name)
    if len(some) > 1 and some[0].id != name:
        named = ", ".join(row.id for row in some[:_NAMED_AT_MOST])
        raise UsageError(f"several claims begin so: {named} …", name, "Give more of the id.")
    return int(some[0].n)
