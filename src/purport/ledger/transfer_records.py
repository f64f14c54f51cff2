"""The lines of an export, read and checked one by one."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import Column, Integer, LargeBinary

from purport.errors import DamagedInput
from purport.ledger.log import BEFORE_THE_FIRST, log_hash
from purport.ledger.same_report import words_digest
from purport.ledger.transfer import JSON_COLUMNS, KINDS, SCHEMA, Json, column_json
from purport.model.plain_json import LONE_SURROGATE

_REMEDY = "Give a file as purport export wrote it; nothing was changed."
_SHOWN_CHARS = 40


@dataclass(frozen=True, slots=True)
class Record:
    """A record of an export: its kind, its row (bytes and texts not yet deflated), its line."""

    kind: str
    row: Json
    line: int


def read_records(lines: Iterable[bytes], name: str) -> Iterator[Record]:
    """Yield the records of an export, in order.

    Args:
        lines: of the file, each with its line end.
        name: the file, for errors.

    Raises:
        DamagedInput: a line is not what an export has there; its `where` names the line. The end
            of the file is looked at last, so nothing is to be kept before the last record came.
    """
    digest, number, kinds = sha256(), 0, list(KINDS)
    before = BEFORE_THE_FIRST
    ended = False
    for number, line in enumerate(lines, start=1):
        where = f"{name}:{number}"
        data = _object(line, where)
        if ended:
            raise DamagedInput("there is more after the end", where, _REMEDY)
        if number == 1:
            _check_head(data, where)
        elif data.get("is") == "end":
            _check_end(data, number - 2, digest.hexdigest(), where)
            ended = True
        else:
            kind = data.get("is")
            if kind not in kinds:
                what = f"a record of the kind {_shown(kind)} has no place here"
                raise DamagedInput(what, where, _REMEDY)
            kinds = kinds[kinds.index(kind) :]
            row = _row(kind, data, where)
            before = _check_row(kind, row, before, where)
            yield Record(kind, row, number)
        digest.update(line)
    if not ended:
        raise DamagedInput("the file is cut off: it has no end", f"{name}:{number or 1}", _REMEDY)


def _object(line: bytes, where: str) -> Json:
    try:
        data = json.loads(line.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise DamagedInput(f"it is not JSON ({error})", where, _REMEDY) from error
    if not isinstance(data, dict):
        raise DamagedInput("it is no object of JSON", where, _REMEDY)
    return data


def _check_head(data: Json, where: str) -> None:
    if data.get("schema") != SCHEMA:
        raise DamagedInput(f"it is not an export of a ledger ({SCHEMA})", where, _REMEDY)
    if data.get("manner") != "whole":
        what = f"this export is not whole ({_shown(data.get('manner'))})"
        remedy = "Export again without --pseudonyms and --no-text; nothing was changed."
        raise DamagedInput(what, where, remedy)


def _check_end(data: Json, records: int, digest: str, where: str) -> None:
    if data != {"is": "end", "records": records, "sha256": digest}:
        raise DamagedInput("the lines before the end are not those written", where, _REMEDY)


def _row(kind: str, data: Json, where: str) -> Json:
    """Return a record as the row of its table: every column, each of its type."""
    row: Json = {}
    for column in KINDS[kind][0].columns:
        name = column.name
        try:
            value = _value(kind, name, data)
        except KeyError as missing:
            raise DamagedInput(f"{missing} is missing", where, _REMEDY) from missing
        if not _fits(value, column, kind):
            what = f"{name} of a {kind} cannot be {_shown(value)}"
            raise DamagedInput(what, where, _REMEDY)
        row[name] = value
    known = {"is", *row, *(f"{name}_json" for name in row if (kind, name) in JSON_COLUMNS)}
    if unknown := sorted(data.keys() - known):
        raise DamagedInput(f"a {kind} has no {_shown(unknown[0])}", where, _REMEDY)
    return row


def _value(kind: str, name: str, data: Json) -> Any:
    form = JSON_COLUMNS.get((kind, name))
    if form is None:
        return data[name]
    if f"{name}_json" in data:
        return data[f"{name}_json"]
    sort, escape = form
    return column_json(data[name], sort=sort, escape=escape)


def _fits(value: Any, column: Column[Any], kind: str) -> bool:
    if value is None:
        return bool(column.nullable)
    if isinstance(column.type, Integer):
        return type(value) is int and abs(value) < 2**63
    if not isinstance(value, str):
        return False
    if isinstance(column.type, LargeBinary):
        return kind != "original" or value.isascii()
    return LONE_SURROGATE.search(value) is None  # a column of text cannot hold one


def _check_row(kind: str, row: Json, before: str, where: str) -> str:
    """Return the hash of the log's last row, for rows that hold what their digests say.

    The bytes of an original are put in the place of their base64.
    """
    if kind == "original":
        try:
            row["body"] = base64.b64decode(row["body"], validate=True)
        except (binascii.Error, ValueError) as error:
            raise DamagedInput("its bytes are not base64", where, _REMEDY) from error
        sound = sha256(row["body"]).hexdigest() == row["sha256"]
        sound = sound and len(row["body"]) == row["size_bytes"]
    elif kind == "report":
        sound = _digest(row["text"]) == row["text_sha256"]
        sound = sound and words_digest(row["text"]) == row["words_sha256"]
    elif kind == "reading":
        sound = _digest(row["body"]) == row["sha256"]
    elif kind == "log":
        columns = {name: value for name, value in row.items() if name != "hash"}
        sound = log_hash(columns, before) == row["hash"]
        before = row["hash"]
    else:
        sound = True
    if not sound:
        raise DamagedInput(f"this {kind} is not what its digest says", where, _REMEDY)
    return before


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _shown(value: Any) -> str:
    words = repr(value)
    return words if len(words) <= _SHOWN_CHARS else words[: _SHOWN_CHARS - 1] + "…"
