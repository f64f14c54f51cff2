"""Reports: met, added with what was read in them, and given back."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import count
from typing import Any, Literal

from sqlalchemy import Connection, bindparam, insert, select

from purport.errors import UnknownId
from purport.ledger.captures import add_capture, add_first_capture, is_noted
from purport.ledger.claim_rows import index_claims
from purport.ledger.currency import retire_claims
from purport.ledger.deflation import deflate_text
from purport.ledger.log import add_to_log, row_digest, utc_now
from purport.ledger.originals import keep_original
from purport.ledger.readings import keep_reading, newest_reading
from purport.ledger.same_report import Met, meet, newest_models, words_digest
from purport.ledger.store import Ledger
from purport.ledger.tables import reports
from purport.model.reading import Reading
from purport.model.report import Report

PROGRAM = "purport"
_TAKEN = select(reports.c.n).where(reports.c.id == bindparam("name"))


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a reading.

    Args:
        report_id: the id under which the ledger has the report.
        match: first (a new report), exact or near-exact (it was there, and nothing was read anew),
            or re-read (it was there, and this is a further reading of it).
        claims: the ids of the reading's claims, in their order; none where nothing was read anew.
        warnings: what a person should know of it.
    """

    report_id: str
    match: Literal["first", "exact", "near-exact", "re-read"]
    claims: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def find_report(ledger: Ledger, report: Report, original: bytes) -> Met | None:
    """Return the report of the ledger that this one is, or None for one that is new.

    Args:
        ledger: where to look.
        report: what came.
        original: its bytes as they came.
    """
    with ledger.reading() as connection:
        return meet(connection, report, sha256(original).hexdigest(), words_digest(report.text))


def read_report(ledger: Ledger, report_id: str) -> Report:
    """Return a report as it was first added.

    Raises:
        UnknownId: the ledger has no report of that id.
    """
    with ledger.reading() as connection:
        reading = newest_reading(connection, report_id)
    if reading is None:
        raise UnknownId("the ledger has no report of this id", report_id)
    return reading.report


def note_capture(
    ledger: Ledger, met: Met, report: Report, original: bytes, met_in: str, who: str = PROGRAM
) -> Added:
    """Keep a report that was met again as a capture of the one that is there.

    Raises:
        LedgerError: it could not be written; nothing was.
    """
    digest = sha256(original).hexdigest()
    with ledger.reading() as connection:
        noted = is_noted(connection, met.n, report, digest, met_in)
    if not noted:
        with ledger.writing() as connection:
            keep_original(connection, original)
            add_capture(connection, met.n, report, digest, met_in, met.match, who)
    return Added(met.report_id, met.match)


def add_reading(
    ledger: Ledger, reading: Reading, original: bytes, met_in: str, models: str, who: str = PROGRAM
) -> Added:
    """Add a report with what was read in it, all or nothing, and return what became of it.

    A report that is there already is not added again. Where other models made the reading, it is
    added as a further reading of that report; the older ones stay, and so do people's decisions.

    Args:
        ledger: where to.
        reading: what was read.
        original: the bytes of the report as they came.
        met_in: the path, address or row that it came from.
        models: the digests of the models that made the reading.
        who: the person who adds it, for the log.

    Raises:
        LedgerError: it could not be written; nothing was.
    """
    report, words = reading.report, words_digest(reading.report.text)
    with ledger.writing() as connection:
        digest = keep_original(connection, original)
        met = meet(connection, report, digest, words)
        if met is None:
            return _add_first(connection, reading, digest, words, met_in, models, who)
        add_capture(connection, met.n, report, digest, met_in, met.match, who)
        kept = newest_reading(connection, met.report_id)
        if met.models == models or kept is None or kept.report.text != report.text:
            return Added(met.report_id, met.match)
        again = replace(reading, report=kept.report)
        return _read_again(connection, again, met.n, models, who)


def reread(ledger: Ledger, reading: Reading, models: str, who: str = PROGRAM) -> Added:
    """Add a further reading of a report of the ledger; the older ones and all decisions stay.

    Args:
        ledger: where to.
        reading: what was read in the report that `read_report` gave.
        models: the digests of the models that made the reading.
        who: the person, for the log.

    Raises:
        UnknownId: the ledger has no report of that id.
        LedgerError: it could not be written; nothing was.
    """
    name = reading.report.id
    with ledger.writing() as connection:
        n = connection.scalar(select(reports.c.n).where(reports.c.id == name))
        if n is None:
            raise UnknownId("the ledger has no report of this id", name)
        if newest_models(connection, n) == models:  # another process was quicker
            return Added(name, "exact")
        return _read_again(connection, reading, n, models, who)


def _add_first(
    connection: Connection, reading: Reading, digest: str, words: str, met_in: str, models: str,
    who: str,
) -> Added:  # fmt: skip
    report = replace(reading.report, sha256=digest, id=_free_id(connection, reading.report.id))
    warnings = _first_warnings(connection, report, words, reading.report.id)
    reading = replace(reading, report=report, warnings=reading.warnings + warnings)
    row = _report_row(report, words)
    added = connection.execute(insert(reports), {**row, "text": deflate_text(report.text)})
    n = added.lastrowid
    logged = row_digest({**row, "n": n})
    add_to_log(connection, who, "report-added", f"report:{report.id}", logged, row["added_at"])
    add_first_capture(connection, n, digest, met_in, who)
    reading_n = keep_reading(connection, n, reading, models, who)
    claims = index_claims(connection, reading, n, reading_n)
    return Added(report.id, "first", claims, warnings)


def _read_again(
    connection: Connection, reading: Reading, report_n: int, models: str, who: str
) -> Added:
    reading_n = keep_reading(connection, report_n, reading, models, who)
    ids = index_claims(connection, reading, report_n, reading_n)
    retire_claims(connection, report_n, reading_n)
    return Added(reading.report.id, "re-read", ids)


def _report_row(report: Report, words: str) -> dict[str, Any]:
    """Return a report's row but for its number and its text."""
    return {
        "id": report.id,
        "sha256": report.sha256,
        "text_sha256": sha256(report.text.encode("utf-8", "surrogatepass")).hexdigest(),
        "words_sha256": words,
        "title": report.title,
        "publisher": report.publisher,
        "published": report.published,
        "published_from": report.published_from,
        "url": report.url,
        "language": report.language,
        "credits": json.dumps([{"kind": c.kind, "value": c.value} for c in report.credits]),
        "added_at": utc_now(),
    }


def _free_id(connection: Connection, wanted: str) -> str:
    """Return an id, or the first that is free of id-2, id-3 and so on."""
    name, numbers = wanted, count(2)
    while connection.execute(_TAKEN, {"name": name}).first() is not None:
        name = f"{wanted}-{next(numbers)}"
    return name


def _first_warnings(
    connection: Connection, report: Report, words: str, wanted: str
) -> tuple[str, ...]:
    warnings = []
    if report.id != wanted:
        warnings.append(f"the id {wanted} was taken; this report has the id {report.id}")
    if report.url is not None:
        same = select(reports.c.id).where(
            reports.c.url == report.url, reports.c.words_sha256 != words
        )
        if (earlier := connection.scalar(same.order_by(reports.c.n.desc()).limit(1))) is not None:
            warnings.append(
                f"the words at {report.url} are others than before; the ledger has both, "
                f"{earlier} is the version before"
            )
    return tuple(warnings)
