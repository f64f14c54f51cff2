"""What a page sends back: it has to carry the page's own mark, which no other site can read."""

from __future__ import annotations

import hmac
import json
from hashlib import sha256
from textwrap import shorten
from typing import Annotated, TypeVar
from urllib.parse import quote, unquote, urlsplit

from fastapi import Depends, HTTPException, Request
from starlette.responses import RedirectResponse, Response

from purport.desk.desk import Desk
from purport.desk.verdicts import said_of
from purport.model.decision import Decision

MARK_HEADER = "x-purport-mark"
MARK_FIELD = "mark"
PERSON_COOKIE = "purport-person"
MOST_NAME_CHARS = 80
_YEAR_S = 365 * 24 * 3600
_MARK_DIGITS = 32
_MOST_TOLD_CHARS = 100
ResponseT = TypeVar("ResponseT", bound=Response)


def desk_of(request: Request) -> Desk:
    """Return the desk that answers a request."""
    desk: Desk = request.app.state.desk
    return desk


def mark_of(desk: Desk) -> str:
    """Return the mark that pages of a desk carry in their forms and headers."""
    return hmac.new(desk.secret, b"form", sha256).hexdigest()[:_MARK_DIGITS]


def person_of(request: Request) -> str:
    """Return the name under which this browser decides."""
    given = unquote(request.cookies.get(PERSON_COOKIE, "")).strip()[:MOST_NAME_CHARS]
    return given if given.isprintable() and given else desk_of(request).person


def keep_person(answer: Response, name: str) -> None:
    """Let a browser keep the name of the person who sits at it."""
    kept = quote(name.strip(), safe="")  # cookies hold ASCII alone
    answer.set_cookie(PERSON_COOKIE, kept, _YEAR_S, httponly=True, samesite="strict")


async def require_mark(request: Request) -> None:
    """Do nothing for a form or request of our own pages.

    Raises:
        HTTPException: (403) it carries no mark, or that of another start of the desk.
    """
    shown = request.headers.get(MARK_HEADER)
    if shown is None:
        most_bytes = most_part_bytes(desk_of(request))
        value = (await request.form(max_part_size=most_bytes)).get(MARK_FIELD)
        shown = value if isinstance(value, str) else ""
    wanted = mark_of(desk_of(request)).encode()
    if not hmac.compare_digest(shown.encode("utf-8", "replace"), wanted):
        raise HTTPException(403, "the desk was started anew since this page was loaded: reload it")


def most_part_bytes(desk: Desk) -> int:
    """Return how long a field of a form may be: more than intake reads, so that it says what is."""
    return 2 * desk.settings.max_input_bytes


def is_by_htmx(request: Request) -> bool:
    """Whether a script of our pages asks, which wants a piece of a page and not a whole one."""
    return request.headers.get("hx-request") == "true"


def go_back(request: Request, back: str = "") -> RedirectResponse:
    """Return the way to a place of the desk, or to the page that a form was on.

    Args:
        request: the form.
        back: a path of the desk; any other address is passed over.
    """
    if not _is_of_the_desk(back):
        came = urlsplit(request.headers.get("referer", ""))
        back = f"{came.path}?{came.query}" if came.query else came.path
    return RedirectResponse(back if _is_of_the_desk(back) else "/", status_code=303)


def _is_of_the_desk(path: str) -> bool:
    return path[:1] == "/" and path[1:2] not in ("/", "\\") and path.isprintable()


def say(answer: ResponseT, made: Decision) -> ResponseT:
    """Return an answer that has the page say aloud what was decided."""
    said = shorten(said_of(made), _MOST_TOLD_CHARS, placeholder=" …")
    answer.headers["hx-trigger"] = json.dumps({"purport:say": said[:1].upper() + said[1:]})
    return answer


TheDesk = Annotated[Desk, Depends(desk_of)]
ThePerson = Annotated[str, Depends(person_of)]
ByHtmx = Annotated[bool, Depends(is_by_htmx)]
Marked = Depends(require_mark)
