"""Themes over time: reports beside roots, so that an echo shows as an echo."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import Annotated, get_args

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse

from purport.corroboration.counted import RULES
from purport.corroboration.ledger_themes import ledger_themes
from purport.corroboration.trends import Every
from purport.desk.addresses import AskedPage
from purport.desk.desk import Desk
from purport.desk.forms import TheDesk
from purport.desk.pages.groups import bring_up
from purport.desk.rendering import page
from purport.export.trends_view import plot_of
from purport.ledger.filters import days_filter
from purport.ledger.group_counts import group_ids_between
from purport.ledger.group_list import GroupLine, group_lines
from purport.ledger.kept_counts import count_lines

router = APIRouter()
# set by hand: the page looks at the largest groups alone, the command line at more
_GROUPS, _REPORTS = 150, 12_000
_THEMES = 12


class Asked(AskedPage):
    """What the address of the page asks for."""

    words: str = ""
    every: Every = "week"
    since: str = ""
    until: str = ""


@router.get("/trends")
def show_trends(request: Request, desk: TheDesk, asked: Annotated[Asked, Query()]) -> HTMLResponse:
    """Show the themes of most reports, or those that are asked for."""
    waiting = bring_up(desk)
    first, last = (
        None if day is None else day.isoformat()
        for day in days_filter(asked.since or None, asked.until or None)
    )
    ids = group_ids_between(desk.ledger, first, last, _GROUPS)
    largest = _largest(group_lines(desk.ledger, ids))
    counted = _have_counted(desk, [line.id for line in largest])
    themes = ledger_themes(
        desk.ledger,
        [asked.words] if asked.words else (),
        every=asked.every,
        since=first,
        until=last,
        most=_THEMES,
        groups_at_most=len(largest),
    )
    starts = sorted({period.start for theme in themes for period in theme.periods})
    return page(
        request,
        "trends.desk.html.j2",
        asked=asked,
        plots=[plot_of(theme, starts) for theme in themes],
        waiting=waiting,
        every=get_args(Every),
        groups_at_most=len(largest),
        uncounted=len(largest) - len(counted),
    )


def _have_counted(desk: Desk, ids: Sequence[str]) -> frozenset[str]:
    """Return those of some groups that were ever counted; the others will be."""
    counted = frozenset(count_lines(desk.ledger, ids, RULES))
    missing = [one for one in ids if one not in counted]
    if missing:
        desk.upkeep.want(missing)
    return counted


def _largest(lines: Sequence[GroupLine]) -> list[GroupLine]:
    """Return the first of some groups that have no more than `_REPORTS` reports together."""
    sums = accumulate(line.reports for line in lines)
    return [line for line, total in zip(lines, sums, strict=True) if total <= _REPORTS]
