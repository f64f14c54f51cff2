"""Two reports beside each other, the words that they share marked in both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from purport.corroboration.copies import shared_words
from purport.desk.forms import TheDesk
from purport.desk.rendering import page
from purport.ledger.search import report_reading
from purport.model.report import Report
from purport.model.span import Span

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text; `shared` is the number (from 1) of words that the other text has too."""

    text: str
    shared: int | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two reports, its text cut into pieces."""

    report: Report
    pieces: tuple[Piece, ...]


def cut(report: Report, shared: Sequence[tuple[int, Span]]) -> Side:
    """Return a report with its shared words, each with their number, cut out of its text."""
    pieces, at = [], 0
    for number, span in sorted(shared, key=lambda one: one[1].start):
        if span.start < at:
            continue
        pieces += [Piece(report.text[at : span.start]), Piece(span.text, number)]
        at = span.end
    pieces.append(Piece(report.text[at:]))
    return Side(report, tuple(p for p in pieces if p.text))


@router.get("/side-by-side")
def show_side_by_side(request: Request, desk: TheDesk, left: str, right: str) -> HTMLResponse:
    """Show two reports by their ids."""
    first, second = (report_reading(desk.ledger, one).report for one in (left, right))
    found = shared_words(first, second)
    return page(
        request,
        "side_by_side.html.j2",
        sides=(
            cut(first, list(enumerate(found.spans_a, 1))),
            cut(second, list(enumerate(found.spans_b, 1))),
        ),
        runs=len(found.spans_a),
        share=found.share,
    )
