"""What the network saw, and the quotation marks → attributions of a report.

Quotation marks found by character win over the network's borders: a quotation of which it took at
least half is content as a whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from purport.extraction.cues import reports_speech
from purport.extraction.decoding import Linked
from purport.extraction.quotes import Quotation, speech_characters, speech_quotations
from purport.extraction.tagger import Tagged
from purport.extraction.words import WORD, Words, spans_of
from purport.model.claim import Attribution, Kind
from purport.model.span import Span
from purport.model.why import Why

TAKEN_SHARE = 0.5
# On PolNeAR dev, 2 of 21 left-over quotations are the content of an attribution.
UNCUED = 0.1
SPEECH_WORDS = 4
SPEECH_ENDS = frozenset(".,!?…")
_MARKS = "“”„«»\"'‘’ "


def find_attributions(
    text: str, tagged: Tagged, quotations: Sequence[Quotation]
) -> tuple[Attribution, ...]:
    """Return the attributions of a report, in reading order of their first words."""
    words = tagged.words
    quoted = [_word_range(words, q.span) for q in speech_quotations(quotations)]
    whole = [_with_whole_quotations(one, quoted) for one in tagged.linked]
    inside = speech_characters(text, quotations)
    found = [_attribution(text, tagged, one, inside) for one in whole]
    return tuple(sorted(found, key=lambda a: (a.content[0].start, a.content[-1].end)))


def _word_range(words: Words, span: Span) -> range:
    first = int(words.end.searchsorted(span.start, side="right"))
    return range(first, int(words.start.searchsorted(span.end)))


def _with_whole_quotations(one: Linked, quoted: Sequence[range]) -> Linked:
    """Return the attribution with each quotation that it holds most of taken in whole."""
    content = set(one.content)
    other = {*one.source, *range(one.cue.first, one.cue.last + 1)}
    for speech in quoted:
        held = content.intersection(speech)
        if not other.isdisjoint(speech):
            continue
        if len(held) >= TAKEN_SHARE * len(speech):
            content |= set(speech)
        elif held < content:
            content -= held
    return Linked(one.cue, one.source, tuple(sorted(content)), one.score)


def _attribution(text: str, tagged: Tagged, one: Linked, quoted: bytearray) -> Attribution:
    words = tagged.words
    cue = spans_of(text, words, range(one.cue.first, one.cue.last + 1))
    content, source = spans_of(text, words, one.content), spans_of(text, words, one.source)
    kind = kind_of(content, quoted)
    confidence = tagged.calibration.confidence(
        one.cue.score, one.score, len(one.content), kind, sourced=bool(one.source)
    )
    why = Why("attribution", "network", confidence, cue)
    spoken = kind == "direct" and any(is_speech(piece.text) for piece in content)
    reporting = spoken or reports_speech(cue)
    return Attribution(content, cue, source, kind, reporting, confidence, (why,))


def is_speech(quoted: str) -> bool:
    """Return whether quoted words are speech, not a name or a word held up: by length and mark.

    Example:
        >>> is_speech("“We waited for hours.”"), is_speech("“meat”")
        (True, False)
    """
    words = WORD.findall(quoted.strip(_MARKS))
    return len(words) >= SPEECH_WORDS and words[-1] in SPEECH_ENDS


def kind_of(content: Iterable[Span], quoted: bytearray) -> Kind:
    """Return whether all (direct), some (mixed) or none (indirect) of the words are quoted.

    `quoted` has 1 for each character of the report inside quotation marks, else 0.
    """
    spoken = [
        bool(quoted[span.start + m.start()])
        for span in content
        for m in WORD.finditer(span.text)
        if m.group()[0].isalnum()
    ]
    if spoken and all(spoken):
        return "direct"
    return "mixed" if any(spoken) else "indirect"
