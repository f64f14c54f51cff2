"""Templates → pages."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from typing import Any
from urllib.parse import quote

from fastapi import Request
from jinja2 import Environment, PackageLoader
from starlette.responses import HTMLResponse

from purport.desk.forms import desk_of, mark_of, person_of
from purport.desk.verdicts import judged, remarks, said_of, verdicts
from purport.export.html_page import page_css, page_environment
from purport.export.roots_page import with_roots

_SHEET = "desk.css"


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Return the templates of the desk, with those of the exported pages beside them."""
    room = with_roots(page_environment(PackageLoader("purport.desk", "templates")))
    room.auto_reload = False
    room.globals["asset"] = asset
    room.filters["segment"] = segment
    room.filters["verdicts"] = verdicts
    room.filters["remarks"] = remarks
    room.filters["judged"] = judged
    room.filters["said_of"] = said_of
    return room


@lru_cache(maxsize=1)
def style_sheet() -> str:
    """Return the style sheet of all pages: the exported pages' colours and marks, and the desk's.

    One palette for both (export/page/tokens.css).
    """
    own = files("purport.desk").joinpath("templates", _SHEET).read_text(encoding="utf-8")
    return page_css("tokens", "marks", "roots") + own


@lru_cache(maxsize=64)
def asset(name: str) -> str:
    """Return the address of a file of the pages; another content has another address."""
    if name == _SHEET:
        path, data = f"/{name}", style_sheet().encode()
    else:
        path, data = f"/static/{name}", files("purport.desk").joinpath("static", name).read_bytes()
    return f"{path}?v={sha256(data).hexdigest()[:10]}"


def segment(text: str) -> str:
    """Return text as one segment of an address, such as an id with a slash in it.

    Example:
        >>> segment("sava/17")
        'sava%2F17'
    """
    return quote(text, safe="")


def page(request: Request, template: str, status: int = 200, **context: Any) -> HTMLResponse:
    """Return a template filled in: a whole page, or the piece of one that htmx asks for.

    Args:
        request: what is answered; templates see it as `request`.
        template: the name of the template, "claims.html.j2".
        status: the HTTP status.
        context: what the template shows.
    """
    desk = desk_of(request)
    text = (
        environment()
        .get_template(template)
        .render(
            request=request,
            mark=mark_of(desk),
            person=person_of(request),
            ledger_name=desk.ledger.path.name,
            **context,
        )
    )
    return HTMLResponse(text.encode("utf-8", "replace"), status)
