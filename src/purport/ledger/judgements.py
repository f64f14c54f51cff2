"""What people decided on each of some things, and what one person decided last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from purport.errors import DecidedMeanwhile
from purport.ledger.decision_rows import decisions_of, decisions_on_any, undone_numbers
from purport.ledger.store import Ledger
from purport.ledger.tables import decision_targets, decisions
from purport.model.decision import Decision


@dataclass(frozen=True, slots=True)
class Judgement:
    """What people decided on one thing.

    Args:
        last: the number of the newest decision on it, taken back or not; 0 where there is none.
        standing: those in force, in the order in which they were made.
    """

    last: int = 0
    standing: tuple[Decision, ...] = ()


def judgements(ledger: Ledger, targets: Sequence[str]) -> dict[str, Judgement]:
    """Return what people decided on each of some things, by id; all of them are there.

    Raises:
        LedgerError: the ledger cannot be read.
    """
    made: dict[str, list[Decision]] = {target: [] for target in targets}
    with ledger.reading() as connection:
        gone = undone_numbers(connection)
        for decision in decisions_on_any(connection, targets):
            for target in decision.on:
                if target in made:
                    made[target].append(decision)
    return {
        target: Judgement(
            max((d.n for d in found), default=0),
            tuple(d for d in found if d.verb != "undo" and d.n not in gone),
        )
        for target, found in made.items()
    }


def last_standing(ledger: Ledger, who: str) -> Decision | None:
    """Return the newest decision of a person that is in force, or None."""
    with ledger.reading() as connection:
        gone = undone_numbers(connection)
        mine = select(decisions.c.n).where(decisions.c.who == who, decisions.c.verb != "undo")
        for n in connection.scalars(mine.order_by(decisions.c.n.desc())):
            if n not in gone:
                return decisions_of(connection, decisions.c.n == n)[0]
    return None


def refuse_stale(connection: Connection, who: str, on: Sequence[str], seen: int) -> None:
    """Do nothing where nobody else decided on some things after a decision that `who` has seen.

    Raises:
        DecidedMeanwhile: somebody did; nothing was changed.
    """
    numbers = select(decision_targets.c.decision_n).where(
        decision_targets.c.target.in_(list(on)), decision_targets.c.decision_n > seen
    )
    others = decisions_of(connection, decisions.c.n.in_(numbers) & (decisions.c.who != who))
    if others:
        last = others[-1]
        what = f"{last.who} decided meanwhile ({last.verb}, decision {last.n})"
        raise DecidedMeanwhile(what, ", ".join(on))
