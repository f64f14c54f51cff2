"""Report → Reading: the stages in their order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from purport.extraction.analysis import Analysis, analyse
from purport.extraction.certainty import EventScores, claim_certainty
from purport.extraction.chain_tracing import Tracing, trace_chains
from purport.extraction.clauses import read_clause
from purport.extraction.gazetteer import open_gazetteer
from purport.extraction.glosses import find_glosses
from purport.extraction.header import blank_header
from purport.extraction.layers import layer_attributions
from purport.extraction.organisations import (
    Organisations,
    known_organisations,
    read_organisations,
)
from purport.extraction.places import find_places, places_of
from purport.extraction.quotes import find_quotations, paragraphs
from purport.extraction.status import claim_status
from purport.extraction.tagger import Tagged, Tagger, shipped_tagger
from purport.extraction.times import find_times
from purport.model.claim import Attribution, Claim
from purport.model.place import Place
from purport.model.reading import Reading
from purport.model.report import Report
from purport.model.span import Hedge, Span
from purport.model.time import TimeExpression

REPORTS_AT_ONCE = 8


def read_reports(
    reports: Iterable[Report], threads: int = 1, organisations: str = ""
) -> Iterator[Reading]:
    """Yield the reading of each report, in order; a few reports are held at a time.

    Args:
        reports: a stream of reports.
        threads: processor threads that the network may take; the reading is the same with any.
        organisations: the path of a CSV file of organisations besides the known ones, or nothing.

    Raises:
        SettingError: the file of organisations cannot be read.
    """
    stream = iter(reports)
    table = read_organisations(Path(organisations)) if organisations else known_organisations()
    tagger = shipped_tagger(threads)
    while some := list(islice(stream, REPORTS_AT_ONCE)):
        bodies = [blank_header(r.text) for r in some]
        for report, body, analysis in zip(some, bodies, analyse(bodies), strict=True):
            yield read_report(report, body, analysis, tagger, table)


def read_report(
    report: Report, body: str, analysis: Analysis, tagger: Tagger, table: Organisations
) -> Reading:
    """Return the reading of one report, from its body (the text, its header blank) and grammar."""
    tagged = tagger.tag(body)
    quotations = find_quotations(body)
    attributions = layer_attributions(body, tagged, quotations, analysis, tagger)
    times = find_times(report.text, report.published)
    told_times = tuple(t for t in times if body[t.span.start : t.span.end].strip())
    places = find_places(body, tagged.names, open_gazetteer())
    traced = trace_chains(report, attributions, analysis, tagged.names, quotations, times, table)
    scores = event_scores(tagged)
    claims = tuple(
        make_claim(
            number, attributions, traced, analysis, told_times, places, scores, report.published
        )
        for number in range(len(attributions))
    )
    glosses = find_glosses(body, analysis, quotations)
    return Reading(
        report, claims, traced.voices, traced.evidence, times, places, glosses, traced.warnings
    )


def make_claim(
    number: int,
    attributions: Sequence[Attribution],
    traced: Tracing,
    analysis: Analysis,
    times: Sequence[TimeExpression],
    places: Sequence[Place],
    scores: EventScores,
    published: str | None,
) -> Claim:
    """Return the claim that one of the attributions makes, with all that was found of it."""
    attribution = attributions[number]
    content = attribution.content
    own_times = tuple(t for t in times if any(s.holds(t.span) for s in content))
    said_times = () if own_times else times_beside(attribution, attributions, analysis, times)
    clause = read_clause(attribution, analysis)
    status, why_status = claim_status(clause, own_times, published)
    parent = traced.parents[number]
    return Claim(
        claim_id(number),
        attribution,
        traced.acts[number],
        traced.speakers[number],
        traced.chains[number],
        None if parent is None else claim_id(parent),
        traced.addressees[number],
        claim_certainty(
            attribution, clause, scores, own_hedges(attribution, traced.hedges[number])
        ),
        status,
        own_times or said_times,
        places_of(attribution, clause.event if clause else None, places, analysis),
        (*attribution.why, *traced.why[number], why_status),
    )


def own_hedges(attribution: Attribution, hedges: Sequence[Hedge]) -> Sequence[Hedge]:
    """Return the hedges of a claim's content; in the report's own voice nobody else is hedged."""
    if attribution.kind != "narrator":
        return hedges
    return [replace(h, scope="content") for h in hedges]


def times_beside(
    attribution: Attribution,
    attributions: Sequence[Attribution],
    analysis: Analysis,
    times: Sequence[TimeExpression],
) -> tuple[TimeExpression, ...]:
    """Return the times beside a cue, for a claim whose own words name none.

    "On Thursday, the service released a recording said to reveal that trend": the day is that of
    the release, and the only one that the claim has. A time inside what somebody says is theirs.
    """
    if not attribution.cue:
        return ()
    cue = attribution.cue[0]
    sentence = analysis.sentences[analysis.sentence_of(cue.start)]
    lines = [p for p in paragraphs(sentence.text) if p.start <= cue.start - sentence.start < p.end]
    near = [Span(sentence.start + p.start, sentence.start + p.end, p.text) for p in lines]
    beside = [t for t in times if any(n.holds(t.span) for n in near)]
    return tuple(
        t
        for t in beside
        if not any(
            piece.holds(t.span)
            for other in attributions
            if other.kind != "narrator"
            for piece in other.content
            if piece.end - piece.start < len(sentence.text)
        )
    )


def claim_id(number: int) -> str:
    """Return the id of a report's claim by its place in reading order, from 0."""
    return f"c{number + 1}"


def event_scores(tagged: Tagged) -> EventScores:
    """Return a function from a word's offset to the certainty that the network gives it."""
    starts = tagged.words.start.tolist()
    return dict(zip(starts, tagged.certainty.tolist(), strict=True)).get
