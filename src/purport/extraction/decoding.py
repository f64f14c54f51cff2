"""The tagger's scores → whole attributions, as word numbers of a window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
SOURCE, CONTENT = (1, 2), (3, 4)


@dataclass(frozen=True, slots=True)
class Cue:
    """First and last word of a cue, and how sure the tagger is of it (0..1)."""

    first: int
    last: int
    score: float


@dataclass(frozen=True, slots=True)
class Linked:
    """An attribution by word numbers; `score` is the probability of its words, given its cue."""

    cue: Cue
    source: tuple[int, ...]
    content: tuple[int, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Chain:
    """The linear chain over role tags: log weights of steps (tags, tags) and of the first tag."""

    transitions: Floats
    weights: Floats
    begin: Floats

    @classmethod
    def of(cls, transitions: Sequence[Sequence[float]], begin: Sequence[float]) -> Chain:
        """Return the chain with its weights as plain numbers beside their logarithms."""
        step = np.array(transitions, dtype=np.float32)
        return cls(step, np.exp(step), np.array(begin, dtype=np.float32))


def softmax(scores: Floats) -> Floats:
    """Return probabilities over the last axis."""
    high = np.exp(scores - scores.max(-1, keepdims=True))
    return np.asarray(high / high.sum(-1, keepdims=True), dtype=np.float32)


def find_cues(scores: Floats, threshold: float) -> list[Cue]:
    """Return the cues in B/I/O scores (words, 3): begun where P(B) reaches the threshold.

    Example:
        >>> find_cues(np.array([[0, 9, 0], [0, 0, 9], [9, 0, 0]], dtype=np.float32), 0.5)[0].last
        1
    """
    chance = softmax(scores)
    found: list[Cue] = []
    begin = np.flatnonzero(chance[:, 1] >= threshold)
    for first in begin.tolist():
        last = first
        while last + 1 < len(chance) and chance[last + 1].argmax() == 2:
            last += 1
        if not found or first > found[-1].last:
            found.append(Cue(first, last, float(chance[first, 1])))
    return found


def best_tags(scores: Sequence[Floats], chain: Chain) -> list[tuple[NDArray[np.int64], Floats]]:
    """Return the best tag sequences (sequences, words) and each one's probability (sequences,).

    `scores` holds arrays (sequences, words, tags), for each of which a pair comes back. Viterbi
    for the best path, the forward sums for the weight of all paths; all arrays go word by word
    together, the longest first, so that those still under way are the first rows.
    """
    if not scores:
        return []
    order = sorted(range(len(scores)), key=lambda n: -scores[n].shape[1])
    lengths = np.concatenate([np.full(len(scores[n]), scores[n].shape[1]) for n in order])
    by_word = np.zeros((lengths[0], scores[0].shape[2], len(lengths)), dtype=np.float32)
    places: dict[int, tuple[slice, int]] = {}
    begin = 0
    for n in order:
        rows, words, _ = scores[n].shape
        places[n] = (slice(begin, begin + rows), words)
        by_word[:words, :, begin : begin + rows] = scores[n].transpose(1, 2, 0)
        begin += rows
    path, chance = _best_paths(by_word, lengths, chain)
    return [
        (path[rows, :words], chance[rows])
        for rows, words in (places[n] for n in range(len(scores)))
    ]


def _best_paths(
    by_word: Floats, lengths: NDArray[np.int64], chain: Chain
) -> tuple[NDArray[np.int64], Floats]:
    """Return best paths (sequences, words) and chances of scores (words, tags, sequences).

    `lengths` of the sequences, falling: those still under way are always the first.
    """
    count, _, sequences = by_word.shape
    high = by_word.max(1, keepdims=True)
    weights = np.exp(by_word - high)
    step, weigh = chain.transitions[:, :, None], np.ascontiguousarray(chain.weights.T)
    best, scale = by_word.copy(), np.ones((count, 1, sequences), dtype=np.float32)
    best[0] += chain.begin[:, None]
    forward = np.exp(chain.begin)[:, None] * weights[0]
    scale[0] = forward.sum(0)
    under_way = (lengths > np.arange(count)[:, None]).sum(1).tolist()
    for t, n in enumerate(under_way[1:], 1):
        best[t, :, :n] += (best[t - 1, :, None, :n] + step).max(0)
        forward = weigh @ (forward[:, :n] / scale[t - 1, 0, :n]) * weights[t, :, :n]
        scale[t, 0, :n] = forward.sum(0)
    path = np.zeros((sequences, count), dtype=np.int64)
    last, every = lengths - 1, np.arange(sequences)
    path[every, last] = best[last, :, every].argmax(1)
    for t in range(count - 1, 0, -1):
        n = under_way[t]
        ways = best[t - 1, :, :n] + chain.transitions[:, path[:n, t]]
        path[:n, t - 1] = ways.argmax(0)
    total = (np.log(scale) + high).sum(0)[0]
    surest = best[last, :, every].max(1)
    return path, np.exp(np.minimum(0.0, surest - total)).astype(np.float32)


def link(cues: Sequence[Cue], tags: NDArray[np.int64], chance: Floats) -> list[Linked]:
    """Return the attributions of tag sequences (cues, words); a cue without content is none."""
    found = []
    for cue, row, sure in zip(cues, tags, chance, strict=True):
        content = np.flatnonzero((row == CONTENT[0]) | (row == CONTENT[1]))
        source = np.flatnonzero((row == SOURCE[0]) | (row == SOURCE[1]))
        if len(content):
            found.append(Linked(cue, tuple(source.tolist()), tuple(content.tolist()), float(sure)))
    return found


def settle(linked: Sequence[Linked]) -> list[Linked]:
    """Return the attributions in reading order of their cues, each content word given once.

    Where two cues claim the same words, the surer one has them; what is left of the other stands
    only where at least half of its content is left.
    """
    taken: set[int] = set()
    kept = []
    for one in sorted(linked, key=lambda a: (-a.cue.score, a.cue.first)):
        content = tuple(i for i in one.content if i not in taken)
        if 2 * len(content) > len(one.content):
            taken |= set(content)
            kept.append(Linked(one.cue, one.source, content, one.score))
    return sorted(kept, key=lambda a: a.cue.first)
