"""Claims of groups and of the groups beside them, a few of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from purport.ledger.store import Ledger
from purport.ledger.tables import claims, group_claims, group_links, groups
from purport.ledger.value_lists import listed


@dataclass(frozen=True, slots=True)
class PartClaim:
    """A claim with its group and that group's number of reports, and the part of both."""

    n: int
    id: str
    text: str
    group: str
    reports: int
    part: int


def claims_of_parts_of(
    ledger: Ledger, group_ids: Sequence[str], most_groups: int, most_claims: int
) -> tuple[PartClaim, ...]:
    """Return claims of all groups that are about the same as some groups, these among them.

    Args:
        ledger: where they are.
        group_ids: the groups.
        most_groups: how many groups of a part are looked at, those of most reports first.
        most_claims: how many claims of each, drawn by their ids.
    """
    with ledger.reading() as connection:
        own = group_claims.c.group_id.in_(listed(group_ids))
        parts = connection.scalars(select(group_claims.c.part).where(own).distinct()).all()
        inside = group_claims.c.part.in_(listed(parts))
        homes = select(group_claims.c.part, group_claims.c.group_id).where(inside).distinct()
        home = homes.subquery()
        ranked = select(
            home.c.part,
            groups.c.id,
            groups.c.reports,
            func.row_number()
            .over(partition_by=home.c.part, order_by=(groups.c.reports.desc(), groups.c.id))
            .label("place"),
        ).join(groups, groups.c.id == home.c.group_id)
        rank = ranked.subquery()
        wanted = (rank.c.place <= most_groups) | rank.c.id.in_(listed(group_ids))
        some = select(rank).where(wanted).subquery()
        drawn = (
            select(
                claims.c.n,
                claims.c.id,
                claims.c.text,
                some.c.id.label("group"),
                some.c.reports,
                some.c.part,
                func.row_number().over(partition_by=some.c.id, order_by=claims.c.id).label("draw"),
            )
            .join(group_claims, group_claims.c.group_id == some.c.id)
            .join(claims, claims.c.n == group_claims.c.claim_n)
            .subquery()
        )
        chosen = select(drawn).where(drawn.c.draw <= most_claims).order_by(drawn.c.n)
        return tuple(
            PartClaim(row.n, row.id, row.text, row.group, row.reports, row.part)
            for row in connection.execute(chosen)
        )


def linked_groups(ledger: Ledger, group_ids: Sequence[str]) -> frozenset[tuple[str, str]]:
    """Return the pairs of groups that stand against each other or are stages of one."""
    chosen = select(group_links).where(group_links.c.group_id.in_(listed(group_ids)))
    with ledger.reading() as connection:
        rows = connection.execute(chosen).all()
    return frozenset(pair for r in rows for pair in ((r.group_id, r.other_id),
                                                     (r.other_id, r.group_id)))  # fmt: skip
