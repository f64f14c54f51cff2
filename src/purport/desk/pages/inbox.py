"""The inbox: files, words and addresses that are given to be read, and how far that is."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from shutil import copyfileobj
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.responses import HTMLResponse, RedirectResponse, StreamingResponse

from purport.desk.desk import Desk
from purport.desk.events import EVENT_STREAM, job_events
from purport.desk.forms import Marked, TheDesk, ThePerson, most_part_bytes
from purport.desk.intake import Given, check_given, forget, new_folder, safe_name, take_in
from purport.desk.jobs import JobState
from purport.desk.rendering import page
from purport.errors import UsageError
from purport.ingest.candidate import Overrides, check_date

router = APIRouter()
INBOX = "/inbox"


async def sent(request: Request, desk: TheDesk) -> FormData:
    """Return a form with its files; words that are pasted may be as long as a file."""
    return await request.form(max_part_size=most_part_bytes(desk))


@router.get(INBOX)
def show_inbox(request: Request, desk: TheDesk) -> HTMLResponse:
    """Show the form to give something, and the jobs, the newest first."""
    return page(request, "inbox.html.j2", jobs=desk.jobs.jobs())


@router.post(INBOX, dependencies=[Marked])
async def give(
    desk: TheDesk, person: ThePerson, form: Annotated[FormData, Depends(sent)]
) -> RedirectResponse:
    """Take in what was dropped, pasted or named, as one job, and go on at once."""
    await run_in_threadpool(start_job, desk, person, form)
    return RedirectResponse(INBOX, status_code=303)


@router.get("/inbox/jobs/{number}")
def show_job(request: Request, desk: TheDesk, number: int) -> HTMLResponse:
    """Show how far a job is: a piece of the inbox."""
    job = desk.jobs.job(number)
    if job is None:
        raise HTTPException(404, "the desk knows of no such job any more")
    return page(request, "job.html.j2", job=job)


@router.get("/inbox/events")
def hear_events(desk: TheDesk) -> StreamingResponse:
    """Tell of each change of a job by its number, as server-sent events."""
    return StreamingResponse(job_events(desk.jobs), media_type=EVENT_STREAM)


def start_job(desk: Desk, person: str, form: FormData) -> JobState:
    """Add a job for what a form brought, and return it.

    Args:
        desk: where to.
        person: who gives it.
        form: with `files`, `text`, `address`, and `id`, `publisher`, `published` and `title`.

    Raises:
        UsageError, RefusedAddress, BadDate: it cannot be tried, or too many jobs wait.
    """
    names = ("id", "published", "publisher", "title")
    overrides = Overrides(**{name: _words(form, name) or None for name in names})
    if overrides.published:
        check_date(overrides.published)
    uploads = [f for f in form.getlist("files") if isinstance(f, UploadFile) and f.filename]
    text, address = _words(form, "text"), _words(form, "address")
    check_given(overrides, len(uploads), text, address)
    folder = new_folder() if uploads else None
    given = Given(
        overrides,
        folder,
        tuple(_copied(upload, folder / str(at)) for at, upload in enumerate(uploads) if folder),
        text.encode("utf-8", "replace"),
        address,
    )
    work = partial(take_in, desk.ledger, given, desk.intake, person)
    try:
        return desk.jobs.give(given.words, person, work)
    except UsageError:
        forget(given)
        raise


def _copied(upload: UploadFile, folder: Path) -> Path:
    """Return the path of a dropped file, put into a folder of its own."""
    folder.mkdir()
    path = folder / safe_name(upload.filename or "")
    with path.open("xb") as stream:
        copyfileobj(upload.file, stream)
    return path


def _words(form: FormData, name: str) -> str:
    value: Any = form.get(name)
    return value.strip() if isinstance(value, str) else ""
