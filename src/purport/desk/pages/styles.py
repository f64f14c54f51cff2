"""Style sheets that are made, not files: that of all pages, and the marks of one report."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from purport.desk.forms import TheDesk
from purport.desk.guard import KEPT_FOR_GOOD
from purport.desk.rendering import style_sheet
from purport.export.html_page import together_css
from purport.ledger.identified_reading import identified_reading

router = APIRouter()

# what is led to from elsewhere, and what is in hand, lights up with its words
_LED_TO = (
    ":root:has(#at-{id}:target) .in-{n}{{--lit:var(--led-to)}}\n"
    ":root:has(#claim-{n}[aria-current]) .in-{n}{{--lit:var(--pointed-at)}}\n"
)


@router.get("/desk.css")
def show_style_sheet() -> Response:
    """Return the style sheet of all pages."""
    return Response(style_sheet(), media_type="text/css", headers={"cache-control": KEPT_FOR_GOOD})


@router.get("/marks/{report_id:path}")
def show_marks(desk: TheDesk, report_id: str) -> Response:
    """Return the rules by which the words and the entry of each claim of a report light up."""
    ids = identified_reading(desk.ledger, report_id).ids
    rules = together_css(range(1, len(ids) + 1))
    rules += "".join(_LED_TO.format(n=n, id=id_) for n, id_ in enumerate(ids, start=1))
    return Response(rules, media_type="text/css")
