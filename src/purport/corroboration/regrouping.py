"""Sketches and candidate pairs → groups, and which groups stand against or follow each other.

Two thresholds' work is done by one: the score of a pair as it is (the same claim), and the score
that it would have were neither denied nor of another status (about the same). Claims about the same
form a part; groups, contradictions and histories all lie within a part, so that a new claim touches
only the parts that it comes near.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from purport.corroboration.clustering import average_link, components
from purport.corroboration.features import (
    FEATURES,
    Flags,
    Floats,
    denied_other,
    pair_features,
)
from purport.corroboration.pair_model import PairModel
from purport.corroboration.rulings import Rulings
from purport.corroboration.sketches import Ints, Sketches, number_of

MOST_AT_ONCE: Final = 512
PAIRS_AT_ONCE: Final = 1 << 17
# On stories left out, groups come out as well at 0.5 and worse from 0.6 on.
EDGE: Final = 0.55
STRANGERS_EDGE: Final = 0.7
_RELATING: Final = [FEATURES.index("names"), FEATURES.index("quoted")]
_STRANGE: Final = FEATURES.index("background_other")
_PARTING: Final = [FEATURES.index("status_other"), FEATURES.index("denied_other")]

Pairs = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Claims about the same: their rows by group, and pairs of groups by their place in `groups`.

    `against` are groups that contradict each other, `history` those of another stage. `first` is
    the first row of all that edges connect these claims with.
    """

    first: int
    groups: tuple[tuple[int, ...], ...]
    against: Pairs = ()
    history: Pairs = ()


def regroup(
    sketches: Sketches,
    left: Ints,
    right: Ints,
    rulings: Rulings,
    model: PairModel,
    progress: Callable[[str, int, int], None] | None = None,
) -> Iterator[Part]:
    """Yield the parts of some claims, by average link within what candidate pairs connect.

    Args:
        sketches: the claims, in the order of their numbers.
        left: the one row of each candidate pair.
        right: the other.
        rulings: what people ruled.
        model: scores pairs.
        progress: is told what is done, how much of it is done and how much there is.
    """
    row = {int(n): i for i, n in enumerate(sketches.number)} if rulings.claims else {}
    together, apart = (_rows(pairs, row) for pairs in (rulings.together, rulings.apart))
    a, b, scores = _edges(sketches, left, right, model, progress)
    extra = np.array(together, dtype=np.int64).reshape(-1, 2)
    a, b, scores = np.r_[a, extra[:, 0]], np.r_[b, extra[:, 1]], np.r_[scores, np.ones(len(extra))]
    batch: list[tuple[int, Ints]] = []
    pairs = 0
    for rows, edges in _connected(a, b, len(sketches)):
        if len(rows) == 1:
            yield Part(int(rows[0]), ((int(rows[0]),),))
            continue
        for some in _bounded(rows, a[edges], b[edges], scores[edges]):
            batch.append((int(rows[0]), some))
            pairs += len(some) * (len(some) - 1) // 2
        if pairs >= PAIRS_AT_ONCE:
            yield from _parts(sketches, batch, together, apart, model)
            batch, pairs = [], 0
    yield from _parts(sketches, batch, together, apart, model)


def _parts(
    s: Sketches, batch: Sequence[tuple[int, Ints]], together: Pairs, apart: Pairs, model: PairModel
) -> Iterator[Part]:
    """Yield the parts of a batch of connected rows, all of whose pairs are scored together."""
    if not batch:
        return
    places = [np.triu_indices(len(rows), 1) for _, rows in batch]
    left = np.concatenate([rows[i] for (_, rows), (i, _) in zip(batch, places, strict=True)])
    right = np.concatenate([rows[j] for (_, rows), (_, j) in zip(batch, places, strict=True)])
    features = pair_features(s, left, right)
    pairs = _ScoredPairs(
        np.where(exchanged := _exchanged(s, left, right), 0.0, model.score(features)),
        model.score(_unparted(features)) >= model.threshold,
        exchanged,
        denied_other(s, left, right),
        s.status[left] != s.status[right],
    )
    start = 0
    for (first, rows), (i, j) in zip(batch, places, strict=True):
        some = pairs.take(slice(start, start + len(i)))
        start += len(i)
        yield _part(first, rows, i, j, some, (together, apart), model.threshold)


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


def _connected(left: Ints, right: Ints, count: int) -> Iterator[tuple[Ints, Ints]]:
    """Yield the rows that edges connect, in order, with the places of their edges."""
    root = components(left, right, count)
    order = np.argsort(root, kind="stable")
    parts = np.split(order, np.flatnonzero(np.diff(root[order])) + 1) if count else []
    edges = np.argsort(root[left], kind="stable")
    homes = root[left][edges]
    firsts = np.array([p[0] for p in parts], dtype=np.int64)
    starts, ends = np.searchsorted(homes, firsts), np.searchsorted(homes, firsts, side="right")
    for part, start, end in zip(parts, starts, ends, strict=True):
        yield part, edges[start:end]


def _bounded(rows: Ints, left: Ints, right: Ints, scores: Floats) -> Iterator[Ints]:
    """Yield connected rows whole, or, where they are too many, what stronger edges connect.

    Half of what the weakest edge lacks is asked of the others, again and again, until no part holds
    more than `MOST_AT_ONCE`, so that no chain of news makes one report costly to add.
    """
    if len(rows) <= MOST_AT_ONCE:
        yield rows
        return
    least = (1 + scores.min()) / 2
    if least > _SURE:
        yield from np.split(rows, range(MOST_AT_ONCE, len(rows), MOST_AT_ONCE))
        return
    kept = scores >= least
    a, b = np.searchsorted(rows, left[kept]), np.searchsorted(rows, right[kept])
    for part, edges in _connected(a, b, len(rows)):
        yield from _bounded(rows[part], rows[a[edges]], rows[b[edges]], scores[kept][edges])


_SURE: Final = 0.9999


def _edges(
    s: Sketches,
    left: Ints,
    right: Ints,
    model: PairModel,
    progress: Callable[[str, int, int], None] | None,
) -> tuple[Ints, Ints, Floats]:
    """Return the candidate pairs that are about the same, with their scores."""
    kept: list[tuple[Ints, Ints, Floats]] = [(left[:0], right[:0], np.zeros(0))]
    for start in range(0, len(left), PAIRS_AT_ONCE):
        a, b = left[start : start + PAIRS_AT_ONCE], right[start : start + PAIRS_AT_ONCE]
        good, scores = about(s, a, b, model)
        kept.append((a[good], b[good], scores[good]))
        if progress is not None:
            progress("pairs", start + len(a), len(left))
    a, b, scores = (np.concatenate(column) for column in zip(*kept, strict=True))
    return a, b, scores


def about(s: Sketches, left: Ints, right: Ints, model: PairModel) -> tuple[Flags, Floats]:
    """Return whether pairs connect claims about the same, and their scores for that.

    The score is what it would be were neither denied nor of another status. It has to be
    `EDGE`, and more where the two reports have no name in common: else look-alike events chain
    whole years of news together.
    """
    features = pair_features(s, left, right)
    scores = model.score(_unparted(features))
    related = (features[:, _RELATING] > 0).any(1) | (features[:, _STRANGE] == 0)
    exchanged = _exchanged(s, left, right)
    scores = np.where(exchanged, 1.0, scores)
    least = np.where(related, max(EDGE, model.threshold), STRANGERS_EDGE)
    return exchanged | (scores >= least), scores


def _unparted(features: Floats) -> Floats:
    """Return features as they would be if neither denial nor status parted the pairs."""
    alike = features.copy()
    alike[:, _PARTING] = 0.0
    return alike


def _exchanged(s: Sketches, left: Ints, right: Ints) -> np.ndarray:
    """Whether the one claim is the denial of the other within a report."""
    same = (s.exchange[left] == s.exchange[right]) & (s.exchange[left] != 0)
    target = (s.number[left] == s.exchange[left]) | (s.number[right] == s.exchange[right])
    return np.asarray(same & target)


def _part(
    first: int,
    rows: Ints,
    i: Ints,
    j: Ints,
    pairs: _ScoredPairs,
    ruled: tuple[Pairs, Pairs],
    threshold: float,
) -> Part:
    """Return the groups of connected rows, and which of them stand against or follow each other."""
    scores = np.zeros((len(rows), len(rows)))
    scores[i, j] = pairs.scores
    place = {int(r): k for k, r in enumerate(rows)}
    decided = [
        [(place[x], place[y]) for x, y in some if x in place and y in place] for some in ruled
    ]
    groups = average_link(scores + scores.T, threshold, *decided)
    home = np.empty(len(rows), dtype=np.int64)
    for g, members in enumerate(groups):
        home[members] = g
    elsewhere = home[i] != home[j]
    other = elsewhere & pairs.about
    return Part(
        first,
        tuple(tuple(int(rows[m]) for m in members) for members in groups),
        _pairs(home, i, j, (other & pairs.denied) | (pairs.exchanged & elsewhere)),
        _pairs(home, i, j, other & ~pairs.denied & pairs.status),
    )


def _pairs(home: Ints, i: Ints, j: Ints, chosen: np.ndarray) -> Pairs:
    found = zip(home[i[chosen]].tolist(), home[j[chosen]].tolist(), strict=True)
    return tuple(sorted({(min(p), max(p)) for p in found}))


def _rows(pairs: frozenset[tuple[str, str]], row: dict[int, int]) -> Pairs:
    known = [(number_of(a), number_of(b)) for a, b in pairs]
    return tuple(sorted((row[a], row[b]) for a, b in known if a in row and b in row))
