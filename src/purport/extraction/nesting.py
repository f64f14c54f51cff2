"""Claims inside claims: each content (and source) is read once more, as a text of its own.

PolNeAR annotates one layer, so the network marks the outer "he says that she said …" and leaves
the inner one. Read by itself, the content shows its own cues.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

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


def find_nested(
    text: str, attributions: Sequence[Attribution], tagger: Tagger
) -> list[Attribution]:
    """Return the reporting attributions inside sources and contents of others, in reading order."""
    return [
        inner
        for outer in attributions
        if outer.kind != "narrator"
        for piece in (*outer.source, *outer.content)
        for inner in _inside(text, piece, tagger)
    ]


def _inside(text: str, piece: Span, tagger: Tagger) -> list[Attribution]:
    bare = piece.text.strip(_MARKS).rstrip(", ")
    words = [w.lower() for w in _WORD.findall(bare)]
    if len(words) < LEAST_WORDS or not set(words) & reporting_verbs():
        return []
    start = text.index(bare, piece.start)
    found = find_attributions(bare, tagger.tag(bare), find_quotations(bare))
    return [
        _nested(inner, start)
        for inner in found
        if inner.cue and reports_speech(inner.cue) and inner.confidence >= LEAST_CONFIDENCE
        if not _performs(inner)
    ]


def _performs(inner: Attribution) -> bool:
    """Whether the speaker does what the cue says by saying it ("I’m telling you …")."""
    who = {s.text.lower() for s in inner.source}
    what = {w.strip("’'") for s in inner.cue for w in s.text.lower().split()}
    return bool(who & {"i", "we"}) and bool(what & _PERFORMATIVE)


def _nested(inner: Attribution, start: int) -> Attribution:
    def move(spans: tuple[Span, ...]) -> tuple[Span, ...]:
        return tuple(Span(s.start + start, s.end + start, s.text) for s in spans)

    cue = move(inner.cue)
    why = Why("parent", "content read again by itself", round(inner.confidence, 4), cue)
    return replace(
        inner, content=move(inner.content), cue=cue, source=move(inner.source), why=(why,)
    )
