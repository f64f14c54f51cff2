"""The trained head for what a claim does and where what it asserts stands in time.

Two softmax regressions on hashed strings (claim_features.py), among them what the rules of acts.py
and status.py answer. It weighs all claims of a report in one go.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Final, get_args
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from purport.errors import BrokenWeights
from purport.extraction.analysis import Analysis
from purport.extraction.claim_features import Ruled, report_features
from purport.extraction.status import STANDING
from purport.model.claim import Act, Status
from purport.model.why import Why

WEIGHTS: Final = "claims"
FILE: Final = "acts.npz"
ACTS: Final[tuple[Act, ...]] = get_args(Act)
STATUSES: Final[tuple[Status, ...]] = get_args(Status)
TABLES: Final = ("act", "act_bias", "status", "status_bias")

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Told:
    """What the head says of a claim."""

    act: tuple[Act, Why]
    status: tuple[Status, Why]


@dataclass(frozen=True, slots=True)
class ClaimHead:
    """The head's numbers: what each hashed string says for each answer, and where each begins."""

    act: Floats
    act_bias: Floats
    status: Floats
    status_bias: Floats

    def chances(self, strings: Sequence[Iterable[str]]) -> tuple[Floats, Floats]:
        """Return the chances of acts and of statuses of claims (claims, answers)."""
        rows = [_rows(some, len(self.act)) for some in strings]
        act = np.stack([self.act[row].sum(0) for row in rows]) + self.act_bias
        status = np.stack([self.status[row].sum(0) for row in rows]) + self.status_bias
        return _softmax(act), _softmax(status)


def _rows(strings: Iterable[str], count: int) -> NDArray[np.int64]:
    """Return what buckets() gives for the numbers of strings, quicker for a hundred of them."""
    return np.unique(np.fromiter(map(crc32, map(str.encode, strings)), np.int64) % count)


def weigh_claims(
    analysis: Analysis,
    claims: Sequence[Ruled],
    published: str | None,
    head: ClaimHead | None = None,
) -> list[Told]:
    """Return the act and the status of each claim of a report, in their order.

    The rules' status stands where a content has no word that could be an event, and where a rule
    for plans in the present has spoken.
    """
    if not claims:
        return []
    acts, statuses = (head or shipped_head()).chances(report_features(analysis, claims, published))
    return [
        _told(one, act, status) for one, act, status in zip(claims, acts, statuses, strict=True)
    ]


def _told(claim: Ruled, acts: Floats, statuses: Floats) -> Told:
    act, status = ACTS[int(acts.argmax())], STATUSES[int(statuses.argmax())]
    by_head = (status, _why(claim.status, float(statuses.max())))
    return Told(
        (act, _why(claim.act, float(acts.max()))),
        claim.status if _stands(claim) else by_head,
    )


def _stands(claim: Ruled) -> bool:
    return claim.event is None or claim.status[1].rule in STANDING


def _why(ruled: tuple[Act | Status, Why], chance: float) -> Why:
    """Return the reason of an answer: the head, its chance, and what the rules would say."""
    answer, why = ruled
    return Why(why.field, f"claim head; by rule {answer} ({why.rule})", round(chance, 2), why.spans)


def _softmax(scores: Floats) -> Floats:
    raised = np.exp(scores - scores.max(1, keepdims=True))
    return np.asarray(raised / raised.sum(1, keepdims=True), dtype=np.float32)


def open_head(folder: Path) -> ClaimHead:
    """Return the head in a folder of weights.

    Raises:
        BrokenWeights: the file is missing or is not a head.
    """
    try:
        with np.load(folder / FILE, allow_pickle=False) as held:
            tables = {name: np.asarray(held[name], dtype=np.float32) for name in TABLES}
        shapes = [tables[name].shape for name in TABLES]
        count = len(tables["act"])
        if shapes != [(count, len(ACTS)), (len(ACTS),), (count, len(STATUSES)), (len(STATUSES),)]:
            _refuse("tables of other sizes")
        return ClaimHead(**tables)
    except Exception as cause:  # whatever NumPy and zip make of a broken file
        raise BrokenWeights(f"the claim head cannot be loaded ({cause})", str(folder)) from cause


def _refuse(what: str) -> None:
    raise ValueError(what)


@lru_cache(maxsize=1)
def shipped_head() -> ClaimHead:
    """Return the head that comes with purport, loaded once in a process."""
    with as_file(files("purport") / "weights" / WEIGHTS) as folder:
        return open_head(folder)
