"""A time expression and what it comes to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from purport.model.span import Span

TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
TimePrecision = Literal[
    "minute", "hour", "part-of-day", "day", "week", "month", "season", "quarter", "half",
    "year", "decade", "century", "vague",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words that speak of a time, with their TIMEX3 type and value.

    `interval` is the pair of first and last day (EDTF/ISO 8601, both included), or None where the
    words do not fix one; `anchor` is the date that a relative expression was counted from, and
    None for an absolute expression or where there was nothing to count from.
    """

    span: Span
    type: TimeType
    value: str
    interval: tuple[str, str] | None = None
    precision: TimePrecision | None = None
    anchor: str | None = None
    edtf: str | None = None
