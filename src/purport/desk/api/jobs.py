"""Jobs behind the pages, and a stream of their changes."""

from __future__ import annotations

from fastapi import HTTPException
from starlette.responses import StreamingResponse

from purport.desk.api.answers import Number, make_router
from purport.desk.events import EVENT_STREAM, job_events
from purport.desk.forms import TheDesk
from purport.desk.jobs import JobState

router = make_router("jobs")


@router.get("/jobs")
def all_jobs(desk: TheDesk) -> list[JobState]:
    """Jobs since the desk was opened, the newest first."""
    return list(desk.jobs.jobs())


@router.get("/jobs/{n}")
def one_job(desk: TheDesk, n: Number) -> JobState:
    """How far a job is."""
    job = desk.jobs.job(n)
    if job is None:
        raise HTTPException(404, "the desk knows of no such job")
    return job


@router.get(
    "/events",
    response_class=StreamingResponse,
    responses={200: {"content": {EVENT_STREAM: {"schema": {"type": "string"}}}}},
)
def all_events(desk: TheDesk) -> StreamingResponse:
    """Server-sent events, one for each change of a job: `{"id": 3, "state": "done", …}`."""
    return StreamingResponse(job_events(desk.jobs), media_type=EVENT_STREAM)
