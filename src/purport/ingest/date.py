"""The day of publication: as given, or as a report's own first lines say it.

A date is an EDTF day, month or year ("2022-05-19", "2022-05", "2022"). A header is believed where
it can only be one: a line "Published: May 19, 2022", a date with a line to itself, a dateline with
a year. Relative dates, dates without a year and 03/04/2022 stay unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from purport.errors import BadDate

_MONTHS = tuple("jan feb mar apr may jun jul aug sep oct nov dec".split())
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_WEEKDAY = r"(?:(?:mon|tue(?:s)?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?[ \t]+)?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_TIME = (
    r"(?:(?:T|,?[ \t]+(?:at[ \t]+)?)[0-2]?\d[:.][0-5]\d(?::[0-6]\d(?:[.,]\d{1,9})?)?"
    r"(?:[ \t]*[ap]\.?m\b\.?)?(?:[ \t]*(?:Z|[+-]\d\d:?\d\d|\(?[A-Z]{2,5}\)?))?)?"
)
_DATE = (
    rf"{_WEEKDAY}(?:"
    r"(?P<iso>\d{4}(?:-\d{1,2}(?:-\d{1,2})?|/\d{1,2}/\d{1,2})?|\d{8})"
    rf"|(?P<month1>{_MONTH})\.?[ \t]+(?P<day1>{_DAY}),?[ \t]+(?P<year1>\d{{4}})"
    rf"|(?P<day2>{_DAY})[ \t]+(?:of[ \t]+)?(?P<month2>{_MONTH})\.?,?[ \t]+(?P<year2>\d{{4}})"
    rf"|(?P<month3>{_MONTH})\.?,?[ \t]+(?P<year3>\d{{4}})"
    r"|(?P<numbers>\d{1,2}(?P<mark>[./])\d{1,2}(?P=mark)\d{4})"
    rf"){_TIME}(?![-/.:]?\w)"
)
_WHOLE = re.compile(rf"\s*{_DATE}[.,;]?\s*", re.IGNORECASE)

# A header's word; without a colon only "date" may be followed by more than the date.
_KEYWORD = re.compile(
    r"[\s>*#_]*(?:(?P<date>(?:publication[ \t]+)?date(?:[ \t]+of[ \t]+publication)?)|date[ \t]+"
    r"(?:published|posted)|dated|(?:first[ \t]+)?published|posted|issued|released|sent|aired|"
    r"broadcast|uploaded|filed)"
    r"(?:[ \t]+(?:on|at))?[*_]*[ \t]*(?P<colon>[:=][*_]*)?[ \t]*",
    re.IGNORECASE,
)
_AT_START = re.compile(_DATE, re.IGNORECASE)
_ISO_LEAD = re.compile(r"\s*(?P<day>\d{4}-\d\d-\d\d)(?=[ \t]*[:|–—]|[ \t]+-|[ \t]+[A-Z“\"'‘])")
_CELLS = re.compile(r"[|·•]")
# what may stand behind a date that has a keyword but no colon: "Posted on 2 May 2022 by Ann Lee"
_AFTER_DATE = re.compile(r"[ \t]*[,–—-]?[ \t]*(?:by|in|under|at|from)[ \t][^.!?]{1,60}")
# a heading's last part, as in: DISTRICT COURT, 14 May 2022 or Release No. 4 (May 14, 2022)
_SET_APART = re.compile(r"[ \t]*(?:[,(\[]|[ \t][–—-]{1,2}[ \t])[ \t]*")
# … what opens with words in capitals and goes on behind the date: RADIO X, “Y”, 2 May 2022. Today
_OPENING = re.compile(r"\s*[A-Z][A-Z.'’&-]+[ \t]+[A-Z][A-Z.'’&-]+\b[^.!?\n]{0,80}")
_GOES_ON = re.compile(rf"{_SET_APART.pattern}(?P<whole>{_DATE})[.:][ \t]", re.IGNORECASE)
# … and a place behind the date, on a line of their own: May 14, 2022, Port Lannic
_PLACE_BEHIND = re.compile(r",(?:[ \t]+[A-Z][\w.'’-]*,?){1,4}\s*")
_HEADING_WORDS = 12
_SMALL_WORDS = frozenset(
    "of the and for in on by at de briefing release statement conference transcript edition "
    "issue summary bulletin report update notes communiqué notice hearing".split()
)
# as in: KYIV, May 19 (Reuters) - or LONDON, 3 March 2023 /PRNewswire/ --
_DATELINE = re.compile(
    rf"\s*[A-Z][A-Z.'’-]+(?:[ \t/][A-Z.'’-]+){{0,4}}(?:,[ \t][A-Za-z. ]{{2,20}})?,[ \t]+"
    rf"(?P<date>{_MONTH}\.?[ \t]+{_DAY}|{_DAY}[ \t]+{_MONTH}\.?)(?P<year>,?[ \t]+\d{{4}})?"
    r"(?:[ \t]*\([^()\n]{1,40}\)|[ \t]*/[^/\n]{1,40}/)?[ \t]*(?:--?|–|—)",
    re.IGNORECASE,
)
_HEADER_LINES = 8
_LINE_CHARS = 300


@dataclass(frozen=True, slots=True)
class HeaderDate:
    """The date that a report's first lines give, or None; `warning` says what kept it unknown."""

    value: str | None = None
    warning: str | None = None


def parse_date(words: str) -> str:
    """Return the EDTF date that words give, a time of day cut off.

    Raises:
        BadDate: they give none, an impossible one, or one that can be read in two ways.

    Example:
        >>> parse_date("Thursday, May 19, 2022"), parse_date("2022-05-19T08:30:00Z")
        ('2022-05-19', '2022-05-19')
        >>> parse_date("2022-05")
        '2022-05'
    """
    found = _WHOLE.fullmatch(words[:_LINE_CHARS])
    if found is None:
        shown = words if len(words) <= 40 else words[:40] + "…"
        raise BadDate(f"{shown!r} is not a date")
    return _value(found)


def find_header_date(text: str) -> HeaderDate:
    r"""Return the date of publication that the first lines of a report give.

    Example:
        >>> find_header_date("Flood report\nPublished: 19 May 2022\n\nThe river rose.").value
        '2022-05-19'
    """
    for number, line in enumerate(islice(_lines(text), _HEADER_LINES)):
        found = _in_line(line, first=number == 0)
        if found is not None:
            return found
    return HeaderDate()


def _lines(text: str) -> Iterator[str]:
    """Yield the beginnings of the lines that are not blank, without splitting all of the text."""
    at = 0
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        line = text[at : min(end, at + _LINE_CHARS)]
        if line.strip():
            yield line
        at = end + 1


def _in_line(line: str, *, first: bool) -> HeaderDate | None:
    for cell in _CELLS.split(line):
        if (found := _WHOLE.fullmatch(cell)) and _has_day(found):
            return _header(found)
        if (after := _after_keyword(cell)) is not None:
            return after if isinstance(after, HeaderDate) else _header(after)
        if (behind := _behind_heading(cell)) is not None:
            return _header(behind)
    if (day := _AT_START.match(line)) and _PLACE_BEHIND.fullmatch(line, day.end()):
        return _header(day) if _has_day(day) else None
    if first and (opening := _OPENING.match(line)):
        found = _GOES_ON.search(line, 0, opening.end() + _LINE_CHARS)
        if found and found.start() <= opening.end() and _has_day(found):
            return _header(found)
    if first and (lead := _ISO_LEAD.match(line)) and (found := _WHOLE.fullmatch(lead["day"])):
        return _header(found)
    return _in_dateline(line)


def _after_keyword(cell: str) -> re.Match[str] | HeaderDate | None:
    keyword = _KEYWORD.match(cell)
    if keyword is None:
        return None
    found = _AT_START.match(cell, keyword.end())
    if found is None:
        if keyword["colon"] and keyword["date"]:
            shown = cell[keyword.end() :].strip()[:40]
            return HeaderDate(None, f"the header's date, {shown!r}, is not one that can be read")
        return None
    rest = cell[found.end() :].strip(" \t\r.,;")
    alone = not rest or _AFTER_DATE.fullmatch(cell[found.end() :].rstrip()) is not None
    apart = keyword.end() > 0 and not cell[keyword.end() - 1].isalnum()
    return found if apart and (keyword["colon"] or keyword["date"] or alone) else None


def _behind_heading(cell: str) -> re.Match[str] | None:
    """Return the date in which a heading ends: "DISTRICT COURT, 14 May 2022".

    The heading's words are capitalised, or it is one word, and something sets the date apart.
    """
    for apart in _SET_APART.finditer(cell):
        found = _WHOLE.fullmatch(cell[apart.end() :].rstrip(" \t\r)]"))
        if found is None:
            continue
        words = cell[: apart.start()].split()
        titled = all(not w[0].islower() or w in _SMALL_WORDS for w in words)
        titled = titled or _OPENING.match(cell) is not None
        few = 0 < len(words) <= _HEADING_WORDS
        return found if few and titled and _has_day(found) else None
    return None


def _in_dateline(line: str) -> HeaderDate | None:
    found = _DATELINE.match(line)
    # the place is in capitals; the flag that ignores case is there for the months
    if found is None or not line.split(",", maxsplit=1)[0].isupper():
        return None
    if found["year"] is None:
        return HeaderDate(
            None, f"the dateline says {found['date']} without a year; the day of publication is "
            "unknown unless it is given",
        )  # fmt: skip
    whole = _WHOLE.fullmatch(found["date"] + found["year"])
    return _header(whole) if whole else None


def _header(found: re.Match[str]) -> HeaderDate:
    try:
        return HeaderDate(_value(found))
    except BadDate as error:
        return HeaderDate(None, f"in the header, {error.what}; the day of publication is unknown")


def _has_day(found: re.Match[str]) -> bool:
    return not (found["month3"] or (found["iso"] and len(found["iso"]) <= len("2022-05")))


def _value(found: re.Match[str]) -> str:
    """Return the EDTF date of a match of the pattern, if there is such a day."""
    year, month, day = _numbers(found)
    shown = found.group().strip()
    try:
        date(year, month if month is not None else 1, day if day is not None else 1)
    except ValueError:
        raise BadDate(f"there is no date {shown!r}") from None
    parts = [f"{year:04}"] + [f"{part:02}" for part in (month, day) if part is not None]
    return "-".join(parts)


def _numbers(found: re.Match[str]) -> tuple[int, int | None, int | None]:
    if iso := found["iso"]:
        if "-" not in iso and "/" not in iso and len(iso) == len("20220519"):
            return int(iso[:4]), int(iso[4:6]), int(iso[6:])
        year, month, day = ([int(part) for part in re.split("[-/]", iso)] + [None, None])[:3]
        return int(year or 0), month, day
    if numbers := found["numbers"]:
        return _in_order(numbers, found["mark"])
    which = next(n for n in "123" if found[f"month{n}"])
    month = 1 + _MONTHS.index(found[f"month{which}"][:3].lower())
    day = None if which == "3" else int(re.sub(r"\D", "", found[f"day{which}"]))
    return int(found[f"year{which}"]), month, day


def _in_order(numbers: str, mark: str) -> tuple[int, int, int]:
    """Tell day from month in 19.05.2022 (always the day first) and 05/19/2022 (where it shows)."""
    first, second, year = (int(part) for part in numbers.split(mark))
    if mark == "." or first > 12 or first == second:
        return year, second, first
    if second > 12:
        return year, first, second
    raise BadDate(f"{numbers} can be read in two ways")
