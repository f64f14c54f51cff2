"""An export merged into a ledger that holds something already.

What is the same is one: originals by their bytes, reports as `purport add` tells them apart,
readings by their words, decisions by who, when, what and on what. What is new is added as if it
came now, but with its own day and hand; the log gets rows of its own for it, as two chains cannot
be joined. A report that is another one here under the same id is a conflict.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import groupby

from sqlalchemy import Connection, func, insert, select

from purport.errors import UsageError
from purport.ledger.claim_ids import claim_id
from purport.ledger.currency import renew_currency
from purport.ledger.log import add_to_log, row_digest
from purport.ledger.readings import newest_reading
from purport.ledger.same_report import meet
from purport.ledger.tables import captures, decisions, originals, readings, reports
from purport.ledger.transfer import Json
from purport.ledger.transfer_records import Record
from purport.ledger.transfer_rows import (
    index_reading,
    list_targets,
    reading_in,
    stored,
    targets_in,
    told,
)
from purport.model.reading import Reading
from purport.model.reading_json import reading_json
from purport.model.report import Credit, Report

_REMEDY = "Import it into a ledger of its own; nothing was changed."
_CAPTURED = ("report_n", "sha256", "met_in", "said")
_DECIDED = ("at", "who", "verb", "targets", "value", "undoes")


@dataclass(frozen=True, slots=True)
class Taken:
    """What an import added: reports, readings and decisions.

    `restored` is whether the ledger was empty and now is the one that was exported; `older` how
    many readings were left out because the ledger has newer ones of their reports.
    """

    reports: int
    readings: int
    decisions: int
    restored: bool = False
    older: int = 0


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a report of the export is here: its number and id, and how it was found."""

    n: int
    id: str
    match: str
    same_text: bool


def merge_records(connection: Connection, records: Iterator[Record], name: str, who: str) -> Taken:
    """Add what an export has and the ledger has not, and return what that was.

    Args:
        connection: one that writes.
        records: of the export, in order.
        name: its file, for errors and the log.
        who: the person, for the log.

    Raises:
        DamagedInput: it is not a whole export.
        UsageError: a report of it is another one here.
    """
    places: dict[int, _Place] = {}
    names: dict[str, str] = {}
    added = {"report": 0, "reading": 0, "decision": 0, "capture": 0, "older": 0}
    head = ""
    for kind, some in groupby(records, lambda record: record.kind):
        rows = ((record.row, f"{name}:{record.line}") for record in some)
        if kind == "original":
            _merge_originals(connection, rows)
        elif kind == "report":
            places = _merge_reports(connection, rows, who)
            added["report"] = sum(place.match == "first" for place in places.values())
        elif kind == "capture":
            added["capture"] = _merge_captures(connection, rows, places, who)
        elif kind == "reading":
            names, added["reading"], added["older"] = _merge_readings(connection, rows, places, who)
        elif kind == "decision":
            added["decision"] = _merge_decisions(connection, rows, names, who)
        else:
            head = [row["hash"] for row, _ in rows][-1]
    if any(added[kind] for kind in ("report", "reading", "decision", "capture")):
        add_to_log(connection, who, "import", f"import:{name}", head or "0" * 64)
    return Taken(added["report"], added["reading"], added["decision"], older=added["older"])


Rows = Iterator[tuple[Json, str]]


def _merge_originals(connection: Connection, rows: Rows) -> None:
    for row, _where in rows:
        there = select(originals.c.sha256).where(originals.c.sha256 == row["sha256"])
        if connection.execute(there).first() is None:
            connection.execute(insert(originals), stored("original", row))


def _merge_reports(connection: Connection, rows: Rows, who: str) -> dict[int, _Place]:
    """Return for each report of the export, by its number there, where it is here."""
    places = {}
    for row, where in rows:
        with told(where):
            report = _report_in(row)
        there = connection.execute(select(reports).where(reports.c.id == row["id"])).first()
        if there is not None:
            if (there.sha256, there.text_sha256) != (row["sha256"], row["text_sha256"]):
                what = f"the report {row['id']} is another one in this ledger"
                raise UsageError(what, where, _REMEDY)
            places[row["n"]] = _Place(there.n, there.id, "exact", same_text=True)
        elif met := meet(connection, report, row["sha256"], row["words_sha256"]):
            text = select(reports.c.text_sha256).where(reports.c.n == met.n)
            same = connection.execute(text).scalar_one() == row["text_sha256"]
            places[row["n"]] = _Place(met.n, met.report_id, met.match, same)
        else:
            n = _add(connection, "report", row, where)
            columns = {k: v for k, v in row.items() if k != "text"} | {"n": n}
            add_to_log(connection, who, "report-added", f"report:{row['id']}", row_digest(columns))
            places[row["n"]] = _Place(n, row["id"], "first", same_text=True)
    return places


def _merge_captures(connection: Connection, rows: Rows, places: dict[int, _Place], who: str) -> int:
    """Return how many captures were added: those that the ledger has not."""
    added = 0
    for row, where in rows:
        with told(where):
            place = places[row["report_n"]]
        match = place.match if row["match"] == "first" else row["match"]
        here = row | {"report_n": place.n, "match": match}
        same = (captures.c[column] == here[column] for column in _CAPTURED)
        if connection.execute(select(captures.c.n).where(*same)).first() is None:
            n = _add(connection, "capture", here, where)
            digest = row_digest(here | {"n": n})
            add_to_log(connection, who, "capture-added", f"capture:{n}", digest)
            added += 1
    return added


def _merge_readings(
    connection: Connection, rows: Rows, places: dict[int, _Place], who: str
) -> tuple[dict[str, str], int, int]:
    """Return claims' new ids where their report has another one here, and two numbers of readings.

    These are how many were added, and how many left out as older (or of other words).
    """
    names: dict[str, str] = {}
    added = older = 0
    for row, where in rows:
        with told(where):
            place = places[row["report_n"]]
            reading = reading_in(row)
        if not place.same_text:
            older += 1
            continue
        here = row | {"report_n": place.n}
        if place.id != reading.report.id:
            there = newest_reading(connection, place.id)
            home = replace(reading, report=there.report) if there else reading
            names |= _renamed(reading, home)
            reading, here = home, here | _body(home)
        if _has_reading(connection, here):
            continue
        if place.match != "first" and _has_newer(connection, here):
            older += 1
            continue
        n = _add(connection, "reading", here, where)
        columns = {k: v for k, v in here.items() if k != "body"} | {"n": n}
        add_to_log(connection, who, "reading-added", f"reading:{n}", row_digest(columns))
        with told(where):
            index_reading(connection, reading, here | {"n": n})
        added += 1
    return names, added, older


def _merge_decisions(connection: Connection, rows: Rows, names: dict[str, str], who: str) -> int:
    """Return how many decisions were added: those that the ledger has not."""
    numbers: dict[int, int] = {}
    added = 0
    for row, where in rows:
        with told(where):
            targets = [names.get(target, target) for target in targets_in(row)]
            undoes = None if row["undoes"] is None else numbers[row["undoes"]]
        here = row | {"targets": json.dumps(targets), "undoes": undoes}
        same = (decisions.c[column].is_not_distinct_from(here[column]) for column in _DECIDED)
        there = connection.execute(select(decisions.c.n).where(*same)).first()
        if there is not None:
            numbers[row["n"]] = there.n
            continue
        n = numbers[row["n"]] = _add(connection, "decision", here, where)
        list_targets(connection, n, targets)
        add_to_log(connection, who, "decision", f"decision:{n}", row_digest(here | {"n": n}))
        renew_currency(connection, targets)
        added += 1
    return added


def _add(connection: Connection, kind: str, row: Json, where: str) -> int:
    """Add a row under the next free number, and return that number."""
    table = {"report": reports, "capture": captures, "reading": readings, "decision": decisions}
    values = {name: value for name, value in stored(kind, row).items() if name != "n"}
    with told(where):
        chosen = insert(table[kind]).values(values).returning(table[kind].c.n)
        return int(connection.execute(chosen).scalar_one())


def _report_in(row: Json) -> Report:
    named = ("id", "sha256", "text", "title", "publisher", "published", "url", "language")
    credited = tuple(Credit(c["kind"], c["value"]) for c in json.loads(row["credits"]))
    return Report(**{name: row[name] for name in named}, credits=credited)


def _renamed(reading: Reading, home: Reading) -> dict[str, str]:
    """Return the ids that a reading's claims have under another report's id, by those they had."""
    return dict(zip(_names(reading), _names(home), strict=True))


def _names(reading: Reading) -> list[str]:
    names: list[str] = []
    for claim in reading.claims:
        names.append(claim_id(reading.report.id, claim, names))
    return names


def _body(reading: Reading) -> Json:
    body = reading_json(reading)
    return {"body": body, "sha256": sha256(body.encode()).hexdigest()}


def _has_reading(connection: Connection, row: Json) -> bool:
    same = (readings.c[name] == row[name] for name in ("report_n", "models", "sha256"))
    return connection.execute(select(readings.c.n).where(*same)).first() is not None


def _has_newer(connection: Connection, row: Json) -> bool:
    of_report = readings.c.report_n == row["report_n"]
    newest = connection.scalar(select(func.max(readings.c.at)).where(of_report))
    return newest is not None and newest >= row["at"]
