"""Features of two claims → how probable it is that they assert the same."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy as np

from purport.corroboration.features import FEATURES, Floats
from purport.errors import BrokenWeights


@dataclass(frozen=True, slots=True)
class PairModel:
    """A logistic regression over the features and some products of two of them.

    Args:
        version: the day of training.
        bias: what is added whatever the pair.
        weights: by feature ("meaning") or product ("meaning*words").
        threshold: the least average score within a group.
    """

    version: str
    bias: float
    weights: dict[str, float]
    threshold: float

    def score(self, features: Floats) -> Floats:
        """Return the probability for each row of `pair_features`."""
        total = np.full(len(features), self.bias)
        # one column after the other, so that no row's sum depends on how many rows there are
        for name, weight in self.weights.items():
            total += weight * column(features, name)
        return np.asarray(1.0 / (1.0 + np.exp(-np.clip(total, -30.0, 30.0))).round(9))


def column(features: Floats, name: str) -> Floats:
    """Return a feature's column, or the product of two of them ("meaning*words")."""
    first, _, second = name.partition("*")
    values = features[:, FEATURES.index(first)]
    return values * features[:, FEATURES.index(second)] if second else values


@lru_cache(maxsize=1)
def shipped_pair_model() -> PairModel:
    """Return the pair model that comes with purport.

    Raises:
        BrokenWeights: its file is missing or is not what it should be.
    """
    path = files("purport") / "weights" / "meaning" / "pairs.json"
    try:
        data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return PairModel(data["version"], data["bias"], data["weights"], data["threshold"])
    except (OSError, ValueError, KeyError, TypeError) as cause:
        what = f"the pair model cannot be loaded ({cause})"
        raise BrokenWeights(what, str(path)) from cause
