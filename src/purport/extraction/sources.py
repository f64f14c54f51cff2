"""Which of the words that the network took for a source name whoever speaks."""

from __future__ import annotations

from dataclasses import replace

from purport.extraction.analysis import Analysis
from purport.model.claim import Attribution
from purport.model.span import Span
from purport.model.why import Why

_SUBJECTS = ("nsubjpass", "nsubj")
_RELATIVE = frozenset("that which who".split())


def bare_source(attribution: Attribution, analysis: Analysis) -> Attribution:
    """Return an attribution whose source is the subject alone where an adverbial stands before it.

    "In another, sent a week later, Castells pleads": Castells pleads.
    """
    if len(attribution.source) != 1 or not attribution.cue:
        return attribution
    (source,) = attribution.source
    first = analysis.tokens_in(source)[0]
    if first.tag != "IN" or first.text.lower() == "of":
        return attribution
    verbs = {t.index for piece in attribution.cue for t in analysis.tokens_in(piece)}
    subject = next(
        (t for t in analysis.tokens_in(source) if t.dep == "nsubj" and t.head in verbs), None
    )
    if subject is None:
        return attribution
    under = [t for t in analysis.subtree(subject.index) if source.start <= t.start < source.end]
    while under and under[-1].dep == "punct":
        under.pop()
    named = Span.of(source.text, under[0].start - source.start, under[-1].end - source.start)
    bare = Span(named.start + source.start, named.end + source.start, named.text)
    why = Why("source", "subject behind an adverbial", None, (bare,))
    return replace(attribution, source=(bare,), why=(*attribution.why, why))


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
    told = [s for s in source if s.text.lower() not in _RELATIVE]
    content = tuple(sorted((*told, *attribution.content)))
    return replace(attribution, content=content, source=(), why=(*attribution.why, why))
