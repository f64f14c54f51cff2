"""What takes part in grouping: one claim of one report, as plain values."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from purport.corroboration.terms import core_of, is_negated, is_to_come, says_never
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


def is_denied(text: str, act: Act, certainty: CertaintyLabel) -> bool:
    """Whether a claim is that something is not so.

    Its act or its certainty says so, or an early "never", or, where the reading leaves its
    certainty open, any of its words.
    """
    core = core_of(text)
    by_words = says_never(core) or (certainty == "unknown" and is_negated(core))
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
    background = "\n".join([reading.report.title or "", *(c.text for c in reading.claims)])
    return tuple(
        _assertion(
            claim, name(claim) if name else f"{reading.report.id}/{claim.id}", reading, background
        )
        for claim in reading.claims
        if takes_part(claim.attribution.kind, claim.act, reporting=claim.attribution.reporting)
    )


def _assertion(claim: Claim, claim_id: str, reading: Reading, background: str) -> Assertion:
    names = {voice.id: voice.name for voice in reading.voices}
    chain = [hop.voice for hop in claim.chain if hop.voice is not None]
    intervals = [t.interval for t in claim.times if t.interval is not None]
    days = [(day_number(first), day_number(last)) for first, last in intervals]
    return Assertion(
        id=claim_id,
        report=reading.report.id,
        text=claim.text,
        kind=claim.attribution.kind,
        act=claim.act,
        status=stage_of(claim.text, claim.status),
        denied=is_denied(claim.text, claim.act, claim.certainty.label),
        speaker=names[claim.voice] if claim.voice is not None else None,
        voices=tuple(names[v] for v in chain),
        times=tuple((a, b) for a, b in days if a is not None and b is not None),
        places=tuple(place.name for place in claim.places),
        published=day_number(reading.report.published),
        background=background,
        start_char=min((s.start for s in claim.attribution.content), default=0),
    )
