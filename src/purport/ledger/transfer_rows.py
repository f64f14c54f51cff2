"""Records of an export as rows of the tables, and the indexes that hang on them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, insert, select
from sqlalchemy.exc import IntegrityError

from purport.errors import DamagedInput, InputError
from purport.ledger.claim_rows import index_claims
from purport.ledger.currency import retire_claims
from purport.ledger.deflation import deflate, deflate_text
from purport.ledger.tables import decision_targets, reports
from purport.ledger.transfer import Json
from purport.model.reading import Reading
from purport.model.reading_json import reading_of

_DEFLATED = {("report", "text"), ("reading", "body")}


def stored(kind: str, row: Json) -> Json:
    """Return a row as its table holds it: originals, texts and readings deflated."""
    if kind == "original":
        return {**row, "body": deflate(row["body"])}
    return {
        name: deflate_text(value) if (kind, name) in _DEFLATED else value
        for name, value in row.items()
    }


def reading_in(row: Json) -> Reading:
    """Return the reading that a row holds.

    Raises:
        InputError: it is none, or its spans are not those of its text.
    """
    return reading_of(json.loads(row["body"]))


def index_reading(connection: Connection, reading: Reading, row: Json) -> tuple[str, ...]:
    """Make the rows of a reading's claims, and return their ids.

    Raises:
        InputError: the reading is of another report than its row says.
    """
    report_n = row["report_n"]
    report = connection.execute(select(reports.c.id).where(reports.c.n == report_n)).first()
    if report is None or report.id != reading.report.id:
        raise InputError(f"a reading of report {reading.report.id}, not of the one it is said of")
    ids = index_claims(connection, reading, report_n, row["n"])
    retire_claims(connection, report_n, row["n"])
    return ids


def list_targets(connection: Connection, n: int, targets: list[Any]) -> None:
    """List what a decision is on, each thing once."""
    rows = [{"decision_n": n, "target": target} for target in dict.fromkeys(targets)]
    connection.execute(insert(decision_targets), rows)


def targets_in(row: Json) -> list[str]:
    """Return what the decision of a row is on.

    Raises:
        InputError: that is no list of ids.
    """
    targets = json.loads(row["targets"])
    if not isinstance(targets, list) or not all(isinstance(t, str) for t in targets) or not targets:
        raise InputError("a decision is on a list of ids")
    return targets


@contextmanager
def told(where: str) -> Iterator[None]:
    """Turn what does not fit together into an error that names the line."""
    remedy = "Give a file as purport export wrote it; nothing was changed."
    try:
        yield
    except InputError as error:
        raise DamagedInput(error.what, where, remedy) from error
    except IntegrityError as error:
        what = f"it does not fit the records before it ({error.orig})"
        raise DamagedInput(what, where, remedy) from error
    except (ValueError, KeyError, TypeError) as error:
        raise DamagedInput(f"it cannot be read ({error})", where, remedy) from error
