"""Seasons, quarters, years, decades and centuries, and the comparisons made between them."""

from __future__ import annotations

import re
from datetime import timedelta

from purport.extraction import time_calendar as calendar
from purport.extraction.time_calendar import Unit
from purport.extraction.time_lexicon import SEASONS
from purport.extraction.time_meaning import (
    BLANK,
    Match,
    Meaning,
    Situation,
    closest,
    dated,
    expanded_year,
    from_mention,
    group,
    quarter_named,
    step_of,
    year_of,
)
from purport.extraction.time_numbers import ordinal_of
from purport.extraction.time_tense import Direction


def season(match: Match, situation: Situation) -> Meaning | None:
    """Summer; last summer; the summer of 2014."""
    words = re.search("|".join(SEASONS), match[0].lower())
    if words is None:
        return None
    code, which = SEASONS[words[0]], group(match, "which")
    if group(match, "year"):
        year, anchor = year_of(group(match, "year"), situation)
        return Meaning("DATE", f"{year or 'XXXX'}-{code}", anchor)
    anchor = situation.mentioned if from_mention(which) else situation.published
    today = calendar.interval_of(anchor) if anchor else None
    if today is None:
        return Meaning("DATE", f"XXXX-{code}")
    step = step_of(which)
    if step == 0 and which:
        return Meaning("DATE", closest(f"XXXX-{code}", today, None), anchor)
    direction = {-1: "past", 1: "future"}.get(step) or situation.direction() or "past"
    if step:  # "last summer" in July is not the summer that is on
        edge = today[0] - timedelta(days=92) if step < 0 else today[1] + timedelta(days=92)
        today = (edge, edge)
    aim: Direction = "future" if direction == "future" else "past"
    return Meaning("DATE", closest(f"XXXX-{code}", today, aim), anchor)


def quarter(match: Match, situation: Situation) -> Meaning | None:
    """The third quarter; Q3 2014; the year-ago second quarter; fourth quarter of last year."""
    words = match["nth"].lower()
    number = {"last": 4, "final": 4}.get(words) or ordinal_of(words)
    which = group(match, "which")
    year_words = group(match, "year") or group(match, "front")
    if not year_words and "year" in which and not group(match, "ago"):
        year_words = which.removesuffix("s")[:-1]
    value = f"XXXX-Q{number}"
    if year_words:
        year, anchor = year_of(year_words, situation)
        return Meaning("DATE", value.replace("XXXX", year or "XXXX"), anchor)
    today = calendar.interval_of(situation.published) if situation.published else None
    if today is None:
        return Meaning("DATE", value)
    found = closest(value, today, situation.direction() or "past")
    if group(match, "ago"):
        found = calendar.years_later(found, -1) or found
    return Meaning("DATE", found, situation.published)


def half(match: Match, situation: Situation) -> Meaning | None:
    """The first half of 2014; the second half of the year."""
    number = 1 if match["nth"].lower() in ("first", "1st") else 2
    words = group(match, "year")
    year, anchor = year_of(words or "this year", situation)
    return Meaning("DATE", f"{year or 'XXXX'}-H{number}", anchor)


def half_decade(match: Match, situation: Situation) -> Meaning | None:
    """The last half of the '80s."""
    return situation.read(*match.span("decade"))


def year(match: Match, situation: Situation) -> Meaning | None:
    """1945; fiscal 2016; '97; nineteen ninety-seven."""
    found, _ = year_of(group(match, "year"), situation)
    to = group(match, "to")
    if found and to:
        return _year_range(found, to)
    return Meaning("DATE", found) if found else None


def season_years(match: Match, _: Situation) -> Meaning | None:
    """2016-17; 2014–2016."""
    return _year_range(match["year"], match["to"])


def _year_range(first: str, last: str) -> Meaning | None:
    last = last if len(last) == 4 else first[:2] + last
    return Meaning("DATE", f"{first}/{last}") if 0 < int(last) - int(first) < 200 else None


def year_ago(match: Match, situation: Situation) -> Meaning | None:
    """The year-earlier quarter; last year's period: of the quarter named before."""
    quarter_before = quarter_named(situation)
    if quarter_before:
        value = calendar.years_later(quarter_before, -1)
        return dated(value, quarter_before, "XXXX")
    value = calendar.shift(situation.published, "year", -1)
    blank = "-QX" if "quarter" in match[0].lower() else ""
    return dated(f"{value}{blank}" if value else None, situation.published, "XXXX")


def latest(match: Match, situation: Situation) -> Meaning | None:
    """The latest quarter."""
    name: Unit = "year" if match["unit"].lower() == "year" else "quarter"
    if name == "quarter" and (named := quarter_named(situation)):
        return Meaning("DATE", named, named)
    value = calendar.shift(situation.published, name, -1)
    return dated(value, situation.published, BLANK[name])


def front_year(match: Match, situation: Situation) -> Meaning | None:
    """The 1988 quarter, the 1988 period: of the quarter named before."""
    named = quarter_named(situation)
    if named:
        return Meaning("DATE", f"{match['year']}{named[4:]}", named)
    return Meaning("DATE", match["year"])


def ancient(match: Match, _: Situation) -> Meaning | None:
    """44 BC; AD 79."""
    before = match["era"].upper().startswith("B")
    return Meaning("DATE", ("BC" if before else "") + f"{int(match['year']):04}")


def decade(match: Match, situation: Situation) -> Meaning | None:
    """The 1990s; the early '90s; the nineties."""
    words = group(match, "word")
    if words:
        tens = "twenties thirties forties fifties sixties seventies eighties nineties".split()
        return Meaning("DATE", f"19{tens.index(words) + 2}")
    digits = re.sub(r"\D", "", match["decade"])
    full = digits if len(digits) == 4 else expanded_year(digits, situation.published)
    return Meaning("DATE", full[:3])


def century(match: Match, situation: Situation) -> Meaning | None:
    """The 20th century; the last century."""
    which = group(match, "which")
    if which:
        value = calendar.shift(situation.published, "century", step_of(which))
        return dated(value, situation.published, "XX")
    number = ordinal_of(group(match, "nth") or group(match, "word"))
    if number is None or not 1 <= number <= 30:
        return None
    return Meaning("DATE", ("BC" if group(match, "era") else "") + f"{number - 1:02}")
