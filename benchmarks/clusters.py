"""How well groups agree with gold groups: B³, and false and missed merges apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Agreement:
    """B³ precision, recall, F1; the shares of pairs made that are false, of the gold missed."""

    precision: float
    recall: float
    f1: float
    false: float
    missed: float


def agreement(gold: Sequence[Hashable], made: Sequence[Hashable]) -> Agreement:
    """Return how well groups agree with the gold's; both name the group of each item.

    Example:
        >>> agreement("aab", "xxx").recall, round(agreement("aab", "xxx").precision, 3)
        (1.0, 0.556)
    """
    both, golds, mades = Counter(zip(gold, made, strict=True)), Counter(gold), Counter(made)
    count = len(gold)
    precision = sum(n * n / mades[m] for (_, m), n in both.items()) / count
    recall = sum(n * n / golds[g] for (g, _), n in both.items()) / count
    right, together, wanted = (
        sum(n * (n - 1) // 2 for n in c.values()) for c in (both, mades, golds)
    )
    return Agreement(
        precision,
        recall,
        2 * precision * recall / (precision + recall),
        1 - right / max(together, 1),
        1 - right / max(wanted, 1),
    )
