"""Rulings that a merge would go against."""

from __future__ import annotations

from purport.errors import UnknownId
from purport.ledger.group_counts import decisions_on
from purport.ledger.group_store import group, group_of_claim
from purport.ledger.store import Ledger
from purport.model.decision import Decision


def ruled_different(ledger: Ledger, one: str, other: str) -> tuple[Decision, ...]:
    """Return the rulings in force that a claim of one group and one of another differ.

    Args:
        ledger: an open ledger.
        one: the id of a claim or of a group.
        other: likewise.
    """
    first, second = _around(ledger, one), _around(ledger, other)
    return tuple(
        d
        for d in decisions_on(ledger, sorted(first | second))
        if d.verb == "same-claim"
        and d.value == "no"
        and len(d.on) == 2
        and any(a in first and b in second for a, b in (d.on, d.on[::-1]))
    )


def _around(ledger: Ledger, name: str) -> set[str]:
    """Return the ids of a group and its claims, given it or one of them."""
    held = group_of_claim(ledger, name)
    if held is None:
        try:
            held = group(ledger, name)
        except UnknownId:
            return {name}
    return {name, held.id, *held.claims}
