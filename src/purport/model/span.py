"""A stretch of a report, and a hedge in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

HedgeScope = Literal["content", "speaker", "release", "evidence"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Words of a report with their place: half-open offsets in code points of its text.

    Example:
        >>> Span.of("she said no", 4, 8)
        Span(start=4, end=8, text='said')
    """

    start: int
    end: int
    text: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Span:
        """Return the span of `text` from `start` up to, not including, `end`.

        Raises:
            ValueError: the offsets do not enclose at least one character of the text.
        """
        if not 0 <= start < end <= len(text):
            raise ValueError(f"no span [{start}, {end}) in a text of {len(text)} characters")
        return cls(start, end, text[start:end])

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Hedge:
    """Words that weaken a statement ("purportedly"), as written, and which link they weaken."""

    span: Span
    scope: HedgeScope
