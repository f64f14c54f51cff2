"""What a report says in its own voice: sentences that nobody else is said to have said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from purport.extraction.analysis import Analysis
from purport.extraction.coverage import cover
from purport.model.claim import Attribution
from purport.model.span import Span
from purport.model.why import Why

LEAST_WORDS = 4
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
INFERENCE_CUES = frozenset(
    "apparently evidently seemingly presumably probably likely clearly obviously "
    "seems seemed appears appeared".split()
)


def find_narrated(analysis: Analysis, attributions: Sequence[Attribution]) -> list[Attribution]:
    """Return each whole sentence with a finite verb in which nothing is attributed."""
    length = analysis.sentences[-1].end if analysis.sentences else 0
    taken = cover(length, (s for a in attributions for s in (*a.source, *a.cue, *a.content)))
    found = []
    for sentence in analysis.sentences:
        span = _trimmed(sentence)
        if span is None or any(taken[span.start : span.end]):
            continue
        tokens = analysis.tokens_in(span)
        if len(tokens) > LEAST_WORDS and any(t.tag in _FINITE for t in tokens):
            why = Why("attribution", "the report's own voice", None, (span,))
            found.append(Attribution((span,), kind="narrator", why=(why,)))
    return found


def told_by_narrator(attribution: Attribution) -> Attribution:
    """Return an attribution as the narrator's where its cue is the report's own inference.

    "Apparently", "seems" and the like without a source name nobody who says so: the report does.
    """
    words = {w for cue in attribution.cue for w in cue.text.lower().split()}
    if attribution.source or not words & INFERENCE_CUES or attribution.kind == "direct":
        return attribution
    why = Why("kind", "inference of the report itself", None, attribution.cue)
    return replace(attribution, kind="narrator", reporting=False, why=(*attribution.why, why))


def _trimmed(sentence: Span) -> Span | None:
    text = sentence.text.strip()
    start = sentence.start + len(sentence.text) - len(sentence.text.lstrip())
    return Span(start, start + len(text), text) if text else None
