"""What became of what a publisher or a voice said: numbers over time, no score."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Record:
    """What became of the claims of a publisher or a voice, in all or in one month.

    Every claim counts once, as the group that holds it, on the day of the first own report.

    Args:
        name: of the publisher or voice.
        month: "2024-05"; "" where no report has a day, None for all months together.
        claims: how many claims it told or carried.
        confirmed: those of two or more proved roots, another of which came on that day or later.
        contradicted: those against which another claim stands.
        repeated: those that others carried on that day or later without adding a root.
        alone: those that nobody else carries.
        unknown: those for which its own reports name no origin.
    """

    name: str
    month: str | None
    claims: int
    confirmed: int
    contradicted: int
    repeated: int
    alone: int
    unknown: int
