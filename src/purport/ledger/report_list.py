"""The reports of a ledger, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, func, or_, select

from purport.errors import UnknownId
from purport.ledger.filters import Days
from purport.ledger.store import Ledger
from purport.ledger.tables import claims, reports

_ORDER = (reports.c.published.desc(), reports.c.n)


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report as a line of a table; `claims` is how many claims people see of it."""

    id: str
    title: str | None
    publisher: str | None
    published: str | None
    url: str | None
    sha256: str
    added_at: str
    claims: int


@dataclass(frozen=True, slots=True)
class ReportPage:
    """Some reports, the newest first, and the `after` of the next page, or None."""

    rows: tuple[ReportRow, ...]
    next: str | None


def list_reports(
    ledger: Ledger,
    *,
    publisher: str | None = None,
    published: Days = (None, None),
    words: str | None = None,
    limit: int = 50,
    after: str | None = None,
) -> ReportPage:
    """Return a page of the reports: by their day, those without a date last.

    Args:
        ledger: where to look.
        publisher: a part of the publisher's name; case counts outside of English letters only.
        published: first and last day, either of them open; a report of which the month or year
            alone is known counts where that overlaps.
        words: a part of the title, as for `publisher`.
        limit: how many reports a page holds.
        after: the `next` of the page before, a report's id; None is the first page.

    Raises:
        UnknownId: there is no report `after`.
        LedgerError: the ledger cannot be read.
    """
    chosen = _chosen(publisher, published, words)
    with ledger.reading() as connection:
        if after is not None:
            chosen = chosen.where(_behind(connection, after))
        numbers: Sequence[int] = connection.scalars(chosen.limit(limit + 1)).all()
        rows = connection.execute(_rows(numbers[:limit])).all()
    found = tuple(_report_row(row) for row in rows)
    return ReportPage(found, found[-1].id if len(numbers) > limit else None)


def _rows(numbers: Sequence[int]) -> Select[Any]:
    counted = (
        select(func.count())
        .where(claims.c.report_n == reports.c.n, claims.c.current, claims.c.told)
        .scalar_subquery()
    )
    columns = [reports.c[name] for name in ReportRow.__dataclass_fields__ if name != "claims"]
    chosen = select(*columns, counted.label("claims")).where(reports.c.n.in_(numbers))
    return chosen.order_by(*_ORDER)


def _chosen(publisher: str | None, published: Days, words: str | None) -> Select[Any]:
    """Return the question for the numbers of reports; the index of days alone answers it."""
    chosen = select(reports.c.n)
    for column, part in ((reports.c.publisher, publisher), (reports.c.title, words)):
        if part is not None:
            chosen = chosen.where(column.icontains(part, autoescape=True))
    since, until = published
    if since is not None:
        day = since.isoformat()
        chosen = chosen.where(
            or_(reports.c.published >= day, reports.c.published.in_([day[:7], day[:4]]))
        )
    if until is not None:
        chosen = chosen.where(reports.c.published <= until.isoformat())
    return chosen.order_by(*_ORDER)


def _behind(connection: Connection, report_id: str) -> ColumnElement[bool]:
    """Return the condition that a report comes after another one."""
    place = select(reports.c.published, reports.c.n).where(reports.c.id == report_id)
    row = connection.execute(place).first()
    if row is None:
        raise UnknownId("the ledger has no report of this id", report_id)
    same_day = and_(reports.c.published.is_not_distinct_from(row.published), reports.c.n > row.n)
    if row.published is None:
        return same_day
    earlier = or_(reports.c.published < row.published, reports.c.published.is_(None))
    return or_(earlier, same_day)


def _report_row(row: Row[Any]) -> ReportRow:
    return ReportRow(**row._mapping)  # noqa: SLF001 - the public name of it in SQLAlchemy
