"""Which claims are about the same: candidate pairs whose score is high enough, and how high.

An edge has a level: how many steps of a fixed ladder of scores it reaches. What edges of the lowest
level connect can be half of all news; `parts` therefore asks more of the edges wherever they
connect too many claims. Whether that is so can be seen from any claim without looking further than
so many claims, so one report more never makes a search through the whole ledger necessary.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from purport.corroboration.candidates import LEAST_WORDS
from purport.corroboration.clustering import components
from purport.corroboration.features import (
    FEATURES,
    Flags,
    Floats,
    denied_other,
    pair_features,
)
from purport.corroboration.pair_model import PairModel
from purport.corroboration.sketches import Ints, Sketches

Levels = NDArray[np.uint8]
Progress = Callable[[str, int, int], None]

# So many claims are compared all with all; more are parted at the next step of the ladder.
MOST_AT_ONCE: Final = 512
PAIRS_AT_ONCE: Final = 1 << 17
# The model's threshold counts where it is higher; edges from 0.45 on found no more than they joined
# falsely, on stories left out.
EDGE: Final = 0.55
STRANGERS_EDGE: Final = 0.7
# A denial has words of its own ("I did not meet him"): of 37 claims in stories that others deny, 31
# had a denial as alike as this. Set by hand in sight of these.
AGAINST_EDGE: Final = 0.45
# Half of what the step before lacks of 1 is asked at each; reprints reach the last.
LADDER: Final = tuple(1 - (1 - EDGE) / 2**step for step in range(1, 6))
TOP: Final = len(LADDER)
_RELATING: Final = [FEATURES.index("names"), FEATURES.index("quoted")]
_STRANGE: Final = FEATURES.index("background_other")
_PARTING: Final = [FEATURES.index("status_other"), FEATURES.index("denied_other")]
_EDGE_RECORD: Final = np.dtype([("claim", "<i8"), ("level", "u1")])


@dataclass(frozen=True, slots=True)
class Edges:
    """Pairs of rows that are about the same, with the level of each."""

    left: Ints
    right: Ints
    level: Levels

    def __len__(self) -> int:
        return len(self.left)

    def take(self, some: NDArray[np.int64] | Flags) -> Edges:
        """Return some of the edges."""
        return Edges(self.left[some], self.right[some], self.level[some])


def find_edges(
    s: Sketches, left: Ints, right: Ints, model: PairModel, progress: Progress | None = None
) -> Edges:
    """Return the candidate pairs that are about the same.

    Args:
        s: the claims.
        left: the one row of each candidate pair.
        right: the other.
        model: scores pairs.
        progress: is told what is done, how much of it is done and how much there is.
    """
    kept = [Edges(left[:0], right[:0], np.zeros(0, dtype=np.uint8))]
    for start in range(0, len(left), PAIRS_AT_ONCE):
        a, b = left[start : start + PAIRS_AT_ONCE], right[start : start + PAIRS_AT_ONCE]
        good, scores = about(s, a, b, model)
        level = np.searchsorted(LADDER, scores[good], side="right").astype(np.uint8)
        kept.append(Edges(a[good], b[good], level))
        if progress is not None:
            progress("pairs", start + len(a), len(left))
    return joined(kept)


def joined(some: list[Edges]) -> Edges:
    """Return edges one after the other."""
    return Edges(
        np.concatenate([e.left for e in some]),
        np.concatenate([e.right for e in some]),
        np.concatenate([e.level for e in some]),
    )


def about(s: Sketches, left: Ints, right: Ints, model: PairModel) -> tuple[Flags, Floats]:
    """Return whether pairs connect claims about the same, and their scores for that.

    The score is what it would be were neither denied nor of another status. It has to be
    `EDGE`, less where one denies the other, and more where the two reports have no name in common:
    else look-alike events chain whole years of news together. Reprints score 1, however many days
    lie between.
    """
    features = pair_features(s, left, right)
    scores = model.score(unparted(features))
    related = (features[:, _RELATING] > 0).any(1) | (features[:, _STRANGE] == 0)
    exchanged = is_exchanged(s, left, right)
    least = np.where(denied_other(s, left, right), AGAINST_EDGE, max(EDGE, model.threshold))
    least = np.where(related, least, STRANGERS_EDGE)
    good = exchanged | (scores >= least)
    reprinted = good & related & _same_words(s, left, right)
    return good, np.where(exchanged | reprinted, 1.0, scores)


def _same_words(s: Sketches, left: Ints, right: Ints) -> Flags:
    same = (s.stems[left] == s.stems[right]).all(1) & (s.figures[left] == s.figures[right]).all(1)
    return np.asarray(same & (s.stems[left, LEAST_WORDS - 1] != 0))


def unparted(features: Floats) -> Floats:
    """Return features as they would be if neither denial nor status parted the pairs."""
    alike = features.copy()
    alike[:, _PARTING] = 0.0
    return alike


def is_exchanged(s: Sketches, left: Ints, right: Ints) -> Flags:
    """Whether the one claim is the denial of the other within a report."""
    same = (s.exchange[left] == s.exchange[right]) & (s.exchange[left] != 0)
    target = (s.number[left] == s.exchange[left]) | (s.number[right] == s.exchange[right])
    return np.asarray(same & target)


def parts(edges: Edges, count: int) -> Iterator[Ints]:
    """Yield the rows that edges connect, each of `count` rows once, in order within a part.

    Where more than `MOST_AT_ONCE` are connected, only what stronger edges connect stays together;
    the strongest connect any number.
    """
    yield from _bounded(np.arange(count), edges, 0)


def _bounded(rows: Ints, edges: Edges, level: int) -> Iterator[Ints]:
    for part, places in _connected(edges, len(rows)):
        if len(part) <= MOST_AT_ONCE or level == TOP:
            yield rows[part]
            continue
        some = edges.take(places)
        some = some.take(some.level > level)
        left, right = np.searchsorted(part, some.left), np.searchsorted(part, some.right)
        yield from _bounded(rows[part], Edges(left, right, some.level), level + 1)


def _connected(edges: Edges, count: int) -> Iterator[tuple[Ints, Ints]]:
    """Yield the rows that edges connect, in order, with the places of their edges."""
    root = components(edges.left, edges.right, count)
    order = np.argsort(root, kind="stable")
    found = np.split(order, np.flatnonzero(np.diff(root[order])) + 1) if count else []
    homes = root[edges.left]
    places = np.argsort(homes, kind="stable")
    homes = homes[places]
    firsts = np.array([p[0] for p in found], dtype=np.int64)
    starts, ends = np.searchsorted(homes, firsts), np.searchsorted(homes, firsts, side="right")
    for part, start, end in zip(found, starts.tolist(), ends.tolist(), strict=True):
        yield part, places[start:end]


def pack_edges(others: Mapping[int, int]) -> bytes:
    """Return a claim's edges, the level by the number of the other claim, as bytes."""
    rows = np.array(sorted(others.items()), dtype=np.int64).reshape(-1, 2)
    packed = np.empty(len(rows), dtype=_EDGE_RECORD)
    packed["claim"], packed["level"] = rows.T
    return packed.tobytes()


def unpack_edges(body: bytes) -> dict[int, int]:
    """Return a claim's edges that were packed.

    Example:
        >>> unpack_edges(pack_edges({7: 0, 3: 5}))
        {3: 5, 7: 0}
    """
    packed = np.frombuffer(body, dtype=_EDGE_RECORD)
    return dict(zip(packed["claim"].tolist(), packed["level"].tolist(), strict=True))


def packed_by_claim(edges: Edges, numbers: Ints) -> Iterator[tuple[int, bytes]]:
    """Yield the packed edges of each claim that has any; `numbers` are the claims' by row."""
    ends = np.concatenate([numbers[edges.left], numbers[edges.right]])
    packed = np.empty(len(ends), dtype=_EDGE_RECORD)
    packed["claim"] = np.concatenate([numbers[edges.right], numbers[edges.left]])
    packed["level"] = np.concatenate([edges.level, edges.level])
    order = np.lexsort((packed["claim"], ends))
    ends, packed = ends[order], packed[order]
    bounds = np.flatnonzero(np.r_[True, ends[1:] != ends[:-1], True]) if len(ends) else ends
    for start, end in pairwise(bounds.tolist()):
        yield int(ends[start]), packed[start:end].tobytes()
