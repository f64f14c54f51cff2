"""Groups: the same claim in several reports, with its roots counted."""

from __future__ import annotations

from typing import Annotated, cast

from fastapi import Query
from pydantic import BaseModel

from purport.desk.api.answers import Id, Limit, Listed, make_router
from purport.desk.forms import TheDesk
from purport.desk.pages.groups import bring_up, counted_now, counts_of, line_of_group
from purport.errors import BusyLedger
from purport.ledger.filters import Filters
from purport.ledger.group_list import GroupLine, group_lines, list_groups
from purport.ledger.kept_counts import CountLine
from purport.model.claim import Status
from purport.model.group import Group

router = make_router("groups")
_Words = Annotated[str | None, Query(min_length=1, max_length=300)]
_PATIENT_S = 20.0  # set by hand: what a program may be let wait


class GroupInShort(BaseModel):
    """A group, and its count once there is one; `current` is whether that still holds."""

    id: str
    claim: str
    status: Status
    reports: int
    contradicted: bool
    roots_min: int | None = None
    roots_max: int | None = None
    lineage_unknown: int | None = None
    names: list[str] = []
    current: bool = False


@router.get("/groups")
def all_groups(
    desk: TheDesk,
    words: _Words = None,
    status: Status | None = None,
    least_reports: Annotated[int, Query(ge=1, le=10**6)] = 1,
    limit: Limit = 50,
    after: _Words = None,
) -> Listed[GroupInShort]:
    """Groups, those of most reports first; `words` are looked for among their claims."""
    bring_up(desk, _PATIENT_S)
    found = list_groups(
        desk.ledger,
        Filters(words=words) if words else None,
        least_reports=least_reports,
        status=status,
        limit=limit,
        after=after,
    )
    rows = group_lines(desk.ledger, found.ids)
    counted = counts_of(desk, rows)
    return Listed(items=[_in_short(row, counted.get(row.id)) for row in rows], next=found.next)


@router.get("/groups/{group_id:path}")
def one_group(desk: TheDesk, group_id: Id) -> Group:
    """One group by its id or the beginning of it."""
    bring_up(desk, _PATIENT_S)
    line = line_of_group(desk, group_id)
    found, current = counted_now(desk, line, _PATIENT_S)
    if found is None or not current:
        raise BusyLedger("the roots of this group are still being counted", line.id)
    return found


def _in_short(row: GroupLine, count: CountLine | None) -> GroupInShort:
    short = GroupInShort(
        id=row.id,
        claim=row.claim,
        status=cast("Status", row.status),
        reports=row.reports,
        contradicted=row.contradicted,
    )
    if count is None:
        return short
    return short.model_copy(
        update={
            "roots_min": count.roots_min,
            "roots_max": count.roots_max,
            "lineage_unknown": count.lineage_unknown,
            "names": list(count.names),
            "current": not count.stale,
        }
    )
