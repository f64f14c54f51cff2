"""What claims are about the same as a claim, looked up in the ledger as far as it is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from purport.corroboration.edges import MOST_AT_ONCE, TOP, pack_edges, unpack_edges
from purport.ledger.claim_edges import edges_of, members_of_parts
from purport.ledger.group_store import Snapshot, claims_of_parts, parts_of_claims

Pair = tuple[int, int]


class Neighbours:
    """Claims (by number) with their edges as they are kept, and as they are after changes.

    Args:
        snapshot: a look into the ledger.
        together: pairs that people ruled together; they hold at every level and are not kept.
    """

    def __init__(self, snapshot: Snapshot, together: Iterable[Pair] = ()) -> None:
        self._snapshot = snapshot
        self._edges: dict[int, dict[int, int]] = {}
        self._changed: set[int] = set()
        self._ruled: dict[int, list[int]] = {}
        self._connected_to_many: list[set[int]] = [set() for _ in range(TOP)]
        for a, b in together:
            self._ruled.setdefault(a, []).append(b)
            self._ruled.setdefault(b, []).append(a)

    def load(self, claims: Iterable[int]) -> None:
        """Read the edges of some claims at once."""
        missing = [n for n in claims if n not in self._edges]
        if missing:
            bodies = edges_of(self._snapshot, missing)
            self._edges |= {n: unpack_edges(bodies.get(n, b"")) for n in missing}

    def of(self, claim: int) -> dict[int, int]:
        """Return the edges of a claim, the level by the other claim."""
        self.load([claim])
        return self._edges[claim]

    def add(self, pairs: dict[Pair, int]) -> None:
        """Put edges in, before anything is asked of `part_of`."""
        self.load({n for pair in pairs for n in pair})
        for (a, b), level in pairs.items():
            self._edges[a][b] = self._edges[b][a] = level
            self._changed |= {a, b}

    def take(self, pairs: Iterable[Pair]) -> None:
        """Take edges away, before anything is asked of `part_of`."""
        for a, b in pairs:
            self.load((a, b))
            self._edges[a].pop(b, None)
            self._edges[b].pop(a, None)
            self._changed |= {a, b}

    def changed(self) -> Iterator[tuple[int, bytes]]:
        """Yield what is to be kept for each claim whose edges changed."""
        for n in sorted(self._changed):
            yield n, pack_edges(self._edges[n])

    def part_of(self, claim: int) -> frozenset[int]:
        """Return the claims that are one part with a claim, as `edges.parts` finds them."""
        for level in range(TOP):
            found = self._connected(claim, level)
            if found is not None:
                return frozenset(found)
        return frozenset(self._connected(claim, TOP) or ())

    def _connected(self, claim: int, level: int) -> set[int] | None:
        """Return what edges of a level connect with a claim, or None where that is too much."""
        many = self._connected_to_many[level] if level < TOP else set()
        seen, fresh = {claim}, [claim]
        while fresh:
            if not many.isdisjoint(fresh) or (level < TOP and len(seen) > MOST_AT_ONCE):
                many |= seen
                return None
            self.load(fresh)
            found: set[int] = set()
            for n in fresh:
                found.update(m for m, reached in self._edges[n].items() if reached >= level)
                found.update(self._ruled.get(n, ()))
            fresh = list(found - seen)
            seen |= found
        return seen


def changed_parts(
    snapshot: Snapshot, neighbours: Neighbours, near: set[int], dirty: set[int], left: set[int]
) -> tuple[dict[int, str], list[frozenset[int]]]:
    """Return the claims of the parts that are no more as they were, and the parts in their place.

    Args:
        snapshot: a look into the ledger as it was before.
        neighbours: the edges as they are now.
        near: all claims at which an edge changed, or that came or went.
        dirty: claims whose parts are made anew even where they hold the same claims.
        left: those that are in no part any more.

    Returns:
        the claims by number, each with the id of the group in which it was; and the new parts.
    """
    old: dict[int, set[int]] = {}
    made: list[frozenset[int]] = []
    waiting, seen, done = near - left, set(near), set(left)
    asked = set(near)
    while asked:
        found = members_of_parts(snapshot, sorted(parts_of_claims(snapshot, sorted(asked))))
        old |= found
        waiting |= set().union(*found.values())
        seen |= waiting
        while waiting:
            claim = waiting.pop()
            if claim not in done:
                made.append(neighbours.part_of(claim))
                done |= made[-1]
        asked = done - seen
        seen |= asked
    same = {frozenset(members): part for part, members in old.items()}
    stay = {part for part in made if part in same and part.isdisjoint(dirty)}
    changed = sorted(old.keys() - {same[part] for part in stay})
    return claims_of_parts(snapshot, changed), sorted((p for p in made if p not in stay), key=min)
