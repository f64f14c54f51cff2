"""Groups: the same claim in several reports, with its roots counted."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query

from purport.corroboration.counted import counted_group, counted_groups
from purport.desk.api.answers import Id, Limit, Listed, make_router
from purport.desk.forms import TheDesk
from purport.desk.pages.groups import bring_up
from purport.ledger.filters import Filters
from purport.ledger.group_list import list_groups
from purport.ledger.group_store import group
from purport.model.claim import Status
from purport.model.group import Group

router = make_router("groups")
_Words = Annotated[str | None, Query(min_length=1, max_length=300)]


@router.get("/groups")
def all_groups(
    desk: TheDesk,
    words: _Words = None,
    status: Status | None = None,
    least_reports: Annotated[int, Query(ge=1, le=10**6)] = 1,
    limit: Limit = 50,
    after: _Words = None,
) -> Listed[Group]:
    """Groups, those of most reports first; `words` are looked for among their claims."""
    bring_up(desk)
    found = list_groups(
        desk.ledger,
        Filters(words=words) if words else None,
        least_reports=least_reports,
        status=status,
        limit=limit,
        after=after,
    )
    return Listed(items=list(counted_groups(desk.ledger, found.ids)), next=found.next)


@router.get("/groups/{group_id:path}")
def one_group(desk: TheDesk, group_id: Id) -> Group:
    """One group by its id or the beginning of it."""
    bring_up(desk)
    return counted_group(desk.ledger, group(desk.ledger, group_id))
