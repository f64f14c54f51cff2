"""The desk and its REST interface as one application."""

from __future__ import annotations

from functools import partial
from importlib.resources import files
from typing import Any
from urllib.parse import quote

from fastapi import FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException as StarletteHTTPException
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.staticfiles import StaticFiles

from purport.desk.api import claims as api_claims
from purport.desk.api import decisions as api_decisions
from purport.desk.api import groups as api_groups
from purport.desk.api import jobs as api_jobs
from purport.desk.api import log as api_log
from purport.desk.api import reports as api_reports
from purport.desk.api import voices as api_voices
from purport.desk.description import PROBLEM, describe
from purport.desk.desk import Desk
from purport.desk.forms import is_by_htmx
from purport.desk.guard import Guard
from purport.desk.pages import (
    claim,
    claims,
    deciding,
    groups,
    inbox,
    log,
    map_of_places,
    person,
    proof,
    queue,
    reports,
    side_by_side,
    start,
    styles,
    timeline,
    trends,
    voices,
)
from purport.desk.rendering import page
from purport.errors import (
    BusyLedger,
    DecidedMeanwhile,
    FullDisk,
    InputTooLarge,
    LedgerError,
    PurportError,
    ReadOnlyLedger,
    UnknownId,
)

_FORM_BYTES = 200_000  # set by hand: a remark of 10,000 characters in any script, escaped
_FILES_AT_ONCE = 10  # set by hand: so many of the largest files may be dropped together
_UPLOADS = frozenset({inbox.INBOX, "/api/v1/reports"})
# FastAPI would take exporters from the environment and report what is asked of the desk
_SILENT: Any = {
    "tracing": False,
    "metrics": False,
    "logs": False,
    "operation_spans": False,
    "auto_configure": False,
}

_INTERFACE = (
    api_claims,
    api_reports,
    api_voices,
    api_groups,
    api_decisions,
    api_log,
    api_jobs,
)


def make_application(desk: Desk) -> FastAPI:
    """Return the application that serves a desk."""
    app = FastAPI(
        title="purport",
        docs_url=None,  # they load scripts from elsewhere
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
        telemetry=_SILENT,
    )
    app.state.desk = desk
    for room in (
        start,
        proof,
        groups,
        queue,
        inbox,
        claims,
        claim,
        reports,
        side_by_side,
        deciding,
        map_of_places,
        timeline,
        trends,
        voices,
        log,
        person,
        styles,
    ):
        app.include_router(room.router, include_in_schema=False)
    for part in _INTERFACE:
        app.include_router(part.router)
    app.openapi = partial(describe, app)  # type: ignore[method-assign]
    app.mount("/static", StaticFiles(directory=str(files("purport.desk") / "static")), "static")
    app.add_middleware(
        Guard,
        hosts=desk.hosts,
        token=desk.token,
        max_body_bytes=_FORM_BYTES,
        max_upload_bytes=_FILES_AT_ONCE * desk.settings.max_input_bytes + _FORM_BYTES,
        uploads=_UPLOADS,
    )
    for kind in (PurportError, StarletteHTTPException, RequestValidationError, Exception):
        app.add_exception_handler(kind, _told)
    return app


async def _told(request: Request, error: Exception) -> Response:
    """Answer an error in one line: a page for people, problem+json (RFC 9457) for programs."""
    status, says = _status_of(error)
    if request.url.path.startswith("/api/"):
        problem = {"type": "about:blank", "title": says, "status": status}
        if isinstance(error, PurportError):
            problem["type"] = f"urn:purport:error:{error.code}"
        headers = getattr(error, "headers", None)
        return JSONResponse(problem, status, headers, media_type=PROBLEM)
    if is_by_htmx(request):
        answer: Response = PlainTextResponse(f"{says}\n", status)
    else:
        answer = page(request, "error.html.j2", status, status_code=status, says=says)
    answer.headers["x-purport-says"] = quote(says)
    return answer


def _status_of(error: Exception) -> tuple[int, str]:
    if isinstance(error, HTTPException | StarletteHTTPException):
        if error.status_code == NOT_FOUND and error.detail == "Not Found":
            return NOT_FOUND, "There is no such page."
        return error.status_code, str(error.detail)
    if isinstance(error, RequestValidationError):
        first = error.errors()[0]
        return 422, f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
    if isinstance(error, PurportError):
        found = next((code for kind, code in _STATUSES.items() if isinstance(error, kind)), 400)
        return found, str(error)
    return 500, "This is a fault of purport; the terminal in which the desk runs says more."


NOT_FOUND = 404
_STATUSES: dict[type[PurportError], int] = {
    UnknownId: NOT_FOUND,
    DecidedMeanwhile: 409,
    BusyLedger: 503,
    ReadOnlyLedger: 403,
    FullDisk: 507,
    InputTooLarge: 413,
    LedgerError: 500,
}
