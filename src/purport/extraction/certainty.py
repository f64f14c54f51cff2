"""How far a report, through its voices, commits to a claim: a label and a score that agree.

Words decide the label where they speak: questions, denials, negation, hedges, modals, the verb of
the cue. The score is the trained head's for the main event, held inside the label's band; where no
word weakens a plain past or present, the head decides the label too (docs/why/status.md).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final

from purport.extraction.clauses import Clause
from purport.extraction.events import is_verb
from purport.extraction.lexicon import read_table
from purport.model.claim import Attribution, Certainty, CertaintyLabel
from purport.model.span import Hedge

EventScores = Callable[[Sequence[int]], Sequence[float | None]]
"""The scores (−3…3) that the trained head gives for the words at some offsets, or None."""

CERTAIN_FROM: Final = 1.5
PROBABLE_FROM: Final = 0.5
POSSIBLE_FROM: Final = -0.5
DOUBTFUL_FROM: Final = -1.5
"""Bands of the score: FactBank's four degrees (certain, probable, possible, and their negatives;
Saurí and Pustejovsky 2009) laid evenly on UDS's scale of −3…3. In UDS-IH2's training part the plain
past and present lie above 1.5 in three of four cases."""
PLAIN_FROM: Final = -0.5
"""A plain statement is certain from here on. UDS asks whether an event has happened, so habits and
present states score low though nobody doubts them: of 260 plain main events in PolNeAR's dev part
98 in a hundred score above −0.25; what is below −0.5 is mostly duties and abilities."""

_NOMINAL: Final[dict[CertaintyLabel, float | None]] = {
    "certain": 2.5, "probable": 1.0, "possible": 0.0, "doubtful": -1.0, "denied": -2.5,
    "unknown": None,
}  # fmt: skip
_BANDS: Final[dict[CertaintyLabel, tuple[float, float]]] = {
    "certain": (CERTAIN_FROM, 3.0),
    "probable": (PROBABLE_FROM, CERTAIN_FROM),
    "possible": (POSSIBLE_FROM, PROBABLE_FROM),
    "doubtful": (DOUBTFUL_FROM, POSSIBLE_FROM),
    "denied": (-3.0, DOUBTFUL_FROM),
}
_DENY: Final = frozenset("deny reject dismiss refute dispute rebut disavow repudiate".split())
_OPEN: Final = re.compile(
    r"\b(?:not (?:yet |immediately )?(?:known|clear|sure|certain)|unclear|unknown|uncertain|"
    r"(?:do|does|did)(?:n['’]t| not) (?:know|remember))\b"
)
_PLAIN_CUES: Final = frozenset(("claimed", "reported", "expected", "considered"))
"""Cues in whose past tense a voice speaks with full conviction ("he claimed that …")."""
_WEAKEST: Final[tuple[CertaintyLabel, ...]] = ("doubtful", "possible", "probable")


def claim_certainty(
    attribution: Attribution,
    clause: Clause | None,
    score: float | None = None,
    hedges: Sequence[Hedge] = (),
) -> Certainty:
    """Return how certain a claim is, by the words of its clause and the trained head's score.

    Args:
        attribution: the claim's spans.
        clause: the clause of its main event, or None where there is none.
        score: the trained head's score for the main event; None where there is none.
        hedges: the claim's hedges, of which those about its content count, and all are kept.
    """
    kept = tuple(hedges)
    if clause is None:
        return Certainty("unknown", None, kept)
    label = _label(clause, attribution, hedges)
    if label is None:
        label = "certain" if score is None or score >= PLAIN_FROM else "possible"
    return Certainty(label, _inside(label, score), kept)


def _label(
    clause: Clause, attribution: Attribution, hedges: Sequence[Hedge]
) -> CertaintyLabel | None:
    """Return what the words say, or None where a plain statement leaves it to the head."""
    cue = " ".join(piece.text for piece in attribution.cue).lower()
    if clause.question or clause.open or _OPEN.search(cue):
        return "unknown"
    if _DENY & set(clause.cue):
        return "denied"
    if clause.withheld:
        return "unknown"
    if clause.supposed:
        return "possible"
    if clause.requests:
        return "unknown"
    if clause.conditional:
        return "possible"
    weak = _weakest(_hedged(clause, attribution, hedges))
    if weak is not None:
        return weak
    if clause.negated or clause.emptied:
        return "denied"
    if {"must", "have"} <= set(clause.helpers):
        return "probable"
    if not is_verb(clause.event) or {"should", "must", "ought"} & set(clause.helpers):
        return "unknown"
    if {"will", "shall", "would", "can", "to"} & set(clause.helpers):
        return "certain"
    return None


def _hedged(
    clause: Clause, attribution: Attribution, hedges: Sequence[Hedge]
) -> Iterator[CertaintyLabel]:
    """Yield the label of each weakening word: in the hedges, the cue, the clause."""
    for hedge in hedges:
        if hedge.scope == "content" or any(hedge.span.overlaps(p) for p in attribution.cue):
            yield from _labels_in(hedge.span.text)
    cue = " ".join(p.text for p in attribution.cue)
    if cue.lower() not in _PLAIN_CUES:
        yield from _labels_in(cue)
    said_to = clause.helpers[:1] == ("to",) and "say" in clause.cue
    if said_to or {"may", "might", "could"} & set(clause.helpers):
        yield "possible"
    for child in clause.children:
        if child.dep in ("advmod", "acomp", "attr", "npadvmod"):
            yield from _labels_in(child.text)


def _labels_in(words: str) -> Iterator[CertaintyLabel]:
    for m in _weak_words().finditer(words.lower()):
        yield _labels()[m.group()]


@lru_cache(maxsize=1)
def _labels() -> dict[str, CertaintyLabel]:
    known: dict[str, CertaintyLabel] = {w: w for w in _WEAKEST}
    return {r["words"]: known[r["label"]] for r in read_table("certainty_words")}


@lru_cache(maxsize=1)
def _weak_words() -> re.Pattern[str]:
    words = sorted(_labels(), key=lambda w: (-len(w), w))
    unless = r"(?<!no )(?<!little )(?<!without )(?<!beyond )"
    return re.compile(rf"\b{unless}(?:{'|'.join(map(re.escape, words))})\b")


def _weakest(labels: Iterable[CertaintyLabel]) -> CertaintyLabel | None:
    found = set(labels)
    return next((label for label in _WEAKEST if label in found), None)


def _inside(label: CertaintyLabel, score: float | None) -> float | None:
    """Return the head's score held inside the label's band, or the band's nominal value."""
    if label == "unknown" or score is None:
        return _NOMINAL[label]
    low, high = _BANDS[label]
    return round(min(max(score, low), high), 2)
