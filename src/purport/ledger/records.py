"""What a voice or a publisher is heard with over time, and who puts reports out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import case, distinct, func, select

from purport.errors import UnknownId
from purport.ledger.claim_order import day_block, day_of_block
from purport.ledger.store import Ledger
from purport.ledger.tables import claim_voices, claims, reports

_MONTH_CHARS = len("2022-05")


@dataclass(frozen=True, slots=True)
class Month:
    """What a month ("2022-05", or None where reports have no date) brought.

    Args:
        month: the month of the reports.
        speaks: in how many claims a voice speaks; of a publisher, how many reports it put out.
        claims: of how many claims a voice is in the chain; of a publisher, how many claims people
            see of its reports.
    """

    month: str | None
    speaks: int
    claims: int


@dataclass(frozen=True, slots=True)
class PublisherRow:
    """A name of a publisher, as reports give it, and how many reports it put out."""

    name: str
    reports: int


@dataclass(frozen=True, slots=True)
class PublisherPage:
    """Some publishers, those with the most reports first, and the `after` of the next page."""

    rows: tuple[PublisherRow, ...]
    next: int | None


def voice_record(ledger: Ledger, name: str) -> tuple[Month, ...]:
    """Return how many claims a voice has in each month, the earliest first, attitudes left out.

    Args:
        ledger: where to look.
        name: the name of the voice, whole.

    Raises:
        UnknownId: no claim that people see has a voice of that name.
        LedgerError: the ledger cannot be read.
    """
    n = claim_voices.c.claim_n
    block = day_block(n)
    chosen = (
        select(
            block.label("block"),
            func.count(distinct(case((claim_voices.c.speaks, n)))).label("speaks"),
            func.count(distinct(n)).label("claims"),
        )
        .where(claim_voices.c.name == name, claim_voices.c.told)
        .where(n.not_in(select(claims.c.n).where(~claims.c.current)))
        .group_by(block)
    )
    with ledger.reading() as connection:
        rows = connection.execute(chosen).all()
    if not rows:
        raise UnknownId("no claim has a voice of this name", name)
    days = ((day_of_block(row.block), row.speaks, row.claims) for row in rows)
    return _by_month(days)


def publisher_record(ledger: Ledger, name: str) -> tuple[Month, ...]:
    """Return how many reports and claims a publisher put out in each month, the earliest first.

    Raises:
        UnknownId: no report is of that publisher.
        LedgerError: the ledger cannot be read.
    """
    counted = (
        select(func.count())
        .where(claims.c.report_n == reports.c.n, claims.c.current, claims.c.told)
        .scalar_subquery()
    )
    chosen = select(reports.c.published, counted.label("claims")).where(reports.c.publisher == name)
    with ledger.reading() as connection:
        rows = connection.execute(chosen).all()
    if not rows:
        raise UnknownId("no report is of this publisher", name)
    return _by_month((row.published, 1, row.claims) for row in rows)


def list_publishers(
    ledger: Ledger, *, words: str | None = None, limit: int = 50, after: int | None = None
) -> PublisherPage:
    """Return a page of the names of publishers.

    Args:
        ledger: where to look.
        words: a part of the name.
        limit: how many a page holds.
        after: the `next` of the page before; None is the first page.
    """
    count = func.count()
    chosen = (
        select(reports.c.publisher.label("name"), count.label("reports"))
        .where(reports.c.publisher.is_not(None))
        .group_by(reports.c.publisher)
        .order_by(count.desc(), reports.c.publisher)
    )
    if words is not None:
        chosen = chosen.where(reports.c.publisher.icontains(words, autoescape=True))
    start = after or 0
    with ledger.reading() as connection:
        rows = connection.execute(chosen.offset(start).limit(limit + 1)).all()
    found = tuple(PublisherRow(row.name, row.reports) for row in rows[:limit])
    return PublisherPage(found, start + limit if len(rows) > limit else None)


def _by_month(days: Iterable[tuple[str | None, int, int]]) -> tuple[Month, ...]:
    speaks, heard = Counter[str | None](), Counter[str | None]()
    for day, speaking, in_chain in days:
        month = day[:_MONTH_CHARS] if day else None
        speaks[month] += speaking
        heard[month] += in_chain
    order = sorted(heard, key=lambda month: (month is None, month or ""))
    return tuple(Month(month, speaks[month], heard[month]) for month in order)
