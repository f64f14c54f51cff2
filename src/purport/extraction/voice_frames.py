"""Frames put between the words of a report: "The skipper, he said, had reported that …".

Whoever a frame names passes on all that its sentence tells, by whatever verb that is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from purport.extraction.voice_grammar import Grammar
from purport.model.claim import Attribution
from purport.model.span import Span

_FRAMING = frozenset(
    "say write add recall explain submit contend note continue claim maintain argue insist report "
    "testify state tell recount complain allege suggest admit concede believe reckon remember go "
    "relate acknowledge assert confirm declare observe remark joke repeat stress swear text".split()
)
_FINITE = frozenset({"VBD", "VBZ", "VBP", "VBN"})
_MODAL = frozenset("’d 'd had has would did have".split())
_ENDS = frozenset({",", ".", ";", "?", "!", "”", '"', "—", "–", ":", "’", ")"})
_INFORMING = frozenset("tell inform assure warn advise promise".split())
_LEARNING = frozenset("hear learn".split())
FRAME_TOKENS = 12
TAIL_TOKENS = 8


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame between commas: its verb and who speaks in it, as tokens."""

    verb: int
    who: int


def find_frames(grammar: Grammar) -> tuple[Frame, ...]:
    """Return the frames of a report, read off the words and commas around a verb of saying.

    "…, she went on, …", "…, the official recalled, …", "…, he'd said, …" and, at a sentence's end,
    "…, she said." Parsers rarely agree on what such a clause hangs.
    """
    return tuple(f for t in grammar.tokens if (f := _frame(grammar, t.index)) is not None)


def _frame(grammar: Grammar, verb: int) -> Frame | None:
    tokens = grammar.tokens
    token = tokens[verb]
    if token.tag not in _FINITE or token.lemma not in _FRAMING or verb < 3:
        return None
    if token.lemma == "go" and _word(grammar, verb + 1) != "on":
        return None
    if not _closes(grammar, verb):
        return None
    start = _opening(grammar, verb)
    if start is None:
        return None
    who = _named(grammar, start, verb)
    return None if who is None else Frame(verb, who)


def _closes(grammar: Grammar, verb: int) -> bool:
    """Whether a comma or the sentence's end follows, after at most a short phrase."""
    for k in range(verb + 1, min(verb + TAIL_TOKENS, len(grammar.tokens))):
        token = grammar.tokens[k]
        if token.text in _ENDS:
            return token.text not in ("”", '"', "’") or k > verb + 1
        if token.tag[0] == "V" or (
            token.tag in ("IN", "DT", "PRP") and token.dep in ("mark", "nsubj")
        ):
            return False
        if token.tag in ("WDT", "WP", "WRB", "MD"):
            return False
    return True


def _opening(grammar: Grammar, verb: int) -> int | None:
    """Return the first token of a clause that opens behind a comma and holds only who speaks."""
    for k in range(verb - 1, max(-1, verb - FRAME_TOKENS), -1):
        token = grammar.tokens[k]
        if token.sentence != grammar.tokens[verb].sentence:
            return None
        if token.text in (",", "—", "–") and not _in_name(grammar, k, verb):
            return k + 1
        if (token.tag[0] == "V" and token.text.lower() not in _MODAL) or token.tag in ("IN", "WP"):
            if token.tag == "IN" and token.text.lower() in ("of", "for", "from", "at", "in"):
                continue
            return None
    return None


def _in_name(grammar: Grammar, comma: int, verb: int) -> bool:
    """Whether a comma stands within who speaks ("its spokesman, Al Haj, said")."""
    between = [t for t in grammar.tokens[comma + 1 : verb] if t.text != ","]
    before = grammar.tokens[comma - 1]
    return (
        before.tag[0] == "N"
        and bool(between)
        and all(t.tag[:3] == "NNP" for t in between)
        and grammar.tokens[comma - 1].dep == "nsubj"
        and grammar.tokens[comma - 1].head == verb
    )


def _named(grammar: Grammar, start: int, verb: int) -> int | None:
    """Return the token of who speaks between a frame's comma and its verb."""
    nouns = [
        k for k in range(start, verb)
        if grammar.tokens[k].tag[0] in "NP" and grammar.tokens[k].tag != "PRP$"
        and grammar.tokens[k].text.lower() not in ("it", "which", "who")
    ]  # fmt: skip
    subject = grammar.child(verb, "nsubj")
    if subject in nouns:
        return subject
    if not nouns or any(grammar.tokens[k].tag[0] == "V" and grammar.tokens[k].text.lower()
                        not in _MODAL for k in range(start, verb)):  # fmt: skip
        known = [k for k in range(start, verb) if grammar.tokens[k].dep == "nsubj"]
        return known[-1] if known else None
    heads = [k for k in nouns if grammar.tokens[k].head not in nouns]
    return (heads or nouns)[0]


def _word(grammar: Grammar, k: int) -> str:
    return grammar.tokens[k].text.lower() if k < len(grammar.tokens) else ""


@lru_cache(maxsize=1)
def frames_by_sentence(grammar: Grammar) -> dict[int, tuple[Frame, ...]]:
    """Return the frames of a report by the number of their sentence."""
    found: dict[int, tuple[Frame, ...]] = {}
    for frame in find_frames(grammar):
        sentence = grammar.tokens[frame.verb].sentence
        found[sentence] = (*found.get(sentence, ()), frame)
    return found


def frame_around(grammar: Grammar, attribution: Attribution) -> Frame | None:
    """Return the frame that an attribution has for its cue, where it is put into another clause.

    "A mechanic had assured him, he'd said, that the engine was good": cue and source are those of
    the frame, the content is what the mechanic said.
    """
    framed = frames_by_sentence(grammar)
    if not framed or not attribution.cue:
        return None
    if attribution.content[0].start < attribution.cue[0].start:
        return None
    cue = {k for s in attribution.cue for k in grammar.tokens_of(s)}
    frames = framed.get(grammar.tokens[min(cue)].sentence, ()) if cue else ()
    return next((f for f in frames if f.verb in cue and framed_verb(grammar, f) is not None), None)


def framed_verb(grammar: Grammar, frame: Frame) -> int | None:
    """Return the verb of saying that a frame is put into, where a "that" behind it goes with it.

    "A mechanic had assured him, he'd said, that the engine was good": assured.
    """
    after = frame.verb + 1
    while _word(grammar, after) in (",", "on"):
        after += 1
    if _word(grammar, after) not in ("that", "to", "how", "whether", "why"):
        return None
    for k in range(frame.who - 1, max(-1, frame.who - FRAME_TOKENS), -1):
        token = grammar.tokens[k]
        if token.sentence != grammar.tokens[frame.verb].sentence:
            return None
        if token.tag in _FINITE and _has_subject(grammar, k):
            return k
    return None


def _has_subject(grammar: Grammar, verb: int) -> bool:
    subject = grammar.child(verb, "nsubj")
    return subject is not None and grammar.tokens[subject].tag[0] in "NP"


def told_by(grammar: Grammar, attribution: Attribution) -> tuple[int, int | None] | None:
    """Return who told the source what it tells of, and the subject that was told, as tokens.

    "She recalled being told by an engineer that …", "His nephew, he said, had heard from the driver
    that …": cue and source are those of the outer speaker.
    """
    if not attribution.cue or not attribution.source:
        return None
    start, end = attribution.cue[-1].end, attribution.content[0].start
    if end <= start:
        return None
    for k in grammar.tokens_of(Span(start, end, grammar.text[start:end])):
        token = grammar.tokens[k]
        passive = token.lemma in _INFORMING and token.tag == "VBN"
        if not passive and token.lemma not in _LEARNING:
            continue
        for at in range(k + 1, min(k + 4, len(grammar.tokens))):
            whom = grammar.child(at, "pobj")
            if (
                grammar.tokens[at].text.lower() == ("by" if passive else "from")
                and whom is not None
            ):
                subject = grammar.child(k, "nsubj", "nsubjpass")
                return (whom, subject) if grammar.tokens[whom].start < end else None
    return None
