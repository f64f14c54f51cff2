"""When: the days of which claims speak, not those on which they were published."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse

from purport.desk.forms import TheDesk
from purport.desk.pages.claims import Asked
from purport.desk.rendering import page
from purport.ledger.spoken_of import TimeSpokenOf, times_spoken_of

router = APIRouter()
_CLAIMS = 500


@dataclass(frozen=True, slots=True)
class Stretch:
    """The claims that speak of the same days, first to last (ISO)."""

    first_day: str
    last_day: str
    claims: tuple[TimeSpokenOf, ...]

    @property
    def days(self) -> str:
        """The days in words: one, or from one to another."""
        one = self.first_day == self.last_day
        return self.first_day if one else f"{self.first_day} to {self.last_day}"


def by_days(times: Sequence[TimeSpokenOf]) -> tuple[Stretch, ...]:
    """Return claims gathered by the days of which they speak, in the order in which they come."""
    gathered = groupby(times, key=lambda t: (t.first_day, t.last_day))
    return tuple(Stretch(first, last, tuple(some)) for (first, last), some in gathered)


@router.get("/timeline")
def show_timeline(
    request: Request, desk: TheDesk, asked: Annotated[Asked, Query()]
) -> HTMLResponse:
    """Show the claims asked for by the days of which they speak, the latest first."""
    times = times_spoken_of(desk.ledger, asked.filters(), claims_at_most=_CLAIMS)
    return page(
        request,
        "timeline.html.j2",
        asked=asked,
        stretches=by_days(times),
        claims_at_most=_CLAIMS,
    )
