"""The resolvers by name: which function reads what a rule has matched.

A resolver takes the match of a rule and the situation it stands in, and returns the meaning, or
None where the words are no time after all. Nothing falls back on the day of publication in silence:
a meaning that was counted from a date names it as its anchor, and without a date to count from the
value stays relative (XXXX-WXX-4, XXXX-XX-26, PAST_REF) with no interval.
"""

from __future__ import annotations

from purport.extraction import time_clock as clock
from purport.extraction import time_dates as dates
from purport.extraction import time_durations as durations
from purport.extraction import time_periods as periods
from purport.extraction import time_relative as relative
from purport.extraction.time_meaning import Match, Meaning, Resolver, Situation


def reference(match: Match, _: Situation) -> Meaning | None:
    """Now, recently, in the past, soon: the name of the rule's group is the value."""
    return Meaning("DATE", match.lastgroup or "PRESENT_REF")


RESOLVERS: dict[str, Resolver] = {
    "iso": dates.iso,
    "figures": dates.figures,
    "calendar": dates.calendar_date,
    "calendar_ref": dates.calendar_date,
    "range_end": dates.range_end,
    "month": dates.month,
    "weekday_date": dates.ordinal,
    "ordinal": dates.ordinal,
    "nth_weekday": dates.nth_weekday,
    "weekday": dates.weekday,
    "holiday": dates.holiday,
    "feast": dates.feast,
    "clock": clock.clock,
    "part": clock.part,
    "day_word": relative.day_word,
    "named_day": relative.named_unit,
    "end_of": relative.end_of,
    "unit": relative.unit,
    "weekend": relative.weekend,
    "unit_bare": relative.unit_bare,
    "ago": relative.ago,
    "offset": relative.offset,
    "season": periods.season,
    "quarter": periods.quarter,
    "half": periods.half,
    "half_decade": periods.half_decade,
    "year": periods.year,
    "year_ago": periods.year_ago,
    "latest": periods.latest,
    "front_year": periods.front_year,
    "season_years": periods.season_years,
    "ancient": periods.ancient,
    "decade": periods.decade,
    "century": periods.century,
    "set_each": durations.set_each,
    "set_adverb": durations.set_adverb,
    "set_rate": durations.set_rate,
    "set_weekdays": durations.set_weekdays,
    "set_daily": durations.set_daily,
    "sum": durations.sum_of,
    "span": durations.span,
    "within": durations.within,
    "from_to": durations.from_to,
    "duration": durations.duration,
    "half_unit": durations.half_unit,
    "few_units": durations.few_units,
    "while": durations.while_,
    "reference": reference,
}
