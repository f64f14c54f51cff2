"""What a user looks for among the claims, and the question to the full-text index that it makes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import get_args

from purport.errors import BadDate, UsageError
from purport.ledger.claim_order import days_of
from purport.ledger.facets import (
    PLACE,
    PUBLISHER,
    SHOWN,
    SPEAKER,
    VOICE,
    closed,
    folded,
    name_words,
)
from purport.ledger.word_forms import forms
from purport.model.claim import Act, CertaintyLabel, Kind, Status

Days = tuple[date | None, date | None]

_QUOTED = re.compile('["“”„«»]([^"“”„«»]*)["“”„«»]|([^\\s"“”„«»]+)')
_MOST_WORDS = 60  # set by hand: SQLite's limit is on the depth of an expression, 256
_LEAST_PREFIX_CHARS = 3
_LISTS = {"status": Status, "certainty": CertaintyLabel, "kind": Kind, "act": Act}


@dataclass(frozen=True, slots=True)
class Filters:
    """What a claim has to be, all of it at once; None asks for nothing.

    Args:
        words: words to be found in the claim, its source or its cue, or in the speaker's name, in
            any order and any regular form; words in quotation marks as they stand, one after the
            other; `flood*` for all words that begin so.
        speaker: words of the name of the voice that speaks, as they stand in it; in quotation
            marks the whole name.
        voice: the same of any voice of the chain.
        publisher: the same of who put the report out.
        published: first and last day of the report, either of them open.
        about: days of which the claim speaks; an interval counts where it overlaps.
        place: a name of a place as for `speaker`, or of a country, which stands for all its places.
        status, certainty, kind, act: one of the values that a claim has.
        report: the id of a report.
        everything: whether attitudes and plain narration are looked at too.
    """

    words: str | None = None
    speaker: str | None = None
    voice: str | None = None
    publisher: str | None = None
    published: Days = (None, None)
    about: Days = (None, None)
    place: str | None = None
    status: str | None = None
    certainty: str | None = None
    kind: str | None = None
    act: str | None = None
    report: str | None = None
    everything: bool = False


def days_filter(since: str | None, until: str | None, where: str = "date") -> Days:
    """Return the days from one EDTF date to another, a month or year taken whole.

    Args:
        since: the first day, or None.
        until: the last day, or None.
        where: the name of the option or field, for the error.

    Raises:
        BadDate: one is no date, or they are in the wrong order.

    Example:
        >>> [str(day) for day in days_filter("2022", "2022-05")]
        ['2022-01-01', '2022-05-31']
    """
    first, last = _days(since, where), _days(until, where)
    start, end = first[0] if first else None, last[1] if last else None
    if start is not None and end is not None and end < start:
        raise BadDate(f"{until} comes before {since}", where, "Give the earlier date first.")
    return start, end


def _days(words: str | None, where: str) -> tuple[date, date] | None:
    if words is None:
        return None
    found = days_of(words.strip())
    if found is None:
        raise BadDate(f"{words!r} is not a date", where)
    return found


def match_words(filters: Filters, country: str | None) -> str:
    """Return what to ask the full-text index for; "" where all claims will do.

    Nothing that a user types is taken for syntax: each word stands in quotation marks.

    Args:
        filters: what is looked for, but for days and the report.
        country: the code of the country that `filters.place` names, where it names one.

    Raises:
        UsageError: there is nothing to look for in a filter, or it is none of the known values.

    Example:
        >>> match_words(Filters(status="planned"), None)
        '"zqstatus0planned" AND "zqshown0"'
    """
    parts = [_any(group) for group in _wordings(filters.words)]
    for facet, name, option in (
        (SPEAKER, filters.speaker, "speaker"),
        (VOICE, filters.voice, "voice"),
        (PUBLISHER, filters.publisher, "publisher"),
    ):
        parts += [_name(facet, name, option)] if name is not None else []
    if filters.place is not None:
        places = [_name(PLACE, filters.place, "place")]
        places += [_phrase([closed("country", country)])] if country else []
        parts.append(_any(places))
    for facet, allowed in _LISTS.items():
        value = getattr(filters, facet)
        parts += [_phrase([_listed(facet, value, allowed)])] if value is not None else []
    parts += [] if filters.everything else [_phrase([SHOWN])]
    return " AND ".join(parts)


def _wordings(words: str | None) -> Iterator[list[str]]:
    """Yield for each word (or phrase) that was typed the phrases of which one has to be found."""
    if words is None:
        return
    units = list(_QUOTED.finditer(words))
    if len(units) > _MOST_WORDS:
        what = f"more than {_MOST_WORDS} words are looked for"
        raise UsageError(what, None, "Leave some out.")
    found = [group for unit in units if (group := _wording(unit[1], unit[2] or ""))]
    if not found:
        remedy = "Give letters or figures, or leave the words out."
        raise UsageError("there are no words to look for", repr(words), remedy)
    yield from found


def _wording(quoted: str | None, plain: str) -> list[str]:
    """Return the phrases of which one has to be found for a phrase, or for a word typed alone."""
    # the index takes words apart by itself; one that is several words to it is a phrase
    typed = _clean(quoted if quoted is not None else plain)
    words = folded(typed)
    if not words:
        return []
    prefix = quoted is None and plain.endswith("*")
    if prefix and len(words[-1]) < _LEAST_PREFIX_CHARS:
        remedy = f"Give at least {_LEAST_PREFIX_CHARS} letters before the *."
        raise UsageError("the beginning of a word is too short", plain, remedy)
    named = _phrase([SPEAKER + word for word in words], prefix=prefix)
    if quoted is not None or prefix or len(words) > 1:
        return [_phrase([typed], prefix=prefix), named]
    return [*(_phrase([form]) for form in {typed: None} | dict.fromkeys(forms(words[0]))), named]


def _name(facet: str, name: str, option: str) -> str:
    """Return the phrase for words of a name; of the whole name, where quotation marks hold it."""
    name = _clean(name).strip()
    whole = len(name) > 1 and name[0] in '"“„«' and name[-1] in '"“”»'
    words = name_words(facet, name)
    if not words:
        remedy = "Give letters or figures, or leave it out."
        raise UsageError("there is no name to look for", f"--{option}", remedy)
    return _phrase(words if whole else words[1:-1], prefix=not whole and name.endswith("*"))


def _listed(facet: str, value: str, allowed: object) -> str:
    if value not in get_args(allowed):
        remedy = f"Give one of: {', '.join(get_args(allowed))}."
        raise UsageError(f"there is no {facet} {value!r}", f"--{facet}", remedy)
    return closed(facet, value)


def _clean(words: str) -> str:
    """Return words without what SQLite cannot take, or takes for the end: half characters, NUL."""
    return "".join(" " if unicodedata.category(c) in ("Cc", "Cs", "Co") else c for c in words)


def _phrase(words: Iterable[str], *, prefix: bool = False) -> str:
    return f'"{" ".join(words)}"{" *" if prefix else ""}'


def _any(phrases: list[str]) -> str:
    return phrases[0] if len(phrases) == 1 else f"({' OR '.join(phrases)})"
