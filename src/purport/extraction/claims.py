"""Attributions, with all that was found of them, → claims."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from purport.extraction.analysis import Analysis
from purport.extraction.certainty import EventScores, claim_certainty
from purport.extraction.chain_tracing import Tracing
from purport.extraction.claim_features import Ruled
from purport.extraction.claim_head import Told, weigh_claims
from purport.extraction.clauses import Clause, read_clause
from purport.extraction.constructions import SHOWING
from purport.extraction.places import places_of
from purport.extraction.status import claim_status
from purport.model.claim import Attribution, Claim
from purport.model.place import Place
from purport.model.span import Hedge, Span
from purport.model.time import TimeExpression
from purport.model.why import Why

_start = attrgetter("span.start")
OPENING_WORDS = 2
CLIMB_WORDS = 4  # how far up the grammar a time's verb or noun is looked for
NEAR_CHARS = 240  # as far as the sense of tense is looked for
DASHES = frozenset(("-", "--", "–", "—"))
_TERM = frozenset("by until till from before since".split())
_LINK = frozenset("on in at for the least".split())


@dataclass(frozen=True, slots=True)
class Ground:
    """What claims are made from; `times` in reading order, without that of a header."""

    attributions: Sequence[Attribution]
    traced: Tracing
    analysis: Analysis
    times: Sequence[TimeExpression]
    places: Sequence[Place]
    scores: EventScores
    published: str | None


def make_claims(ground: Ground) -> tuple[Claim, ...]:
    """Return the claims of a report, one for each attribution, in the same order."""
    spoken = spoken_times(ground)
    clauses = [read_clause(one, ground.analysis) for one in ground.attributions]
    scores = iter(ground.scores([c.event.start for c in clauses if c is not None]))
    ruled = [_ruled(ground, number, clause) for number, clause in enumerate(clauses)]
    told = weigh_claims(ground.analysis, ruled, ground.published)
    return tuple(
        _claim(
            ground, number, clause, None if clause is None else next(scores), spoken, told[number]
        )
        for number, clause in enumerate(clauses)
    )


def _ruled(ground: Ground, number: int, clause: Clause | None) -> Ruled:
    """Return a claim as the rules leave it."""
    attribution, traced = ground.attributions[number], ground.traced
    times = times_in(ground.times, attribution.content)
    by_rule = next((w for w in traced.why[number] if w.field == "act"), Why("act", "none"))
    return Ruled(
        attribution,
        clause.event if clause else None,
        (traced.acts[number], by_rule),
        claim_status(clause, times, ground.published),
        traced.parents[number],
        times,
    )


def claim_id(number: int) -> str:
    """Return the id of a report's claim by its place in reading order, from 0."""
    return f"c{number + 1}"


def _claim(
    ground: Ground,
    number: int,
    clause: Clause | None,
    score: float | None,
    spoken: frozenset[int],
    told: Told,
) -> Claim:
    attribution, traced = ground.attributions[number], ground.traced
    (act, act_why), (status, status_why) = told.act, told.status
    why = tuple(act_why if w.field == "act" else w for w in traced.why[number])
    hedges = own_hedges(attribution, traced.hedges[number])
    parent = traced.parents[number]
    event = clause.event if clause else None
    return Claim(
        claim_id(number),
        attribution,
        act,
        traced.speakers[number],
        traced.chains[number],
        None if parent is None else claim_id(parent),
        traced.addressees[number],
        claim_certainty(attribution, clause, score, hedges),
        status,
        claim_times(ground, attribution, spoken),
        places_of(attribution, event, ground.places, ground.analysis),
        (*why, status_why),
    )


def times_in(times: Sequence[TimeExpression], spans: Iterable[Span]) -> tuple[TimeExpression, ...]:
    """Return the times that lie inside any of some spans."""
    found = []
    for span in spans:
        at = bisect_left(times, span.start, key=_start)
        while at < len(times) and times[at].span.end <= span.end:
            found.append(times[at])
            at += 1
    return tuple(found)


def claim_times(
    ground: Ground, attribution: Attribution, spoken: frozenset[int]
) -> tuple[TimeExpression, ...]:
    """Return the times of what is claimed: in its words and its clause, else of its showing.

    Args:
        ground: what the report's claims are made from.
        attribution: that of the claim.
        spoken: the offsets of the times inside what somebody says.
    """
    content = attribution.content
    times = {t.span.start: t for t in times_in(ground.times, content)}
    for time in _times_near(ground, attribution):
        if any(piece.overlaps(time.span) for piece in content) or (
            time.span.start not in spoken
            and (_hangs_on(ground, attribution, time) or _is_term(ground, attribution, time))
        ):
            times[time.span.start] = time
    own = tuple(times[start] for start in sorted(times))
    return own or times_beside(ground, attribution, spoken)


def _times_near(ground: Ground, attribution: Attribution) -> tuple[TimeExpression, ...]:
    """Return the times around the edges of a content's pieces, each in the edge's sentence."""
    analysis, windows = ground.analysis, set()
    for edge in {at for piece in attribution.content for at in (piece.start, piece.end - 1)}:
        sentence = analysis.sentences[analysis.sentence_of(edge)]
        start, end = max(sentence.start, edge - NEAR_CHARS), min(sentence.end, edge + NEAR_CHARS)
        windows.add(Span(start, end, ""))
    return times_in(ground.times, sorted(windows))


def _hangs_on(ground: Ground, attribution: Attribution, time: TimeExpression) -> bool:
    """Whether a time beside a content hangs on its words: "In May, he said, they were buried"."""
    analysis, first = ground.analysis, attribution.content[0].start
    said = (*attribution.cue, *attribution.source)
    if time.span.end < first:
        between = analysis.tokens_in(Span(time.span.end, first, ""))
        told = any(s.end <= time.span.start for s in attribution.cue)
        if told or any(token.text in DASHES for token in between):  # said then; a dateline
            return False
    token = analysis.tokens_in(time.span)[-1]
    for _ in range(CLIMB_WORDS):
        if any(s.start <= token.start < s.end for s in said) or token.head == token.index:
            return False
        token = analysis.tokens[token.head]
        if any(s.start <= token.start < s.end for s in attribution.content):
            return True
    return False


def _is_term(ground: Ground, attribution: Attribution, time: TimeExpression) -> bool:
    """Whether a time right behind a content is its term: "promised a result | by Monday".

    "On", "in" and none may also lead to the day on which it was said, if that is not to come.
    """
    last, start = attribution.content[-1], time.span.start
    if not last.end <= start or not attribution.cue or attribution.cue[0].start > last.start:
        return False
    gap = ground.analysis.tokens_in(Span(last.end, start, "")) if last.end < start else ()
    words = {token.lemma for token in gap}
    ahead = time.interval and ground.published and time.interval[0] > ground.published
    return words <= _TERM | _LINK and (not words.isdisjoint(_TERM) or bool(ahead))


def spoken_times(ground: Ground) -> frozenset[int]:
    """Return the offsets of the times that somebody speaks of, as opposed to the report."""
    return frozenset(
        time.span.start
        for one in ground.attributions
        if one.kind != "narrator"
        for time in times_in(ground.times, one.content)
    )


def times_beside(
    ground: Ground, attribution: Attribution, spoken: frozenset[int]
) -> tuple[TimeExpression, ...]:
    """Return the times beside a cue of showing, for a claim whose own words name none.

    "On Thursday, the service released a recording said to reveal that trend": the day is that of
    the release, and the only one that the claim has. The day on which somebody says a thing
    ("…, he said on Tuesday") is none of the thing's; a time inside what somebody says is theirs.
    """
    analysis = ground.analysis
    if not attribution.cue or not _tells_what_is_shown(attribution, analysis):
        return ()
    sentence = analysis.sentences[analysis.sentence_of(attribution.cue[0].start)]
    return tuple(t for t in times_in(ground.times, [sentence]) if t.span.start not in spoken)


def _tells_what_is_shown(attribution: Attribution, analysis: Analysis) -> bool:
    """Whether a cue shows, or its content opens on a verb of showing ("is said | to show …")."""
    words = [t.lemma for span in attribution.cue for t in analysis.tokens_in(span)]
    for piece in attribution.content:
        words += [t.lemma for t in analysis.tokens_in(piece)][:OPENING_WORDS]
    return not SHOWING.isdisjoint(words)


def own_hedges(attribution: Attribution, hedges: Sequence[Hedge]) -> Sequence[Hedge]:
    """Return the hedges of a claim's content; in the report's own voice nobody else is hedged."""
    if attribution.kind != "narrator":
        return hedges
    return [replace(h, scope="content") for h in hedges]
