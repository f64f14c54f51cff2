"""A reading's claims as rows: the index by which they are searched, counted and decided on."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, select, text, update

from purport.ledger.bulk import insert_rows
from purport.ledger.claim_ids import claim_id
from purport.ledger.claim_order import next_claim_number
from purport.ledger.facets import facet_words
from purport.ledger.tables import claim_places, claim_times, claim_voices, claims
from purport.model.claim import Claim
from purport.model.reading import Reading
from purport.model.span import Span

Row = dict[str, Any]
DETAILS: tuple[Table, ...] = (claim_voices, claim_times, claim_places)

# a list of ids as one value: a statement of as many marks as ids would be made anew each time
_IDS_ELSEWHERE = text(
    "SELECT id FROM claims WHERE id IN (SELECT value FROM json_each(:ids)) "
    "AND report_n != :report_n"
)


def index_claims(
    connection: Connection, reading: Reading, report_n: int, reading_n: int
) -> tuple[str, ...]:
    """Make the rows of a reading's claims, and return the claims' ids in the reading's order.

    A claim that an earlier reading of the report held keeps its row and its id; the row of one that
    this reading does not hold is left as it is.
    """
    there = select(claims.c.id, claims.c.n).where(claims.c.report_n == report_n)
    numbers: dict[str, int] = {row.id: row.n for row in connection.execute(there)}
    number = next_claim_number(connection, reading.report.published)
    ids = name_claims(connection, reading, report_n)
    old, new = [], []
    details: dict[Table, list[Row]] = {table: [] for table in DETAILS}
    for name, claim in zip(ids, reading.claims, strict=True):
        row = claim_row(claim, reading, report_n)
        row |= {"id": name, "reading_n": reading_n, "current": True}
        if name in numbers:
            n = numbers[name]
            old.append({**row, "known": n})
        else:
            n, number = number, number + 1
            new.append({**row, "n": n})
        for table, rows in detail_rows(claim, reading).items():
            details[table] += [{"claim_n": n, **r} for r in rows]
    _write(connection, old, new, details)
    return ids


def _write(
    connection: Connection, old: list[Row], new: list[Row], details: dict[Table, list[Row]]
) -> None:
    if old:
        connection.execute(update(claims).where(claims.c.n == bindparam("known")), old)
        known = [{"known": row["known"]} for row in old]
        for table in details:
            connection.execute(delete(table).where(table.c.claim_n == bindparam("known")), known)
    for table, rows in {claims: new, **details}.items():
        insert_rows(connection, table, rows)


def name_claims(connection: Connection, reading: Reading, report_n: int) -> tuple[str, ...]:
    """Return the ids of a reading's claims, none of them that of another report's claim."""
    elsewhere: set[str] = set()
    while True:
        taken = dict.fromkeys(elsewhere)
        for claim in reading.claims:
            taken[claim_id(reading.report.id, claim, taken)] = None
        ids = tuple(name for name in taken if name not in elsewhere)
        asked = {"ids": json.dumps(ids), "report_n": report_n}
        found = connection.scalars(_IDS_ELSEWHERE, asked).all()
        if not found:
            return ids
        elsewhere.update(found)


def claim_row(claim: Claim, reading: Reading, report_n: int) -> Row:
    """Return what a claim's row says of it: all columns but its number, id, reading and state."""
    attribution = claim.attribution
    speaker = next((v.name for v in reading.voices if v.id == claim.voice), None)
    return {
        "report_n": report_n,
        "key": claim.id,
        "text": claim.text,
        "source": _words(attribution.source),
        "cue": _words(attribution.cue),
        "kind": attribution.kind,
        "act": claim.act,
        "reporting": attribution.reporting,
        "told": claim.told,
        "status": claim.status,
        "certainty": claim.certainty.label,
        "certainty_score": claim.certainty.score,
        "confidence": attribution.confidence,
        "speaker": speaker,
        "start_char": min((s.start for s in attribution.content), default=0),
        "end_char": max((s.end for s in attribution.content), default=0),
        "facets": facet_words(claim, reading, report_n),
    }


def detail_rows(claim: Claim, reading: Reading) -> dict[Table, list[Row]]:
    """Return the rows of a claim's voices, times and places, but for the claim's number."""
    return {
        claim_voices: list(_voice_rows(claim, reading)),
        claim_times: [
            {
                "position": position,
                "value": time.value,
                "first_day": time.interval[0] if time.interval else None,
                "last_day": time.interval[1] if time.interval else None,
            }
            for position, time in enumerate(claim.times)
        ],
        claim_places: [
            {
                "position": position,
                "name": place.name,
                "country": place.country,
                "lat": place.lat,
                "lon": place.lon,
                "precision": place.precision,
            }
            for position, place in enumerate(claim.places)
        ],
    }


def _voice_rows(claim: Claim, reading: Reading) -> Iterable[Row]:
    voices = {voice.id: voice for voice in reading.voices}
    for position, hop in enumerate(claim.chain):
        voice = voices.get(hop.voice or "")
        yield {
            "position": position,
            "name": voice.name if voice else None,
            "kind": voice.kind if voice else None,
            "role": hop.role,
            "speaks": hop.role == "speaks" or (voice is not None and hop.voice == claim.voice),
            "told": claim.told,
        }


def _words(spans: tuple[Span, ...]) -> str:
    return " … ".join(span.text for span in spans)
