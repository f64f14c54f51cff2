"""What takes part in grouping: one claim of one report, as plain values."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from purport.corroboration.terms import (
    core_of,
    in_third_person,
    is_negated,
    is_to_come,
    says_never,
    stems_of,
)
from purport.model.claim import Act, CertaintyLabel, Claim, Kind, Status
from purport.model.reading import Reading

Days = tuple[int, int]

# Questions and orders are not claims that somebody else can confirm.
CLAIMING_ACTS: Final = frozenset({"states", "denies", "promises", "opines"})
# What a plan is mistaken for where the reading sees the tense alone.
_MISTAKEN: Final = frozenset({"happened", "ongoing", "unknown"})
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Assertion:
    """A claim as grouping sees it.

    Args:
        id: the claim's id.
        report: the id of its report.
        text: the content's words.
        kind: direct, indirect, mixed or narrator.
        act: what the speaker does with it.
        status: where it stands in time.
        denied: whether its cue or its own words say that it is not so.
        speaker: the name of the voice that speaks, or None.
        voices: the names of all voices of its chain.
        times: the days that it speaks of, as (first, last) ordinals, both included.
        places: the names of its places.
        published: the ordinal of its report's day of publication, or None.
        background: the report's title and the words of all its claims: what it is all about.
        start_char: where it begins in its report.
    """

    id: str
    report: str
    text: str
    kind: Kind = "indirect"
    act: Act = "states"
    status: Status = "unknown"
    denied: bool = False
    speaker: str | None = None
    voices: tuple[str, ...] = ()
    times: tuple[Days, ...] = ()
    places: tuple[str, ...] = ()
    published: int | None = None
    background: str = ""
    start_char: int = 0

    @property
    def core(self) -> str:
        """The sentence that tells most, as somebody else would say it of the speaker."""
        words = core_of(self.text, self.title)
        if self.kind in ("direct", "mixed") and self.speaker:
            return in_third_person(words, self.speaker)
        return words

    @property
    def title(self) -> str:
        """The report's title, or nothing."""
        return self.background.partition("\n")[0]


def takes_part(kind: Kind, act: Act, *, reporting: bool) -> bool:
    """Whether a claim can be the same as another one.

    A report without attribution, such as a reprint, holds its claims in the narrator's voice only,
    so those take part; beliefs and intentions do not, nor do questions and orders.

    Example:
        >>> takes_part("direct", "asks", reporting=True)
        False
    """
    return act in CLAIMING_ACTS and (reporting or kind == "narrator")


def day_number(day: str | None) -> int | None:
    """Return the ordinal of a day in ISO 8601, or None for anything coarser or unknown.

    Example:
        >>> day_number("2022-05-26") - day_number("2022-05-19")
        7
        >>> day_number("2022-05") is None
        True
    """
    if day is None or not _ISO_DAY.fullmatch(day):
        return None
    try:
        return date.fromisoformat(day).toordinal()
    except ValueError:
        return None


def is_denied(text: str, act: Act, certainty: CertaintyLabel, kind: Kind = "indirect") -> bool:
    """Whether a claim is that something is not so.

    Its act or its certainty says so, or an early "never", or, where the reading leaves its
    certainty open, any of its words; of somebody's own words, the part that tells most.
    """
    core = core_of(text)
    open_ = certainty == "unknown" or kind == "direct"
    if kind == "direct":
        core = max(core.split(";"), key=lambda part: (sum(stems_of(part).values()), part))
    by_words = says_never(core) or (open_ and is_negated(core))
    return act == "denies" or certainty == "denied" or by_words


def stage_of(text: str, status: Status) -> Status:
    """Return where a claim stands in time: as it was read, but planned where its words say so.

    Example:
        >>> stage_of("The tolar is to lose a tenth of its value on Monday.", "happened")
        'planned'
    """
    return "planned" if status in _MISTAKEN and is_to_come(core_of(text)) else status


def assertions_of(
    reading: Reading, name: Callable[[Claim], str] | None = None
) -> tuple[Assertion, ...]:
    """Return the claims of a reading that take part in grouping.

    Args:
        reading: what was read in a report.
        name: gives the id of a claim; without it, "report-id/c3".
    """
    names = {voice.id: voice.name for voice in reading.voices}
    told = ((c.text, None if c.voice is None else names[c.voice]) for c in reading.claims)
    background = background_of_report(reading.report.title, told)
    return tuple(
        _assertion(
            claim, name(claim) if name else f"{reading.report.id}/{claim.id}", reading, background
        )
        for claim in reading.claims
        if takes_part(claim.attribution.kind, claim.act, reporting=claim.attribution.reporting)
    )


def background_of_report(title: str | None, told: Iterable[tuple[str, str | None]]) -> str:
    """Return what a report is all about: its title, its claims' words, and who makes them.

    Args:
        title: the report's title.
        told: each claim's words and the name of its speaker.
    """
    lines = [title or ""]
    for text, speaker in told:
        lines += [text] if speaker is None else [text, f"the {speaker}"]
    return "\n".join(lines)


def own_times(
    text: str, times: Iterable[Days], status: Status = "unknown", published: int | None = None
) -> tuple[Days, ...]:
    """Return the times of a claim without those that only tell which thing it speaks of.

    "Friday's shooting" was on Friday; the arrest over it was not. What is planned for "Sunday" lies
    after the report, what has happened on "Sunday" before it.

    Example:
        >>> friday, sunday = (738_561, 738_561), (738_563, 738_563)
        >>> own_times("He was held on Sunday over Friday's shooting.", (friday, sunday))
        ((738563, 738563),)
    """
    owned = {w.lower() for w in _OWNING_DAY.findall(text)}
    named = {w.lower() for w in _NAMED_DAY.findall(text)}
    left = {_WEEKDAYS.index(w) for w in owned - named}
    bare = {_WEEKDAYS.index(w) for w in named}
    kept = []
    for first, last in times:
        weekday = date.fromordinal(first).weekday() if first == last else None
        if weekday in left:
            continue
        by = 0
        if weekday in bare and published is not None:
            by = _weeks_off(first - published, text, status) * 7
        kept.append((first + by, last + by))
    return tuple(kept)


def _weeks_off(days: int, text: str, status: Status) -> int:
    """Return by how many weeks a weekday was taken for the wrong one, by what is told of it."""
    if -7 <= days < 0 and (status == "planned" or _AHEAD.search(text)):
        return 1
    if 0 < days <= 7 and status == "happened" and not _NEAR.search(text):
        return -1
    return 0


_AHEAD = re.compile(
    r"\b(?:will|intends?|intention of|plans? to|agenda|scheduled|is (?:due|going) to)\b",
    re.IGNORECASE,
)
_NEAR = re.compile(r"\b(?:this|next|coming|will|would|from|until|by)\b", re.IGNORECASE)


_WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_OWNING_DAY = re.compile(rf"\b({'|'.join(_WEEKDAYS)})['’]s\b", re.IGNORECASE)
_NAMED_DAY = re.compile(rf"\b({'|'.join(_WEEKDAYS)})\b(?!['’]s)", re.IGNORECASE)


def _assertion(claim: Claim, claim_id: str, reading: Reading, background: str) -> Assertion:
    names = {voice.id: voice.name for voice in reading.voices}
    chain = [hop.voice for hop in claim.chain if hop.voice is not None]
    published = day_number(reading.report.published)
    intervals = [t.interval for t in claim.times if t.interval is not None]
    days = [(day_number(first), day_number(last)) for first, last in intervals]
    return Assertion(
        id=claim_id,
        report=reading.report.id,
        text=claim.text,
        kind=claim.attribution.kind,
        act=claim.act,
        status=stage_of(claim.text, claim.status),
        denied=is_denied(claim.text, claim.act, claim.certainty.label, claim.attribution.kind),
        speaker=names[claim.voice] if claim.voice is not None else None,
        voices=tuple(names[v] for v in chain),
        times=own_times(
            claim.text,
            ((a, b) for a, b in days if a is not None and b is not None),
            claim.status,
            published,
        ),
        places=tuple(place.name for place in claim.places),
        published=published,
        background=background,
        start_char=min((s.start for s in claim.attribution.content), default=0),
    )
