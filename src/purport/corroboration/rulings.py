"""What people ruled on which claims are the same: what must go together, and what must not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations, pairwise

from purport.model.decision import Decision

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Rulings:
    """Pairs of claim ids, each with the smaller id first, by what was ruled on them last."""

    together: frozenset[Pair] = frozenset()
    apart: frozenset[Pair] = frozenset()

    @property
    def claims(self) -> frozenset[str]:
        """The ids of all claims that somebody ruled on."""
        return frozenset(c for pair in self.together | self.apart for c in pair)


def read_rulings(decisions: Iterable[Decision]) -> Rulings:
    """Return what decisions say about which claims are the same; a later one outweighs an earlier.

    "same-claim" is about all pairs of its claims, "merge" puts its claims or groups together,
    "split" parts its first claim or group from the others. A decision that was taken back does not
    count, nor does "unsure".

    Example:
        >>> yes = Decision(1, "2024-01-01T00:00:00Z", "Ann", "same-claim", ("b", "a"), "yes")
        >>> read_rulings([yes]).together
        frozenset({('a', 'b')})
    """
    rows = sorted(decisions, key=lambda d: d.n)
    undone = {d.undoes for d in rows if d.verb == "undo"}
    ruled: dict[Pair, bool] = {}
    for decision in rows:
        if decision.n not in undone:
            ruled |= _ruled(decision)
    return Rulings(
        frozenset(pair for pair, same in ruled.items() if same),
        frozenset(pair for pair, same in ruled.items() if not same),
    )


def pair_of(a: str, b: str) -> Pair:
    """Return two ids, the smaller first."""
    return (a, b) if a < b else (b, a)


def anchor_claim(target: str) -> str:
    """Return the claim that an id of a claim or of a group stands for.

    A group's id is "g" and the id of its earliest claim.

    Example:
        >>> anchor_claim("g0123456789ab"), anchor_claim("0123456789ab")
        ('0123456789ab', '0123456789ab')
    """
    return target[1:] if len(target) == 13 and target[0] == "g" else target


def _ruled(decision: Decision) -> dict[Pair, bool]:
    claims = [anchor_claim(c) for c in decision.on]
    if decision.verb == "same-claim" and decision.value in ("yes", "no"):
        pairs = combinations(claims, 2)
        return {pair_of(a, b): decision.value == "yes" for a, b in pairs if a != b}
    if decision.verb == "merge":
        return {pair_of(a, b): True for a, b in pairwise(claims) if a != b}
    if decision.verb == "split":
        return {pair_of(claims[0], c): False for c in claims[1:] if c != claims[0]}
    return {}
