"""Clock times and parts of the day: 5 p.m. Tuesday, Sunday evening, overnight."""

from __future__ import annotations

import re

from purport.extraction import time_calendar as calendar
from purport.extraction.time_lexicon import PARTS_OF_DAY, ZONES
from purport.extraction.time_meaning import Match, Meaning, Situation, from_mention, group, step_of
from purport.extraction.time_numbers import quantity_of


def _day_value(match: Match, situation: Situation) -> tuple[str, str | None]:
    """Return the day to which a clock time belongs, and the date it was counted from."""
    if group(match, "on"):
        meaning = situation.read(*match.span("on"))
        if meaning is not None:
            return meaning.value, meaning.anchor
    if group(match, "next"):
        meaning = situation.read(*match.span("next"))
        if meaning is not None:
            return meaning.value, meaning.anchor
    for near in reversed(situation.lately):
        if calendar.day_of(near.value) is not None:
            return near.value.split("T")[0], near.value
    here = calendar.truncate(situation.published, "day")
    return (here, situation.published) if here else ("XXXX-XX-XX", None)


def clock(match: Match, situation: Situation) -> Meaning | None:
    """5 p.m. Tuesday; 14:30 GMT on May 19; noon; midnight Friday."""
    on = group(match, "on")
    words, zone = group(match, "clock"), group(match, "zone")
    spoken = group(match, "part") or group(match, "night") or _part_in(on)
    time = _clock_of(words, spoken)
    if time is None or (words.isdigit() and len(words) < 3 and not zone):
        return None
    if not on and not zone and not re.search(r"[a-z]", words) and not spoken and not _told(match):
        return None
    day, anchor = _day_value(match, situation)
    value = f"{day.split('T')[0]}T{time}{'Z' if zone in ('gmt', 'utc') else ''}"
    return Meaning("TIME", value, anchor, zone=ZONES.get(zone))


def _told(match: Match) -> bool:
    """Whether a word before a bare 14:30 says that it is a time of the day and no score."""
    head = match.string[max(0, match.start() - 12) : match.start()]
    return re.search(r"\b(?:at|by|around|about|until|from|since|before|after)\s$", head) is not None


def _part_in(words: str) -> str:
    found = re.search(r"morning|afternoon|evening|night", words)
    return found[0] if found else ""


def _clock_of(words: str, spoken: str) -> str | None:
    """Return hh:mm for clock words; 24 stands for midnight as the end of a day."""
    if words in ("noon", "midday"):
        return "12:00"
    if words == "midnight":
        return "24:00"
    figures = re.match(r"(\d{1,2})(?:[:.]?(\d\d))?", words)
    hour = int(figures[1]) if figures else int(quantity_of(words.split(maxsplit=1)[0]) or 0)
    minute = int(figures[2] or 0) if figures else 0
    afternoon = re.search(r"p\.?\s?m", words) or spoken in ("afternoon", "evening")
    if afternoon or (spoken == "night" and hour >= 6):
        hour = hour % 12 + 12 if hour <= 12 else hour
    elif re.search(r"a\.?\s?m", words):
        hour %= 12
    return f"{hour:02}:{minute:02}" if hour < 25 and minute < 60 else None


def part(match: Match, situation: Situation) -> Meaning | None:
    """Sunday evening; this morning; last night; overnight; the night of the 26th."""
    words = group(match, "part") or "night"
    code = PARTS_OF_DAY[words]
    which = group(match, "which")
    if group(match, "on") or (group(match, "part") and not which):
        day, anchor = _day_value(match, situation)
        return Meaning("TIME", f"{day}T{code}", anchor)
    anchor = situation.published
    if from_mention(which) or which == "the next":
        days = [m.value for m in situation.mentions if calendar.day_of(m.value)]
        anchor = days[-1] if days else anchor
    step = -1 if "before" in match[0].lower() else 1 if which == "tomorrow" else step_of(which)
    here = calendar.shift(anchor, "day", step)
    return Meaning("TIME", f"{here or 'XXXX-XX-XX'}T{code}", anchor if here else None)
