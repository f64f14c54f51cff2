"""Readings of a report, each kept whole with the models that made it."""

from __future__ import annotations

import json
from hashlib import sha256
from importlib.metadata import version
from typing import Any

from sqlalchemy import Connection, func, insert, select

from purport.ledger.deflation import deflate_text, inflate_text
from purport.ledger.log import add_to_log, row_digest, utc_now
from purport.ledger.tables import readings, reports
from purport.model.reading import Reading
from purport.model.reading_json import reading_json, reading_of

_VERSION = version("purport")


def keep_reading(
    connection: Connection, report_n: int, reading: Reading, models: str, who: str
) -> int:
    """Keep a reading, and return its number.

    Args:
        connection: one that writes.
        report_n: the number of its report.
        reading: the reading, of that report's text.
        models: the digests of the models that made it.
        who: the person, for the log.
    """
    text = reading_json(reading)
    row: dict[str, Any] = {
        "report_n": report_n,
        "version": _VERSION,
        "models": models,
        "sha256": sha256(text.encode()).hexdigest(),
        "at": utc_now(),
    }
    added = connection.execute(insert(readings), {**row, "body": deflate_text(text)})
    n = added.lastrowid
    digest = row_digest({**row, "n": n})
    add_to_log(connection, who, "reading-added", f"reading:{n}", digest, row["at"])
    return n


def read_reading(connection: Connection, n: int) -> Reading:
    """Return the reading of a number.

    Raises:
        InputError: what is kept is not a sound reading.
    """
    body = connection.execute(select(readings.c.body).where(readings.c.n == n)).scalar_one()
    return reading_of(json.loads(inflate_text(body)))


def newest_reading(connection: Connection, report_id: str) -> Reading | None:
    """Return the newest reading of a report, or None where there is no such report."""
    found = (
        select(readings.c.n)
        .join(reports, reports.c.n == readings.c.report_n)
        .where(reports.c.id == report_id)
        .order_by(readings.c.n.desc())
        .limit(1)
    )
    n = connection.scalar(found)
    return None if n is None else read_reading(connection, n)


def newest_reading_number(connection: Connection, report_n: int) -> int | None:
    """Return the number of a report's newest reading, or None where there is none."""
    found = select(func.max(readings.c.n)).where(readings.c.report_n == report_n)
    number: int | None = connection.scalar(found)
    return number
