"""What a claim can be filtered by, as words of the full-text index.

One intersection in the index then answers words and filters together, whichever of them is rare.
Every such word begins with "zq", as no word of a report does, and a letter for what it is of. The
words of a name stand side by side between two marks (`zqs zqsann zqslee zqs`), so that a phrase
finds a part of the name or the whole of it, and never words of two names.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import lru_cache

from purport.ledger.claim_order import days_of
from purport.model.claim import Claim
from purport.model.reading import Reading
from purport.model.voice import Voice

SPEAKER, VOICE, PUBLISHER, PLACE = "zqs", "zqv", "zqp", "zql"
SHOWN = "zqshown0"
# days of which a time has a word each; longer ones have a word for each month, or each year
_FINE_DAYS, _COARSE_DAYS, _YEARS = 7, 366, 100
_WORD = re.compile(r"[^\W_]+")


def facet_words(claim: Claim, reading: Reading, report_n: int) -> str:
    """Return a claim's facets, as the column `facets` of its row holds them.

    Args:
        claim: the claim, one of the reading's.
        reading: for its voices and its report.
        report_n: the number of the report in the ledger.
    """
    report, voices = reading.report, {voice.id: voice for voice in reading.voices}
    found = [
        closed("status", claim.status),
        closed("certainty", claim.certainty.label),
        closed("kind", claim.attribution.kind),
        closed("act", claim.act),
        closed("report", str(report_n)),
    ]
    found += [SHOWN] if claim.told else []
    days = days_of(report.published)
    found += [dated(report.published or "")] if days is not None and days[0] != days[1] else []
    found += name_words(PUBLISHER, report.publisher or "")
    if claim.voice in voices:
        found += _voice_words(SPEAKER, [voices[claim.voice]], voices)
    ids = dict.fromkeys([*(hop.voice for hop in claim.chain), claim.voice])
    found += _voice_words(VOICE, [voices[i] for i in ids if i in voices], voices)
    for name in dict.fromkeys(place.name for place in claim.places):
        found += name_words(PLACE, name)
    found += dict.fromkeys(closed("country", p.country) for p in claim.places if p.country)
    intervals = (time.interval for time in claim.times if time.interval is not None)
    found += dict.fromkeys(word for pair in intervals for word in time_words(*pair))
    return " ".join(found)


@lru_cache(maxsize=1 << 12)
def closed(facet: str, value: str) -> str:
    """Return the word for a value of a closed list.

    Example:
        >>> closed("status", "planned")
        'zqstatus0planned'
    """
    return f"zq{facet}0{'0'.join(folded(value))}"


def dated(published: str) -> str:
    """Return the word for a report of which the month or year alone is known.

    Example:
        >>> dated("2022-05"), dated("2022")
        ('zqdated02022005', 'zqdated02022')
    """
    return closed("dated", published)


@lru_cache(maxsize=1 << 14)
def name_words(facet: str, name: str) -> tuple[str, ...]:
    """Return the words for a name, between two marks; nothing for a name without letters.

    Example:
        >>> name_words(SPEAKER, "Ana Kovač")
        ('zqs', 'zqsana', 'zqskovac', 'zqs')
    """
    words = [facet + word for word in folded(name)]
    return (facet, *words, facet) if words else ()


@lru_cache(maxsize=1 << 14)  # the same names come again and again: a tenth of the time to add
def folded(words: str) -> tuple[str, ...]:
    """Return the words of a text in small letters without accents, as the index has them.

    Example:
        >>> folded("Müller-O’Brien, Ł.")
        ('muller', 'o', 'brien', 'ł')
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", words) if not unicodedata.combining(c))
    return tuple(_WORD.findall(plain.lower()))


def time_words(first_day: str, last_day: str) -> list[str]:
    """Return the words for an interval that a claim speaks of; nothing where it is out of order.

    A short one has a word for each day, a longer one for each month or year alone; all have words
    for their months (up to a year long) and years, for questions that span more than some weeks.
    """
    first, last = days_of(first_day), days_of(last_day)
    if first is None or last is None or last[1] < first[0]:
        return []
    start, end = first[0], last[1]
    days = (end - start).days + 1
    if end.year - start.year >= _YEARS:
        return ["zqtimed0", "zqera0"]
    found = ["zqtimed0", *(f"zqy{year:04}" for year in range(start.year, end.year + 1))]
    if days > _COARSE_DAYS:
        return [*found, *(f"zqlong{year:04}" for year in range(start.year, end.year + 1))]
    found += [f"zqm{month}" for month in months_of(start, end)]
    if days > _FINE_DAYS:
        return [*found, *(f"zqwide{month}" for month in months_of(start, end))]
    return found + [f"zqd{day:%Y%m%d}" for day in days_between(start, end)]


def overlap_words(start: date, end: date) -> list[str]:
    """Return words of which every claim has one that speaks of a time between two days.

    Some claims with one of them speak of a day shortly before or after, so that the answer has to
    be looked at again.
    """
    years = [f"{year:04}" for year in range(start.year, end.year + 1)]
    if len(years) > _YEARS:
        return ["zqtimed0"]
    found = ["zqera0"]
    days = (end - start).days + 1
    if days > _COARSE_DAYS * 2:
        return [*found, *(f"zqy{year}" for year in years)]
    found += [f"zqlong{year}" for year in years]
    months = list(months_of(start, end))
    if days > 62:
        return [*found, *(f"zqm{month}" for month in months)]
    found += [f"zqwide{month}" for month in months]
    return found + [f"zqd{day:%Y%m%d}" for day in days_between(start, end)]


def days_between(start: date, end: date) -> Iterator[date]:
    """Yield the days from one to another, both included."""
    for ahead in range((end - start).days + 1):
        yield start + timedelta(days=ahead)


def months_of(start: date, end: date) -> Iterator[str]:
    """Yield the months that two days span, as "202205"."""
    for month in range(start.year * 12 + start.month - 1, end.year * 12 + end.month):
        yield f"{month // 12:04}{month % 12 + 1:02}"


def _voice_words(facet: str, named: Iterable[Voice], voices: dict[str, Voice]) -> list[str]:
    """Return the words for all names of some voices, and of those that they are a part of."""
    found: list[str] = []
    for voice in named:
        whole = voices.get(voice.part_of or "")
        names = [voice.name, *voice.aliases, *([whole.name] if whole else [])]
        for name in dict.fromkeys(names):
            found += name_words(facet, name)
    return found
