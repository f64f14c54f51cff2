"""The log: what was done to the ledger, each row chained to the one before.

The hash of a row is the SHA-256 of its own columns and of the hash before it, so that no row can be
changed, taken out or put between without every later hash being wrong. Rows that are cut off the
end leave no trace in the chain itself: the last hash (`log_head`) is what to note elsewhere;
`purport verify`, backups and exports print it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, insert, select

from purport.ledger.tables import log

BEFORE_THE_FIRST = "0" * 64
_LAST = select(log.c.n, log.c.hash).order_by(log.c.n.desc()).limit(1)


@dataclass(frozen=True, slots=True)
class Head:
    """The last row of a log: its number (0 where there is none) and its hash."""

    n: int
    hash: str


def utc_now() -> str:
    """Return the time in UTC, to the second ("2022-05-19T08:30:00Z")."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def row_digest(row: Mapping[str, Any]) -> str:
    """Return the SHA-256 of a row: of the names and values of its columns, in order of name.

    Columns without a value do not count, so that a later schema may have more of them.

    Example:
        >>> row_digest({"b": None, "a": "x"}) == row_digest({"a": "x"})
        True
    """
    said = {name: value for name, value in row.items() if value is not None}
    text = json.dumps(said, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode("ascii")).hexdigest()


def log_hash(row: Mapping[str, Any], before: str) -> str:
    """Return the hash of a row of the log, without its own hash, after the hash `before`."""
    return row_digest({**row, "before": before})


def log_head(connection: Connection) -> Head:
    """Return the last row of the log."""
    row = connection.execute(_LAST).first()
    return Head(0, BEFORE_THE_FIRST) if row is None else Head(row.n, row.hash)


def add_to_log(
    connection: Connection, who: str, what: str, subject: str, digest: str, at: str | None = None
) -> Head:
    """Add a row to the log, in the transaction of what it speaks of, and return it.

    Args:
        connection: one that writes.
        who: the person, or "purport".
        what: "report-added", "capture-added", "reading-added", "decision", "export", …
        subject: what it was done to, such as "report:id" or "decision:7".
        digest: SHA-256 of what was added (see `row_digest`).
        at: when; None is now.
    """
    head = log_head(connection)
    row = {
        "n": head.n + 1,
        "at": at or utc_now(),
        "who": who,
        "what": what,
        "subject": subject,
        "digest": digest,
    }
    hashed = log_hash(row, head.hash)
    connection.execute(insert(log), {**row, "hash": hashed})
    return Head(head.n + 1, hashed)
