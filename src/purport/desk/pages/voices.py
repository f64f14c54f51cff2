"""Voices and publishers: who is heard, how often, since when, and what people hold of them."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse

from purport.desk.addresses import AskedPage
from purport.desk.bars import bars_of
from purport.desk.forms import TheDesk
from purport.desk.rendering import page
from purport.ledger.filters import Filters
from purport.ledger.judgements import judgements
from purport.ledger.records import list_publishers, publisher_record, voice_record
from purport.ledger.report_list import list_reports
from purport.ledger.search import find_claims

router = APIRouter()
_ROWS = 50
_NEWEST = 10


class Asked(AskedPage):
    """What the address of a list of names asks for."""

    words: str = ""
    kind: str = ""
    after: int | None = Query(None, ge=0, le=10**9)


@router.get("/voices")
def show_voices(request: Request, desk: TheDesk, asked: Annotated[Asked, Query()]) -> HTMLResponse:
    """Show a page of the names of voices, those with the most claims first."""
    found = desk.voices.page(asked.words or None, asked.kind or None, _ROWS, asked.after)
    further = asked.address("/voices", found.next)
    return page(request, "voices.html.j2", rows=found.rows, further=further, asked=asked)


@router.get("/voices/{name:path}")
def show_voice(request: Request, desk: TheDesk, name: str) -> HTMLResponse:
    """Show the record of a voice."""
    months = voice_record(desk.ledger, name)
    newest = find_claims(desk.ledger, Filters(voice=f'"{name}"'), limit=_NEWEST)
    target = f"voice:{name}"
    return page(
        request,
        "voice.html.j2",
        name=name,
        months=months,
        bars=bars_of([(m.month, m.claims) for m in months if m.month]),
        speaks=sum(m.speaks for m in months),
        claims=sum(m.claims for m in months),
        rows=newest.rows,
        target=target,
        judgement=judgements(desk.ledger, [target])[target],
        further=f"/claims?{urlencode({'voice': name})}",
    )


@router.get("/publishers")
def show_publishers(
    request: Request, desk: TheDesk, asked: Annotated[Asked, Query()]
) -> HTMLResponse:
    """Show a page of the names of publishers, those with the most reports first."""
    found = list_publishers(desk.ledger, words=asked.words or None, limit=_ROWS, after=asked.after)
    further = asked.address("/publishers", found.next)
    return page(request, "publishers.html.j2", rows=found.rows, further=further, asked=asked)


@router.get("/publishers/{name:path}")
def show_publisher(request: Request, desk: TheDesk, name: str) -> HTMLResponse:
    """Show the record of a publisher."""
    months = publisher_record(desk.ledger, name)
    target = f"publisher:{name}"
    return page(
        request,
        "publisher.html.j2",
        name=name,
        months=months,
        bars=bars_of([(m.month, m.speaks) for m in months if m.month]),
        reports=sum(m.speaks for m in months),
        claims=sum(m.claims for m in months),
        rows=list_reports(desk.ledger, publisher=name, limit=_NEWEST).rows,
        target=target,
        judgement=judgements(desk.ledger, [target])[target],
        further=f"/reports?{urlencode({'publisher': name})}",
    )
