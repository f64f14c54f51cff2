"""All attributions of a report.

The network's, left-over speech, claims inside claims, and the report's own voice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from purport.extraction.analysis import Analysis
from purport.extraction.attributions import find_attributions
from purport.extraction.construction_clauses import unfold
from purport.extraction.constructions import find_constructions, with_showing
from purport.extraction.cues import names_source_alone
from purport.extraction.header import behind_dateline
from purport.extraction.narrator import find_narrated, told_by_narrator
from purport.extraction.nesting import find_nested
from purport.extraction.phrases import with_whole_phrase
from purport.extraction.quotes import Quotation
from purport.extraction.reporting_clauses import (
    find_reporting_clauses,
    heard_speaking,
    looking_back,
)
from purport.extraction.sources import bare_source, grammatical_source, unname_source
from purport.extraction.speech import find_turns, frame_speech, led_by_colon
from purport.extraction.tagger import Tagged, Tagger
from purport.model.claim import Attribution


def layer_attributions(
    text: str,
    tagged: Tagged,
    quotations: Sequence[Quotation],
    analysis: Analysis,
    tagger: Tagger,
) -> tuple[Attribution, ...]:
    """Return every attribution of a report in reading order, outer ones first."""
    network = [
        with_whole_phrase(text, a, analysis) for a in find_attributions(text, tagged, quotations)
    ]
    named = [_as_attitude(a) if _cites(a, analysis) else a for a in network]
    sourced = [grammatical_source(text, with_showing(text, a, analysis), analysis) for a in named]
    seen = [
        told_by_narrator(unname_source(bare_source(led_by_colon(text, part), analysis), analysis))
        for a in sourced
        for part in unfold(text, a, analysis)
    ]
    seen = [heard_speaking(text, looking_back(text, a, analysis), analysis) for a in seen]
    seen += find_reporting_clauses(text, seen, analysis)
    spoken = frame_speech(text, quotations, [*seen, *find_turns(text, seen)], analysis)
    nested = [n for n in find_nested(text, spoken, analysis, tagger) if not _repeats(n, spoken)]
    shown = find_constructions(text, quotations, [*spoken, *nested], analysis)
    told = find_narrated(analysis, [a for a in spoken if a.reporting])
    found = behind_dateline(text, [*spoken, *nested, *shown, *told])
    return tuple(sorted(found, key=lambda a: (a.content[0].start, -a.content[-1].end, a.cue)))


def _cites(one: Attribution, analysis: Analysis) -> bool:
    content = [t for piece in one.content for t in analysis.tokens_in(piece)]
    return names_source_alone(one.cue, content)


def _as_attitude(one: Attribution) -> Attribution:
    return replace(one, reporting=False)


def _repeats(one: Attribution, others: Sequence[Attribution]) -> bool:
    return any(one.cue == other.cue for other in others if other.cue)
