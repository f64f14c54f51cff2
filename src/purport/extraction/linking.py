"""How far each word stands from a cue, in the buckets that the linker was trained with."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from purport.extraction.words import Ints

_NEAR, _FARTHEST = 8, 20


def distances(count: int, cue_first: int, cue_last: int) -> Ints:
    """Return a bucket 0..40 for each of `count` words: 20 in the cue, less before it, more after.

    Buckets are single words up to eight words away and grow by a third each from there.

    Example:
        >>> distances(4, 1, 1).tolist()
        [19, 20, 21, 22]
    """
    steps = _steps(count)
    found = np.full(count, _FARTHEST, dtype=np.int64)
    found[:cue_first] -= steps[cue_first:0:-1]
    found[cue_last + 1 :] += steps[1 : count - cue_last]
    return found


@lru_cache(maxsize=256)
def _steps(count: int) -> Ints:
    """Return the bucket of each number of words away, below `count`."""
    away = np.arange(count + 1)
    far = _NEAR + np.floor(np.log(np.maximum(away, _NEAR) / _NEAR) / np.log(4 / 3))
    return np.where(away <= _NEAR, away, np.minimum(far, _FARTHEST)).astype(np.int64)


def paragraph_steps(paragraph: Ints, cue_first: int) -> Ints:
    """Return 0..4 for each word: its paragraph minus the cue's, held within −2…2, plus 2."""
    return np.asarray(np.clip(paragraph - paragraph[cue_first], -2, 2) + 2, dtype=np.int64)
