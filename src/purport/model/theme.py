"""A theme over time: how many reports speak of it, and from how many roots."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Period:
    """A period of a theme: its first day, its reports, the roots heard in them, reports of none."""

    start: str
    reports: int
    roots: int
    unknown: int


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme with the ids of its groups, its reports and roots in all, and its periods."""

    name: str
    groups: tuple[str, ...]
    reports: int
    roots: int
    unknown: int
    periods: tuple[Period, ...]
