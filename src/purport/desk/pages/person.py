"""Who sits at the desk, and taking back what they decided last."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from purport.desk.forms import (
    MOST_NAME_CHARS,
    ByHtmx,
    Marked,
    TheDesk,
    ThePerson,
    go_back,
    keep_person,
)
from purport.desk.verdicts import said_of
from purport.errors import UsageError
from purport.ledger.decisions import undo
from purport.ledger.judgements import last_standing

router = APIRouter(dependencies=[Marked])


@router.post("/person")
def name_person(
    request: Request, name: Annotated[str, Form(max_length=MOST_NAME_CHARS)]
) -> RedirectResponse:
    """Keep the name under which this browser decides, and go back."""
    if not name.strip() or not name.isprintable():
        raise UsageError("nobody is named", "name", "Give a name to decide under.")
    answer = go_back(request)
    keep_person(answer, name)
    return answer


@router.post("/undo")
def undo_last(request: Request, desk: TheDesk, person: ThePerson, by_htmx: ByHtmx) -> Response:
    """Take back the last decision of this person that is in force, on whatever page it was made."""
    last = last_standing(desk.ledger, person)
    if last is None:
        raise UsageError("there is nothing of yours to undo", None, "Decide something first.")
    undo(desk.ledger, person, last.n)
    if not by_htmx:
        return go_back(request)
    return PlainTextResponse(f"Undone: {said_of(last)}, on {', '.join(last.on)}")
