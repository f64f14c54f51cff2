"""Claims about the same → groups, and which groups stand against or follow each other.

Two thresholds' work is done by one: the score of a pair as it is (the same claim), and the score
that it would have were neither denied nor of another status (about the same). Claims about the same
form a part; groups, contradictions and histories all lie within a part, and depend on its claims
alone, so that a new claim touches only the parts that it comes into.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from purport.corroboration.clustering import average_link
from purport.corroboration.edges import (
    AGAINST_EDGE,
    MOST_AT_ONCE,
    PAIRS_AT_ONCE,
    TOP,
    Edges,
    is_exchanged,
    joined,
    unparted,
)
from purport.corroboration.features import Flags, Floats, denied_other, pair_features
from purport.corroboration.pair_model import PairModel
from purport.corroboration.rulings import Rulings
from purport.corroboration.sketches import STATUSES, Ints, Sketches, Terms, number_of

_PLANNED: Final = STATUSES.index("planned")

Pairs = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Claims about the same: their rows by group, and pairs of groups by their place in `groups`.

    `against` are groups that contradict each other, `history` those of another stage; `first` is
    the first row.
    """

    first: int
    groups: tuple[tuple[int, ...], ...]
    against: Pairs = ()
    history: Pairs = ()


def regroup(
    sketches: Sketches,
    parts: Iterable[Ints],
    rulings: Rulings,
    model: PairModel,
    progress: Callable[[str, int, int], None] | None = None,
) -> Iterator[Part]:
    """Yield parts with their groups, by average link over all pairs within.

    Args:
        sketches: the claims, in the order of their numbers.
        parts: rows that belong together, in order.
        rulings: what people ruled.
        model: scores pairs.
        progress: is told what is done, how much of it is done and how much there is.
    """
    row = _rows_of(rulings, sketches)
    ruled = (_ruled(rulings.together, row), _ruled(rulings.apart, row))
    batch: list[Ints] = []
    pairs = done = 0
    for rows in parts:
        done += len(rows)
        if len(rows) == 1:
            yield Part(int(rows[0]), ((int(rows[0]),),))
        elif len(rows) > MOST_AT_ONCE:
            yield _large_part(sketches, rows, *ruled)
        else:
            batch.append(rows)
            pairs += len(rows) * (len(rows) - 1) // 2
        if pairs >= PAIRS_AT_ONCE:
            yield from _parts(sketches, batch, ruled, model)
            batch, pairs = [], 0
            if progress is not None:
                progress("claims", done, len(sketches))
    yield from _parts(sketches, batch, ruled, model)


def _parts(
    s: Sketches, batch: Sequence[Ints], ruled: tuple[Pairs, Pairs], model: PairModel
) -> Iterator[Part]:
    """Yield the parts of a batch of connected rows, all of whose pairs are scored together."""
    if not batch:
        return
    places = [np.triu_indices(len(rows), 1) for rows in batch]
    left = np.concatenate([rows[i] for rows, (i, _) in zip(batch, places, strict=True)])
    right = np.concatenate([rows[j] for rows, (_, j) in zip(batch, places, strict=True)])
    features = pair_features(s, left, right)
    exchanged = is_exchanged(s, left, right)
    denied = denied_other(s, left, right)
    pairs = _ScoredPairs(
        np.where(exchanged, 0.0, model.score(features)),
        model.score(unparted(features)) >= np.where(denied, AGAINST_EDGE, model.threshold),
        exchanged,
        denied,
        s.status[left] != s.status[right],
    )
    start = 0
    for rows, (i, j) in zip(batch, places, strict=True):
        some = pairs.take(slice(start, start + len(i)))
        start += len(i)
        yield _part(rows, i, j, some, ruled, model.threshold, s.report[rows])


@dataclass(frozen=True, slots=True)
class _ScoredPairs:
    """Pairs of claims: their scores, whether they are about the same, and in what they differ."""

    scores: Floats
    about: Flags
    exchanged: Flags
    denied: Flags
    status: Flags

    def take(self, some: slice) -> _ScoredPairs:
        """Return a stretch of the pairs."""
        return _ScoredPairs(
            self.scores[some],
            self.about[some],
            self.exchanged[some],
            self.denied[some],
            self.status[some],
        )


def _part(
    rows: Ints,
    i: Ints,
    j: Ints,
    pairs: _ScoredPairs,
    ruled: tuple[Pairs, Pairs],
    threshold: float,
    reports: Ints | Terms,
) -> Part:
    """Return the groups of connected rows, and which of them stand against or follow each other."""
    scores = np.zeros((len(rows), len(rows)))
    scores[i, j] = pairs.scores
    together, apart = _within(rows, ruled)
    groups = average_link(scores + scores.T, threshold, together, apart, reports)
    home = np.empty(len(rows), dtype=np.int64)
    for g, members in enumerate(groups):
        home[members] = g
    elsewhere = home[i] != home[j]
    other = elsewhere & pairs.about
    return Part(
        int(rows[0]),
        tuple(tuple(int(rows[m]) for m in members) for members in groups),
        _pairs(home, i, j, (other & pairs.denied) | (pairs.exchanged & elsewhere)),
        _pairs(home, i, j, other & ~pairs.denied & pairs.status),
    )


def _large_part(s: Sketches, rows: Ints, together: Pairs, apart: Pairs) -> Part:
    """Return the groups of claims of the same words, which are too many to compare all with all.

    Only denial, plans and rulings part them: a claim that was ruled apart from an earlier one of
    its group leaves it, with what it was ruled together with.
    """
    denied, planned = s.denied[rows], s.status[rows] == _PLANNED
    home = denied.astype(np.int64) + 2 * planned
    joined, parted = _within(rows, (together, apart))
    for i, j in joined:
        home[home == home[j]] = home[i]
    companions = {x: {x} for pair in joined for x in pair}
    for i, j in joined:
        both = companions[i] | companions[j]
        companions |= dict.fromkeys(both, both)
    for i, j in parted:
        if home[i] == home[j] and i not in companions.get(j, ()):
            home[sorted(companions.get(j, {j}))] = home.max() + 1
    kinds = [np.flatnonzero(home == h) for h in np.unique(home)]
    groups = sorted(tuple(int(rows[m]) for m in some) for some in kinds)
    place = {row: g for g, some in enumerate(groups) for row in some}
    first = [g[0] for g in groups]
    at = {int(r): (bool(d), bool(p)) for r, d, p in zip(rows, denied, planned, strict=True)}
    pairs = [(place[a], place[b], at[a], at[b]) for a in first for b in first if a < b]
    return Part(
        int(rows[0]),
        tuple(groups),
        tuple((g, h) for g, h, a, b in pairs if a[0] != b[0]),
        tuple((g, h) for g, h, a, b in pairs if a[0] == b[0] and a[1] != b[1]),
    )


def _pairs(home: Ints, i: Ints, j: Ints, chosen: Flags) -> Pairs:
    found = zip(home[i[chosen]].tolist(), home[j[chosen]].tolist(), strict=True)
    return tuple(sorted({(min(p), max(p)) for p in found}))


def _within(rows: Ints, ruled: tuple[Pairs, Pairs]) -> tuple[Pairs, Pairs]:
    """Return the ruled pairs that lie within some rows, by their places there."""
    if not any(ruled):
        return (), ()
    place = {int(r): k for k, r in enumerate(rows)}
    together, apart = (
        tuple((place[x], place[y]) for x, y in some if x in place and y in place) for some in ruled
    )
    return together, apart


def with_rulings(edges: Edges, rulings: Rulings, sketches: Sketches) -> Edges:
    """Return edges and, as the strongest, the pairs that people ruled together."""
    pairs = _ruled(rulings.together, _rows_of(rulings, sketches))
    ends = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    level = np.full(len(ends), TOP, dtype=np.uint8)
    return joined([edges, Edges(ends[:, 0], ends[:, 1], level)])


def _rows_of(rulings: Rulings, sketches: Sketches) -> dict[int, int]:
    return {int(n): i for i, n in enumerate(sketches.number)} if rulings.claims else {}


def _ruled(pairs: frozenset[tuple[str, str]], row: dict[int, int]) -> Pairs:
    known = [(number_of(a), number_of(b)) for a, b in pairs]
    return tuple(sorted((row[a], row[b]) for a, b in known if a in row and b in row))
