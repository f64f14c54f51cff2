"""Whether a ledger is what was written to it, and what exactly is not.

Three things hold each other: the digests of what is kept, the log that has a digest of each row
when it was added, and the chain of the log's own hashes. Whoever changes a row has to change the
log, and with it every hash after; whoever changes all of them has another last hash than the one
that backups and exports name.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Table, select, text
from sqlalchemy.exc import DBAPIError

from purport.errors import InputError, LedgerError
from purport.ledger.claim_rows import DETAILS, claim_row, detail_rows
from purport.ledger.decision_rows import targets_decided_on
from purport.ledger.deflation import inflate, inflate_text
from purport.ledger.log import BEFORE_THE_FIRST, Head, log_hash, log_head, row_digest
from purport.ledger.readings import newest_reading_number
from purport.ledger.same_report import words_digest
from purport.ledger.store import Ledger
from purport.ledger.tables import (
    captures,
    claims,
    decision_targets,
    decisions,
    log,
    originals,
    readings,
    reports,
)
from purport.model.reading import Reading
from purport.model.reading_json import reading_of

_BODIES = {"body", "text"}  # columns that have digests of their own, in the row


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it was written: where in the ledger, and what is wrong."""

    where: str
    what: str


def verify(ledger: Ledger, head: str | None = None) -> Iterator[Finding]:
    """Yield what is not as it was written; nothing where the ledger is sound.

    Args:
        ledger: what to look at, as it is now; others may write meanwhile.
        head: the hash of a log's last row, noted earlier (with a backup or an export); it has to
            stand in the log still, or rows were cut off its end.
    """
    checks: tuple[Callable[[Connection], Iterator[Finding]], ...] = (
        _check_file,
        _check_originals,
        _check_reports,
        _check_readings,
        _check_targets,
        _check_log,
        _check_logged,
        _check_words,
    )
    seen: set[Finding] = set()
    with ledger.reading() as connection:
        for check in checks:
            for finding in _guarded(check, connection):
                if finding not in seen:
                    seen.add(finding)
                    yield finding
        if head is not None:
            yield from _check_head(connection, head)
    if ledger.writable:
        yield from _check_index(ledger)


def ledger_head(ledger: Ledger) -> Head:
    """Return the last row of the ledger's log: what to note elsewhere."""
    with ledger.reading() as connection:
        return log_head(connection)


def _guarded(
    check: Callable[[Connection], Iterator[Finding]], connection: Connection
) -> Iterator[Finding]:
    """Yield what a check finds; where the file itself is damaged, that."""
    try:
        yield from check(connection)
    except DBAPIError as error:
        yield Finding("the file", f"cannot be read any further ({error.orig})")


def _check_file(connection: Connection) -> Iterator[Finding]:
    for (said,) in connection.execute(text("PRAGMA integrity_check")):
        if said != "ok":
            yield Finding("the file", str(said))
    for row in connection.execute(text("PRAGMA foreign_key_check")):
        yield Finding(f"{row[0]} row {row[1]}", f"leads to a row of {row[2]} that is not there")


def _check_originals(connection: Connection) -> Iterator[Finding]:
    for row in connection.execute(select(originals)):
        where = f"original {row.sha256}"
        data = _inflated(row.body)
        if data is None:
            yield Finding(where, "its bytes are damaged")
        elif sha256(data).hexdigest() != row.sha256 or len(data) != row.size_bytes:
            yield Finding(where, "its bytes are not those that were added")


def _check_reports(connection: Connection) -> Iterator[Finding]:
    known = set(connection.scalars(select(originals.c.sha256)))
    for row in connection.execute(select(reports)):
        where = f"report {row.id}"
        words = _inflated_text(row.text)
        if words is None:
            yield Finding(where, "its text is damaged")
        elif sha256(words.encode("utf-8", "surrogatepass")).hexdigest() != row.text_sha256:
            yield Finding(where, "its text is not the one that was added")
        elif words_digest(words) != row.words_sha256:
            yield Finding(where, "the digest of its words is another")
        if row.sha256 not in known:
            yield Finding(where, "its original is not there")
    read = set(connection.scalars(select(readings.c.report_n)))
    for row in connection.execute(select(reports.c.n, reports.c.id)):
        if row.n not in read:
            yield Finding(f"report {row.id}", "there is no reading of it")


def _check_readings(connection: Connection) -> Iterator[Finding]:
    rows = select(readings, reports.c.id, reports.c.text).join(
        reports, reports.c.n == readings.c.report_n
    )
    for row in connection.execute(rows):
        where = f"reading {row.n} of report {row.id}"
        said = _inflated_text(row.body)
        if said is None:
            yield Finding(where, "it is damaged")
        elif sha256(said.encode("utf-8", "surrogatepass")).hexdigest() != row.sha256:
            yield Finding(where, "it is not the one that was added")
        else:
            try:
                reading = reading_of(json.loads(said))
            except (InputError, ValueError) as error:
                yield Finding(where, str(getattr(error, "what", error)))
                continue
            if reading.report.id != row.id or reading.report.text != _inflated_text(row.text):
                yield Finding(where, "it is of another text than its report has")
            yield from _check_claims(connection, reading, row.report_n, row.n)


def _check_claims(
    connection: Connection, reading: Reading, report_n: int, reading_n: int
) -> Iterator[Finding]:
    """Compare the rows of claims that were last found by a reading with that reading."""
    read = {claim.id: claim for claim in reading.claims}
    newest = newest_reading_number(connection, report_n) == reading_n
    rows = connection.execute(select(claims).where(claims.c.reading_n == reading_n)).all()
    decided = targets_decided_on(connection, [row.id for row in rows])
    details = {table: _details(connection, table, reading_n) for table in DETAILS}
    for row in rows:
        claim = read.pop(row.key, None)
        if claim is None:
            yield Finding(f"claim {row.id}", f"reading {reading_n} does not hold it")
            continue
        kept = row._mapping  # noqa: SLF001 - the public way to a row's columns
        meant = claim_row(claim, reading, report_n) | {"current": newest or row.id in decided}
        wrong = [name for name, value in meant.items() if kept[name] != value]
        for table, values in detail_rows(claim, reading).items():
            if details[table].get(row.n, []) != values:
                wrong.append(table.name)
        if wrong:
            yield Finding(f"claim {row.id}", f"not as it was read: {', '.join(wrong)}")
    for key in read if newest else ():
        yield Finding(f"report {reading.report.id}", f"its claim {key} is not listed")


def _details(
    connection: Connection, table: Table, reading_n: int
) -> dict[int, list[dict[str, Any]]]:
    """Return the rows of a table for the claims of a reading, by the claims' numbers."""
    found: dict[int, list[dict[str, Any]]] = {}
    chosen = select(table).join(claims, claims.c.n == table.c.claim_n)
    ordered = chosen.where(claims.c.reading_n == reading_n).order_by(table.c.position)
    for row in connection.execute(ordered):
        columns = dict(row._mapping)  # noqa: SLF001 - the public way to a row's columns
        found.setdefault(columns.pop("claim_n"), []).append(columns)
    return found


def _check_targets(connection: Connection) -> Iterator[Finding]:
    for row in connection.execute(select(decisions.c.n, decisions.c.targets)):
        listed = connection.scalars(
            select(decision_targets.c.target).where(decision_targets.c.decision_n == row.n)
        )
        if set(listed) != set(json.loads(row.targets)):
            yield Finding(f"decision {row.n}", "what it is on is listed otherwise")


def _check_log(connection: Connection) -> Iterator[Finding]:
    """Go along the chain; after a break go on from what the row says, so that one break is one."""
    n, before = 0, BEFORE_THE_FIRST
    for row in connection.execute(select(log).order_by(log.c.n)):
        columns = dict(row._mapping)  # noqa: SLF001 - the public way to a row's columns
        said = columns.pop("hash")
        if row.n != n + 1:
            missing = f"row {n + 1}" if row.n == n + 2 else f"rows {n + 1} to {row.n - 1}"
            yield Finding("the log", f"{missing} taken out")
        elif log_hash(columns, before) != said:
            yield Finding(f"log row {row.n}", "changed, or put in, after it was written")
        n, before = row.n, said
    last = connection.scalar(text("SELECT seq FROM sqlite_sequence WHERE name = 'log'"))
    if last is not None and last > n:
        yield Finding("the log", f"rows {n + 1} to {last} cut off its end")


def _check_logged(connection: Connection) -> Iterator[Finding]:
    """Compare what is there with what the log says was added."""
    logged: dict[str, str] = {}
    for row in connection.execute(
        select(log.c.subject, log.c.digest).where(log.c.what.in_(_KEPT)).order_by(log.c.n)
    ):
        if row.subject in logged:
            yield Finding(row.subject, "added twice, says the log")
        logged[row.subject] = row.digest
    for what, (table, column) in _KEPT.items():
        kind = _KINDS[what]
        for row in connection.execute(select(table)):
            columns = {k: v for k, v in row._mapping.items() if k not in _BODIES}  # noqa: SLF001
            subject = f"{kind}:{columns[column]}"
            digest = logged.pop(subject, None)
            if digest is None:
                yield Finding(subject, "not in the log: put in past it, or its log row is gone")
            elif digest != row_digest(columns):
                yield Finding(subject, "changed after it was added")
    for subject in logged:
        yield Finding(subject, "taken out: the log has it, the ledger has not")


_KEPT: dict[str, tuple[Table, str]] = {
    "report-added": (reports, "id"),
    "capture-added": (captures, "n"),
    "reading-added": (readings, "n"),
    "decision": (decisions, "n"),
}
_KINDS = {
    "report-added": "report",
    "capture-added": "capture",
    "reading-added": "reading",
    "decision": "decision",
}


def _check_words(connection: Connection) -> Iterator[Finding]:
    """Compare the claims that count with those that the full-text index has."""
    listed = "SELECT id FROM claim_words_docsize"
    counted = "SELECT n FROM claims WHERE current"
    for sign, one, other in (("lacks", counted, listed), ("has too many", listed, counted)):
        number = connection.scalar(text(f"SELECT count(*) FROM ({one} EXCEPT {other})"))  # noqa: S608
        if number:
            yield Finding("the full-text index", f"it {sign} claims: {number}")


def _check_index(ledger: Ledger) -> Iterator[Finding]:
    try:
        with ledger.writing() as connection:
            command = "INSERT INTO claim_words(claim_words) VALUES ('integrity-check')"
            connection.execute(text(command))
    except LedgerError as error:
        yield Finding("the full-text index", error.what)


def _check_head(connection: Connection, head: str) -> Iterator[Finding]:
    if connection.execute(select(log.c.n).where(log.c.hash == head)).first() is None:
        yield Finding("the log", f"it has no row with the hash {head}: cut off, or another ledger")


def _inflated(data: bytes) -> bytes | None:
    try:
        return inflate(data)
    except zlib.error:
        return None


def _inflated_text(data: bytes) -> str | None:
    try:
        return inflate_text(data)
    except (zlib.error, UnicodeDecodeError):
        return None
