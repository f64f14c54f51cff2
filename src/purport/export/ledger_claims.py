"""Claims of a ledger as JSON Lines and CSV: those of a reading, with the ledger's id of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from purport.export import csv_claims
from purport.export.wording import evidence_by_id, go_betweens, voice_name, voices_by_id
from purport.ledger.search import Found, Shown
from purport.model.plain_json import plain_json
from purport.model.reading import Reading
from purport.model.reading_json import reading_dict

COLUMNS = ("ledger_id", *csv_claims.COLUMNS, "title", "url")
_CONTEXT_CHARS = 240


def json_lines(found: Iterable[Found]) -> Iterator[str]:
    """Yield a line for each claim: the claim as a reading has it, after what the ledger adds.

    These are `ledger_id`, `report` (its id), `publisher`, `published`, `title` and `url` of the
    report, and the names behind the ids of voices: `speaker` and `through`.
    """
    for one in found:
        yield plain_json(_object(one)) + "\n"


def csv_rows(found: Iterable[Found]) -> Iterator[str]:
    """Yield the line of column names, then a row for each claim, in the form of RFC 4180."""
    yield csv_claims.csv_text([COLUMNS])
    for one in found:
        yield csv_claims.csv_text([cells(one).values()])


def cells(found: Found) -> dict[str, Any]:
    """Return the row of a claim, by column."""
    row, reading = found.row, found.reading
    plain = csv_claims.claim_cells(
        reading.report, found.claim, voices_by_id(reading), evidence_by_id(reading)
    )
    return {"ledger_id": row.id, **plain, "title": row.title, "url": row.url}


def _object(found: Found) -> dict[str, Any]:
    row, claim, voices = found.row, found.claim, voices_by_id(found.reading)
    [plain] = reading_dict(Reading(found.reading.report, (claim,)))["claims"]
    return {
        "ledger_id": row.id,
        "report": row.report,
        "publisher": row.publisher,
        "published": row.published,
        "title": row.title,
        "url": row.url,
        "speaker": row.speaker,
        "through": [None if h.voice is None else voice_name(h.voice, voices)
                    for h in go_betweens(claim)],
        **plain,
    }  # fmt: skip


def shown_json(shown: Shown) -> str:
    """Return one claim as JSON: as in JSON Lines, with the decisions and the words around it.

    `context` holds the words of the report from before the claim to after it, with their offsets.
    """
    text = shown.report.text
    spans = shown.claim.attribution.content
    start = max(0, min((s.start for s in spans), default=0) - _CONTEXT_CHARS)
    end = min(len(text), max((s.end for s in spans), default=0) + _CONTEXT_CHARS)
    row = shown.row
    plain = _object(Found(row, shown.reading, shown.claim)) | {
        "current": shown.current,
        "context": {"start": start, "end": end, "text": text[start:end]},
        "decisions": [asdict(decision) for decision in shown.decisions],
    }
    return plain_json(plain) + "\n"
