"""Times counted from the report or from a date named before: last week, two days later."""

from __future__ import annotations

import re
from fractions import Fraction

from purport.extraction import time_calendar as calendar
from purport.extraction.time_durations import counted, duration_value
from purport.extraction.time_meaning import (
    BLANK,
    STEPS,
    Match,
    Meaning,
    Situation,
    calendar_unit,
    dated,
    group,
    quarter_named,
    step_of,
    unit_of,
)
from purport.extraction.time_numbers import quantity_of


def day_word(match: Match, situation: Situation) -> Meaning | None:
    """Yesterday, today, tomorrow, the day before yesterday."""
    words = group(match, "word")
    last = words.split()[-1]
    steps = {"yesterday": -1, "today": 0, "tomorrow": 1}[last]
    value = calendar.shift(situation.published, "day", steps * (2 if " " in words else 1))
    blank = {-1: "PAST_REF", 0: "PRESENT_REF", 1: "FUTURE_REF"}[steps]
    return dated(value, situation.published, blank)


def named_unit(match: Match, situation: Situation) -> Meaning | None:
    """The same day; that year; the previous day; the day before; a year earlier; the day."""
    which, unit = group(match, "which"), calendar_unit(match["unit"])
    if unit is None:
        return None
    step, anchor = step_of(which), situation.mentioned
    if unit == "year" and step and match[0].lower().startswith("a") and anchor:
        quarter_before = quarter_named(situation) if step < 0 else None
        anchor = quarter_before or anchor
        if anchor == situation.published:
            return dated(calendar.shift(anchor, "year", step), anchor, BLANK[unit])
        return dated(calendar.years_later(anchor, step), anchor, BLANK[unit])
    named = [m.value for m in situation.mentions if calendar.truncate(m.value, unit)]
    if not named and match[0].lower().startswith("a "):
        return _one_span(match, situation)
    anchor = named[-1] if named else situation.published
    return dated(calendar.shift(anchor, unit, step), anchor, BLANK[unit])


def unit(match: Match, situation: Situation) -> Meaning | None:
    """This week; last month; next year; the current quarter; the past decade."""
    which, name = group(match, "which"), calendar_unit(match["unit"])
    if name in ("second", "minute", "hour"):
        return _one_span(match, situation) if which in ("the past", "the last") else None
    if name is None:
        return None
    if which == "the past" and name != "year":
        return _one_span(match, situation)
    value = calendar.shift(situation.published, name, step_of(which))
    return dated(value, situation.published, BLANK[name])


def _one_span(match: Match, situation: Situation) -> Meaning:
    """Return one unit of time: before the report's day for "the past week", else of no place."""
    name, times = unit_of(match["unit"])
    side = -1 if group(match, "which") in ("the past", "the last") else 0
    return counted(Fraction(times), name, side, situation)


def weekend(match: Match, situation: Situation) -> Meaning | None:
    """The weekend; this, last and next weekend."""
    which = group(match, "which")
    published = calendar.day_of(situation.published)
    if published is None:
        return Meaning("DATE", BLANK["weekend"])
    step = step_of(which)
    if which in ("the", "this") and published.weekday() < 5 and situation.direction() != "future":
        step = -1
    value = calendar.shift(str(published), "weekend", step)
    return dated(value, situation.published, BLANK["weekend"])


def unit_bare(match: Match, situation: Situation) -> Meaning | None:
    """The quarter, the week, the year: the one named before, else an open one of the year."""
    name = match["unit"].lower()
    year = calendar.truncate(situation.published, "year")
    if name == "year":
        if re.match(r"\s+end(?:ed|ing|s)\b", match.string[match.end() : match.end() + 12]):
            return Meaning("DURATION", "P1Y")
        return dated(year, situation.published, "XXXX")
    if name == "quarter" and (named := quarter_named(situation)):
        return Meaning("DATE", named, named)
    for mention in reversed(situation.mentions):
        if calendar.precision_of(mention.value) == name:
            return Meaning("DATE", mention.value, mention.value)
    return Meaning("DATE", f"{year or 'XXXX'}{'-QX' if name == 'quarter' else '-WXX'}")


def end_of(match: Match, situation: Situation) -> Meaning | None:
    """The end of the month; the beginning of next year; year-end."""
    name = calendar_unit(match["unit"])
    step = next((STEPS[w] for w in ("last", "next") if f" {w} " in match[0].lower()), 0)
    if name is None:
        return None
    value = calendar.shift(situation.published, name, step)
    return dated(value, situation.published, BLANK[name])


def ago(match: Match, situation: Situation) -> Meaning | None:
    """Two weeks ago; three months from now; several years ago."""
    sign = 1 if group(match, "side") in ("from now", "hence") else -1
    vague = Meaning("DATE", "PAST_REF" if sign < 0 else "FUTURE_REF")
    words = group(match, "unit")
    count = quantity_of(group(match, "quantity")) if group(match, "quantity") else None
    if not words or count is None or situation.published is None:
        return vague
    if "and a half" in match[0].lower() and words.startswith("year"):
        return vague
    if words == "year" and count == 1 and (named := quarter_named(situation)):
        return dated(calendar.years_later(named, sign), named, vague.value)
    today = calendar.day_of(situation.published)
    if group(match, "today") and today:
        name, times = unit_of(words)
        days = calendar.stretch(today, name, -int(count * times))
        return Meaning("DATE", str(days[0]), situation.published) if days else vague
    return _moved(situation.published, words, sign * count, vague)


def _moved(anchor: str, words: str, count: Fraction, vague: Meaning) -> Meaning:
    """Return the unit of the calendar that lies `count` units from the anchor."""
    name, times = unit_of(words)
    total = count * times
    if name in ("second", "minute", "hour"):
        moved = calendar.clock_shift(anchor, name, int(total))
        return Meaning("TIME", moved, anchor) if moved else vague
    if name == "week":
        name, total = "day", total * 7
    if name == "year" and total.denominator == 2:
        name, total = "month", total * 12
    value = calendar.shift(anchor, name, round(total))
    return Meaning("DATE", value, anchor) if value else vague


def offset(match: Match, situation: Situation) -> Meaning | None:
    """Two days later; a week earlier: counted from the date named before."""
    sign = 1 if group(match, "side").startswith(("later", "after")) else -1
    count = quantity_of(group(match, "quantity"))
    words, anchor = group(match, "unit"), next((m.value for m in situation.mentions[-1:]), None)
    name, times = unit_of(words)
    vague = Meaning("DURATION", duration_value(count and count * times, name))
    if count is None or anchor is None:
        return vague
    if name == "year" and calendar.precision_of(anchor) in ("quarter", "month", "day"):
        same = calendar.years_later(anchor, int(sign * count * times))
        return dated(same, anchor, vague.value)
    return _moved(anchor, words, sign * count, vague)
