"""The claims of the ledger, searched and filtered; what is asked for stands in the address."""

from __future__ import annotations

from typing import Annotated, get_args

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.responses import HTMLResponse

from purport.desk.addresses import AskedPage
from purport.desk.forms import TheDesk
from purport.desk.rendering import page
from purport.ledger.filters import Filters, days_filter
from purport.ledger.judgements import judgements
from purport.ledger.search import find_claims
from purport.model.claim import Act, CertaintyLabel, Kind, Status

router = APIRouter()
_LISTS = {
    "status": get_args(Status),
    "certainty": get_args(CertaintyLabel),
    "kind": get_args(Kind),
    "act": get_args(Act),
}
_ROWS = 50


class Asked(AskedPage):
    """What the address of the page asks for; an empty field asks for nothing."""

    words: str = ""
    speaker: str = ""
    voice: str = ""
    publisher: str = ""
    place: str = ""
    report: str = ""
    since: str = ""
    until: str = ""
    about: str = ""
    status: str = ""
    certainty: str = ""
    kind: str = ""
    act: str = ""
    everything: bool = False
    after: int | None = Field(None, ge=0, le=2**63 - 1)

    @property
    def filtered(self) -> bool:
        """Whether it asks for more than words."""
        return bool(self.model_dump(exclude_defaults=True, exclude={"words", "after"}))

    def filters(self) -> Filters:
        """Return the filters of the ledger for it.

        Raises:
            BadDate: a day is none.
        """
        first, _, last = self.about.partition("/")
        return Filters(
            words=self.words or None,
            speaker=self.speaker or None,
            voice=self.voice or None,
            publisher=self.publisher or None,
            published=days_filter(self.since or None, self.until or None),
            about=days_filter(first or None, (last or first) or None),
            place=self.place or None,
            status=self.status or None,
            certainty=self.certainty or None,
            kind=self.kind or None,
            act=self.act or None,
            report=self.report or None,
            everything=self.everything,
        )


@router.get("/claims")
def show_claims(request: Request, desk: TheDesk, asked: Annotated[Asked, Query()]) -> HTMLResponse:
    """Show a page of the claims that are asked for."""
    found = find_claims(desk.ledger, asked.filters(), limit=_ROWS, after=asked.after)
    return page(
        request,
        "claims.html.j2",
        asked=asked,
        rows=found.rows,
        judgements=judgements(desk.ledger, [row.id for row in found.rows]),
        here=asked.here("/claims"),
        further=asked.address("/claims", found.next),
        lists=_LISTS,
    )
