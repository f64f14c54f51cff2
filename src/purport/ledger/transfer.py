"""A whole ledger as JSON Lines: what is kept, nothing that can be made anew from it.

    {"schema": "purport/ledger/1", "manner": "whole"}
    {"is": "original", …}   the bytes, as base64
    {"is": "report", …}     {"is": "capture", …}   {"is": "reading", …}   {"is": "decision", …}
    {"is": "log", …}        the chain as it is
    {"is": "end", "records": …, "sha256": of all lines before}

Records come kind by kind, each kind in the order in which it was added, so that the same ledger
gives the same bytes. An export does not hold the log's row about itself: that is written after it.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any, Literal

from sqlalchemy import Connection, Row, Table, select

from purport.ledger.deflation import inflate, inflate_text
from purport.ledger.log import add_to_log
from purport.ledger.store import Ledger
from purport.ledger.tables import captures, decisions, log, originals, readings, reports
from purport.model.plain_json import plain_json

SCHEMA = "purport/ledger/1"
Json = dict[str, Any]
Manner = Literal["whole", "no-text", "pseudonyms", "pseudonyms, no-text"]

# kind of record → its table and the column that gives the order, in the order of the file
KINDS: dict[str, tuple[Table, str]] = {
    "original": (originals, "sha256"),
    "report": (reports, "n"),
    "capture": (captures, "n"),
    "reading": (readings, "n"),
    "decision": (decisions, "n"),
    "log": (log, "n"),
}
# columns that hold JSON → whether their keys are sorted, and letters other than ASCII escaped
JSON_COLUMNS = {
    ("report", "credits"): (False, True),
    ("capture", "said"): (False, True),
    ("decision", "targets"): (False, True),
    ("decision", "value"): (True, True),
    ("reading", "body"): (False, False),
}
_AT_ONCE = 50


def ledger_records(connection: Connection) -> Iterator[Json]:
    """Yield everything that a ledger keeps, a record at a time.

    Args:
        connection: one that reads; the records are of one moment.
    """
    for kind, (table, order) in KINDS.items():
        rows = connection.execution_options(yield_per=_AT_ONCE).execute(
            select(table).order_by(table.c[order])
        )
        for row in rows:
            yield _record(kind, row)


def ledger_lines(records: Iterable[Json], manner: Manner = "whole") -> Iterator[str]:
    """Yield the lines of an export, each with its line end: head, records, end."""
    digest, number = sha256(), 0
    for record in ({"schema": SCHEMA, "manner": manner}, *()):
        line = json_line(record)
        digest.update(line.encode())
        yield line
    for record in records:
        line = json_line(record)
        digest.update(line.encode())
        number += 1
        yield line
    yield json_line({"is": "end", "records": number, "sha256": digest.hexdigest()})


def log_export(ledger: Ledger, who: str, name: str, digest: str) -> None:
    """Note in the log that something was exported.

    Args:
        ledger: what was exported from.
        who: the person.
        name: the file, and in what form.
        digest: the SHA-256 of what was written.

    Raises:
        LedgerError: it could not be noted.
    """
    with ledger.writing() as connection:
        add_to_log(connection, who, "export", f"export:{name}", digest)


def json_line(record: Json) -> str:
    """Return a record on one line; a lone surrogate, which UTF-8 cannot hold, is escaped."""
    return plain_json(record) + "\n"


def column_json(value: Any, *, sort: bool, escape: bool) -> str:
    """Return JSON in the form in which a column holds it."""
    return json.dumps(value, sort_keys=sort) if escape else plain_json(value)


def _record(kind: str, row: Row[Any]) -> Json:
    """Return a row as a record; JSON in it as JSON, bytes as base64, deflated text as text."""
    record: Json = {"is": kind}
    for name, value in row._mapping.items():  # noqa: SLF001 - the public way to a row's columns
        if (kind, name) in JSON_COLUMNS:
            text = inflate_text(value) if isinstance(value, bytes) else value
            record |= _json_value(kind, name, text)
        elif kind == "original" and name == "body":
            record[name] = base64.b64encode(inflate(value)).decode("ascii")
        elif isinstance(value, bytes):
            record[name] = inflate_text(value)
        else:
            record[name] = value
    return record


def _json_value(kind: str, name: str, text: str) -> Json:
    """Return a column's JSON, or its very letters where JSON alone would not give them again."""
    sort, escape = JSON_COLUMNS[kind, name]
    value = json.loads(text)
    if column_json(value, sort=sort, escape=escape) == text:
        return {name: value}
    return {f"{name}_json": text}
