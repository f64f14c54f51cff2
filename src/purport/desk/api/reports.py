"""Reports: listed, one, what was read in it, its original, and new ones to be read."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Depends, Query
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel
from starlette.datastructures import FormData
from starlette.responses import Response

from purport.desk.api.answers import Id, Limit, Listed, Problem, WhoAsks, make_router
from purport.desk.forms import TheDesk
from purport.desk.jobs import JobState
from purport.desk.pages.inbox import sent, start_job
from purport.desk.pages.reports import original_of
from purport.ledger.filters import days_filter
from purport.ledger.identified_reading import identified_reading
from purport.ledger.report_list import ReportRow, list_reports
from purport.ledger.reports import read_report
from purport.model.reading_json import reading_dict
from purport.model.report import Report

router = make_router("reports")
_Part = Annotated[str | None, Query(min_length=1, max_length=500)]
_SENT = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "description": "At least one of files, text and address.",
                    "properties": {
                        "files": {"type": "array", "items": {"type": "string", "format": "binary"}},
                        "text": {"type": "string"},
                        "address": {"type": "string", "description": "http or https"},
                        "id": {"type": "string"},
                        "publisher": {"type": "string"},
                        "published": {"type": "string", "description": "2022-05-19, 2022-05, 2022"},
                        "title": {"type": "string"},
                    },
                }
            }
        },
    }
}


class ReadingAnswer(BaseModel):
    """A reading (docs/reference/reading.md), with the ledger's id of each of its claims."""

    ids: list[str]
    reading: dict[str, Any]


@router.get("/reports")
def all_reports(
    desk: TheDesk,
    publisher: _Part = None,
    words: _Part = None,
    since: _Part = None,
    until: _Part = None,
    limit: Limit = 50,
    after: _Part = None,
) -> Listed[ReportRow]:
    """Reports, the newest first; `words` are a part of the title."""
    found = list_reports(
        desk.ledger,
        publisher=publisher,
        words=words,
        published=days_filter(since, until),
        limit=limit,
        after=after,
    )
    return Listed(items=list(found.rows), next=found.next)


@router.post(
    "/reports",
    status_code=202,
    openapi_extra=_SENT,
    responses={413: {"model": Problem, "description": "It is too large."}},
)
async def add_reports(
    desk: TheDesk, person: WhoAsks, form: Annotated[FormData, Depends(sent)]
) -> JobState:
    """Have files, words or an address read; the job tells how far that is."""
    return await run_in_threadpool(start_job, desk, person, form)


@router.get("/readings/{report_id:path}")
def one_reading(desk: TheDesk, report_id: Id) -> ReadingAnswer:
    """What was read in a report."""
    named = identified_reading(desk.ledger, report_id)
    return ReadingAnswer(ids=list(named.ids), reading=reading_dict(named.reading))


@router.get(
    "/originals/{report_id:path}",
    response_class=Response,
    responses={200: {"content": {"application/octet-stream": {}}}},
)
def one_original(desk: TheDesk, report_id: Id) -> Response:
    """The bytes of a report as they came."""
    return original_of(desk, report_id)


@router.get("/reports/{report_id:path}")
def one_report(desk: TheDesk, report_id: Id) -> Report:
    """A report with its text."""
    return read_report(desk.ledger, report_id)
