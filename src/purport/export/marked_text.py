"""A report's text for a page: stretches with their looks, each leading to a claim."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from purport.export.segments import Mark, Segment, cut, marks_of
from purport.export.wording import evidence_by_id, numbers
from purport.model.claim import Claim
from purport.model.reading import Reading


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the report with its look: classes, the claim it leads to, what to say of it.

    `begins` are the numbers of the claims whose words begin here, and where they begin the keyboard
    stops (`tabbed`).
    """

    text: str
    classes: str = ""
    leads_to: int | None = None
    says: str = ""
    begins: tuple[int, ...] = ()

    @property
    def tabbed(self) -> bool:
        """Whether the keyboard stops here on its way through the page."""
        return bool(self.begins)


def stretches(reading: Reading, claims: Sequence[Claim]) -> list[Stretch]:
    """Return the whole text of a report in stretches, with the marks of some of its claims."""
    number = numbers(reading)
    begins = {number[c.id]: c.attribution.content[0].start for c in claims if c.attribution.content}
    own = {number[c.id] for c in claims if c.attribution.kind == "narrator"}
    marks = marks_of(claims, number, evidence_by_id(reading))
    return [_stretch(segment, begins, own) for segment in cut(reading.report.text, marks)]


def _stretch(segment: Segment, begins: Mapping[int, int], own: set[int]) -> Stretch:
    if not segment.marks:
        return Stretch(segment.span.text)
    here = dict.fromkeys(
        m.claim
        for m in segment.starts
        if m.role == "content" and begins[m.claim] == segment.span.start
    )
    innermost = segment.marks[-1].claim
    looks = [_look(mark, own) for mark in segment.marks]
    deep = ["deep"] if looks.count("content") > 1 else []
    classes = [*looks, *deep, f"to-{innermost}", *(f"in-{m.claim}" for m in segment.marks)]
    said = dict.fromkeys(f"{m.role} of claim {m.claim}" for m in reversed(segment.marks))
    return Stretch(
        segment.span.text,
        " ".join(dict.fromkeys(classes)),
        innermost,
        "; ".join(said),
        tuple(here),
    )


def _look(mark: Mark, own: set[int]) -> str:
    """Return a mark's class; what the report says in its own voice looks quieter."""
    return "own" if mark.role == "content" and mark.claim in own else mark.role
