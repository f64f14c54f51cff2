"""Claims that come and go → pairs that become candidates, and those that are none any more.

Whether two claims are compared rests on the keys that they share: on how many claims have each, and
for the key of their words on which claim comes next. A claim more can therefore make a pair of two
others a candidate, or take that away.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise

import numpy as np

from purport.corroboration.candidates import CROWD, is_of_words, keys_of
from purport.corroboration.edges import find_edges
from purport.corroboration.neighbours import Neighbours, Pair
from purport.corroboration.pair_model import PairModel
from purport.corroboration.sketches import Ints, Keys, number_of
from purport.corroboration.sketching import Sketched, kept_sketches, merged
from purport.ledger import claim_edges
from purport.ledger import group_store as store
from purport.ledger.group_store import Snapshot


@dataclass(frozen=True, slots=True)
class Keyed:
    """Keys, and beside each the number of its claim."""

    keys: Keys
    numbers: Ints

    def by_key(self) -> dict[int, set[int]]:
        """Return the claims of each key."""
        found: dict[int, set[int]] = {}
        for key, n in zip(self.keys.tolist(), self.numbers.tolist(), strict=True):
            found.setdefault(key, set()).add(n)
        return found

    def rows(self) -> Iterator[tuple[int, int]]:
        """Yield (key, claim number) in order."""
        order = np.lexsort((self.numbers, self.keys))
        for start in range(0, len(order), 50_000):
            some = order[start : start + 50_000]
            yield from zip(self.keys[some].tolist(), self.numbers[some].tolist(), strict=True)


def keyed(claims: Sketched) -> Keyed:
    """Return the keys of some claims."""
    keys, owners = keys_of(claims.sketches)
    return Keyed(keys, claims.numbers[owners])


@dataclass(frozen=True, slots=True)
class _Holders:
    """Who has a key, before claims came and went and after; None where that is a crowd."""

    before: frozenset[int] | None
    after: frozenset[int] | None
    came: frozenset[int]

    def fresh(self) -> Iterator[Pair]:
        """Yield the pairs that share the key now and did not before."""
        if self.after is None:
            return
        if self.before is None:
            yield from combinations(sorted(self.after), 2)
        for n in self.came:
            yield from ((min(n, m), max(n, m)) for m in self.after if m != n)

    def stale(self) -> Iterator[Pair]:
        """Yield the pairs that shared the key before and do not now."""
        if self.after is None and self.before is not None:
            yield from combinations(sorted(self.before), 2)


class Crowds:
    """How many claims have a key once some came and others went."""

    def __init__(self, snapshot: Snapshot, came: Keyed, gone: Keyed) -> None:
        self._snapshot = snapshot
        self._came, self._gone = came.by_key(), gone.by_key()
        changed = sorted(self._came.keys() | self._gone.keys())
        self._change = Counter(came.keys.tolist())
        self._change.subtract(Counter(gone.keys.tolist()))
        most = CROWD + 1 + max((len(g) for g in self._gone.values()), default=0)
        self._before = store.crowds_of(snapshot, changed, most)
        near = [k for k in changed if _of_words(k) or self._few_before(k) or self._few(k)]
        self._held: dict[int, set[int]] = {k: set() for k in near}
        for key, n in store.claims_with_keys(snapshot, near):
            self._held[key].add(n)
        worded = {n for k in near if _of_words(k) for n in self._holding(k) | self._held[k]}
        self._place = _places(snapshot, worded)

    def _few_before(self, key: int) -> bool:
        return self._before[key] <= CROWD

    def _few(self, key: int) -> bool:
        return self._before[key] + self._change[key] <= CROWD

    def _holding(self, key: int) -> set[int]:
        """Return the claims that have a key now."""
        return (self._held[key] - self._gone.get(key, set())) | self._came.get(key, set())

    def fresh(self) -> set[Pair]:
        """Return the pairs that have become candidates."""
        found: set[Pair] = set()
        for key in self._held:
            if _of_words(key):
                found |= self._next(self._holding(key)) - self._next(self._held[key])
                came = self._came.get(key, set())
                found |= {p for p in self._next(self._holding(key)) if came & set(p)}
            else:
                found.update(self._holders(key).fresh())
        return found

    def stale(self) -> set[Pair]:
        """Return the pairs that may be candidates no more."""
        found: set[Pair] = set()
        for key in self._held:
            if _of_words(key):
                found |= self._next(self._held[key]) - self._next(self._holding(key))
            else:
                found.update(self._holders(key).stale())
        return found

    def _holders(self, key: int) -> _Holders:
        return _Holders(
            frozenset(self._held[key]) if self._few_before(key) else None,
            frozenset(self._holding(key)) if self._few(key) else None,
            frozenset(self._came.get(key, ())),
        )

    def _next(self, claims: Iterable[int]) -> set[Pair]:
        """Return each claim with the next one in the order of ids."""
        order = sorted(claims, key=self._place.__getitem__)
        return {(min(p), max(p)) for p in pairwise(order)}

    def candidates_among(self, pairs: Iterable[Pair]) -> set[Pair]:
        """Return those of some pairs, of claims that were there before, that share a key now."""
        asked = sorted(pairs)
        claims = sorted({n for pair in asked for n in pair})
        held: dict[int, set[int]] = {}
        for key, having in (
            keyed(kept_sketches(store.sketches_of(self._snapshot, claims))).by_key().items()
        ):
            for n in having:
                held.setdefault(n, set()).add(key)
        shared = {p: held[p[0]] & held[p[1]] for p in asked}
        other = sorted({k for some in shared.values() for k in some} - self._before.keys())
        counts = store.crowds_of(self._snapshot, other, CROWD + 1)
        worded = [k for k in other if _of_words(k)]
        following = self._following(worded)
        return {
            p
            for p, some in shared.items()
            if any(self._pairs(k, p, counts, following) for k in some)
        }

    def _pairs(
        self, key: int, pair: Pair, counts: dict[int, int], following: dict[int, set[Pair]]
    ) -> bool:
        if _of_words(key):
            return pair in (following[key] if key in following else self._next(self._holding(key)))
        return counts[key] <= CROWD if key in counts else self._few(key)

    def _following(self, keys: list[int]) -> dict[int, set[Pair]]:
        held: dict[int, set[int]] = {}
        for key, n in store.claims_with_keys(self._snapshot, keys):
            held.setdefault(key, set()).add(n)
        self._place |= _places(self._snapshot, {n for some in held.values() for n in some})
        return {key: self._next(some) for key, some in held.items()}


def _places(snapshot: Snapshot, claims: set[int]) -> dict[int, int]:
    """Return the places of claims in the order of their ids."""
    return {n: number_of(i) for n, i in claim_edges.ids_of(snapshot, sorted(claims)).items()}


def _of_words(key: int) -> bool:
    return bool(is_of_words(np.array([key], dtype=np.uint64))[0])


def change_edges(
    snapshot: Snapshot,
    neighbours: Neighbours,
    came: Sketched,
    gone: Sketched,
    model: PairModel,
) -> set[int]:
    """Bring neighbours up to date, and return the claims whose edges changed.

    Args:
        snapshot: a look into the ledger as it was before.
        neighbours: the edges of that time; they are changed.
        came: the claims that are new.
        gone: those that are no more; a claim that has changed is in both.
        model: scores pairs.
    """
    new, old = set(came.numbers.tolist()), set(gone.numbers.tolist())
    crowds = Crowds(snapshot, keyed(came), keyed(gone))
    neighbours.load(old)
    lost = {(n, m) for n in old for m in neighbours.of(n)}
    stale = {p for p in crowds.stale() if not old & set(p)}
    neighbours.load({n for p in stale for n in p})
    stale = {(a, b) for a, b in stale if b in neighbours.of(a)}
    lost |= stale - crowds.candidates_among(stale)
    fresh = crowds.fresh()
    neighbours.load({n for p in fresh for n in p})
    asked = sorted((a, b) for a, b in fresh if {a, b} & new or b not in neighbours.of(a))
    added = _scored(snapshot, asked, came, model)
    neighbours.take(lost)
    neighbours.add(added)
    return {n for pair in (*lost, *added) for n in pair}


def _scored(
    snapshot: Snapshot, pairs: list[Pair], came: Sketched, model: PairModel
) -> dict[Pair, int]:
    """Return those of some pairs that are about the same, with their levels."""
    if not pairs:
        return {}
    there = {n for pair in pairs for n in pair} - set(came.numbers.tolist())
    claims = merged(kept_sketches(store.sketches_of(snapshot, sorted(there))), came)
    row = {n: i for i, n in enumerate(claims.numbers.tolist())}
    ends = np.array([sorted((row[a], row[b])) for a, b in pairs], dtype=np.int64)
    edges = find_edges(claims.sketches, ends[:, 0], ends[:, 1], model)
    numbers = claims.numbers
    return {
        (min(a, b), max(a, b)): level
        for a, b, level in zip(
            numbers[edges.left].tolist(),
            numbers[edges.right].tolist(),
            edges.level.tolist(),
            strict=True,
        )
    }
