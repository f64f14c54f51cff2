"""How far each word stands from a cue, in the buckets that the linker was trained with."""

from __future__ import annotations

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
    at = np.arange(count)
    away = np.where(at < cue_first, at - cue_first, np.maximum(0, at - cue_last))
    size = np.abs(away)
    far = _NEAR + np.floor(np.log(np.maximum(size, _NEAR) / _NEAR) / np.log(4 / 3))
    bucket = np.where(size <= _NEAR, size, np.minimum(far, _FARTHEST))
    return (_FARTHEST + np.sign(away) * bucket).astype(np.int64)


def paragraph_steps(paragraph: Ints, cue_first: int) -> Ints:
    """Return 0..4 for each word: its paragraph minus the cue's, held within −2…2, plus 2."""
    return np.asarray(np.clip(paragraph - paragraph[cue_first], -2, 2) + 2, dtype=np.int64)
