"""Holidays whose day a rule gives: fixed days, nth weekdays, and days counted from Easter."""

from __future__ import annotations

import re
from datetime import date, timedelta

from purport.extraction.time_calendar import easter, nth_weekday

_FIXED = {
    "christmas eve": (12, 24), "christmas": (12, 25), "boxing": (12, 26), "new year eve": (12, 31),
    "new year": (1, 1), "halloween": (10, 31), "independence": (7, 4), "fourth of july": (7, 4),
    "may": (5, 1), "veterans": (11, 11), "armistice": (11, 11), "remembrance": (11, 11),
    "juneteenth": (6, 19), "valentine": (2, 14), "st patrick": (3, 17), "victory": (5, 9),
    "bastille": (7, 14), "guy fawkes night": (11, 5), "all saints": (11, 1), "all souls": (11, 2),
    "april fool": (4, 1), "earth": (4, 22), "international women": (3, 8), "epiphany": (1, 6),
}  # fmt: skip
# The nth weekday of a month, as (month, weekday, nth) with Monday as weekday nought.
_NTH = {
    "thanksgiving": (11, 3, 4), "labor": (9, 0, 1), "memorial": (5, 0, -1), "columbus": (10, 0, 2),
    "president": (2, 0, 3), "martin luther king": (1, 0, 3), "martin luther king jr": (1, 0, 3),
    "mother": (5, 6, 2), "father": (6, 6, 3), "remembrance sunday": (11, 6, 2),
}  # fmt: skip
_FROM_EASTER = {
    "easter": 0, "easter sunday": 0, "good friday": -2, "palm sunday": -7, "ash wednesday": -46,
    "maundy thursday": -3, "easter monday": 1, "easter saturday": -1, "whit monday": 50,
    "pentecost": 49, "ascension": 39,
}  # fmt: skip


def day_of_holiday(name: str, year: int) -> date | None:
    """Return the day of a holiday in a year, or None where no rule is known for it.

    Days of the United States where countries differ; western Easter.

    Example:
        >>> str(day_of_holiday("Thanksgiving Day", 2023)), str(day_of_holiday("Easter", 2023))
        ('2023-11-23', '2023-04-09')
    """
    words = re.sub(r"['’]s?\b|s\b(?=['’]? (?:day|eve))|\.", "", name.lower())
    words = re.sub(r"['’]", "", words).removeprefix("the ").replace("labour", "labor")
    words = re.sub(r"\s+", " ", words).removesuffix(" day").strip()
    words = re.sub(r"^christma\b", "christmas", words)
    if "orthodox" in words or not 1583 <= year <= 9000:
        return None
    if words in _FIXED:
        return date(year, *_FIXED[words])
    if words in _NTH:
        return nth_weekday(year, *_NTH[words])
    if words in _FROM_EASTER:
        return easter(year) + timedelta(days=_FROM_EASTER[words])
    return None
