"""How sure an attribution is: the network's scores → the chance that the whole of it is right."""

from __future__ import annotations

import math
from dataclasses import dataclass

from purport.model.claim import Kind

_LEAST, _MOST = 1e-6, 1 - 1e-6


@dataclass(frozen=True, slots=True)
class Calibration:
    """A logistic curve over an attribution's scores, fitted on PolNeAR dev (training/calibrate.py).

    `cue` weighs the log odds of the cue, `link` the log probability of source and content given
    the cue, `words` the log of the number of content words; `sourceless`, `direct` and `mixed` are
    added where they hold.
    """

    bias: float = 0.0
    cue: float = 1.0
    link: float = 0.0
    words: float = 0.0
    sourceless: float = 0.0
    direct: float = 0.0
    mixed: float = 0.0

    def confidence(
        self, cue: float, link: float, words: int, kind: Kind, *, sourced: bool
    ) -> float:
        """Return the chance (0..1) that source, cue and content are all right.

        Args:
            cue: the network's probability that the cue is one.
            link: the probability of its source and content, given the cue.
            words: number of words of the content.
            kind: direct, mixed or indirect.
            sourced: whether a source was found.

        Example:
            >>> round(Calibration().confidence(0.75, 0.2, 9, "direct", sourced=True), 2)
            0.75
        """
        features = features_of(cue, link, words, kind, sourced=sourced)
        weights = (self.cue, self.link, self.words, self.sourceless, self.direct, self.mixed)
        score = self.bias + sum(w * f for w, f in zip(weights, features, strict=True))
        return round(1 / (1 + math.exp(-max(-30.0, min(30.0, score)))), 4)


def features_of(
    cue: float, link: float, words: int, kind: Kind, *, sourced: bool
) -> tuple[float, ...]:
    """Return what the curve weighs, in the order of its weights."""
    held = min(_MOST, max(_LEAST, cue))
    return (
        math.log(held / (1 - held)),
        math.log(max(_LEAST, link)),
        math.log(max(1, words)),
        float(not sourced),
        float(kind == "direct"),
        float(kind == "mixed"),
    )
