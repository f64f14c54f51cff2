"""Scored pairs → groups, by average link: a group's claims are alike on the whole, not in a chain.

Two claims that must go together are one from the start; two that must not never come together. The
result depends on the set of claims alone: rows are taken in the order of their ids.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import numpy as np

from purport.corroboration.features import Floats
from purport.corroboration.sketches import Ints, Terms

Pairs = Iterable[tuple[int, int]]

NEVER: Final = -1e9
# What a pair of claims of one report weighs in an average: nothing, where there are others.
WITHIN_REPORT: Final = 2.0**-20


def components(left: Ints, right: Ints, count: int) -> Ints:
    """Return for each of `count` rows the smallest row that edges connect it with.

    Example:
        >>> components(np.array([1, 3]), np.array([2, 4]), 6).tolist()
        [0, 1, 1, 3, 3, 5]
    """
    root = np.arange(count)
    while True:
        low = np.minimum(root[left], root[right])
        before = root.copy()
        np.minimum.at(root, root[left], low)
        np.minimum.at(root, root[right], low)
        while not np.array_equal(root, root[root]):
            root = root[root]
        if np.array_equal(root, before):
            return root


def average_link(
    scores: Floats,
    threshold: float,
    together: Pairs = (),
    apart: Pairs = (),
    reports: Ints | Terms | None = None,
) -> list[list[int]]:
    """Return groups of rows whose average score between any two merged parts is high enough.

    What a report says twice tells nothing of what others say: pairs within a report count only
    where there are no others.

    Args:
        scores: symmetric, one row and column a claim.
        threshold: the least average score at which two parts become one.
        together: pairs that are in one group whatever their score.
        apart: pairs that are never in one group; `together` yields to it.
        reports: the number of each row's report.
    """
    parts = [[i] for i in range(len(scores))]
    pairs = np.ones_like(scores, dtype=np.float64)
    if reports is not None:
        pairs[reports[:, None] == reports] = WITHIN_REPORT
    total = scores * pairs
    np.fill_diagonal(total, NEVER)
    for i, j in apart:
        total[i, j] = total[j, i] = NEVER
    alive = np.ones(len(scores), dtype=bool)
    _join_decided(total, pairs, parts, alive, together)
    average = np.where(alive[:, None] & alive, total / pairs, NEVER)
    best = average.max(1, initial=NEVER)
    while alive.sum() > 1:
        first = int(best.argmax())
        i, j = sorted((first, int(average[first].argmax())))
        if best[first] < threshold:
            break
        stale = (best == average[:, i]) | (best == average[:, j])
        _join(total, pairs, parts, alive, i, j)
        average[i] = average[:, i] = np.where(alive, total[i] / pairs[i], NEVER)
        average[j] = average[:, j] = NEVER
        best = np.maximum(best, average[:, i])
        stale[i] = True
        best[stale] = average[stale].max(1)
        best[j] = NEVER
    return [sorted(part) for part, live in zip(parts, alive, strict=True) if live]


def _join_decided(
    total: Floats, pairs: Floats, parts: list[list[int]], alive: np.ndarray, together: Pairs
) -> None:
    for a, b in sorted(tuple(sorted(pair)) for pair in together):
        i, j = sorted(next(k for k, p in enumerate(parts) if alive[k] and x in p) for x in (a, b))
        if i != j and total[i, j] > NEVER / 2:
            _join(total, pairs, parts, alive, i, j)


def _join(
    total: Floats, pairs: Floats, parts: list[list[int]], alive: np.ndarray, i: int, j: int
) -> None:
    """Make part j a part of part i; sums of scores add up, and "never" stays never."""
    total[i] += total[j]
    total[i, total[i] < NEVER / 2] = NEVER
    total[:, i] = total[i]
    total[i, i] = NEVER
    pairs[i] += pairs[j]
    pairs[:, i] = pairs[i]
    parts[i] = [*parts[i], *parts[j]]
    alive[j] = False
