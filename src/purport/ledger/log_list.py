"""The log of a ledger and the decisions in it, a page at a time, the newest first."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from purport.ledger.decision_rows import decisions_of, undone_numbers
from purport.ledger.store import Ledger
from purport.ledger.tables import decisions, log
from purport.model.decision import Decision


@dataclass(frozen=True, slots=True)
class LogRow:
    """A row of the log; `decision` is what a person decided, where the row speaks of that."""

    n: int
    at: str
    who: str
    what: str
    subject: str
    digest: str
    hash: str
    decision: Decision | None = None


@dataclass(frozen=True, slots=True)
class LogPage:
    """Some rows of a log, the newest first, and the `after` of the next page, or None."""

    rows: tuple[LogRow, ...]
    next: int | None


@dataclass(frozen=True, slots=True)
class Ruled:
    """A decision, and whether it was taken back."""

    decision: Decision
    undone: bool


@dataclass(frozen=True, slots=True)
class DecisionPage:
    """Some decisions, the newest first, and the `after` of the next page, or None."""

    rows: tuple[Ruled, ...]
    next: int | None


def list_log(ledger: Ledger, *, limit: int = 50, after: int | None = None) -> LogPage:
    """Return a page of the log.

    Args:
        ledger: where to look.
        limit: how many rows a page holds.
        after: the `next` of the page before; None is the first page.

    Raises:
        LedgerError: the ledger cannot be read.
    """
    chosen = select(log).order_by(log.c.n.desc()).limit(limit + 1)
    if after is not None:
        chosen = chosen.where(log.c.n < after)
    with ledger.reading() as connection:
        rows = connection.execute(chosen).all()
        numbers = [n for row in rows if (n := _decision_number(row.subject)) is not None]
        made = {d.n: d for d in decisions_of(connection, decisions.c.n.in_(numbers))}
    found = tuple(
        LogRow(
            row.n,
            row.at,
            row.who,
            row.what,
            row.subject,
            row.digest,
            row.hash,
            made.get(_decision_number(row.subject) or 0),
        )
        for row in rows[:limit]
    )
    return LogPage(found, found[-1].n if len(rows) > limit else None)


def list_decisions(ledger: Ledger, *, limit: int = 50, after: int | None = None) -> DecisionPage:
    """Return a page of the decisions; arguments and errors are those of `list_log`."""
    chosen = select(decisions.c.n).order_by(decisions.c.n.desc()).limit(limit + 1)
    if after is not None:
        chosen = chosen.where(decisions.c.n < after)
    with ledger.reading() as connection:
        numbers = connection.scalars(chosen).all()
        made = decisions_of(connection, decisions.c.n.in_(numbers[:limit]))
        gone = undone_numbers(connection)
    found = tuple(Ruled(d, d.n in gone) for d in reversed(made))
    return DecisionPage(found, numbers[limit - 1] if len(numbers) > limit else None)


def _decision_number(subject: str) -> int | None:
    before, _, number = subject.partition(":")
    return int(number) if before == "decision" and number.isdecimal() else None
