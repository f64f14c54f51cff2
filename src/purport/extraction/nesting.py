"""Claims inside claims: what may hold one, in a content or source, is read once more by itself.

PolNeAR annotates one layer, so the network marks the outer "he says that she said …" and leaves
the inner one. Read by itself, a sentence of the content shows its own cues.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from purport.extraction.analysis import Analysis
from purport.extraction.attributions import find_attributions
from purport.extraction.cues import reporting_verbs, reports_speech
from purport.extraction.quotes import find_quotations
from purport.extraction.tagger import Tagger
from purport.model.claim import Attribution
from purport.model.span import Span
from purport.model.why import Why

LEAST_CONFIDENCE = 0.3
LEAST_WORDS = 6
_PERFORMATIVE = frozenset("say saying tell telling ask asking repeat promise swear mean".split())
_WORD = re.compile(r"\w+")
_MARKS = "“”„«»\"'‘’ "
_OPENING = '“„«"‘'
_MARKED = re.compile(r"\s*[“„«\"‘][^”“»\"]*[”“»\"’]?\s*")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A source or content without its marks, and where it begins in either text."""

    start: int
    again: int
    text: str


def find_nested(
    text: str, attributions: Sequence[Attribution], analysis: Analysis, tagger: Tagger
) -> list[Attribution]:
    """Return the reporting attributions inside sources and contents of others.

    The pieces that may hold one are read in one go, each as a paragraph of a second text.
    """
    pieces = _pieces(text, attributions, analysis)
    again = "\n".join(p.text for p in pieces)
    found = find_attributions(again, tagger.tag(again), find_quotations(again))
    return [
        _moved(inner, home.start - home.again)
        for inner in found
        if inner.cue and reports_speech(inner.cue) and inner.confidence >= LEAST_CONFIDENCE
        if not _performs(inner)
        for home in pieces
        if _holds(home, inner)
    ]


def _pieces(text: str, attributions: Sequence[Attribution], analysis: Analysis) -> list[_Piece]:
    found: list[_Piece] = []
    again = 0
    for outer in attributions:
        for span in () if outer.kind == "narrator" else (*outer.source, *outer.content):
            for shown in _telling_sentences(span, analysis):
                bare = _without_marks(shown.text)
                if len(_WORD.findall(bare)) >= LEAST_WORDS:
                    found.append(_Piece(text.index(bare, shown.start), again, bare))
                    again += len(bare) + 1
    return found


def _without_marks(words: str) -> str:
    """Return words without the marks around them, unless marks within belong to those.

    "“It is over,” the man says" keeps its first mark, which the second one closes.
    """
    first = words.lstrip()
    kept = first if first[:1] in _OPENING and not _MARKED.fullmatch(words) else first.lstrip(_MARKS)
    return kept.rstrip(_MARKS).rstrip(", ")


def _telling_sentences(span: Span, analysis: Analysis) -> list[Span]:
    """Return the parts of a span, a sentence each, that have a verb of reporting.

    Nouns ("the report") don't count: on PolNeAR dev that halves what is read again, and leaves out
    a tenth of what it finds.
    """
    telling = {
        token.sentence
        for token in analysis.tokens_in(span)
        if token.tag.startswith("VB") and token.text.lower() in reporting_verbs()
    }
    return [_within(span, analysis.sentences[number]) for number in sorted(telling)]


def _within(span: Span, sentence: Span) -> Span:
    start, end = max(span.start, sentence.start), min(span.end, sentence.end)
    return Span(start, end, span.text[start - span.start : end - span.start])


def _holds(piece: _Piece, inner: Attribution) -> bool:
    spans = (*inner.cue, *inner.content, *inner.source)
    end = piece.again + len(piece.text)
    return all(piece.again <= s.start and s.end <= end for s in spans)


def _performs(inner: Attribution) -> bool:
    """Whether the speaker does what the cue says by saying it ("I’m telling you …")."""
    who = {s.text.lower() for s in inner.source}
    what = {w.strip("’'") for s in inner.cue for w in s.text.lower().split()}
    return bool(who & {"i", "we"}) and bool(what & _PERFORMATIVE)


def _moved(inner: Attribution, by: int) -> Attribution:
    def move(spans: tuple[Span, ...]) -> tuple[Span, ...]:
        return tuple(Span(s.start + by, s.end + by, s.text) for s in spans)

    cue = move(inner.cue)
    why = Why("parent", "content read again by itself", round(inner.confidence, 4), cue)
    return replace(
        inner, content=move(inner.content), cue=cue, source=move(inner.source), why=(why,)
    )
