"""Two claims → numbers that a person can read: how alike they are, and in what.

Sums run over integers, so that a pair's features do not depend on which pairs are reckoned with it.
"""

from __future__ import annotations

from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from purport.corroboration.sketches import STATUSES, Days, Ints, Sketches, Terms

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
_Number = TypeVar("_Number", np.uint8, np.uint32)

FEATURES: Final = (
    "meaning", "words", "cover", "told", "names", "names_other", "background", "background_other",
    "when_same", "when_other", "gap", "where_same", "where_other", "figures_same",
    "figures_other", "status_other", "denied_other", "quoted", "speaker_same", "speaker_other",
    "same_report", "thin", "kinds_same", "kinds_other",
)  # fmt: skip
# so few that what is reckoned of them at once stays in the processor's cache
PAIRS_AT_ONCE: Final = 4_096
MOST_GAP_DAYS: Final = 30
# A time longer than this (a month, a year) does not tell two events apart.
LONGEST_DAYS: Final = 8
# So many names that are none of the other's tell that it speaks of something else; set by hand.
ENOUGH_BACKGROUND: Final = 5
_PLANNED = STATUSES.index("planned")
_HAPPENED = STATUSES.index("happened")


def pair_features(sketches: Sketches, left: Ints, right: Ints) -> Floats:
    """Return the features of pairs of claims, given by row, in the order of `FEATURES`."""
    found = np.empty((len(left), len(FEATURES)))
    for start in range(0, len(left), PAIRS_AT_ONCE):
        rows = slice(start, start + PAIRS_AT_ONCE)
        found[rows] = _features(sketches, left[rows], right[rows])
    return found


def meaning(sketches: Sketches, left: Ints, right: Ints) -> Floats:
    """Return the cosine of the two claims' vectors."""
    a, b = (sketches.vector[rows].astype(np.float32) for rows in (left, right))
    # whole numbers below 2**24, so exact in any order
    dot = np.einsum("ij,ij->i", a, b)
    size = np.einsum("ij,ij->i", a, a).astype(np.float64) * np.einsum("ij,ij->i", b, b)
    return np.asarray(dot / np.sqrt(np.maximum(size, 1.0)), dtype=np.float64)


def _features(s: Sketches, left: Ints, right: Ints) -> Floats:
    held = _in_other(_gathered(s.stems, left), _gathered(s.stems, right))
    weight, telling = _gathered(s.weights, left), _gathered(s.telling, left)
    wa, ta = weight.sum(0, dtype=np.int64), telling.sum(0, dtype=np.int64)
    wb, tb = (_gathered(c, right).sum(0, dtype=np.int64) for c in (s.weights, s.telling))
    shared = (held * weight).sum(0, dtype=np.int64)
    told = (held * telling).sum(0, dtype=np.int64)
    least, both = np.minimum(wa, wb), np.sqrt((wa * wb).astype(np.float64))
    columns = {
        "meaning": meaning(s, left, right),
        "words": shared / np.maximum(both, 1.0),
        "cover": shared / np.maximum(least, 1),
        "told": told / np.maximum(np.sqrt((ta * tb).astype(np.float64)), 1.0),
        "thin": 1.0 / (1.0 + least / 96.0),
        "same_report": s.report[left] == s.report[right],
        "denied_other": denied_other(s, left, right),
        "status_other": status_other(s, left, right),
        "gap": _gap(s.published[left], s.published[right]),
    }
    columns["names"], columns["names_other"] = _overlap(s.names, left, right)
    columns["background"], other = _overlap(s.background, left, right)
    columns["background_other"] = other * _least(s.background, left, right, ENOUGH_BACKGROUND)
    columns["where_same"], columns["where_other"] = _overlap(s.places, left, right)
    columns["figures_same"], columns["figures_other"] = _overlap(s.figures, left, right)
    columns["speaker_same"], columns["speaker_other"] = _overlap(s.speaker, left, right)
    columns["quoted"], _ = _overlap(s.runs, left, right)
    columns["kinds_same"], columns["kinds_other"] = _overlap(s.kinds, left, right)
    columns["when_same"], columns["when_other"] = _when(s, left, right)
    return np.stack([np.asarray(columns[name], dtype=np.float64) for name in FEATURES], axis=1)


def status_other(s: Sketches, left: Ints, right: Ints) -> Flags:
    """Whether one is planned and the other has happened: two claims of one history."""
    low, high = (
        np.minimum(s.status[left], s.status[right]),
        np.maximum(s.status[left], s.status[right]),
    )
    return np.asarray((low == _HAPPENED) & (high == _PLANNED))


def denied_other(s: Sketches, left: Ints, right: Ints) -> Flags:
    """Whether one asserts what the other denies, or opposite states ("dead", "alive").

    Where both name an end of one axis of opposites, that decides; else whether one is a denial.
    Rival accounts of who did it to whom ("A rammed B", "B rammed A") stand against each other too.
    """
    opposed = (s.one[left] & s.other[right]) | (s.other[left] & s.one[right])
    alike = (s.one[left] & s.one[right]) | (s.other[left] & s.other[right])
    by_words = (opposed != 0) != (alike != 0)
    denied = np.where(by_words, opposed != 0, s.denied[left] != s.denied[right])
    return np.asarray(denied ^ _other_way_round(s, left, right))


def _other_way_round(s: Sketches, left: Ints, right: Ints) -> Flags:
    """Whether who does it in the one is to whom it is done in the other, and the reverse."""
    doer, done_to = (s.doer[left], s.doer[right]), (s.done_to[left], s.done_to[right])
    crossed = _both_hold(doer[0], done_to[1]) & _both_hold(done_to[0], doer[1])
    straight = _both_hold(*doer) | _both_hold(*done_to)
    return np.asarray(crossed & ~straight)


def _both_hold(a: Terms, b: Terms) -> Flags:
    return np.asarray(((a[:, :, None] == b[:, None, :]) & (a != 0)[:, :, None]).any((1, 2)))


def _gathered(terms: NDArray[_Number], rows: Ints) -> NDArray[_Number]:
    """Return some claims' terms, a claim a column: sums and comparisons then run along memory."""
    return np.ascontiguousarray(terms[rows].T)


def _in_other(a: Terms, b: Terms) -> Flags:
    """Return for each term of the claims in `a` whether those beside them in `b` hold it too."""
    held = np.zeros(a.shape, dtype=np.bool_)
    for one in b:
        held |= a == one
    return np.asarray(held & (a != 0))


def _overlap(terms: Terms, left: Ints, right: Ints) -> tuple[Floats, Flags]:
    """Return the share of the shorter list that both hold, and whether both have only others."""
    a, b = _gathered(terms, left), _gathered(terms, right)
    shared = _in_other(a, b).sum(0)
    least = np.minimum((a != 0).sum(0), (b != 0).sum(0))
    return shared / np.maximum(least, 1), (least > 0) & (shared == 0)


def _least(terms: Terms, left: Ints, right: Ints, enough: int) -> Floats:
    """Return how many terms the shorter list has, as a share of what is enough to go by."""
    counts = (terms != 0).sum(1)
    return np.asarray(np.minimum(np.minimum(counts[left], counts[right]) / enough, 1.0))


def _gap(a: NDArray[np.int32], b: NDArray[np.int32]) -> Floats:
    days = np.minimum(np.abs(a.astype(np.int64) - b), MOST_GAP_DAYS) / MOST_GAP_DAYS
    return np.where((a > 0) & (b > 0), days, 0.0)


def _when(s: Sketches, left: Ints, right: Ints) -> tuple[Flags, Flags]:
    """Return whether the claims speak of a common short time, and whether only of others."""
    (a0, a1), (b0, b1) = (_short_times(s, rows) for rows in (left, right))
    meet = (a0[:, :, None] <= b1[:, None, :]) & (b0[:, None, :] <= a1[:, :, None])
    real = (a0[:, :, None] > 0) & (b0[:, None, :] > 0)
    same = (meet & real).any((1, 2))
    return np.asarray(same), np.asarray(real.any((1, 2)) & ~same)


def _short_times(s: Sketches, rows: Ints) -> tuple[Days, Days]:
    """Return the first and last days of the times that tell events apart; 0 for other times."""
    first, last = s.first_day[rows], s.last_day[rows]
    short = (first > 0) & (last - first <= LONGEST_DAYS)
    return np.where(short, first, 0), np.where(short, last, 0)
