"""Time expressions of a report and what they come to.

The rules are data (`time_rules`), what they come to is in `time_values`; this file finds the
places, picks the longest rule at each, and writes the result. All patterns are bounded, so the cost
grows with the length of the text alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

from purport.extraction import time_calendar as calendar
from purport.extraction.time_lexicon import (
    FIRST_WORDS,
    FUNCTION_WORDS,
    LATER_WITHIN,
    LATER_WORDS,
    expand,
)
from purport.extraction.time_meaning import Meaning, Resolver, Situation
from purport.extraction.time_rules import RULES
from purport.extraction.time_tense import direction_at, sentence_around, sentence_borders
from purport.extraction.time_values import RESOLVERS
from purport.model.span import Span
from purport.model.time import TimeExpression, TimePrecision, TimeType

_WORD = re.compile(r"([A-Za-z]+)|(?<!\d[.,])['’‘]?\d+")
_BLANK_LINE = re.compile(r"\n[ \t\r]{0,8}\n")
_LEFT = 48  # characters that a condition on the words before or behind may see
_HEAD = 400  # characters at the top of a report in which a line of date may stand
_RECENT = 12  # dates named before that an expression may refer to
_OLDEST, _NEWEST = "1400", "9900"  # no report is dated further off; it leaves room for arithmetic
_HEADER_DATE = re.compile(
    r"(?im)\b(?:date|dated|published|posted|updated)(?:\s?on)?\s{0,3}[:=]?\s{0,3}"
    r"((?:1[89]|20)\d\d-\d\d-\d\d)\b|^\s{0,8}((?:1[89]|20)\d\d-\d\d-\d\d)\s{0,8}$"
)
_MODIFIER = re.compile(
    r"(?<!\w)(?:(?:(?:very )?(?:early|late|mid)|earlier|later|sometime)(?: in|-| on)?(?: the)?"
    r"|(?:the )?(?:end|beginning|start|middle|close|rest|remainder) of(?: the)?)[ \n]?-?$",
    re.IGNORECASE,
)
_APPROXIMATOR = re.compile(
    r"(?<!\w)(?:(?:more|less|no more|no less|fewer) than|at (?:least|most)|up to|"
    r"as (?:many|much|long) as|nearly|almost|about|around|approximately|roughly|some|"
    r"just (?:over|under)|a total of|another)[ \n]$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Rule:
    pattern: re.Pattern[str]
    resolver: Resolver
    needs: tuple[re.Pattern[str] | None, re.Pattern[str] | None]
    bars: tuple[re.Pattern[str] | None, re.Pattern[str] | None]


@dataclass(frozen=True, slots=True)
class _Report:
    text: str
    published: str | None
    borders: tuple[int, ...]
    paragraphs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    meaning: Meaning


def find_times(text: str, published: str | None) -> tuple[TimeExpression, ...]:
    """Return the time expressions of `text` in reading order; their spans do not overlap.

    Args:
        text: the report as read.
        published: its date (EDTF or ISO 8601, at least a year), or None. Without it a date in the
            report's own header counts; without that, relative expressions stay relative.

    Example:
        >>> [(t.span.text, t.value) for t in find_times("He left on the 26th.", "2022-05-29")]
        [('the 26th', '2022-05-26')]
    """
    report = _Report(text, _published(text, published), sentence_borders(text), _paragraphs(text))
    found: list[_Found] = []
    at = 0
    for start in _starts(text):
        expression = _read_at(report, start, len(text), found) if start >= at else None
        if expression is not None:
            found.append(expression)
            at = expression.end
    ends = [0, *(f.end for f in found)]
    return tuple(
        _expression(text, _widened(text, f, floor), f.end, f.meaning)
        for f, floor in zip(found, ends, strict=False)
    )


def _published(text: str, published: str | None) -> str | None:
    """Return the value of the report's date: as given, else from a line of date at its top."""
    if published:
        value = re.match(r"\d{4}(?:-\d\d(?:-\d\d(?:T\d\d(?::\d\d)?)?)?)?", published.strip())
        known = value is not None and _OLDEST < value[0][:4] < _NEWEST
        return value[0] if value and known and calendar.interval_of(value[0]) else None
    header = _HEADER_DATE.search(text[:_HEAD])
    value_in_header = (header[1] or header[2]) if header else None
    return value_in_header if value_in_header and calendar.interval_of(value_in_header) else None


def _paragraphs(text: str) -> tuple[int, ...]:
    """Return the offsets at which paragraphs begin, in order."""
    return (0, *(m.end() for m in _BLANK_LINE.finditer(text)))


def _starts(text: str) -> Iterator[int]:
    """Yield the offsets at which a rule may match, in order."""
    scanner = _scanner()
    words = [(m.start(), (m[1] or "").lower()) for m in _WORD.finditer(text)]
    for number, (start, word) in enumerate(words):
        if word and word not in FIRST_WORDS:
            continue
        if word in FUNCTION_WORDS and not _tells_time(
            words[number + 1 : number + 1 + LATER_WITHIN]
        ):
            continue
        if scanner.match(text, start):
            yield start


def _tells_time(words: Sequence[tuple[int, str]]) -> bool:
    """Whether a figure or a word of time is among some words."""
    return any(not word or word in LATER_WORDS for _, word in words)


def _read_at(report: _Report, start: int, end: int, found: list[_Found]) -> _Found | None:
    """Return the expression that begins at `start` and ends by `end`: the longest one accepted."""
    sentence = sentence_around(report.borders, report.text, start)
    recent = [f for f in found[-_RECENT:] if calendar.interval_of(f.meaning.value)]
    mentions = [f.meaning for f in recent]
    near = [f.meaning for f in recent if f.start >= sentence[0]]
    paragraph = report.paragraphs[bisect_right(report.paragraphs, start) - 1]
    lately = [f.meaning for f in recent if f.start >= paragraph]
    for match, rule in _candidates(report.text, start, end):
        situation = Situation(
            report.published,
            mentions,
            lately,
            near,
            partial(direction_at, report.text, start, match.end(), sentence),
            partial(_read_inside, report, found),
        )
        meaning = rule.resolver(match, situation)
        if meaning is not None:
            return _Found(start, match.end(), meaning)
    return None


def _read_inside(report: _Report, found: list[_Found], start: int, end: int) -> Meaning | None:
    """Return the meaning of a date inside an expression, read where it stands."""
    inner = _read_at(report, start, end, found)
    return inner.meaning if inner is not None else None


def _candidates(text: str, start: int, end: int) -> list[tuple[re.Match[str], _Rule]]:
    """Return the rules that match at an offset and whose conditions hold, longest first."""
    before = text[max(0, start - _LEFT) : start]
    matches = []
    for rule in _rules():
        match = rule.pattern.match(text, start, end)
        if match and match.end() > start and _allowed(rule, before, text, match.end()):
            matches.append((match, rule))
    return sorted(matches, key=lambda m: -m[0].end())


def _allowed(rule: _Rule, before: str, text: str, end: int) -> bool:
    head, tail = rule.needs
    no_head, no_tail = rule.bars
    return (
        (head is None or head.search(before) is not None)
        and (no_head is None or no_head.search(before) is None)
        and (tail is None or tail.match(text, end) is not None)
        and (no_tail is None or no_tail.match(text, end) is None)
    )


def _widened(text: str, found: _Found, floor: int) -> int:
    """Return the start with the words that belong in front: "early", "nearly", "the end of"."""
    start = found.start
    for _ in range(3):
        head = text[max(floor, start - _LEFT) : start]
        counted = found.meaning.type == "DURATION" and not text.startswith("the ", start)
        match = (_APPROXIMATOR if counted else _MODIFIER).search(head)
        if match is None or found.meaning.value.endswith("_REF"):
            break
        start -= len(head) - match.start()
    return start


def _expression(text: str, start: int, end: int, meaning: Meaning) -> TimeExpression:
    days = meaning.days or calendar.interval_of(meaning.value)
    edtf = calendar.edtf_of(meaning.value) if meaning.type in ("DATE", "TIME") else None
    if edtf and meaning.zone and "T" in edtf:
        edtf += "Z" if meaning.zone in ("Z", "+00:00") else meaning.zone
    return TimeExpression(
        Span.of(text, start, end),
        meaning.type,
        meaning.value,
        (str(days[0]), str(days[1])) if days else None,
        _precision(meaning.type, meaning.value),
        meaning.anchor,
        edtf,
    )


def _precision(kind: TimeType, value: str) -> TimePrecision | None:
    return calendar.precision_of(value) if kind in ("DATE", "TIME") else None


@lru_cache(maxsize=1)
def _rules() -> tuple[_Rule, ...]:
    compiled = []
    for rule in RULES:
        pattern = re.compile(rf"(?:{expand(rule.pattern)})(?!\w)", re.IGNORECASE)
        sides = [
            re.compile(expand(p), re.IGNORECASE) if p is not None else None
            for p in (rule.before, rule.after, rule.unless_before, rule.unless_after)
        ]
        compiled.append(
            _Rule(pattern, RESOLVERS[rule.resolver], (sides[0], sides[1]), (sides[2], sides[3]))
        )
    return tuple(compiled)


@lru_cache(maxsize=1)
def _scanner() -> re.Pattern[str]:
    """Return one expression that finds where any rule may begin."""
    bare = (
        re.sub(r"\(\?P<\w+>", "(?:", re.sub(r"\(\?P=\w+\)", r"\\W", expand(rule.pattern)))
        for rule in RULES
    )
    return re.compile(rf"(?<!\w)(?:{'|'.join(bare)})(?!\w)", re.IGNORECASE)
