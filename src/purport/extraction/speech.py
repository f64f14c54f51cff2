"""Quoted speech that the network left over → attributions, by where it stands.

The network learnt from running news text. What it misses are forms that are plain to see: turns of
a transcript, a name behind a dash, a lead-in that ends in a colon, a frame with a rare verb
("the soldier shoots back"), and quotations that go on with what was said before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from purport.extraction.analysis import Analysis, Token
from purport.extraction.attributions import UNCUED, is_speech
from purport.extraction.coverage import cover
from purport.extraction.cues import reports_speech
from purport.extraction.quotes import Quotation, paragraphs, speech_quotations
from purport.model.claim import Attribution, Kind
from purport.model.span import Span
from purport.model.why import Why

# (right + 1) / (found + 2) on PolNeAR dev, where 10 of 10, 6 of 6 and 3 of 6 were right in full;
# it has only two left-over clauses, so theirs is set by hand.
CONFIDENCE = {
    "turn of a transcript": 0.92,
    "name behind a dash": 0.88,
    "lead-in with a colon": 0.5,
    "clause beside a quotation": 0.5,
    "heard to say": 0.5,
}
LONGEST_FRAME_TOKENS = 14
LEAST_PIECES = 2
_IS_HEARD = re.compile(
    r"(?P<who>[^.\n“\"”]{2,120}?)[ ](?P<cue>(?:(?:can|could|may)[ ](?:then[ ])?be|is|was|are|were)"
    r"(?:[ ](?:then|clearly|also|later|audibly))?[ ](?:heard|seen|filmed|recorded|caught|shown)"
    r"(?:[ ]on[ ](?:video|camera|tape|film))?[ ]\w+ing)\b"
)
LEAST_TURNS = 2
SEEN_SHARE = 0.5
_LABEL = re.compile(
    r"[\"“]?(?P<label>(?:[A-Z][\w.’'-]*\s?){1,4}(?:\([^)]{1,40}\)\s?)?|Q|A)(?P<colon>:)\s+(?=\S)"
)
_DASH_NAME = re.compile(
    r"\s*(?P<dash>[—–―-]{1,2})\s*(?P<name>(?:[A-Z][\w.’'-]+[ \t]?){1,5})[^\n]{0,40}(?=\n|$)"
)
_STOP = re.compile(r"[.\n“\"]")


@dataclass(frozen=True, slots=True)
class Frame:
    """Source and cue that stand beside a quotation, and by which rule they were seen."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    rule: str


def find_turns(text: str, attributions: Sequence[Attribution]) -> list[Attribution]:
    """Return the turns of a transcript that the network did not see as such.

    A turn is a paragraph led by a speaker's name and a colon, where at least two of the report's
    paragraphs are; it runs on through unlabelled paragraphs that open with a quotation mark.
    """
    lines = paragraphs(text)
    labels = [_LABEL.match(line.text) for line in lines]
    if sum(m is not None for m in labels) < LEAST_TURNS:
        return []
    taken = _taken(text, attributions)
    found = []
    for number, (line, label) in enumerate(zip(lines, labels, strict=True)):
        if label is None:
            continue
        after = number + 1
        while after < len(lines) and not labels[after] and lines[after].text[0] in '"“':
            after += 1
        turn = _turn(text, line, label, lines[number + 1 : after])
        seen = any(a.source and a.source[0].overlaps(turn.source[0]) for a in attributions)
        if not seen or all(_share(taken, piece) < SEEN_SHARE for piece in turn.content):
            found.append(turn)
    return found


def led_by_colon(text: str, attribution: Attribution) -> Attribution:
    """Return an attribution whose cue is a colon alone ("ANCHOR: …") as direct speech."""
    if [c.text for c in attribution.cue] != [":"]:
        return attribution
    label = None if attribution.source else _label_before(text, attribution.cue[0])
    if label is not None:
        attribution = replace(attribution, source=(label,))
    if attribution.kind != "indirect":
        return attribution
    why = Why("kind", "words behind a name and a colon", None, attribution.cue)
    return replace(attribution, kind="direct", why=(*attribution.why, why))


def _label_before(text: str, colon: Span) -> Span | None:
    """Return the speaker's name that leads a line up to a colon."""
    start = text.rfind("\n", 0, colon.start) + 1
    found = _LABEL.match(text[start : colon.end + 2])
    if found is None or start + found.start("colon") != colon.start:
        return None
    name = found["label"].rstrip()
    at = start + found.start("label")
    return Span.of(text, at, at + len(name))


def _taken(text: str, attributions: Sequence[Attribution]) -> bytearray:
    """Return for each character 1 where it is content or source of an attribution, else 0."""
    return cover(len(text), (s for a in attributions for s in (*a.content, *a.source)))


def _share(taken: bytearray, span: Span) -> float:
    return sum(taken[span.start : span.end]) / (span.end - span.start)


def _turn(text: str, line: Span, label: re.Match[str], more: Sequence[Span]) -> Attribution:
    name = label["label"].rstrip()
    start = line.start + label.start("label")
    source = Span.of(text, start, start + len(name))
    colon = line.start + label.start("colon")
    cue = Span.of(text, colon, colon + 1)
    first = Span.of(text, line.start + label.end(), line.start + len(line.text.rstrip()))
    rest = [Span.of(text, p.start, p.start + len(p.text.rstrip())) for p in more]
    rule = "turn of a transcript"
    why = Why("attribution", rule, None, (source, cue))
    return Attribution((first, *rest), (cue,), (source,), "direct", True, CONFIDENCE[rule], (why,))


def frame_speech(
    text: str,
    quotations: Sequence[Quotation],
    attributions: Sequence[Attribution],
    analysis: Analysis,
) -> list[Attribution]:
    """Return the attributions with left-over speech framed, or joined to what it goes on with."""
    apart = [part for one in attributions for part in _apart(text, one, analysis)]
    found = [_named(text, one, analysis) for one in apart]
    taken = _taken(text, found)
    for span in (q.span for q in speech_quotations(quotations)):
        if is_speech(span.text) and _share(taken, span) < SEEN_SHARE:
            found = _placed(text, span, found, analysis)
    return sorted(found, key=lambda a: (a.content[0].start, -a.content[-1].end))


def _apart(text: str, one: Attribution, analysis: Analysis) -> list[Attribution]:
    """Return direct speech with each quotation that a clause of its own follows by itself.

    In "“Stop,” the man can be heard saying. “Why?” asks the officer" two voices speak.
    """
    if one.kind != "direct" or len(one.content) < LEAST_PIECES or not one.source:
        return [one]
    own = {*one.source, *one.cue}
    framed = [_heard(text, p) or _clause_beside(text, p, analysis) for p in one.content]
    frames = {
        piece: frame
        for piece, frame in zip(one.content, framed, strict=True)
        if frame is not None
        and not any(a.overlaps(b) for a in (*frame.source, *frame.cue) for b in own)
        and _may_say(frame)
    }
    rest = tuple(p for p in one.content if p not in frames)
    if not frames or not rest:
        return [one]
    found = [replace(one, content=rest)]
    for piece, frame in frames.items():
        why = Why("attribution", frame.rule, None, (*frame.source, *frame.cue))
        found.append(
            Attribution(
                (piece,), frame.cue, frame.source, "direct", True, CONFIDENCE[frame.rule], (why,)
            )
        )
    return found


def _may_say(frame: Frame) -> bool:
    """Whether a frame's verb is one of saying, or its words say that somebody is heard."""
    return frame.rule == "heard to say" or reports_speech(frame.cue)


def _heard(text: str, speech: Span) -> Frame | None:
    """Return the frame in "“Stop,” the man, who is called Jo, can be heard saying in the clip"."""
    end = text.find("\n", speech.end)
    sentence = text[speech.end : len(text) if end < 0 else end]
    found = _IS_HEARD.match(sentence)
    if found is None or not found["who"].strip(" ,"):
        return None
    who = found["who"].rstrip(" ,")
    lead = len(who) - len(who.lstrip(" ,"))
    start = speech.end + lead
    source = Span.of(text, start, speech.end + len(who))
    cue = Span.of(text, speech.end + found.start("cue"), speech.end + found.end("cue"))
    return Frame((source,), (cue,), "heard to say")


def _named(text: str, one: Attribution, analysis: Analysis) -> Attribution:
    """Return direct speech without a source with the one that stands beside it, if any does."""
    if one.source or one.kind != "direct" or len(one.content) != 1:
        return one
    (speech,) = one.content
    if not is_speech(speech.text):
        return one
    frame = (
        _name_behind_dash(text, speech)
        or _heard(text, speech)
        or _clause_beside(text, speech, analysis)
    )
    if frame is None:
        return one
    why = Why("source", frame.rule, None, (*frame.source, *frame.cue))
    return replace(one, source=frame.source, cue=frame.cue, why=(*one.why, why))


def _placed(
    text: str, speech: Span, found: Sequence[Attribution], analysis: Analysis
) -> list[Attribution]:
    """Return the attributions with one more quotation in them."""
    frame = (
        _name_behind_dash(text, speech)
        or _heard(text, speech)
        or _clause_beside(text, speech, analysis)
        or _lead_in(text, speech, analysis)
    )
    if frame is not None:
        why = Why("attribution", frame.rule, None, (*frame.source, *frame.cue))
        one = Attribution(
            (speech,), frame.cue, frame.source, "direct", True, CONFIDENCE[frame.rule], (why,)
        )
        return [*found, one]
    before = _said_before(text, speech, found)
    if before is None:
        whole = _with_its_sentence(text, speech, analysis)
        why = Why("attribution", "quotation without a cue", None, (speech,))
        kind: Kind = "direct" if whole == speech else "mixed"
        return [*found, Attribution((whole,), kind=kind, confidence=UNCUED, why=(why,))]
    return [_joined(one, speech) if one is before else one for one in found]


def _with_its_sentence(text: str, speech: Span, analysis: Analysis) -> Span:
    """Return speech that begins in mid-sentence with the words that lead into it."""
    if not text[speech.start + 1].islower():
        return speech
    sentence = analysis.sentences[analysis.sentence_of(speech.start)]
    start = max(sentence.start, text.rfind("\n", 0, speech.start) + 1)
    lead = text[start : speech.start]
    return Span.of(text, start + len(lead) - len(lead.lstrip()), speech.end)


def _name_behind_dash(text: str, speech: Span) -> Frame | None:
    m = _DASH_NAME.match(text, speech.end)
    if m is None:
        return None
    name = m["name"].rstrip()
    dash, start = m.start("dash"), m.start("name")
    return Frame(
        (Span.of(text, start, start + len(name)),),
        (Span.of(text, dash, m.end("dash")),),
        "name behind a dash",
    )


def _clause_beside(text: str, speech: Span, analysis: Analysis) -> Frame | None:
    """Return the frame where the rest of the sentence is a short clause ("the man shoots back")."""
    if text[speech.end - 2 : speech.end - 1] not in (",", "?", "!", "…", "—"):
        return None
    stop = _STOP.search(text, speech.end)
    end = stop.start() if stop else len(text)
    if not text[speech.end : end].strip():
        return None
    tokens = analysis.tokens_in(Span.of(text, speech.end, end))
    return _clause(text, tokens, "clause beside a quotation")


def _lead_in(text: str, speech: Span, analysis: Analysis) -> Frame | None:
    """Return the frame where the words before the quotation end in a colon."""
    before = text[: speech.start].rstrip()
    if not before.endswith(":") or len(before) < 2:
        return None
    sentence = analysis.sentences[analysis.sentence_of(len(before) - 2)]
    start = max(sentence.start, before.rfind("\n") + 1)
    tokens = analysis.tokens_in(Span.of(text, start, len(before)))
    return _clause(text, tokens, "lead-in with a colon")


def _clause(text: str, tokens: Sequence[Token], rule: str) -> Frame | None:
    """Return subject and verb of a short clause as source and cue."""
    words = [t for t in tokens if t.text.strip()]
    if len(words) > LONGEST_FRAME_TOKENS and rule != "lead-in with a colon":
        return None
    for verb in words:
        # a rare verb behind a quotation is often tagged as a plural noun, but keeps its subject
        if verb.tag not in ("VBD", "VBZ", "VBP") and (verb.tag, verb.dep) != ("NNS", "ROOT"):
            continue
        subject = next((t for t in words if t.head == verb.index and t.dep == "nsubj"), None)
        if subject is None:
            continue
        under = _under(subject.index, words)
        named = [t for t in words if t.index in under]
        source = Span.of(text, named[0].start, named[-1].end)
        particle = [t for t in words if t.index == verb.index + 1 and t.dep in ("prt", "advmod")]
        cue = Span.of(text, verb.start, particle[0].end if particle else verb.end)
        return Frame((source,), (cue,), rule)
    return None


def _under(index: int, words: Sequence[Token]) -> set[int]:
    inside = {index}
    for _ in range(4):
        inside |= {t.index for t in words if t.head in inside and t.dep != "punct"}
    return inside


def _said_before(text: str, speech: Span, found: Sequence[Attribution]) -> Attribution | None:
    """Return the attribution of the same paragraph whose quotation this one goes on with."""
    line = text.rfind("\n", 0, speech.start) + 1
    before = [
        a
        for a in found
        if a.cue and a.kind == "direct" and line <= a.content[-1].start < speech.start
    ]
    return before[-1] if before else None


def _joined(one: Attribution, speech: Span) -> Attribution:
    content = tuple(sorted((*one.content, speech)))
    why = Why("content", "goes on speaking", None, (speech,))
    return Attribution(
        content, one.cue, one.source, one.kind, one.reporting, one.confidence, (*one.why, why)
    )
