"""The groups of a ledger a page at a time, those of most reports first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, func, or_, select

from purport.errors import UnknownId
from purport.ledger.filters import Filters
from purport.ledger.group_store import grounds, newest
from purport.ledger.store import Ledger
from purport.ledger.stretches import first_numbers
from purport.ledger.tables import decisions, group_claims, group_links, groups
from purport.ledger.value_lists import listed

# Set by hand: a search for groups looks at the claims of the newest reports that it finds.
_CLAIMS_LOOKED_AT = 5_000
_GROUPING = ("same-claim", "merge", "split", "undo")


@dataclass(frozen=True, slots=True)
class GroupPage:
    """The ids of some groups, and the `after` of the next page, or None."""

    ids: tuple[str, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A group in short: its clearest wording, status, number of reports, and whether denied."""

    id: str
    claim: str
    status: str
    reports: int
    contradicted: bool


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


def group_lines(ledger: Ledger, ids: Sequence[str]) -> tuple[GroupLine, ...]:
    """Return groups in short, in the order given; unknown ids are passed over."""
    chosen = select(groups.c.id, groups.c.claim, groups.c.status, groups.c.reports)
    against = select(group_links.c.group_id).where(
        group_links.c.group_id.in_(listed(ids)), group_links.c.kind == "against"
    )
    with ledger.reading() as connection:
        contradicted = frozenset(connection.scalars(against))
        rows = connection.execute(chosen.where(groups.c.id.in_(listed(ids)))).all()
    found = {row.id: GroupLine(*row, row.id in contradicted) for row in rows}
    return tuple(found[one] for one in ids if one in found)


def readings_to_group(ledger: Ledger) -> int:
    """Return how many readings came in since the groups were made last."""
    with ledger.reading() as connection:
        return newest(connection)[0] - grounds(connection).readings


def grouping_waits(ledger: Ledger) -> bool:
    """Return whether a reading, or a ruling on what is the same claim, is not in the groups yet."""
    with ledger.reading() as connection:
        made, (reading, decision) = grounds(connection), newest(connection)
        if reading > made.readings:
            return True
        if decision == made.decisions:
            return False
        undone = decisions.alias()
        late = (
            select(decisions.c.n)
            .outerjoin(undone, undone.c.n == decisions.c.undoes)
            .where(
                decisions.c.n > made.decisions,
                func.coalesce(undone.c.verb, decisions.c.verb).in_(_GROUPING),
            )
        )
        return connection.execute(late.limit(1)).first() is not None
