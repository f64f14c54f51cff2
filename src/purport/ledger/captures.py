"""Where and when a report was met, and what was said otherwise of it there."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, insert, select

from purport.ledger.log import add_to_log, row_digest, utc_now
from purport.ledger.tables import captures, reports
from purport.model.report import Report

_SAID = (
    reports.c.title,
    reports.c.publisher,
    reports.c.published,
    reports.c.url,
    reports.c.credits,
)


def add_first_capture(
    connection: Connection, report_n: int, digest: str, met_in: str, who: str
) -> None:
    """Note where a report was met first.

    Args:
        connection: one that writes.
        report_n: the number of the report in the ledger.
        digest: the SHA-256 of its bytes.
        met_in: the path, address or row.
        who: the person, for the log.
    """
    row = {"report_n": report_n, "sha256": digest, "met_in": met_in, "said": "{}"}
    _add(connection, {**row, "match": "first"}, who)


def add_capture(
    connection: Connection, report_n: int, report: Report, digest: str, met_in: str, match: str,
    who: str,
) -> bool:  # fmt: skip
    """Note that a report was met again, and return whether that is new.

    The same bytes met once more in the same place, with nothing else said of them, are not noted
    again: a feed that is looked at every few minutes would fill the ledger.

    Args:
        connection: one that writes.
        report_n: the number of the report in the ledger.
        report: as it came this time.
        digest: the SHA-256 of its bytes this time, which are kept.
        met_in: the path, address or row.
        match: exact or near-exact.
        who: the person, for the log.
    """
    row = _capture(connection, report_n, report, digest, met_in)
    if _is_there(connection, row):
        return False
    _add(connection, {**row, "match": match}, who)
    return True


def _add(connection: Connection, row: dict[str, Any], who: str) -> None:
    row["at"] = utc_now()
    row["n"] = connection.execute(insert(captures), row).lastrowid
    add_to_log(connection, who, "capture-added", f"capture:{row['n']}", row_digest(row), row["at"])


def is_noted(
    connection: Connection, report_n: int, report: Report, digest: str, met_in: str
) -> bool:
    """Whether `add_capture` would find nothing new."""
    return _is_there(connection, _capture(connection, report_n, report, digest, met_in))


def _is_there(connection: Connection, row: Mapping[str, Any]) -> bool:
    same = (captures.c[name] == row[name] for name in ("report_n", "sha256", "met_in", "said"))
    return connection.execute(select(captures.c.n).where(*same)).first() is not None


def _capture(
    connection: Connection, report_n: int, report: Report, digest: str, met_in: str
) -> dict[str, Any]:
    said = json.dumps(_said_otherwise(connection, report_n, report), ensure_ascii=True)
    return {"report_n": report_n, "sha256": digest, "met_in": met_in, "said": said}


def _said_otherwise(connection: Connection, report_n: int, report: Report) -> dict[str, Any]:
    """Return what a report says of itself this time that its row does not say."""
    kept = connection.execute(select(*_SAID).where(reports.c.n == report_n)).one()
    said: dict[str, Any] = {
        name: value
        for name in ("title", "publisher", "published", "url")
        if (value := getattr(report, name)) is not None and value != getattr(kept, name)
    }
    credited = [{"kind": c.kind, "value": c.value} for c in report.credits]
    if credited and credited != json.loads(kept.credits):
        said["credits"] = credited
    return said
