"""A report's text cut at the borders of its marks, so that marks may nest and overlap."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from purport.export.wording import hedges
from purport.model.claim import Claim
from purport.model.evidence import Evidence
from purport.model.span import Span

MarkRole = Literal["source", "cue", "content", "hedge"]


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of a report and the part that they play in a claim (`claim`, the claim's number)."""

    span: Span
    role: MarkRole
    claim: int


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text on all of which the same marks lie.

    `starts` and `ends` are those of its marks that begin and that end with it.
    """

    span: Span
    marks: tuple[Mark, ...] = ()
    starts: tuple[Mark, ...] = ()
    ends: tuple[Mark, ...] = ()


def marks_of(
    claims: Iterable[Claim], numbers: Mapping[str, int], evidence: Mapping[str, Evidence]
) -> list[Mark]:
    """Return the marks of some claims: source, cue, content and the hedges that bear on each.

    Args:
        claims: the claims to mark.
        numbers: the number of each claim by its id.
        evidence: the reading's evidence by id, whose hedges bear on the claims that came by it.
    """
    found: dict[Mark, None] = {}
    for claim in claims:
        attribution, number = claim.attribution, numbers[claim.id]
        spans: dict[MarkRole, tuple[Span, ...]] = {
            "source": attribution.source,
            "cue": attribution.cue,
            "content": attribution.content,
            "hedge": tuple(h.span for h in hedges(claim, evidence)),
        }
        found |= {Mark(s, role, number): None for role, here in spans.items() for s in here}
    return list(found)


def cut(text: str, marks: Iterable[Mark]) -> list[Segment]:
    """Return the whole text as segments in reading order, each with the marks that lie on it.

    Marks are listed widest first, so that the last is the one most closely around the words.

    Example:
        >>> he = Mark(Span(0, 2, "he"), "source", 1)
        >>> [(s.span.text, len(s.marks)) for s in cut("he lied", [he])]
        [('he', 1), (' lied', 0)]
    """
    starting, ending = defaultdict(list), defaultdict(list)
    for mark in marks:
        starting[mark.span.start].append(mark)
        ending[mark.span.end].append(mark)
    borders = sorted({0, len(text), *starting, *ending})
    segments: list[Segment] = []
    open_marks: list[Mark] = []
    for start, end in pairwise(borders):
        open_marks = [m for m in open_marks if m.span.end > start] + starting[start]
        open_marks.sort(key=_width_first)
        segments.append(
            Segment(
                Span(start, end, text[start:end]),
                tuple(open_marks),
                tuple(sorted(starting[start], key=_width_first)),
                tuple(sorted(ending[end], key=_width_first, reverse=True)),
            )
        )
    return segments


def _width_first(mark: Mark) -> tuple[int, int, int, str]:
    return (mark.span.start - mark.span.end, mark.span.start, mark.claim, mark.role)
