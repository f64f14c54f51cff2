"""What people decided: rows that are added and never changed; taking one back is a row as well."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, insert, select

from purport.errors import UnknownId, UsageError
from purport.ledger.currency import renew_currency
from purport.ledger.decision_rows import read_decisions, standing_decisions, undone_numbers
from purport.ledger.judgements import refuse_stale
from purport.ledger.log import add_to_log, row_digest, utc_now
from purport.ledger.rulings import check_ruling
from purport.ledger.store import Ledger
from purport.ledger.tables import decision_targets
from purport.ledger.tables import decisions as table
from purport.model.decision import Decision, Verb


def decide(
    ledger: Ledger,
    who: str,
    verb: Verb,
    on: Sequence[str],
    value: Any = None,
    seen: int | None = None,
) -> Decision:
    """Add a person's decision, and return it.

    Args:
        ledger: where to.
        who: the person.
        verb: what is done; "undo" has a function of its own.
        on: the ids of what it is done to; see `Decision`.
        value: what is said; what a verb takes stands in rulings.py.
        seen: the number of the newest decision on these things that the person has seen, 0 where
            there was none; None is somebody who looks at no page that may be old.

    Raises:
        DecidedMeanwhile: somebody else decided on one of these things after `seen`.
        UnknownId: the ledger has no such claim, report, group, voice or publisher.
        UsageError: the verb does not go with these things, or with this value.
        LedgerError: it could not be written; nothing was.
    """
    with ledger.writing() as connection:
        check_ruling(connection, verb, on, value)
        if seen is not None:
            refuse_stale(connection, who, on, seen)
        return _add(connection, who, verb, tuple(on), value, None)


def undo(ledger: Ledger, who: str, n: int) -> Decision:
    """Take a decision back by a row that says so, and return that row as a decision.

    Taking back an undo puts in force again what it had taken back.

    Raises:
        UnknownId: there is no decision of that number.
        UsageError: it is taken back already.
    """
    with ledger.writing() as connection:
        found = connection.execute(select(table).where(table.c.n == n)).first()
        if found is None:
            raise UnknownId("there is no decision of this number", str(n))
        if n in undone_numbers(connection):
            raise UsageError("this decision is taken back already", f"decision {n}", "Leave it.")
        return _add(connection, who, "undo", tuple(json.loads(found.targets)), None, n)


def decisions(ledger: Ledger, target: str | None = None) -> tuple[Decision, ...]:
    """Return all decisions, or those on one thing, in the order in which they were made."""
    with ledger.reading() as connection:
        return read_decisions(connection, target)


def standing(ledger: Ledger, target: str | None = None) -> tuple[Decision, ...]:
    """Return the decisions that are in force, or those of them on one thing, in their order."""
    with ledger.reading() as connection:
        return standing_decisions(connection, target)


def _add(
    connection: Connection,
    who: str,
    verb: Verb,
    on: tuple[str, ...],
    value: Any,
    undoes: int | None,
) -> Decision:
    if not who.strip():
        raise UsageError("nobody is named who decides", None, "Set PURPORT_PERSON.")
    row: dict[str, Any] = {
        "at": utc_now(),
        "who": who,
        "verb": verb,
        "targets": json.dumps(on, ensure_ascii=True),
        "value": json.dumps(value, ensure_ascii=True, sort_keys=True),
        "undoes": undoes,
    }
    n = connection.execute(insert(table), row).lastrowid
    targets = [{"decision_n": n, "target": target} for target in dict.fromkeys(on)]
    connection.execute(insert(decision_targets), targets)
    add_to_log(connection, who, "decision", f"decision:{n}", row_digest({**row, "n": n}), row["at"])
    renew_currency(connection, on)
    return Decision(n, row["at"], who, verb, on, value, undoes)
