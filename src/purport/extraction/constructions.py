"""Attributions that the grammar gives away: "said to show …", "identified by them as …".

Reports on released material put much into such clauses, and PolNeAR, on politics, has few of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from purport.extraction.analysis import Analysis, Token
from purport.extraction.attributions import kind_of
from purport.extraction.quotes import Quotation, speech_characters
from purport.model.claim import Attribution
from purport.model.span import Span
from purport.model.why import Why

# Set by hand: PolNeAR dev has none of these that the network leaves over.
CONFIDENCE = 0.8
SEEN_SHARE = 0.5
_HEARSAY = frozenset("say believe allege report purport claim think suppose".split())
_SHOWING = frozenset(
    "show reveal depict capture document record prove suggest indicate confirm contain feature "
    "demonstrate expose describe detail".split()
)
_DOUBTING = frozenset("purportedly allegedly reportedly supposedly apparently seemingly".split())
_NAMING = frozenset("identify describe name introduce characterize characterise present".split())
_LOOSE = frozenset("with while as after before".split())
_RELATIVE = frozenset("that which who".split())


def find_constructions(
    text: str,
    quotations: Sequence[Quotation],
    attributions: Sequence[Attribution],
    analysis: Analysis,
) -> list[Attribution]:
    """Return the attributions of such clauses whose content nobody has found yet."""
    quoted = speech_characters(text, quotations)
    return [
        replace(one, kind=kind_of(one.content, quoted))
        for one in _all(text, analysis)
        if not _seen(one, attributions)
    ]


def _seen(one: Attribution, others: Sequence[Attribution]) -> bool:
    """Whether another attribution has the same cue, or nearly the same content."""
    (content,) = one.content
    size = content.end - content.start
    for other in others:
        if any(c.overlaps(one.cue[0]) for c in other.cue) and other.reporting:
            return True
        for piece in other.content:
            both = min(content.end, piece.end) - max(content.start, piece.start)
            if both >= SEEN_SHARE * max(size, piece.end - piece.start):
                return True
    return False


def _all(text: str, analysis: Analysis) -> Iterator[Attribution]:
    for token in analysis.tokens:
        if token.tag == "VBN" and token.lemma in _HEARSAY:
            yield from _said_to_show(text, analysis, token)
        elif token.lemma in _DOUBTING:
            yield from _purportedly_shows(text, analysis, token)
        elif token.tag == "VBN" and token.lemma in _NAMING:
            yield from _identified_by(text, analysis, token)


def _said_to_show(text: str, analysis: Analysis, said: Token) -> Iterator[Attribution]:
    children = analysis.children(said.index)
    shows = next((c for c in children if c.dep == "xcomp" and c.lemma in _SHOWING), None)
    if shows is None:
        return
    helper = next((c for c in children if c.dep == "auxpass"), said)
    cue = Span.of(text, min(helper.start, said.start), shows.end)
    yield from _shown(text, analysis, _subject(analysis, said), cue, shows, "said to show")


def _purportedly_shows(text: str, analysis: Analysis, adverb: Token) -> Iterator[Attribution]:
    shows = analysis.tokens[adverb.head]
    if adverb.dep != "advmod" or shows.lemma not in _SHOWING or shows.start < adverb.start:
        return
    cue = Span.of(text, adverb.start, shows.end)
    yield from _shown(text, analysis, _subject(analysis, shows), cue, shows, "purportedly shows")


def _identified_by(text: str, analysis: Analysis, named: Token) -> Iterator[Attribution]:
    children = analysis.children(named.index)
    agent = next((c for c in children if c.dep == "agent"), None)
    as_what = next((c for c in children if c.text == "as" and c.dep == "prep"), None)
    if agent is None or as_what is None:
        return
    by_whom = [t for t in analysis.children(agent.index) if t.dep == "pobj"]
    what = [t for t in analysis.children(as_what.index) if t.dep in ("pobj", "amod")]
    if not by_whom or not what:
        return
    source = _reach(text, analysis, by_whom[0], until=as_what.start)
    content = _reach(text, analysis, what[0])
    cue = Span.of(text, named.start, named.end)
    yield _made(source, cue, content, "identified by … as")


def _shown(
    text: str, analysis: Analysis, subject: Token | None, cue: Span, shows: Token, rule: str
) -> Iterator[Attribution]:
    below = [t for t in analysis.subtree(shows.index) if t.start >= shows.end]
    for number, token in enumerate(below[:-1]):
        if token.text == "," and below[number + 1].text.lower() in _LOOSE:
            below = below[:number]
            break
    content = _trimmed(text, below)
    if content is not None:
        source = _noun_phrase(text, analysis, subject) if subject else None
        yield _made(source, cue, content, rule)


def _made(source: Span | None, cue: Span, content: Span, rule: str) -> Attribution:
    why = Why("attribution", rule, CONFIDENCE, (cue,))
    named = (source,) if source is not None and not source.overlaps(content) else ()
    return Attribution((content,), (cue,), named, "indirect", True, CONFIDENCE, (why,))


def _subject(analysis: Analysis, verb: Token) -> Token | None:
    """Return what a verb is said of: its subject, or the noun that its clause hangs on."""
    for child in analysis.children(verb.index):
        if child.dep in ("nsubj", "nsubjpass") and child.text.lower() not in _RELATIVE:
            return child
    head = analysis.tokens[verb.head]
    hangs = verb.dep in ("acl", "relcl") and head.tag.startswith("N")
    return head if hangs else None


def _noun_phrase(text: str, analysis: Analysis, noun: Token) -> Span:
    """Return a noun with what stands before it."""
    before = [t.start for t in analysis.children(noun.index) if t.start < noun.start]
    return Span.of(text, min([noun.start, *before]), noun.end)


def _reach(text: str, analysis: Analysis, head: Token, until: int | None = None) -> Span:
    below = [t for t in analysis.subtree(head.index) if until is None or t.end <= until]
    return _trimmed(text, below) or Span.of(text, head.start, head.end)


def _trimmed(text: str, tokens: Sequence[Token]) -> Span | None:
    """Return the span of neighbouring tokens of one paragraph, without marks at its ends."""
    kept = list(tokens)
    while kept and (kept[-1].dep == "punct" or not kept[-1].text.strip()):
        kept.pop()
    while kept and (kept[0].dep == "punct" or not kept[0].text.strip()):
        kept.pop(0)
    if not kept or "\n" in text[kept[0].start : kept[-1].end]:
        return None
    return Span.of(text, kept[0].start, kept[-1].end)
