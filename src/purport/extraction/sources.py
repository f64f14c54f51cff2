"""Which of the words that the network took for a source name whoever speaks."""

from __future__ import annotations

from dataclasses import replace

from purport.extraction.analysis import Analysis, Token
from purport.extraction.cues import reports_speech
from purport.model.claim import Attribution
from purport.model.span import Span
from purport.model.why import Why

_SUBJECTS = ("nsubjpass", "nsubj")
_RELATIVE = frozenset("that which who".split())
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_SUPPOSING = frozenset("say believe think allege report understand".split())
_REACH_TOKENS = 12
_NOBODY = frozenset("it there that which what this".split())


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


def grammatical_source(text: str, attribution: Attribution, analysis: Analysis) -> Attribution:
    """Return an attribution without a source with the subject of its cue, where that has one.

    "… a call in which a man said to be a soldier tells a relative that …": a man said to be a
    soldier.
    """
    if attribution.source or not attribution.cue:
        return attribution
    it = _NOBODY if reports_speech(attribution.cue) else _NOBODY - {"it"}
    for verb in (t for piece in attribution.cue for t in analysis.tokens_in(piece)):
        if verb.tag not in _FINITE or _is_supposed(verb, analysis):
            continue
        named = [t for t in _subject_words(verb, analysis) if t.end <= verb.start]
        while named and (named[-1].dep == "punct" or not named[-1].text.strip()):
            named.pop()
        if not named or named[0].text.lower() in it:
            continue
        source = Span.of(text, named[0].start, named[-1].end)
        if any(source.overlaps(s) for s in (*attribution.content, *attribution.cue)):
            continue
        why = Why("source", "subject of the cue", None, (source,))
        return replace(attribution, source=(source,), why=(*attribution.why, why))
    return attribution


def _subject_words(verb: Token, analysis: Analysis) -> tuple[Token, ...]:
    """Return the words of a verb's subject.

    In "a man said to be a soldier tells her", parsers take "said" for the verb of the man: there
    the subject is all from the man on.
    """
    subject = _subject(verb, analysis) or _shared_subject(verb, analysis)
    if subject is not None:
        return analysis.subtree(subject.index)
    said = next((t for t in _nearly_before(verb, analysis) if _is_supposed(t, analysis)), None)
    subject = None if said is None else _subject(said, analysis)
    if subject is None:
        return ()
    return analysis.tokens[analysis.subtree(subject.index)[0].index : verb.index]


def _shared_subject(verb: Token, analysis: Analysis) -> Token | None:
    """Return the subject of the verb to which "and" joins another: "he alleged … and demanded"."""
    at = verb
    for _ in range(4):
        if at.dep != "conj":
            return None
        at = analysis.tokens[at.head]
        subject = _subject(at, analysis)
        if subject is not None:
            return subject
    return None


def _is_passive(token: Token, analysis: Analysis) -> bool:
    return token.tag == "VBN" and any(t.dep == "auxpass" for t in analysis.children(token.index))


def _nearly_before(verb: Token, analysis: Analysis) -> list[Token]:
    """Return the tokens of a verb's sentence shortly before it, the nearest first."""
    start = max(0, verb.index - _REACH_TOKENS)
    before = analysis.tokens[start : verb.index]
    return [t for t in reversed(before) if t.sentence == verb.sentence]


def _is_supposed(token: Token, analysis: Analysis) -> bool:
    """Whether a token is the "said" of "a man said to be a soldier"."""
    below = analysis.children(token.index)
    return (
        token.tag in ("VBN", "VBD")
        and token.lemma in _SUPPOSING
        and any(t.dep == "xcomp" and t.lemma == "be" for t in below)
    )


def _subject(verb: Token, analysis: Analysis) -> Token | None:
    return next((t for t in analysis.children(verb.index) if t.dep == "nsubj"), None)


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
            if cue.start <= t.start < cue.end
            and (_is_passive(t, analysis) or _is_supposed(t, analysis))
        ),
        None,
    )  # fmt: skip
    if (
        participle is None
        or participle.lemma in ("quote", "cite")
        or any(t.head == participle.index and t.dep in ("agent", "dobj", "dative") for t in around)
    ):
        return attribution
    subject = next((t for t in around if t.head == participle.index and t.dep in _SUBJECTS), None)
    if subject is None or not any(s.start <= subject.start < s.end for s in source):
        return attribution
    why = Why("source", "subject of a passive cue", None, (*source, cue))
    told = [s for s in source if s.text.lower() not in _RELATIVE]
    content = tuple(sorted((*told, *attribution.content)))
    return replace(attribution, content=content, source=(), why=(*attribution.why, why))
