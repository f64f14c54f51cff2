"""The reports of the ledger; one report with its claims in the margin; the original behind it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse, Response

from purport.desk.addresses import AskedPage
from purport.desk.desk import Desk
from purport.desk.forms import TheDesk
from purport.desk.rendering import page
from purport.errors import UnknownId
from purport.export.html_page import entries_of, exhibits_of, speakers_of, web_link
from purport.export.marked_text import stretches
from purport.export.wording import numbers, published, spoken
from purport.ledger.filters import days_filter
from purport.ledger.identified_reading import identified_reading
from purport.ledger.judgements import judgements
from purport.ledger.originals import read_original
from purport.ledger.report_list import list_reports
from purport.ledger.reports import read_report

router = APIRouter()
_ROWS = 50
_CLAIMS = 40  # set by hand: a claim with its chain takes up to 5 kB of a page


class Asked(AskedPage):
    """What the address of the list asks for; an empty field asks for nothing."""

    words: str = ""
    publisher: str = ""
    since: str = ""
    until: str = ""
    after: str | None = None


@router.get("/reports")
def show_reports(request: Request, desk: TheDesk, asked: Annotated[Asked, Query()]) -> HTMLResponse:
    """Show a page of the reports, the newest first."""
    found = list_reports(
        desk.ledger,
        words=asked.words or None,
        publisher=asked.publisher or None,
        published=days_filter(asked.since or None, asked.until or None),
        limit=_ROWS,
        after=asked.after,
    )
    further = asked.address("/reports", found.next)
    return page(request, "reports.html.j2", rows=found.rows, further=further, asked=asked)


@router.get("/originals/{report_id:path}")
def show_original(desk: TheDesk, report_id: str) -> Response:
    """Return the bytes as they came, to be saved: a browser never runs or shows them."""
    return original_of(desk, report_id)


def original_of(desk: Desk, report_id: str) -> Response:
    """Return the bytes of a report as they came, as a file to be saved.

    Raises:
        UnknownId: there is no such report, or its bytes are not kept.
    """
    report = read_report(desk.ledger, report_id)
    with desk.ledger.reading() as connection:
        data = read_original(connection, report.sha256)
    if data is None:
        raise UnknownId("the original of this report is not kept", report_id)
    name = f"{report.sha256[:16]}.original"
    return Response(
        data,
        media_type="application/octet-stream",
        headers={"content-disposition": f'attachment; filename="{name}"'},
    )


@router.get("/reports/{report_id:path}")
def show_report(
    request: Request,
    desk: TheDesk,
    report_id: str,
    *,
    everything: bool = False,
    first: Annotated[int, Query(ge=1, le=10**9)] = 1,
    at: Annotated[str, Query(max_length=16)] = "",
) -> HTMLResponse:
    """Show a report's text with the parts of its claims marked, and its claims beside it.

    Of very many claims some are shown at a time: from the `first` on, or those around the claim
    whose id is `at`.
    """
    named = identified_reading(desk.ledger, report_id)
    reading = named.reading
    claims = reading.claims if everything else spoken(reading)
    number = numbers(reading)
    ids = {number[claim.id]: named.ids[number[claim.id] - 1] for claim in claims}
    start = _start(list(ids.values()), first - 1, at)
    shown = claims[start : start + _CLAIMS]
    return page(
        request,
        "report.html.j2",
        report=reading.report,
        published=published(reading.report),
        link=web_link(reading.report),
        stretches=stretches(reading, shown),
        anchors={n: f"at-{id_}" for n, id_ in ids.items()},
        entries=entries_of(reading, shown),
        ids=ids,
        judgements=judgements(desk.ledger, [ids[number[claim.id]] for claim in shown]),
        speakers=speakers_of(reading, shown),
        exhibits=exhibits_of(reading),
        glosses=reading.glosses,
        warnings=reading.warnings,
        count=len(claims),
        start=start,
        before=max(0, start - _CLAIMS) + 1 if start else None,
        after=start + _CLAIMS + 1 if start + _CLAIMS < len(claims) else None,
        left_out=len(reading.claims) - len(claims),
        everything=everything,
    )


def _start(ids: Sequence[str], first: int, at: str) -> int:
    """Return from which claim on a page shows some: the page's that holds `at`, or from `first`."""
    if at in ids:
        return ids.index(at) // _CLAIMS * _CLAIMS
    return min(first, max(0, len(ids) - 1))
