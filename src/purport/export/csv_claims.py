"""Claims as a table for spreadsheets: CSV (RFC 4180), a row a claim.

A cell of words that a spreadsheet would take for a formula gets an apostrophe before it (the remedy
of OWASP, "CSV Injection"): a report may hold such words, and a spreadsheet would run them.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from purport.export.controls import printable
from purport.export.wording import (
    evidence_by_id,
    hedges,
    place_words,
    speaker,
    through,
    time_words,
    voices_by_id,
    words,
)
from purport.model.claim import Claim
from purport.model.evidence import Evidence
from purport.model.reading import Reading
from purport.model.report import Report
from purport.model.voice import Voice

COLUMNS = (
    "report", "publisher", "date", "claim", "kind", "act", "who", "through", "source", "cue",
    "content", "status", "certainty", "certainty_score", "hedges", "times", "places", "confidence",
    "reporting", "start", "end",
)  # fmt: skip

_BETWEEN = "; "
# also the full-width signs, which spreadsheets with an East Asian setting take for the plain ones
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠\t\r]")


def csv_head() -> str:
    """Return the line of column names.

    Example:
        >>> csv_head()[:24]
        'report,publisher,date,cl'
    """
    return csv_text([COLUMNS])


def csv_claims(reading: Reading) -> str:
    """Return a row for every claim of a reading; `start` and `end` enclose its content's pieces.

    Attitudes are among them, with "false" under `reporting`. An empty cell means that the report
    does not say.
    """
    voices, evidence = voices_by_id(reading), evidence_by_id(reading)
    rows = (claim_cells(reading.report, claim, voices, evidence) for claim in reading.claims)
    return csv_text(row.values() for row in rows)


def plain_cell(text: str) -> str:
    """Return words as a spreadsheet will show and not run them.

    Example:
        >>> plain_cell("=1+1"), plain_cell("1 = 1")
        ("'=1+1", '1 = 1')
    """
    return f"'{text}" if _FORMULA.match(text) else text


def claim_cells(
    report: Report, claim: Claim, voices: Mapping[str, Voice], evidence: Mapping[str, Evidence]
) -> dict[str, Any]:
    """Return the row of a claim, by column, before words are made harmless."""
    attribution, content = claim.attribution, claim.attribution.content
    return {
        "report": report.id,
        "publisher": report.publisher,
        "date": report.published,
        "claim": claim.id,
        "kind": attribution.kind,
        "act": claim.act,
        "who": speaker(claim, voices),
        "through": through(claim, voices),
        "source": words(attribution.source),
        "cue": words(attribution.cue),
        "content": claim.text,
        "status": claim.status,
        "certainty": claim.certainty.label,
        "certainty_score": claim.certainty.score,
        "hedges": _BETWEEN.join(h.span.text for h in hedges(claim, evidence)),
        "times": _BETWEEN.join(time_words(t) for t in claim.times),
        "places": _BETWEEN.join(place_words(p) for p in claim.places),
        "confidence": attribution.confidence,
        "reporting": str(attribution.reporting).lower(),
        "start": min(span.start for span in content) if content else None,
        "end": max(span.end for span in content) if content else None,
    }


def csv_text(rows: Iterable[Iterable[Any]]) -> str:
    """Return rows as CSV: numbers as they are, words made harmless."""
    written = io.StringIO(newline="")
    csv.writer(written).writerows(_cells(row) for row in rows)
    return written.getvalue()


def _cells(row: Iterable[Any]) -> Iterator[Any]:
    """Yield the cells of a row: numbers as they are, words made harmless."""
    for cell in row:
        yield plain_cell(printable(cell)) if isinstance(cell, str) else cell
