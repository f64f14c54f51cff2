"""Calendar arithmetic on TIMEX3 values: the only place that counts days.

A value is a string as TimeML writes it: 1989, 1989-10, 1989-10-26, 1989-10-26T14:30, 1989-W43,
1989-W43-WE, 1989-Q3, 1989-H2, 1989-SU, 198 (a decade), 19 (a century). None stands for "cannot be
told": a month does not say which day, so a day before it is None.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import MINYEAR, date, datetime, timedelta
from typing import Literal

from purport.model.time import TimePrecision

Unit = Literal[
    "second", "minute", "hour", "day", "week", "weekend", "month", "quarter", "half", "year",
    "decade", "century",
]  # fmt: skip

_SEASON_MONTH = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_EDTF_SEASON = {"SP": 21, "SU": 22, "FA": 23, "WI": 24}
_VALUE = re.compile(
    r"(?P<year>\d{4})"
    r"(?:-(?:(?P<month>\d\d)(?:-(?P<day>\d\d))?|W(?P<week>\d\d)(?P<end>-WE)?"
    r"|Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<season>SP|SU|FA|WI)))?"
    r"(?:T(?P<clock>\d\d(?::\d\d){0,2}|MO|MI|AF|EV|NI|DT)Z?)?"
    r"|(?P<decade>\d{3})|(?P<century>\d\d)"
)
_PRECISIONS: tuple[tuple[str, TimePrecision], ...] = (
    ("day", "day"), ("week", "week"), ("month", "month"), ("quarter", "quarter"),
    ("half", "half"), ("season", "season"), ("year", "year"), ("decade", "decade"),
    ("century", "century"),
)  # fmt: skip


def _parts(value: str) -> dict[str, str]:
    match = _VALUE.fullmatch(value)
    return {k: v for k, v in match.groupdict().items() if v} if match else {}


def precision_of(value: str) -> TimePrecision:
    """Return how finely a value names a time; "vague" for one that names no place in a calendar.

    Example:
        >>> precision_of("1989-10-26TEV"), precision_of("1989-Q3"), precision_of("PAST_REF")
        ('part-of-day', 'quarter', 'vague')
    """
    parts = _parts(value)
    clock = parts.get("clock")
    if clock is not None:
        return "part-of-day" if clock.isalpha() else "minute" if ":" in clock else "hour"
    return next((precision for key, precision in _PRECISIONS if key in parts), "vague")


def interval_of(value: str) -> tuple[date, date] | None:
    """Return the first and the last day of a value, or None where it does not fix them.

    A season is that of the northern hemisphere in whole months; a winter is named by its December.

    Example:
        >>> [str(day) for day in interval_of("1989-Q3")]
        ['1989-07-01', '1989-09-30']
    """
    if "/" in value:
        first, last = (interval_of(part) for part in value.split("/", 1))
        return (first[0], last[1]) if first and last else None
    parts = _parts(value)
    try:
        return _interval(parts) if parts else None
    except (ValueError, OverflowError):  # no such day: 2023-02-30, week 53 of a short year
        return None


def _interval(parts: dict[str, str]) -> tuple[date, date]:
    if "decade" in parts:
        first = int(parts["decade"]) * 10
        return date(max(first, MINYEAR), 1, 1), date(first + 9, 12, 31)
    if "century" in parts:
        first = int(parts["century"]) * 100
        return date(max(first, MINYEAR), 1, 1), date(first + 99, 12, 31)
    year = int(parts["year"])
    if "day" in parts:
        day = date(year, int(parts["month"]), int(parts["day"]))
        return day, day
    if "week" in parts:
        week = int(parts["week"])
        return date.fromisocalendar(year, week, 6 if "end" in parts else 1), (
            date.fromisocalendar(year, week, 7)
        )
    month, length = _months(parts)
    last_year, last_month = _add_months(year, month, length - 1)
    return date(year, month, 1), date(last_year, last_month, monthrange(last_year, last_month)[1])


def _months(parts: dict[str, str]) -> tuple[int, int]:
    """Return the first month of a value made of whole months, and how many months it has."""
    if "month" in parts:
        return int(parts["month"]), 1
    if "quarter" in parts:
        return 3 * int(parts["quarter"]) - 2, 3
    if "half" in parts:
        return 6 * int(parts["half"]) - 5, 6
    if "season" in parts:
        return _SEASON_MONTH[parts["season"]], 3
    return 1, 12


def edtf_of(value: str) -> str | None:
    """Return a value in EDTF (ISO 8601-2), or None where EDTF has no form for it.

    Weeks and weekends become intervals of days; parts of the day fall back to their day.

    Example:
        >>> [edtf_of(v) for v in ("199", "1989-SU", "1989-W43", "PAST_REF")]
        ['199X', '1989-22', '1989-10-23/1989-10-29', None]
    """
    if "/" in value:
        first, last = (edtf_of(part) for part in value.split("/", 1))
        return f"{first}/{last}" if first and last else None
    parts = _parts(value)
    if not parts:
        return value if re.fullmatch(r"XXXX-(?:\d\d|XX)-\d\d|XXXX-\d\d", value) else None
    if "decade" in parts or "century" in parts:
        return value.ljust(4, "X")
    interval = interval_of(value)
    if interval is None:
        return None
    if "week" in parts:
        return f"{interval[0]}/{interval[1]}"
    if "quarter" in parts or "half" in parts or "season" in parts:
        return f"{parts['year']}-{_edtf_period(parts)}"
    day, _, clock = value.removesuffix("Z").partition("T")
    return f"{day}T{(clock + ':00:00')[:8]}" if clock[:1].isdigit() and clock[:2] != "24" else day


def _edtf_period(parts: dict[str, str]) -> int:
    if "quarter" in parts:
        return 32 + int(parts["quarter"])
    return 39 + int(parts["half"]) if "half" in parts else _EDTF_SEASON[parts["season"]]


def day_of(value: str | None) -> date | None:
    """Return the day that a value names, or None where it is coarser than a day."""
    if value is None or precision_of(value) not in ("day", "part-of-day", "hour", "minute"):
        return None
    interval = interval_of(value)
    return interval[0] if interval else None


def truncate(value: str | None, unit: Unit) -> str | None:
    """Return the unit of the calendar in which a value lies, or None where it does not lie in one.

    Example:
        >>> truncate("1989-10-26", "week"), truncate("1989-10", "quarter"), truncate("1989", "day")
        ('1989-W43', '1989-Q4', None)
    """
    interval = interval_of(value) if value else None
    if interval is None:
        return None
    first, last = (_name(day, unit) for day in interval)
    return first if first == last or unit in ("decade", "century") else None


def _name(day: date, unit: Unit) -> str | None:
    iso = day.isocalendar()
    names: dict[str, str] = {
        "day": str(day),
        "week": f"{iso.year:04}-W{iso.week:02}",
        "weekend": f"{iso.year:04}-W{iso.week:02}-WE",
        "month": f"{day.year:04}-{day.month:02}",
        "quarter": f"{day.year:04}-Q{(day.month + 2) // 3}",
        "half": f"{day.year:04}-H{(day.month + 5) // 6}",
        "year": f"{day.year:04}",
        "decade": f"{day.year // 10:03}",
        "century": f"{day.year // 100:02}",
    }
    return names.get(unit)


def shift(value: str | None, unit: Unit, count: int) -> str | None:
    """Return the unit of the calendar that lies `count` units after the one that holds a value.

    Example:
        >>> shift("1989-10-26", "quarter", -1), shift("1989-01-31", "month", 1)
        ('1989-Q3', '1989-02')
    """
    here = truncate(value, unit)
    interval = interval_of(here) if here else None
    if interval is None:
        return None
    try:
        return _name(_moved(interval[0], unit, count), unit)
    except (ValueError, OverflowError):  # before year 1 or after 9999
        return None


def _moved(day: date, unit: Unit, count: int) -> date:
    days = {"day": 1, "week": 7, "weekend": 7}.get(unit)
    if days is not None:
        return day + timedelta(days=days * count)
    months = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
    year, month = _add_months(day.year, day.month, months[unit] * count)
    return date(year, month, 1)


def _add_months(year: int, month: int, count: int) -> tuple[int, int]:
    total = year * 12 + month - 1 + count
    return total // 12, total % 12 + 1


def years_later(value: str, count: int) -> str | None:
    """Return the same quarter, season, month or day of another year.

    Example:
        >>> years_later("1989-Q3", -1), years_later("2024-02-29", 1)
        ('1988-Q3', '2025-02-28')
    """
    if not re.match(r"\d{4}", value):
        return None
    moved = f"{int(value[:4]) + count:04}{value[4:]}"
    if interval_of(moved) is None and value[4:10] == "-02-29":
        moved = f"{moved[:4]}-02-28{value[10:]}"
    return moved if interval_of(moved) else None


def stretch(day: date, unit: Unit, count: int) -> tuple[date, date] | None:
    """Return the days from `day` to `count` units after it (before it, if `count` is negative)."""
    try:
        if unit in ("second", "minute", "hour"):
            other = day + timedelta(hours=count if unit == "hour" else 0)
        elif unit in ("day", "week", "weekend"):
            other = _moved(day, unit, count)
        else:
            month = _moved(day.replace(day=1), unit, count)
            other = month.replace(day=min(day.day, monthrange(month.year, month.month)[1]))
    except (ValueError, OverflowError):
        return None
    return min(day, other), max(day, other)


def clock_shift(value: str, unit: Unit, count: int) -> str | None:
    """Return the minute that lies `count` seconds, minutes or hours after a value with a clock."""
    parts = _parts(value)
    if not parts.get("clock", "").replace(":", "").isdigit() or len(parts["clock"]) < 5:
        return None
    seconds = {"second": 1, "minute": 60, "hour": 3600}[unit] * count
    try:
        moved = datetime.fromisoformat(value.removesuffix("Z")) + timedelta(seconds=seconds)
    except (ValueError, OverflowError):
        return None
    return f"{moved:%Y-%m-%dT%H:%M}"


def easter(year: int) -> date:
    """Return Easter Sunday of the western churches (Meeus/Jones/Butcher).

    Example:
        >>> str(easter(2024))
        '2024-03-31'
    """
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """Return the nth weekday (0 is Monday) of a month; a negative `nth` counts from its end.

    Example:
        >>> str(nth_weekday(2023, 11, 3, 4)), str(nth_weekday(2023, 5, 0, -1))
        ('2023-11-23', '2023-05-29')
    """
    if nth > 0:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
    last = date(year, month, monthrange(year, month)[1])
    return last - timedelta(days=(last.weekday() - weekday) % 7 - 7 * (nth + 1))
