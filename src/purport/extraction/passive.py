"""Passive cues: "they are said to have fled" names nobody who says so."""

from __future__ import annotations

from dataclasses import replace

from purport.extraction.analysis import Analysis
from purport.model.claim import Attribution
from purport.model.why import Why

_SUBJECTS = ("nsubjpass", "nsubj")


def unname_source(attribution: Attribution, analysis: Analysis) -> Attribution:
    """Return an attribution with the subject of a passive cue as content, not as source.

    PolNeAR's guidelines: in "X is expected to win" nobody is named who expects it, and X belongs to
    what is expected. A "by"-phrase names the source and leaves all as it is.
    """
    if not attribution.cue or not attribution.source:
        return attribution
    cue, source = attribution.cue[0], attribution.source
    if source[-1].start > cue.start or attribution.content[0].start < cue.start:
        return attribution
    around = analysis.tokens_in(analysis.sentences[analysis.sentence_of(cue.start)])
    participle = next(
        (
            t for t in around
            if t.tag == "VBN" and cue.start <= t.start < cue.end
            and any(o.head == t.index and o.dep == "auxpass" for o in around)
        ),
        None,
    )  # fmt: skip
    if participle is None or any(
        t.head == participle.index and t.dep in ("agent", "dobj", "dative") for t in around
    ):
        return attribution
    subject = next((t for t in around if t.head == participle.index and t.dep in _SUBJECTS), None)
    if subject is None or not any(s.start <= subject.start < s.end for s in source):
        return attribution
    why = Why("source", "subject of a passive cue", None, (*source, cue))
    content = tuple(sorted((*source, *attribution.content)))
    return replace(attribution, content=content, source=(), why=(*attribution.why, why))
