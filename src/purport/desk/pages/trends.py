"""Themes over time: reports beside roots, so that an echo shows as an echo."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict
from starlette.responses import HTMLResponse

from purport.corroboration.ledger_themes import ledger_themes
from purport.desk.forms import TheDesk
from purport.desk.pages.groups import bring_up
from purport.desk.rendering import page
from purport.export.trends_view import plot_of
from purport.ledger.filters import days_filter

router = APIRouter()
# set by hand: the largest groups alone are counted for the page; the command line looks at more
_GROUPS = 150
_THEMES = 12


class Asked(BaseModel):
    """What the address of the page asks for."""

    model_config = ConfigDict(extra="ignore", str_strip_whitespace=True, str_max_length=300)

    words: str = ""
    every: Literal["day", "week", "month", "year"] = "week"
    since: str = ""
    until: str = ""


@router.get("/trends")
def show_trends(request: Request, desk: TheDesk, asked: Annotated[Asked, Query()]) -> HTMLResponse:
    """Show the themes of most reports, or those that are asked for."""
    waiting = bring_up(desk)
    first, last = days_filter(asked.since or None, asked.until or None)
    themes = ledger_themes(
        desk.ledger,
        [asked.words] if asked.words else (),
        every=asked.every,
        since=None if first is None else first.isoformat(),
        until=None if last is None else last.isoformat(),
        most=_THEMES,
        groups_at_most=_GROUPS,
    )
    starts = sorted({period.start for theme in themes for period in theme.periods})
    return page(
        request,
        "trends.desk.html.j2",
        asked=asked,
        plots=[plot_of(theme, starts) for theme in themes],
        waiting=waiting,
        groups_at_most=_GROUPS,
    )
