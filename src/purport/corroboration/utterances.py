"""The same words in quotation marks: one utterance, whoever prints them (rule 5)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from purport.corroboration.members import Member
from purport.model.span import Span

# Set by hand: five words in a row, or, where a quotation was shortened or translated anew, most of
# the telling words of the shorter one.
SHARED_RUN_WORDS = 5
SHARED_SHARE = 0.6
TELLING_WORDS = 4

_QUOTED = re.compile(r"“([^”]{8,})”|\"([^\"]{8,})\"|“([^”]{8,})$")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_PLAIN = frozenset(
    "a an the and or but of to in on at for from with by as is are was were be been being it its "
    "he she they we i you his her their our my your this that these those there here not no do "
    "does did have has had will would can could all so very just that's it's".split()
)


@dataclass(frozen=True, slots=True)
class Utterance:
    """Quoted words of a report and the voice (id) that speaks them there."""

    report: str
    voice: str | None
    span: Span


def utterances_of(member: Member) -> tuple[Utterance, ...]:
    """Return what is quoted in the content of all claims of a member's report, by who says it."""
    found: dict[Span, Utterance] = {}
    for claim in member.reading.claims:
        for piece in claim.attribution.content:
            for match in _QUOTED.finditer(piece.text):
                start, end = match.span(match.lastindex or 0)
                span = Span(piece.start + start, piece.start + end, piece.text[start:end])
                nested = found.get(span)
                if nested is None or claim.parent is not None:
                    found[span] = Utterance(member.report.id, claim.voice, span)
    return tuple(found[s] for s in sorted(found))


def same_utterance(a: Span, b: Span) -> float | None:
    """Return how much two quotations share (0..1) where they are one utterance, else None.

    Example:
        >>> said = Span(0, 0, "the sea came over the wall and took the boats")
        >>> same_utterance(said, Span(0, 0, "The sea came over the wall")) is not None
        True
        >>> same_utterance(said, Span(0, 0, "we lost two boats that night")) is None
        True
    """
    return _shared(a.text, b.text)


@lru_cache(maxsize=1 << 16)  # what is printed again is compared again
def _shared(a: str, b: str) -> float | None:
    one, two = _words(a), _words(b)
    run = _longest_run(one, two) if _threes(a) & _threes(b) else 0
    if run >= min(SHARED_RUN_WORDS, max(len(one), len(two))) and run >= 3:
        return run / min(len(one), len(two))
    few, many = sorted((set(one) - _PLAIN, set(two) - _PLAIN), key=len)
    if len(few) >= TELLING_WORDS and len(few & many) / len(few) >= SHARED_SHARE:
        return len(few & many) / len(few)
    return None


@lru_cache(maxsize=8192)
def _words(text: str) -> tuple[str, ...]:
    return tuple(m.group().lower().replace("’", "'") for m in _WORD.finditer(text))


@lru_cache(maxsize=8192)
def _threes(text: str) -> frozenset[tuple[str, ...]]:
    """Return all three words in a row; texts without one in common have no run that counts."""
    words = _words(text)
    return frozenset(zip(words, words[1:], words[2:], strict=False))


def _longest_run(a: Sequence[str], b: Sequence[str]) -> int:
    best = 0
    before = [0] * (len(b) + 1)
    for x in a:
        now = [0] * (len(b) + 1)
        for j, y in enumerate(b):
            if x == y:
                now[j + 1] = before[j] + 1
                best = max(best, now[j + 1])
        before = now
    return best
