"""What an expression means, what it stands in, and the steps that all resolvers share."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from purport.extraction import time_calendar as calendar
from purport.extraction.time_calendar import Unit
from purport.extraction.time_lexicon import UNITS
from purport.extraction.time_numbers import year_from_words
from purport.extraction.time_tense import Direction
from purport.model.time import TimeType

Match = re.Match[str]
Days = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Meaning:
    """A TIMEX3 type and value, the date it was counted from, its days and its time zone."""

    type: TimeType
    value: str
    anchor: str | None = None
    days: Days | None = None
    zone: str | None = None


@dataclass(frozen=True, slots=True)
class Situation:
    """What stands around an expression.

    `published` is the value of the report's date; `mentions` are the dates named before, oldest
    first, `lately` those of the same paragraph and `near` those of the same sentence; `direction`
    tells where the sentence points, and `read` resolves a date inside the expression.
    """

    published: str | None
    mentions: Sequence[Meaning]
    lately: Sequence[Meaning]
    near: Sequence[Meaning]
    direction: Callable[[], Direction | None]
    read: Callable[[int, int], Meaning | None]

    @property
    def mentioned(self) -> str | None:
        """The date named last, or else the report's date."""
        return self.mentions[-1].value if self.mentions else self.published


Resolver = Callable[[Match, Situation], Meaning | None]
BLANK: dict[Unit, str] = {
    "day": "XXXX-XX-XX", "week": "XXXX-WXX", "weekend": "XXXX-WXX-WE", "month": "XXXX-XX",
    "quarter": "XXXX-QX", "half": "XXXX-HX", "year": "XXXX", "decade": "XXX", "century": "XX",
}  # fmt: skip
STEPS = {
    "this": 0, "current": 0, "present": 0, "latest": 0, "the": 0, "that": 0, "same": 0,
    "last": -1, "past": -1, "previous": -1, "preceding": -1, "prior": -1, "before": -1,
    "earlier": -1, "previously": -1, "next": 1, "coming": 1, "following": 1, "upcoming": 1,
    "ensuing": 1, "after": 1, "later": 1,
}  # fmt: skip
_FROM_MENTION = ("that", "same", "previous", "preceding", "prior", "following", "ensuing")
# How many days off the nearest date of a name still wins over the tense of its sentence; two months
# ahead of a sentence in the past, six weeks back from one in the future did best on TimeBank.
_NEAR_AHEAD_DAYS = 62
_NEAR_BACK_DAYS = 45
# Where no tense is told (a caption, a list), a date lies at most a quarter ahead.
_NO_TENSE_DAYS = 92


def group(match: Match, name: str) -> str:
    """Return a named group, or "" where the rule has none or it did not take part."""
    return (match.groupdict().get(name) or "").lower()


def index_in(words: str, names: Sequence[str]) -> int | None:
    """Return the index of the first of `names` that stands in the words, full or cut to a stem."""
    for word in re.findall(r"[a-z]{3,}", words.lower()):
        for i, name in enumerate(names):
            if word in (name, name + "s") or (len(word) <= 5 and name.startswith(word)):
                return i
    return None


def step_of(words: str) -> int:
    """Return −1, 0 or 1 for words such as "this past", "that" and "the following"."""
    return STEPS.get(words.rsplit(maxsplit=1)[-1], 0) if words else 0


def from_mention(words: str) -> bool:
    """Whether words such as "the following" count from a date named before, not from the report."""
    return bool(words) and words.rsplit(maxsplit=1)[-1] in _FROM_MENTION


def unit_of(words: str) -> tuple[Unit, int]:
    """Return the unit of a word and how many of it the word stands for: a decade is ten years."""
    word = words.lower()
    word = "century" if word == "centuries" else word.removesuffix("s")
    return UNITS[word]


def calendar_unit(words: str) -> Unit | None:
    """Return the unit of the calendar that a word names, or None: a fortnight is not in it."""
    word = words.lower().removesuffix("s")
    unit = UNITS[word][0] if word in UNITS else None
    named: dict[str, Unit] = {"decade": "decade", "century": "century"}
    return None if word in ("fortnight", "night") else named.get(word, unit)


def dated(value: str | None, anchor: str | None, blank: str) -> Meaning:
    """Return a date counted from `anchor`, or its relative form where it could not be counted."""
    return Meaning("DATE", value, anchor) if value else Meaning("DATE", blank)


def expanded_year(two_digits: str, published: str | None) -> str:
    """Return the year of '97 or '24: the last such year up to three years after the report."""
    newest = int(published[:4]) + 3 if published and published[:4].isdigit() else 2039
    year = newest // 100 * 100 + int(two_digits)
    return str(year if year <= newest else year - 100)


def year_of(words: str, situation: Situation) -> tuple[str | None, str | None]:
    """Return the year that words name, and the date from which it was counted, if it was."""
    figures = re.search(r"\d{4}", words)
    if figures:
        return figures[0], None
    short = re.search(r"\d\d", words)
    if short:
        return expanded_year(short[0], situation.published), None
    spelled = year_from_words(words)
    if spelled:
        return spelled, None
    if "ago" in words:
        return calendar.shift(situation.published, "year", -1), situation.published
    which = words.removesuffix("year").strip() or "this"
    anchor = situation.mentioned if from_mention(which) or "earlier" in words else None
    anchor = anchor or situation.published
    return calendar.shift(anchor, "year", -1 if "earlier" in words else step_of(which)), anchor


def quarter_named(situation: Situation) -> str | None:
    """Return the newest quarter (or half) named before that has ended by the report's day.

    The newest and not the last, since results are compared with those of a year before.
    """
    today = calendar.interval_of(situation.published) if situation.published else None
    named = [
        (days[1], m.value)
        for m in situation.mentions
        if calendar.precision_of(m.value) in ("quarter", "half")
        and (days := calendar.interval_of(m.value))
        and (today is None or days[1] <= today[1])
    ]
    return max(named)[1] if named else None


def closest(value: str, today: Days, direction: Direction | None) -> str:
    """Return a yearly date (XXXX-05-26) in the year that the sentence means."""
    years = range(today[0].year - 4, today[0].year + 5)
    values = [value.replace("XXXX", f"{year:04}") for year in years]
    found = [(v, days) for v in values if (days := calendar.interval_of(v))]
    return meant(found, today, direction)


def meant(found: list[tuple[str, Days]], today: Days, direction: Direction | None) -> str:
    """Return the date of those with one name that a report of `today` means.

    The nearest one, unless it is far off and tense points the other way: reports give the year of
    dates that a reader would take for another ("declared, payable Dec. 15" is this December).
    """
    nearest, days = min(found, key=lambda f: _gap(f[1], today))
    gap = _gap(days, today)
    if direction is None and days[0] > today[1] and gap > _NO_TENSE_DAYS:
        direction = "past"
    if direction is None or gap == 0 or (direction == "future") == (days[0] > today[1]):
        return nearest
    if gap <= (_NEAR_AHEAD_DAYS if direction == "past" else _NEAR_BACK_DAYS):
        return nearest
    if direction == "past":
        return max(v for v, days in found if days[0] <= today[1])
    return min(v for v, days in found if days[1] >= today[0])


def _gap(days: Days, today: Days) -> int:
    """Return how many days lie between two stretches of days, 0 where they meet."""
    return max((days[0] - today[1]).days, (today[0] - days[1]).days, 0)
