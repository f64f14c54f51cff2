"""Durations and sets: 18 months, the past two weeks, every Monday, twice a week."""

from __future__ import annotations

from fractions import Fraction

from purport.extraction import time_calendar as calendar
from purport.extraction.time_calendar import Unit
from purport.extraction.time_lexicon import DURATION_FORMS, MONTHS, PARTS_OF_DAY, SEASONS, WEEKDAYS
from purport.extraction.time_meaning import Match, Meaning, Situation, group, index_in, unit_of
from purport.extraction.time_numbers import quantity_of


def duration_value(count: Fraction | None, name: Unit) -> str:
    """Return P3M, PT1H30M, PXD: a number of units as ISO 8601 writes durations."""
    form = DURATION_FORMS[name]
    if count is None:
        return form.format("X")
    if count.denominator == 1:
        return form.format(count)
    whole, rest = divmod(count, 1)
    smaller = {"year": ("M", 12), "hour": ("M", 60), "day": ("TH", 24), "minute": ("S", 60)}
    if name in smaller and (rest * smaller[name][1]).denominator == 1 and name != "day":
        sign, times = smaller[name]
        head = form.format(whole) if whole else form[: 2 if "T" in form else 1]
        return f"{head}{rest * times}{sign}"
    return form.format(f"{float(count):g}")


def counted(count: Fraction | None, name: Unit, side: int, situation: Situation) -> Meaning:
    """Return a duration; one that ends or begins with the report has its days and its anchor."""
    value = duration_value(count, name)
    today = calendar.day_of(situation.published)
    if side == 0 or count is None or today is None:
        return Meaning("DURATION", value)
    days = calendar.stretch(today, name, side * int(-(-count // 1)))
    return Meaning("DURATION", value, situation.published if days else None, days)


def span(match: Match, situation: Situation) -> Meaning | None:
    """The past two weeks; the next few days; the first nine months."""
    name, times = unit_of(match["unit"])
    count = quantity_of(match["quantity"])
    which = group(match, "which")
    side = {"past": -1, "last": -1, "next": 1, "coming": 1}.get(which, 0)
    return counted(count * times if count is not None else None, name, side, situation)


def within(match: Match, situation: Situation) -> Meaning | None:
    """Within two weeks."""
    name, times = unit_of(match["unit"])
    count = quantity_of(match["quantity"])
    side = 1 if situation.direction() == "future" else 0
    return counted(count * times if count is not None else None, name, side, situation)


def from_to(match: Match, _: Situation) -> Meaning | None:
    """Two to three weeks: the smaller number, as TimeBank has it."""
    name, times = unit_of(match["unit"])
    count = quantity_of(match["quantity"])
    return Meaning("DURATION", duration_value(count * times if count is not None else None, name))


def duration(match: Match, _: Situation) -> Meaning | None:
    """Ten years; 30-day; several months; an hour."""
    words = match["unit"].lower()
    if words.endswith("century") and words != "century":
        return Meaning("DURATION", "P25Y")
    name, times = unit_of(words)
    count = Fraction(1) if group(match, "one") else quantity_of(match["quantity"])
    if name == "quarter" and match.string.startswith(" of", match.end()):
        return None  # three-quarters of the cases
    if count is None:
        form = {"decade": "PXDE", "century": "PXCE"}.get(words.removesuffix("s"))
        return Meaning("DURATION", form or duration_value(None, name))
    return Meaning("DURATION", duration_value(count * times, name))


def sum_of(match: Match, _: Situation) -> Meaning | None:
    """A minute and a half; two hours and ten minutes."""
    name, times = unit_of(match["unit"])
    count = quantity_of(match["quantity"])
    if count is None:
        return None
    if group(match, "half"):
        return Meaning("DURATION", duration_value((count + Fraction(1, 2)) * times, name))
    smaller, more = unit_of(match["smaller"])[0], quantity_of(match["more"])
    first, second = duration_value(count * times, name), duration_value(more, smaller)
    if more is None or list(DURATION_FORMS).index(smaller) >= list(DURATION_FORMS).index(name):
        return None
    second = second.removeprefix("PT" if "T" in first else "P")
    return Meaning("DURATION", first + second)


def half_unit(match: Match, _: Situation) -> Meaning | None:
    """Half an hour; half a century."""
    words = match["unit"].lower().split()[-1]
    name, times = unit_of(words)
    dozen = 12 if "dozen" in match[0].lower() else 1
    return Meaning("DURATION", duration_value(Fraction(times * dozen, 2), name))


def few_units(match: Match, _: Situation) -> Meaning | None:
    """Recent days; the coming weeks; for years."""
    which, words = group(match, "which"), match["unit"].lower()
    if which in ("recent", "past"):
        return Meaning("DATE", "PAST_REF")
    if which in ("coming", "future", "next"):
        return Meaning("DATE", "FUTURE_REF")
    form = {"decades": "PXDE", "centuries": "PXCE"}.get(words)
    return Meaning("DURATION", form or duration_value(None, unit_of(words)[0]))


def while_(_match: Match, _: Situation) -> Meaning | None:
    """A while."""
    return Meaning("DURATION", "PXX")


def set_each(match: Match, _: Situation) -> Meaning | None:
    """Every Monday; each year; every two weeks; every summer."""
    part_words = group(match, "part") or group(match, "daypart")
    code = f"T{PARTS_OF_DAY[part_words]}" if part_words else ""
    if group(match, "weekday"):
        return Meaning("SET", f"XXXX-WXX-{(index_in(match[0], WEEKDAYS) or 0) + 1}{code}")
    if group(match, "season"):
        return Meaning("SET", f"XXXX-{SEASONS[group(match, 'season')]}")
    words = group(match, "unit") or group(match, "span")
    if words:
        return Meaning("SET", _every(words, group(match, "other")))
    number = index_in(match[0], MONTHS)
    if number is not None:
        return Meaning("SET", f"XXXX-{number + 1:02}")
    return Meaning("SET", f"XXXX-XX-XX{code}") if code else None


def _every(words: str, other: str) -> str:
    name, times = unit_of(words)
    if words == "night":
        return "XXXX-XX-XXTNI"
    ordinals = {"other": 2, "second": 2, "third": 3, "": 1, "single": 1}
    count = Fraction(ordinals[other]) if other in ordinals else quantity_of(other)
    return duration_value(None if count is None else count * times, name)


def set_adverb(match: Match, _: Situation) -> Meaning | None:
    """Daily, weekly, annually."""
    values = {
        "daily": "XXXX-XX-XX", "nightly": "XXXX-XX-XXTNI", "hourly": "PT1H", "weekly": "XXXX-WXX",
        "biweekly": "P2W", "fortnightly": "P2W", "monthly": "XXXX-XX", "yearly": "XXXX",
        "annually": "XXXX", "semiannually": "P6M", "biannually": "P6M",
    }  # fmt: skip
    return Meaning("SET", values[match["word"].lower()])


def set_rate(match: Match, _: Situation) -> Meaning | None:
    """Twice a week; $500 million a year."""
    name, times = unit_of(match["unit"])
    return Meaning("SET", duration_value(Fraction(times), name))


def set_weekdays(match: Match, _: Situation) -> Meaning | None:
    """Mondays; Tuesday nights; weekends."""
    number = index_in(match[0], WEEKDAYS)
    part_words = (group(match, "part") or group(match, "daypart")).removesuffix("s")
    code = f"T{PARTS_OF_DAY[part_words]}" if part_words else ""
    if number is not None:
        return Meaning("SET", f"XXXX-WXX-{number + 1}{code}")
    if part_words:
        return Meaning("SET", f"XXXX-XX-XX{code}")
    return Meaning("SET", "XXXX-WXX-WE" if group(match, "weekend") else "XXXX-WXX-XX")


def set_daily(_match: Match, _: Situation) -> Meaning | None:
    """Day after day."""
    return Meaning("SET", "XXXX-XX-XX")
