"""A claim's parts in the words that people read: who, through whom, how sure, when.

What the report does not say is put as "not named", "not stated" or "unknown", never as a guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from purport.model.claim import Claim, Hop
from purport.model.evidence import Evidence
from purport.model.place import Place
from purport.model.reading import Reading
from purport.model.report import Report
from purport.model.span import Hedge, Span
from purport.model.time import TimeExpression
from purport.model.voice import Voice
from purport.model.why import Why

NOT_NAMED = "not named"
UNKNOWN = "unknown"
NARRATOR = "the report itself"
PUBLISHER_NOT_NAMED = "publisher not named"
ARROW = " ← "

_ACTS = {
    "states": "said",
    "asks": "asked",
    "directs": "directed",
    "denies": "denied",
    "promises": "promised",
    "opines": "opined",
}
_ATTITUDE = "thought or wanted"
_DEEDS = {
    "reports": "reported",
    "releases": "released",
    "quotes": "quoted",
    "speaks": "spoke",
}
_DATE_SOURCES = {
    "argument": "as given by the reader",
    "header": "from the head of the report",
    "metadata": "from its metadata",
    "unknown": "",
}
_PLAIN_DATE = re.compile(r"\d{4}(-\d\d){0,2}")
_CLOCK = ("minute", "hour", "part-of-day")


def reported(reading: Reading) -> tuple[Claim, ...]:
    """Return the claims that people see unless they ask for all.

    Plain narration, beliefs, intentions and other attitudes are left out.
    """
    return tuple(claim for claim in reading.claims if claim.told)


def spoken(reading: Reading) -> tuple[Claim, ...]:
    """Return all claims but attitudes: what somebody says or writes, and what the report says."""
    return tuple(
        claim for claim in reading.claims if claim.attribution.reporting or is_narrated(claim)
    )


def is_narrated(claim: Claim) -> bool:
    """Whether a claim is made in the report's own voice."""
    return claim.attribution.kind == "narrator"


def numbers(reading: Reading) -> dict[str, int]:
    """Return the number by which people know each claim, by id: its place in the whole reading."""
    return {claim.id: number for number, claim in enumerate(reading.claims, start=1)}


def voices_by_id(reading: Reading) -> dict[str, Voice]:
    """Return the voices of a reading by id."""
    return {voice.id: voice for voice in reading.voices}


def evidence_by_id(reading: Reading) -> dict[str, Evidence]:
    """Return the evidence of a reading by id."""
    return {evidence.id: evidence for evidence in reading.evidence}


def voice_name(voice: str | None, voices: Mapping[str, Voice]) -> str:
    """Return the name of a voice by its id, or "not named".

    Example:
        >>> voice_name(None, {})
        'not named'
    """
    if voice is None:
        return NOT_NAMED
    return voices[voice].name if voice in voices else voice


def speaker(claim: Claim, voices: Mapping[str, Voice]) -> str:
    """Return who speaks in a claim: a name, "the report itself" or "not named".

    Where the report has words for a speaker whom nothing identifies, they are given: "not named
    (“they”)".
    """
    if claim.voice is None and claim.attribution.kind == "narrator":
        return NARRATOR
    if claim.voice is None and claim.attribution.source:
        return f"{NOT_NAMED} (“{words(claim.attribution.source)}”)"
    return voice_name(claim.voice, voices)


def go_betweens(claim: Claim) -> tuple[Hop, ...]:
    """Return the hops between the publisher and the speaker, the one nearest the publisher first.

    The last hop of a chain is the speaker's own where it speaks or is the claim's voice.
    """
    *before, last = claim.chain or (None,)
    if last is None:
        return ()
    own = last.role == "speaks" or last.voice == claim.voice
    return tuple(hop for hop in (*before, *(() if own else (last,))) if hop is not None)


def through(claim: Claim, voices: Mapping[str, Voice]) -> str:
    """Return the names between the publisher and the speaker, joined by arrows; "" for none."""
    return ARROW.join(voice_name(hop.voice, voices) for hop in go_betweens(claim))


def publisher(report: Report) -> str:
    """Return who put a report out, or "publisher not named"."""
    return report.publisher or PUBLISHER_NOT_NAMED


def published(report: Report) -> str:
    """Return a report's day of publication and where it was found, or "date unknown".

    Example:
        >>> published(Report("a", "", "…", published="2022-05-19", published_from="header"))
        '2022-05-19 (from the head of the report)'
    """
    if report.published is None:
        return "date unknown"
    found = _DATE_SOURCES[report.published_from]
    return f"{report.published} ({found})" if found else report.published


def act(claim: Claim) -> str:
    """Return what the speaker did, as a verb such as "said", "asked" or "denied".

    Where the cue does not report speech or writing, nobody is made to have said anything.
    """
    said = claim.attribution.reporting or claim.attribution.kind == "narrator"
    return _ACTS[claim.act] if said else _ATTITUDE


def deed(hop: Hop, evidence: Mapping[str, Evidence]) -> str:
    """Return what a hop did in its chain: "released the recording", "spoke in the recording"."""
    done, thing = _DEEDS[hop.role], evidence.get(hop.evidence or "")
    if thing is None:
        return done
    inside = " in" if hop.role in ("speaks", "quotes") else ""
    return f"{done}{inside} the {thing.medium}"


def hedges(claim: Claim, evidence: Mapping[str, Evidence]) -> tuple[Hedge, ...]:
    """Return all hedges that bear on a claim, each once, in reading order.

    These are its own, those of the hops of its chain, and those of the evidence it came by.
    """
    found: dict[Span, Hedge] = {}
    for hedge in _every_hedge(claim, evidence):
        found.setdefault(hedge.span, hedge)
    return tuple(found[span] for span in sorted(found))


def _every_hedge(claim: Claim, evidence: Mapping[str, Evidence]) -> Iterator[Hedge]:
    yield from claim.certainty.hedges
    for hop in claim.chain:
        yield from hop.hedges
        thing = evidence.get(hop.evidence or "")
        yield from thing.hedges if thing else ()


def words(spans: Iterable[Span]) -> str:
    """Return the words of several spans, joined by " … " as the content of a claim is."""
    return " … ".join(span.text for span in spans)


def time_value(time: TimeExpression) -> str | None:
    """Return the time that an expression comes to, or None where its words do not fix one.

    Example:
        >>> time_value(TimeExpression(Span(0, 9, "last week"), "DATE", "2022-W20",
        ...                           ("2022-05-16", "2022-05-22"), "week"))
        '2022-05-16 to 2022-05-22'
    """
    if _PLAIN_DATE.fullmatch(time.value):
        return time.value
    if time.precision in _CLOCK and time.value[:1].isdigit():
        return time.value
    if time.interval is not None:
        first, last = time.interval
        return first if first == last else f"{first} to {last}"
    return time.value if time.type == "DURATION" and time.value.startswith("P") else None


def time_words(time: TimeExpression) -> str:
    """Return a time expression as written, with the time that it comes to where that is fixed.

    Example:
        >>> time_words(TimeExpression(Span(0, 8, "the 26th"), "DATE", "2022-05-26",
        ...                           ("2022-05-26", "2022-05-26"), "day"))
        'the 26th = 2022-05-26'
    """
    value = time_value(time)
    return time.span.text if value in (None, time.span.text) else f"{time.span.text} = {value}"


def place_words(place: Place) -> str:
    """Return a place as written, with its name and country where they add something."""
    known = ", ".join(
        part for part in (place.name, place.country) if part and part != place.span.text
    )
    return f"{place.span.text} ({known})" if known else place.span.text


def why_words(why: Why) -> str:
    """Return a reason in words: what was decided, by which rule, how sure, on which words.

    Example:
        >>> why_words(Why("voice", "nearest noun", 0.8, (Span(0, 2, "he"),)))
        'voice: nearest noun (0.80), on “he”'
    """
    score = "" if why.score is None else f" ({why.score:.2f})"
    on = ", ".join(f"“{span.text}”" for span in why.spans)
    return f"{why.field}: {why.rule}{score}{f', on {on}' if on else ''}"


def reasons(claim: Claim) -> tuple[Why, ...]:
    """Return why a claim was read so, its attribution's reasons first, each once."""
    return tuple(dict.fromkeys(claim.attribution.why + claim.why))


def score_words(score: float | None) -> str:
    """Return a score of certainty from −3 to 3 with its sign, "" where there is none.

    Example:
        >>> score_words(-2.0), score_words(1.25), score_words(None)
        ('−2', '+1.2', '')
    """
    if score is None:
        return ""
    return f"{score:+.1f}".removesuffix(".0").replace("-", "−")


def counted(count: int, one: str, many: str) -> str:
    """Return a number with its noun.

    Example:
        >>> counted(1, "claim", "claims"), counted(0, "claim", "claims")
        ('1 claim', '0 claims')
    """
    return f"{count} {one if count == 1 else many}"
