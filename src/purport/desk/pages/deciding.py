"""Deciding on one thing, from any page that shows it: yes, no, unsure, a remark, other fields.

A form carries the number of the last decision that its page showed. Where somebody else has decided
since, nothing is done: the person is told what was decided, sees it, and may decide again.
"""

from __future__ import annotations

from typing import Annotated, cast
from urllib.parse import quote

from fastapi import APIRouter, Form, Request
from starlette.responses import HTMLResponse, Response

from purport.desk.forms import ByHtmx, Marked, TheDesk, ThePerson, go_back, say
from purport.desk.rendering import page
from purport.errors import DecidedMeanwhile, UsageError
from purport.ledger.decisions import decide
from purport.ledger.judgements import judgements
from purport.model.decision import Verb

router = APIRouter(dependencies=[Marked])
_MOST_CHARS = 10_000
_MOST_TARGET_CHARS = 500
_WITH_WORDS = frozenset({"accept", "reject", "unsure", "comment"})


@router.post("/decide")
def decide_on(
    request: Request,
    desk: TheDesk,
    person: ThePerson,
    by_htmx: ByHtmx,
    verb: Annotated[str, Form(max_length=20)],
    on: Annotated[str, Form(max_length=_MOST_TARGET_CHARS)],
    seen: Annotated[int, Form(ge=0)],
    value: Annotated[str, Form(max_length=_MOST_CHARS)] = "",
    back: Annotated[str, Form(max_length=2000)] = "",
) -> Response:
    """Add a decision, and show what is decided on the thing now."""
    if verb not in _WITH_WORDS:
        raise UsageError(f"{verb!r} is not decided here", "verb", "Reload the page.")
    try:
        made = decide(desk.ledger, person, cast("Verb", verb), [on], value.strip() or None, seen)
    except DecidedMeanwhile as error:
        return show_judgement(request, desk, on, 409, told=error, kept=value, back=back)
    if not by_htmx:
        return go_back(request, back)
    return say(show_judgement(request, desk, on, back=back), made)


@router.post("/rate")
def rate(
    request: Request,
    desk: TheDesk,
    person: ThePerson,
    on: Annotated[str, Form(max_length=_MOST_TARGET_CHARS)],
    seen: Annotated[int, Form(ge=0)],
    reliability: Annotated[str, Form(max_length=1)] = "",
    credibility: Annotated[str, Form(max_length=1)] = "",
    back: Annotated[str, Form(max_length=2000)] = "",
) -> Response:
    """Rate a thing by the Admiralty code, and go back."""
    rating: dict[str, str | int] = {"reliability": reliability} if reliability else {}
    rating |= {"credibility": int(credibility)} if credibility.isdecimal() else {}
    try:
        decide(desk.ledger, person, "rate", [on], rating, seen)
    except DecidedMeanwhile as error:
        return show_judgement(request, desk, on, 409, told=error, back=back)
    return go_back(request, back)


def show_judgement(
    request: Request,
    desk: TheDesk,
    target: str,
    status: int = 200,
    *,
    told: DecidedMeanwhile | None = None,
    kept: str = "",
    back: str = "",
) -> HTMLResponse:
    """Return what people decided on a thing, with the forms to decide on it.

    Args:
        request: what is answered.
        desk: where the ledger is.
        target: the id of the thing.
        status: the HTTP status.
        told: what kept a decision from being made.
        kept: words that were not kept for it, to be sent again.
        back: where to go without script, once it is decided.
    """
    template = "judgement.html.j2" if request.headers.get("hx-request") else "stale.html.j2"
    judgement = judgements(desk.ledger, [target])[target]
    answer = page(
        request, template, status,
        target=target, judgement=judgement, told=told, kept=kept, back=back,
    )  # fmt: skip
    if told is not None:
        answer.headers["x-purport-says"] = quote(str(told))
    return answer
