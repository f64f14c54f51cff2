"""Attributions that the grammar gives away: "said to show …", "identified by them as …".

Reports on released material put much into such clauses, and PolNeAR, on politics, has few of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from purport.extraction.analysis import Analysis, Token
from purport.extraction.attributions import kind_of
from purport.extraction.construction_clauses import (
    claim_nouns,
    inner_speech,
    put_at,
    retold,
    trimmed,
)
from purport.extraction.quotes import Quotation, speech_characters
from purport.extraction.voice_lexicon import media, singular
from purport.model.claim import Attribution
from purport.model.span import Span
from purport.model.why import Why

# Set by hand: PolNeAR dev has none of these that the network leaves over.
CONFIDENCE = 0.8
SEEN_SHARE = 0.5
LEAST_SHOWN = 2
_SEEMS = re.compile(r"\b(?:appear|seem)(?:s|ed|ing)?(?: to)?$", re.IGNORECASE)
_HEARSAY = frozenset("say believe allege report purport claim think suppose".split())
SHOWING = frozenset(
    "show reveal depict capture document record prove suggest indicate confirm contain feature "
    "demonstrate expose describe detail".split()
)
_DOUBTING = frozenset("purportedly allegedly reportedly supposedly apparently seemingly".split())
_NAMING = frozenset("identify describe name introduce characterize characterise present".split())
_LOOSE = frozenset("with while as after before".split())
_SEEN_OR_HEARD = frozenset({"recording", "video", "image"})
_RELATIVE = frozenset("that which who".split())


def find_constructions(
    text: str,
    quotations: Sequence[Quotation],
    attributions: Sequence[Attribution],
    analysis: Analysis,
) -> list[Attribution]:
    """Return the attributions of such clauses whose content nobody has found yet."""
    quoted = speech_characters(text, quotations)
    found: list[Attribution] = []
    for one in _all(text, analysis):
        if not _seen(one, [*attributions, *found]):
            found.append(one)
    known = [*attributions, *found]
    found += [one for one in retold(text, known, analysis) if not _seen(one, known)]
    known = [*attributions, *found]
    contents = {one.content for one in known if one.reporting}
    found += [one for one in inner_speech(text, known, analysis) if one.content not in contents]
    return [replace(one, kind=kind_of(one.content, quoted)) for one in dict.fromkeys(found)]


def with_showing(text: str, one: Attribution, analysis: Analysis) -> Attribution:
    """Return an attribution with the verb of showing in its cue: "appear to show | that …".

    What stands before the cue as content is then the thing that shows it.
    """
    if not one.cue or not _SEEMS.search(one.cue[-1].text):
        return one
    at = next((k for k, p in enumerate(one.content) if p.start >= one.cue[-1].end), None)
    if at is None:
        return one
    piece = one.content[at]
    words = [t for t in analysis.tokens_in(piece) if t.start >= piece.start]
    if words and words[0].text.lower() == "to":
        words = words[1:]
    if len(words) < LEAST_SHOWN or words[0].lemma not in SHOWING or words[0].tag != "VB":
        return one
    cue = Span.of(text, one.cue[-1].start, words[0].end)
    if "\n" in cue.text:
        return one
    rest = Span.of(text, words[1].start, piece.end)
    why = Why("cue", "verb of showing", None, (cue,))
    subject = _subject(analysis, analysis.tokens[words[0].head])
    source = one.source
    if (
        at
        and subject is not None
        and any(p.start <= subject.start < p.end for p in one.content[:at])
    ):
        source = (_noun_phrase(text, analysis, subject),)
    return replace(
        one, cue=(*one.cue[:-1], cue), content=(rest, *one.content[at + 1 :]), source=source,
        reporting=True, why=(*one.why, why),
    )  # fmt: skip


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
        elif token.lemma in SHOWING and token.tag in ("VBZ", "VBD", "VBP"):
            yield from _evidence_shows(text, analysis, token)
        yield from claim_nouns(text, analysis, token)
        yield from put_at(text, analysis, token)


def _said_to_show(text: str, analysis: Analysis, said: Token) -> Iterator[Attribution]:
    children = analysis.children(said.index)
    shows = next((c for c in children if c.dep == "xcomp" and c.lemma in SHOWING), None)
    if shows is None:
        return
    helper = next((c for c in children if c.dep == "auxpass"), said)
    cue = Span.of(text, min(helper.start, said.start), shows.end)
    yield from _shown(text, analysis, _subject(analysis, said), cue, shows, "said to show")


def _purportedly_shows(text: str, analysis: Analysis, adverb: Token) -> Iterator[Attribution]:
    shows = analysis.tokens[adverb.head]
    if adverb.dep != "advmod" or shows.lemma not in SHOWING or shows.start < adverb.start:
        return
    cue = Span.of(text, adverb.start, shows.end)
    yield from _shown(text, analysis, _subject(analysis, shows), cue, shows, "purportedly shows")


def _evidence_shows(text: str, analysis: Analysis, shows: Token) -> Iterator[Attribution]:
    """Yield what a recording, image or paper shows in the report's plain words."""
    subject = _subject(analysis, shows)
    if subject is None or subject.tag[0] != "N" or subject.start > shows.start:
        return
    medium = media().get(subject.text.lower()) or media().get(singular(subject.text.lower()))
    if medium not in _SEEN_OR_HEARD:
        return
    what = [c for c in analysis.children(shows.index) if c.dep in ("dobj", "ccomp")]
    if not what or what[0].start < shows.end:
        return
    cue = Span.of(text, shows.start, shows.end)
    yield from _shown(text, analysis, subject, cue, shows, "what evidence shows")


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
    content = trimmed(text, below)
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
    return trimmed(text, below) or Span.of(text, head.start, head.end)
