"""Counts by month as bars of a picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

HEIGHT_PX = 90
WIDTH_PX = 640
_MOST_MONTHS = 120  # set by hand: what can be told apart; earlier ones are counted in the table
_LEAST_PX = 2
_WIDEST_PX = 24


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: where it stands and how high it is, in pixels, and what it says."""

    x: float
    y: float
    width: float
    height: float
    says: str


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars of months without a gap between the first and the last of them."""

    bars: tuple[Bar, ...]
    first: str
    last: str
    most: int


def bars_of(counts: Sequence[tuple[str, int]]) -> Bars | None:
    """Return bars for counts by month, in order of month; None where there are none.

    Months in which nothing was counted have their room, so that time runs evenly.

    Example:
        >>> [bar.says for bar in bars_of([("2022-11", 2), ("2023-01", 1)]).bars]
        ['2022-11: 2', '2022-12: 0', '2023-01: 1']
    """
    by_place = {place: count for month, count in counts if (place := _place(month)) is not None}
    if not by_place:
        return None
    last = max(by_place)
    first = max(min(by_place), last - _MOST_MONTHS + 1)
    most = max(count for place, count in by_place.items() if place >= first)
    step = min(WIDTH_PX / (last - first + 1), _WIDEST_PX)
    bars = []
    for place in range(first, last + 1):
        count = by_place.get(place, 0)
        height = max(_LEAST_PX, HEIGHT_PX * count / most) if count else 0
        x = (place - first) * step
        says = f"{_month(place)}: {count}"
        bars.append(
            Bar(
                round(x, 1),
                round(HEIGHT_PX - height, 1),
                round(step * 0.8, 1),
                round(height, 1),
                says,
            )
        )
    return Bars(tuple(bars), _month(first), _month(last), most)


def _place(month: str) -> int | None:
    """Return the number of a month since the year 0; of a year alone that of its first month."""
    year, _, number = month.partition("-")
    if not year.isdecimal() or not (number or "1").isdecimal():
        return None
    return int(year) * 12 + int(number or "1") - 1


def _month(place: int) -> str:
    return f"{place // 12:04}-{place % 12 + 1:02}"
