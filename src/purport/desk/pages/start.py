"""Where one begins, and where the page is of a thing of which the id alone is known."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import RedirectResponse

from purport.desk.forms import TheDesk
from purport.desk.rendering import segment
from purport.ledger.report_list import list_reports
from purport.ledger.rulings import target_kind

router = APIRouter()


@router.get("/")
def start(desk: TheDesk) -> RedirectResponse:
    """Lead to the claims, or to the inbox of an empty ledger."""
    empty = not list_reports(desk.ledger, limit=1).rows
    return RedirectResponse("/inbox" if empty else "/claims", status_code=303)


@router.get("/things/{target:path}")
def lead_to(desk: TheDesk, target: str) -> RedirectResponse:
    """Lead to the page of a claim, a report or a group."""
    with desk.ledger.reading() as connection:
        kind = target_kind(connection, target)
    return RedirectResponse(f"/{_PAGES.get(kind, 'claims')}/{segment(target)}", status_code=303)


_PAGES = {"claim": "claims", "report": "reports", "group": "groups"}
