"""What is most useful to decide next: questions whose answer moves a count."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import HTMLResponse, Response

from purport.corroboration.proposals import proposals
from purport.desk.desk import Desk
from purport.desk.forms import ByHtmx, Marked, TheDesk, ThePerson, go_back, say
from purport.desk.pages.groups import bring_up
from purport.desk.rendering import page
from purport.desk.upkeep import RULING_S
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
    return say(_queue_page(request, desk), made)


def _answered(desk: Desk, person: str, verb: str, on: list[str], value: str, seen: int) -> Decision:
    """Return the decision that an answer is: of a link, yes makes it and no breaks it."""
    ledger = desk.ledger
    if verb == "same-root":
        return decide(ledger, person, "same-root", on, value, seen)
    if verb == "same-claim":
        made = decide(ledger, person, "same-claim", on, value, seen)
        desk.upkeep.grouped(RULING_S)
        return made
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
    desk.upkeep.want()
    asked = proposals(desk.ledger, _QUESTIONS)
    made = decisions_on(desk.ledger, sorted({one for p in asked for one in p.on}))
    return page(
        request,
        "queue.html.j2",
        status,
        questions=asked,
        waiting=waiting,
        counting=desk.upkeep.counting,
        seen=max((d.n for d in made), default=0),
        told=told,
    )
