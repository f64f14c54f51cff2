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
    own_times = times_in(ground.times, attribution.content)
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
        own_times or times_beside(ground, attribution, spoken),
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
