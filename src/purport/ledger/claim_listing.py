"""Claims as lines of a table, with their reports, voices, times and places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from purport.ledger.tables import claim_places, claim_times, claim_voices, claims, reports


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim as a line of a table.

    Args:
        n: its place in the order, for the page after it.
        id: its id in the ledger.
        key: its id in the reading of its report ("c3").
        report: the id of its report; `title`, `publisher`, `published` and `url` are the report's.
        speaker: the name of the voice that speaks, or None where nobody is named.
        through: the names of the other voices of the chain, the one nearest the publisher first;
            None for one that is not named.
        start, end: where its words begin and end in the report's text.
        times: what it says of time, as TIMEX3 values.
        places: the places that it names.
        current: whether it counts: the newest reading holds it, or a decision stands on it.
        reading: the number of the reading that holds it.
    """

    n: int
    id: str
    key: str
    report: str
    title: str | None
    publisher: str | None
    published: str | None
    url: str | None
    text: str
    source: str
    cue: str
    kind: str
    act: str
    reporting: bool
    status: str
    certainty: str
    certainty_score: float | None
    confidence: float
    speaker: str | None
    through: tuple[str | None, ...]
    start: int
    end: int
    times: tuple[str, ...]
    places: tuple[str, ...]
    current: bool
    reading: int


def list_rows(connection: Connection, numbers: Sequence[int]) -> tuple[ClaimRow, ...]:
    """Return the rows of some claims, in order of number."""
    of_report = (reports.c.id.label("report"), reports.c.title, reports.c.publisher)
    chosen = (
        select(claims, *of_report, reports.c.published, reports.c.url)
        .join(reports, reports.c.n == claims.c.report_n)
        .where(claims.c.n.in_(numbers))
        .order_by(claims.c.n)
    )
    through: dict[int, list[str | None]] = {}
    voices = select(claim_voices.c.claim_n, claim_voices.c.name, claim_voices.c.speaks)
    for hop in _details(connection, voices, claim_voices, numbers):
        through.setdefault(hop.claim_n, []).extend([] if hop.speaks else [hop.name])
    times = _listed(connection, claim_times, claim_times.c.value, numbers)
    places = _listed(connection, claim_places, claim_places.c.name, numbers)
    return tuple(
        _claim_row(
            row,
            tuple(through.get(row.n, ())),
            tuple(times.get(row.n, ())),
            tuple(dict.fromkeys(places.get(row.n, ()))),
        )
        for row in connection.execute(chosen)
    )


def _claim_row(
    row: Row[Any], through: tuple[str | None, ...], times: tuple[str, ...], places: tuple[str, ...]
) -> ClaimRow:
    return ClaimRow(
        n=row.n, id=row.id, key=row.key, report=row.report, title=row.title,
        publisher=row.publisher, published=row.published, url=row.url, text=row.text,
        source=row.source, cue=row.cue, kind=row.kind, act=row.act, reporting=row.reporting,
        status=row.status, certainty=row.certainty, certainty_score=row.certainty_score,
        confidence=row.confidence, speaker=row.speaker, through=through, start=row.start_char,
        end=row.end_char, times=times, places=places, current=row.current,
        reading=row.reading_n,
    )  # fmt: skip


def _listed(
    connection: Connection, details: Any, value: Any, numbers: Sequence[int]
) -> dict[int, list[str]]:
    """Return the values of some claims' details, by number of the claim."""
    found: dict[int, list[str]] = {}
    values = select(details.c.claim_n, value.label("value"))
    for row in _details(connection, values, details, numbers):
        found.setdefault(row.claim_n, []).append(row.value)
    return found


def _details(
    connection: Connection, chosen: Select[Any], details: Any, numbers: Sequence[int]
) -> Sequence[Row[Any]]:
    some = chosen.where(details.c.claim_n.in_(numbers))
    return connection.execute(some.order_by(details.c.claim_n, details.c.position)).all()
