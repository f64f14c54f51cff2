"""The log and the decisions, the newest first, and whether the ledger is as it was written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse, RedirectResponse

from purport.desk.desk import Desk
from purport.desk.forms import Marked, TheDesk, ThePerson
from purport.desk.jobs import JobState, Line
from purport.desk.rendering import page
from purport.ledger.log_list import list_decisions, list_log
from purport.ledger.verification import ledger_head, verify

router = APIRouter()
VERIFYING = "the ledger, verified"
_ROWS = 50
_After = Annotated[int | None, Query(ge=0, le=2**62)]


@router.get("/log")
def show_log(request: Request, desk: TheDesk, after: _After = None) -> HTMLResponse:
    """Show a page of the log."""
    found = list_log(desk.ledger, limit=_ROWS, after=after)
    further = None if found.next is None else f"/log?after={found.next}"
    jobs = [job for job in desk.jobs.jobs() if job.what == VERIFYING]
    head = ledger_head(desk.ledger)
    return page(request, "log.html.j2", rows=found.rows, further=further, jobs=jobs[:1], head=head)


@router.get("/decisions")
def show_decisions(request: Request, desk: TheDesk, after: _After = None) -> HTMLResponse:
    """Show a page of what people decided, what was taken back among it."""
    found = list_decisions(desk.ledger, limit=_ROWS, after=after)
    further = None if found.next is None else f"/decisions?after={found.next}"
    return page(request, "decisions.html.j2", rows=found.rows, further=further)


@router.post("/log/verify", dependencies=[Marked])
def start_verifying(desk: TheDesk, person: ThePerson) -> RedirectResponse:
    """Look behind the pages whether the ledger is as it was written; the log shows how far."""
    verify_as_job(desk, person)
    return RedirectResponse("/log", status_code=303)


def verify_as_job(desk: Desk, person: str) -> JobState:
    """Return the job that verifies the ledger: the one that waits already, or a new one."""
    for job in desk.jobs.jobs():
        if job.what == VERIFYING and job.state == "waiting":
            return job
    return desk.jobs.give(VERIFYING, person, lambda: _findings(desk))


def _findings(desk: Desk) -> Iterator[Line]:
    sound = True
    for finding in verify(desk.ledger):
        sound = False
        yield Line(finding.where, f"{finding.where}: {finding.what}", good=False)
    head = ledger_head(desk.ledger)
    if sound:
        yield Line("the ledger", f"is as it was written, to row {head.n} of the log: {head.hash}")
