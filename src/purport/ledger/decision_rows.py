"""Rows of decisions, read, and which of them are taken back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, select

from purport.ledger.tables import decision_targets
from purport.ledger.tables import decisions as table
from purport.ledger.value_lists import listed
from purport.model.decision import Decision


def read_decisions(connection: Connection, target: str | None = None) -> tuple[Decision, ...]:
    """Return all decisions, or those on one thing, in the order in which they were made."""
    if target is not None:
        return decisions_on_any(connection, [target])
    return tuple(_decision(row) for row in connection.execute(select(table).order_by(table.c.n)))


def decisions_of(connection: Connection, condition: ColumnElement[bool]) -> tuple[Decision, ...]:
    """Return the decisions of which something is true, in the order in which they were made."""
    chosen = select(table).where(condition).order_by(table.c.n)
    return tuple(_decision(row) for row in connection.execute(chosen))


def decisions_on_any(connection: Connection, targets: Sequence[str]) -> tuple[Decision, ...]:
    """Return the decisions on any of some things, each once, in the order of their making."""
    on = select(decision_targets.c.decision_n).where(decision_targets.c.target.in_(listed(targets)))
    return decisions_of(connection, table.c.n.in_(on))


def undone_numbers(connection: Connection) -> frozenset[int]:
    """Return the numbers of all decisions that are taken back."""
    undos = select(table.c.n, table.c.undoes).where(table.c.undoes.is_not(None)).order_by(table.c.n)
    return undone((row.n, row.undoes) for row in connection.execute(undos))


def standing_decisions(connection: Connection, target: str | None = None) -> tuple[Decision, ...]:
    """Return the decisions that are in force: not taken back, and no taking back themselves."""
    found = read_decisions(connection, target)
    gone = undone((d.n, d.undoes) for d in found)
    return tuple(d for d in found if d.verb != "undo" and d.n not in gone)


def undone(numbers: Iterable[tuple[int, int | None]]) -> frozenset[int]:
    """Return the numbers that are taken back by one that is not taken back itself.

    Args:
        numbers: of decisions in their order, each with the number that it takes back or None.

    Example:
        >>> sorted(undone([(1, None), (2, 1)])), sorted(undone([(1, None), (2, 1), (3, 2)]))
        ([1], [2])
    """
    gone: set[int] = set()
    for n, takes_back in reversed(list(numbers)):
        if takes_back is not None and n not in gone:
            gone.add(takes_back)
    return frozenset(gone)


def targets_decided_on(connection: Connection, targets: Iterable[str]) -> frozenset[str]:
    """Return those of some ids on which a decision is in force."""
    gone = undone_numbers(connection)
    rows = connection.execute(
        select(decision_targets.c.target, table.c.n)
        .join(table, table.c.n == decision_targets.c.decision_n)
        .where(decision_targets.c.target.in_(list(targets)), table.c.verb != "undo")
    )
    return frozenset(row.target for row in rows if row.n not in gone)


def _decision(row: Row[Any]) -> Decision:
    on = tuple(json.loads(row.targets))
    return Decision(row.n, row.at, row.who, row.verb, on, json.loads(row.value), row.undoes)
