"""Which pairs of claims are worth comparing: those that share a key that few claims have.

A key is a 64-bit number made from a claim alone. A key that more than `CROWD` claims share tells
nothing and is left out, so the number of pairs grows with the number of claims, never with its
square; finer keys (two rare words, a day and a name) take over where coarse ones are crowded. What
hundreds of outlets reprint has nothing but crowded keys: claims of the same words are therefore
paired one with the next, however many they are. The key of a claim's words is even, others are odd.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.resources import files
from itertools import combinations
from typing import Final

import numpy as np
from numpy.typing import NDArray

from purport.corroboration.embedding import WIDTH
from purport.corroboration.sketches import Days, Ints, Keys, Sketches, Terms

CROWD: Final = 48
WORDS_ALONE: Final = 3
WORDS_IN_PAIRS: Final = 4
BACKGROUND_NAMES: Final = 3
NAMES_ALONE: Final = 2
RUNS_ALONE: Final = 2
CELLS: Final = 2
PUBLISHED_DAYS: Final = 4
LEAST_WORDS: Final = 4
_PAIRS_AT_ONCE: Final = 1 << 22
_PRIMES: Final = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F], dtype=np.uint64)


@lru_cache(maxsize=1)
def _centres() -> NDArray[np.int8]:
    path = files("purport") / "weights" / "meaning" / "cells.bin"
    return np.frombuffer(path.read_bytes(), dtype=np.int8).reshape(-1, WIDTH)


def cells(sketches: Sketches, rows_at_once: int = 16_384) -> Ints:
    """Return the cells of the space of meanings that each claim lies nearest to, nearest first."""
    centres = _centres().astype(np.float32).T
    found = np.empty((len(sketches), CELLS), dtype=np.int64)
    for start in range(0, len(sketches), rows_at_once):
        # whole numbers below 2**24, so exact in any order
        near = sketches.vector[start : start + rows_at_once].astype(np.float32) @ centres
        for place in range(CELLS):
            best = near.argmax(1)
            found[start : start + rows_at_once, place] = best
            near[np.arange(len(near)), best] = -np.inf
    return found


def keys_of(sketches: Sketches) -> tuple[Keys, Ints]:
    """Return all keys of some claims, and beside each the row of its claim."""
    rows = np.arange(len(sketches))
    keys, owners = [], []
    for column in _columns(sketches):
        present = column != 0
        keys.append(column[present])
        owners.append(rows[present])
    return np.concatenate(keys), np.concatenate(owners)


def is_of_words(keys: Keys) -> NDArray[np.bool_]:
    """Whether keys are those of a claim's words as a whole."""
    return np.asarray(keys % np.uint64(2) == 0)


def _wordings(s: Sketches) -> Keys:
    """Return the keys of the claims' words as a whole, 0 for claims of few words."""
    mixed = np.zeros(len(s), dtype=np.uint64)
    with np.errstate(over="ignore"):
        for column in (*s.stems.T, *s.figures.T, s.denied, s.status):
            mixed = (mixed ^ column.astype(np.uint64)) * _PRIMES[0]
            mixed ^= mixed >> np.uint64(31)
    enough = s.stems[:, LEAST_WORDS - 1] != 0
    return np.where(enough, mixed >> np.uint64(1) & ~np.uint64(1), np.uint64(0))


def _columns(s: Sketches) -> Iterator[Keys]:
    """Yield the keys, one a claim, 0 where a claim has none of that sort."""
    yield _wordings(s)
    yield _key(12, s.exchange)
    cell = cells(s) + 1
    day = s.first_day[:, 0]
    for i in range(WORDS_ALONE):
        yield _key(1, s.stems[:, i])
    for i, j in combinations(range(WORDS_IN_PAIRS), 2):
        a, b = s.stems[:, i], s.stems[:, j]
        yield _key(2, np.minimum(a, b), np.maximum(a, b))
    for i in range(NAMES_ALONE):
        yield _key(3, s.names[:, i])
        yield _key(4, s.names[:, i], cell[:, 0])
        for j in range(WORDS_ALONE):
            yield _key(5, s.names[:, i], s.stems[:, j])
    for i in range(RUNS_ALONE):
        yield _key(6, s.runs[:, i])
    for i in range(CELLS):
        yield _key(7, cell[:, i])
        yield _key(8, cell[:, i], day)
    for shift in (0, PUBLISHED_DAYS // 2):
        span = np.where(s.published > 0, (s.published + shift) // PUBLISHED_DAYS, 0)
        yield _key(9 + bool(shift), cell[:, 0], span)
    for i in range(BACKGROUND_NAMES):
        yield _key(13, s.background[:, i], day)
        yield _key(14, s.background[:, i], cell[:, 0])


def _key(sort: int, first: Terms | Ints | Keys, second: Terms | Ints | Days | None = None) -> Keys:
    """Mix a sort of key and its one or two parts into 63 bits; 0 where a part is missing."""
    a = first.astype(np.uint64)
    with np.errstate(over="ignore"):
        mixed = (a + np.uint64(sort << 40)) * _PRIMES[0]
        mixed ^= mixed >> np.uint64(29)
        if second is not None:
            b = second.astype(np.uint64)
            mixed = (mixed + b) * _PRIMES[1]
            mixed ^= mixed >> np.uint64(32)
            a = np.minimum(a, b)
    return np.where(a == 0, np.uint64(0), (mixed >> np.uint64(1)) | np.uint64(1))


def pairs_of(keys: Keys, owners: Ints, claims: int) -> tuple[Ints, Ints]:
    """Return the pairs of claims (by row, left below right, each once) that share a key."""
    order = np.lexsort((owners, keys))
    codes = _codes(keys[order], owners[order], claims)
    del order
    left = _distinct(codes)
    right = left % max(claims, 1)
    left //= max(claims, 1)
    return left, right


def _codes(keys: Keys, owners: Ints, claims: int) -> Iterator[Ints]:
    """Yield the pairs that share a key, in parts, as left row times number of claims plus right."""
    words = is_of_words(keys)
    a, b = owners[words][:-1], owners[words][1:]
    next_one = keys[words][1:] == keys[words][:-1]
    yield a[next_one] * claims + b[next_one]
    keys, owners = keys[~words], owners[~words]
    starts = np.flatnonzero(np.r_[True, keys[1:] != keys[:-1]]) if len(keys) else owners[:0]
    sizes = np.diff(np.r_[starts, len(keys)])
    for size in range(2, CROWD + 1):
        first = starts[sizes == size]
        left, right = np.triu_indices(size, 1)
        at_once = max(1, _PAIRS_AT_ONCE // len(left))
        for start in range(0, len(first), at_once):
            members = owners[first[start : start + at_once, None] + np.arange(size)]
            yield (members[:, left] * claims + members[:, right]).ravel()


def _distinct(codes: Iterable[Ints]) -> Ints:
    """Return whole numbers in order, each once; few more of them are held than there are."""
    held, waiting, size = np.zeros(0, dtype=np.int64), [np.zeros(0, dtype=np.int64)], 0
    for some in codes:
        waiting.append(some)
        size += len(some)
        if size >= max(_PAIRS_AT_ONCE, len(held) // 4):
            held, waiting, size = _once([held, *waiting]), [], 0
    return _once([held, *waiting])


def _once(some: list[Ints]) -> Ints:
    values = np.concatenate(some)
    values.sort()
    return values[np.r_[True, values[1:] != values[:-1]]] if len(values) else values
