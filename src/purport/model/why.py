"""The reason for a decision of the program."""

from __future__ import annotations

from dataclasses import dataclass

from purport.model.span import Span


@dataclass(frozen=True, slots=True)
class Why:
    """Which rule or model decided what (`field`), how sure it is (0..1 or None), on which words."""

    field: str
    rule: str
    score: float | None = None
    spans: tuple[Span, ...] = ()
