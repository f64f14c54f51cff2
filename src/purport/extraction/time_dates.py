"""Days and months of the calendar: May 19, 2022; the 26th; on Thursday; Christmas Eve."""

from __future__ import annotations

import re
from datetime import date, timedelta

from purport.extraction import time_calendar as calendar
from purport.extraction.time_holidays import day_of_holiday
from purport.extraction.time_lexicon import MONTHS, WEEKDAYS, ZONES, expand
from purport.extraction.time_meaning import (
    Match,
    Meaning,
    Situation,
    closest,
    dated,
    expanded_year,
    from_mention,
    group,
    index_in,
    meant,
    step_of,
    year_of,
)
from purport.extraction.time_numbers import ordinal_of
from purport.extraction.time_tense import Direction

_RANGE = re.compile(
    expand(
        r"(?: (?:to|and|or|through|until) | ?{dash} ?)(?:{weekday},? )?"
        r"(?:{month_name}(?: {day})?|{day}(?: {month_name})?),? (?P<year>{year})(?!\d)"
    )
)


def iso(match: Match, _: Situation) -> Meaning | None:
    """2022-05-19, 2022-05-19T14:30Z, 2022-05."""
    if calendar.interval_of(match["day"]) is None:
        return None
    clock, zone = group(match, "clock"), group(match, "zone")
    if not clock:
        return Meaning("DATE", match["day"])
    mark = "Z" if zone in ("z", "gmt", "utc") else ""
    return Meaning("TIME", f"{match['day']}T{clock}{mark}", zone=ZONES.get(zone, zone) or None)


def figures(match: Match, _: Situation) -> Meaning | None:
    """5/19/2022 (American order), 19.5.2022 (European order), 2022/5/19."""
    a, b, year = int(match["a"]), int(match["b"]), match["year"]
    month, day = (b, a) if group(match, "sign") == "." or a > 12 else (a, b)
    if len(year) == 2:
        year = expanded_year(year, None)
    value = f"{year}-{month:02}-{day:02}"
    return Meaning("DATE", value) if calendar.interval_of(value) else None


def calendar_date(match: Match, situation: Situation) -> Meaning | None:
    """May 19, 2022; Thursday, 19 May; the third of May; May 19 last year."""
    month = index_in(group(match, "month") or _without_weekday(match[0]), MONTHS)
    day = ordinal_of(group(match, "nth") or group(match, "day"))
    if month is None or day is None:
        return None
    words = group(match, "year")
    if words:
        year, anchor = year_of(words, situation)
        value = f"{year or 'XXXX'}-{month + 1:02}-{day:02}"
        return Meaning("DATE", value, anchor) if _possible(value) else None
    value = f"XXXX-{month + 1:02}-{day:02}"
    if not _possible(value):
        return None
    year_behind = _year_behind(match, month)
    if year_behind:
        return Meaning("DATE", f"{year_behind}{value[4:]}")
    return _in_year(value, situation)


def _year_behind(match: Match, month_number: int) -> str | None:
    """Return the year of a range's first date, which is said only once: January to June 2024."""
    behind = _RANGE.match(match.string, match.end())
    if behind is None:
        return None
    last_month = index_in(behind[0], MONTHS)
    earlier = last_month is not None and last_month < month_number
    return f"{int(behind['year']) - earlier:04}"


def range_end(match: Match, situation: Situation) -> Meaning | None:
    """The 7 of May 3-7: a day of the month named just before."""
    before = next((m for m in reversed(situation.near) if len(m.value) == len("2022-05-03")), None)
    if before is None:
        return None
    month = f"{group(match, 'year') or before.value[:4]}{before.value[4:8]}"
    value = f"{month}{int(match['day']):02}"
    later = _possible(value) and value[-2:] > before.value[-2:]
    return Meaning("DATE", value, before.anchor) if later else None


def nth_weekday(match: Match, situation: Situation) -> Meaning | None:
    """The first Monday of May; the last Friday of every month."""
    nth = {"last": -1}.get(match["nth"].lower()) or ordinal_of(match["nth"].lower())
    number = index_in(match[0], WEEKDAYS)
    month_number = index_in(match[0].lower().partition("day")[2], MONTHS)
    if group(match, "every") or month_number is None or nth is None or number is None:
        return Meaning("SET", "P1M")
    value, anchor = f"XXXX-{month_number + 1:02}", None
    if group(match, "year"):
        year, anchor = year_of(group(match, "year"), situation)
        value = f"{year or 'XXXX'}{value[4:]}"
    else:
        here = _in_year(value, situation)
        value, anchor = here.value, here.anchor
    if not value[:4].isdigit():
        return Meaning("DATE", value)
    day = calendar.nth_weekday(int(value[:4]), month_number + 1, number, nth)
    return Meaning("DATE", str(day), anchor)


def _without_weekday(words: str) -> str:
    return re.sub(r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\W+", "", words, flags=re.IGNORECASE)


def _possible(value: str) -> bool:
    """Whether a day exists in its year, or in a leap year where the year is open."""
    return calendar.interval_of(value.replace("XXXX", "2000")) is not None


def _in_year(value: str, situation: Situation) -> Meaning:
    """Return a month or a day of an open year in the year that the sentence points to."""
    published = situation.published
    for near in reversed(situation.near):
        precision, year = calendar.precision_of(near.value), near.value[:4]
        earlier = precision in ("day", "month") and (published is None or year < published[:4])
        later = precision in ("day", "month", "year") and published and year > published[:4]
        if near.anchor is None and (earlier or later):
            return Meaning("DATE", value.replace("XXXX", year))
    span = calendar.interval_of(published) if published else None
    if span is None:
        return Meaning("DATE", value)
    return Meaning("DATE", closest(value, span, situation.direction()), published)


def month(match: Match, situation: Situation) -> Meaning | None:
    """May; May 2022; last May; May of last year."""
    number = index_in(match[0], MONTHS)
    if number is None:
        return None
    value, words, which = f"XXXX-{number + 1:02}", group(match, "year"), group(match, "which")
    if words:
        year, anchor = year_of(words, situation)
        return Meaning("DATE", value.replace("XXXX", year or "XXXX"), anchor)
    year_behind = None if which else _year_behind(match, number)
    if year_behind:
        return Meaning("DATE", f"{year_behind}{value[4:]}")
    if not which:
        return _in_year(value, situation)
    anchor = situation.mentioned if from_mention(which) else situation.published
    here = calendar.truncate(anchor, "month")
    if anchor is None or here is None:
        return Meaning("DATE", value)
    here_year = int(here[:4])
    years = {-1: -int(value[5:] >= here[5:]), 1: int(value[5:] <= here[5:])}.get(step_of(which), 0)
    return Meaning("DATE", f"{here_year + years:04}{value[4:]}", anchor)


def weekday(match: Match, situation: Situation) -> Meaning | None:
    """Thursday; last Thursday; Thursday of next week."""
    number = index_in(match[0], WEEKDAYS)
    if number is None:
        return None
    which = group(match, "which").removeprefix("of ")
    anchor = situation.mentioned if from_mention(which) else situation.published
    today = calendar.day_of(anchor)
    if anchor is None or today is None:
        return Meaning("DATE", f"XXXX-WXX-{number + 1}")
    if group(match, "week"):
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=step_of(which))
        return Meaning("DATE", str(monday + timedelta(days=number)), anchor)
    if which == "next":
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=1)
        return Meaning("DATE", str(monday + timedelta(days=number)), anchor)
    return Meaning("DATE", str(_weekday_near(today, number, which, situation)), anchor)


def _weekday_near(today: date, number: int, which: str, situation: Situation) -> date:
    """Return the weekday before or after a day: by its own word, else as the sentence points."""
    step = step_of(which)
    ahead = (number - today.weekday()) % 7
    if step > 0:
        return today + timedelta(days=ahead or 7)
    if step < 0:
        return today - timedelta(days=(7 - ahead) or 7)
    default = "future" if which in ("this", "that") else "past"
    if (situation.direction() or default) == "future":
        return today + timedelta(days=ahead)
    return today - timedelta(days=(7 - ahead) % 7)


def ordinal(match: Match, situation: Situation) -> Meaning | None:
    """The 26th; the 26th of last month."""
    day = ordinal_of(match["day"])
    which = group(match, "which")
    anchor = situation.published
    month_value = None
    if which:
        anchor = situation.mentioned if which.startswith("the") else anchor
        month_value = calendar.shift(anchor, "month", step_of(which.removesuffix("month").strip()))
    elif situation.near or any(m.anchor is None for m in situation.lately):
        named = situation.near or [m for m in situation.lately if m.anchor is None]
        anchor = named[-1].value
        month_value = calendar.truncate(anchor, "month")
    if day is None or not 1 <= day <= 31:
        return None
    if month_value is None:
        anchor = situation.published
        found = _closest_day(day, calendar.day_of(anchor), situation.direction())
        return dated(str(found) if found else None, anchor, f"XXXX-XX-{day:02}")
    value = f"{month_value}-{day:02}"
    return Meaning("DATE", value, anchor) if calendar.interval_of(value) else None


def _closest_day(day: int, today: date | None, direction: Direction | None) -> date | None:
    """Return the day of that number before or after a date, whichever way the sentence points."""
    if today is None:
        return None
    found = []
    for step in (-2, -1, 0, 1, 2):
        here = calendar.shift(str(today), "month", step)
        days = calendar.interval_of(f"{here}-{day:02}")
        found += [days[0]] if days else []
    if direction == "past":
        return max(d for d in found if d <= today)
    if direction == "future":
        return min(d for d in found if d >= today)
    return min(found, key=lambda d: abs(d - today))


def holiday(match: Match, situation: Situation) -> Meaning | None:
    """Christmas Eve; last Thanksgiving; Easter 2014."""
    words, which = group(match, "year"), group(match, "which")
    if words:
        year, anchor = year_of(words, situation)
        day = day_of_holiday(match["name"], int(year)) if year else None
        return dated(str(day) if day else None, anchor, year or "XXXX")
    today = calendar.day_of(situation.published)
    if today is None:
        fixed = day_of_holiday(match["name"], 2000), day_of_holiday(match["name"], 2001)
        same = fixed[0] and fixed[1] and str(fixed[0])[4:] == str(fixed[1])[4:]
        return Meaning("DATE", f"XXXX{str(fixed[0])[4:]}" if same else "XXXX-XX-XX")
    days = [day_of_holiday(match["name"], today.year + step) for step in (-1, 0, 1)]
    found = [(str(d), (d, d)) for d in days if d]
    if not found:
        return Meaning("DATE", "XXXX-XX-XX")
    step = step_of(which)
    if step:
        side = [v for v, day in found if (day[0] > today) == (step > 0)]
        value = min(side) if step > 0 else max(side)
    else:
        value = meant(found, (today, today), situation.direction())
    return Meaning("DATE", value, situation.published)


def feast(match: Match, _: Situation) -> Meaning | None:
    """Ramadan, Passover and others whose days no fixed rule gives: the year at most."""
    return Meaning("DATE", f"{group(match, 'year') or 'XXXX'}-XX-XX")
