"""What is most useful to decide next: questions whose answer moves a count."""

from __future__ import annotations

import json
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import HTMLResponse, Response

from purport.corroboration.proposals import proposals
from purport.desk.desk import Desk
from purport.desk.forms import ByHtmx, Marked, TheDesk, ThePerson, go_back
from purport.desk.pages.groups import bring_up
from purport.desk.rendering import page
from purport.desk.verdicts import said_of
from purport.errors import DecidedMeanwhile, UsageError
from purport.ledger.decisions import decide
from purport.ledger.group_counts import decisions_on
from purport.model.decision import Decision

router = APIRouter()
_QUESTIONS = 50
_ANSWERS = ("yes", "no", "unsure")


@router.get("/queue")
def show_queue(request: Request, desk: TheDesk) -> HTMLResponse:
    """Show the questions, the weightiest first."""
    return _queue_page(request, desk)


@router.post("/queue/answer", dependencies=[Marked])
def answer(
    request: Request,
    desk: TheDesk,
    person: ThePerson,
    by_htmx: ByHtmx,
    verb: Annotated[str, Form(max_length=20)],
    on: Annotated[list[str], Form()],
    value: Annotated[str, Form(max_length=10)],
    seen: Annotated[int, Form(ge=0)],
) -> Response:
    """Add an answer, and show the questions that are left."""
    if value not in _ANSWERS or len(on) != 2:
        raise UsageError(f"{value!r} is no answer", "value", "Answer yes, no or unsure.")
    try:
        made = _answered(desk, person, verb, on, value, seen)
    except DecidedMeanwhile as error:
        return _queue_page(request, desk, 409, told=error)
    if not by_htmx:
        return go_back(request, "/queue")
    shown = _queue_page(request, desk)
    said = said_of(made)
    shown.headers["hx-trigger"] = json.dumps({"purport:say": said[:1].upper() + said[1:]})
    return shown


def _answered(desk: Desk, person: str, verb: str, on: list[str], value: str, seen: int) -> Decision:
    """Return the decision that an answer is: of a link, yes makes it and no breaks it."""
    ledger = desk.ledger
    if verb == "same-root":
        return decide(ledger, person, "same-root", on, value, seen)
    if verb != "make-link":
        raise UsageError(f"{verb!r} is not asked here", "verb", "Reload the page.")
    if value == "yes":
        return decide(ledger, person, "make-link", on, {"type": "source-to-source"}, seen)
    if value == "no":
        return decide(ledger, person, "break-link", on, None, seen)
    return decide(ledger, person, "unsure", on, None, seen)


def _queue_page(
    request: Request, desk: Desk, status: int = 200, *, told: DecidedMeanwhile | None = None
) -> HTMLResponse:
    waiting = bring_up(desk)
    asked = proposals(desk.ledger, _QUESTIONS)
    made = decisions_on(desk.ledger, sorted({one for p in asked for one in p.on}))
    return page(
        request,
        "queue.html.j2",
        status,
        questions=asked,
        waiting=waiting,
        seen=max((d.n for d in made), default=0),
        told=told,
    )
