"""The groups of a ledger a page at a time, those of most reports first."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import and_, or_, select

from purport.errors import UnknownId
from purport.ledger.filters import Filters
from purport.ledger.group_store import grounds, newest
from purport.ledger.store import Ledger
from purport.ledger.stretches import first_numbers
from purport.ledger.tables import group_claims, groups

# Set by hand: a search for groups looks at the claims of the newest reports that it finds.
_CLAIMS_LOOKED_AT = 5_000


@dataclass(frozen=True, slots=True)
class GroupPage:
    """The ids of some groups, and the `after` of the next page, or None."""

    ids: tuple[str, ...]
    next: str | None


def list_groups(
    ledger: Ledger,
    filters: Filters | None = None,
    *,
    least_reports: int = 1,
    status: str | None = None,
    limit: int = 50,
    after: str | None = None,
) -> GroupPage:
    """Return a page of the groups.

    Args:
        ledger: where to look.
        filters: groups that hold such a claim; None asks for nothing. Of many claims, those of the
            newest reports are looked at.
        least_reports: how many reports a group has at least.
        status: the status of a group.
        limit: how many a page holds.
        after: the `next` of the page before; None is the first page.

    Raises:
        UnknownId: there is no group `after`.
        UsageError: a filter asks for what cannot be.
        LedgerError: the ledger cannot be read.
    """
    chosen = select(groups.c.id).where(groups.c.reports >= least_reports)
    chosen = chosen if status is None else chosen.where(groups.c.status == status)
    with ledger.reading() as connection:
        if filters is not None:
            held = select(group_claims.c.group_id).where(
                group_claims.c.claim_n.in_(first_numbers(connection, filters, _CLAIMS_LOOKED_AT))
            )
            chosen = chosen.where(groups.c.id.in_(held))
        if after is not None:
            size = connection.scalar(select(groups.c.reports).where(groups.c.id == after))
            if size is None:
                raise UnknownId("the page before ended with a group that is no more", after)
            smaller = groups.c.reports < size
            chosen = chosen.where(or_(smaller, and_(groups.c.reports == size, groups.c.id > after)))
        ordered = chosen.order_by(groups.c.reports.desc(), groups.c.id).limit(limit + 1)
        found = connection.scalars(ordered).all()
    return GroupPage(tuple(found[:limit]), found[limit - 1] if len(found) > limit else None)


def readings_to_group(ledger: Ledger) -> int:
    """Return how many readings came in since the groups were made last."""
    with ledger.reading() as connection:
        return newest(connection)[0] - grounds(connection).readings
