"""What was spoken piece by piece → a text whose paragraphs are the turns of the speakers.

A turn with a known speaker begins with the name and a colon, the form in which extraction reads
who speaks. The pieces of a turn are joined by a space, so that no sentence is cut; a pause or a
new speaker begins another paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from purport.model.report import Timing

# set by hand: a pause after which a speaker without a name goes on in a new paragraph
_PAUSE_S = 2.0
_SENTENCE_END = re.compile(r"[.!?…][\"”’')\]]*$")
# the ways in which captions mark a new speaker: ">> …" or "- …", and "REPORTER: …" or "Ann Lee: …"
_MARK = re.compile(r"\s*(?:>>+|[-–—](?=\s?[A-Z\"“]))\s*")
_LABEL = re.compile(r"[A-Z][\w.’'-]*(?: [A-Z\d][\w.’'-]*){0,3}:\s")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words with the seconds at which they begin and end, and who speaks where that is said."""

    words: str
    from_s: float
    to_s: float
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Transcript:
    """The text of a transcript, and the time of each of its pieces."""

    text: str
    timings: tuple[Timing, ...]


def join_turns(pieces: Sequence[Piece]) -> Transcript:
    """Return the text of pieces in the order of their times as given, and where each stands.

    Example:
        >>> pieces = [Piece("The gate", 0, 1, "Ann"), Piece("was shut.", 1, 2, "Ann")]
        >>> join_turns(pieces).text
        'Ann: The gate was shut.'
    """
    parts: list[str] = []
    timings: list[Timing] = []
    at = 0
    before: Piece | None = None
    for piece in pieces:
        mark = _MARK.match(piece.words)
        words = " ".join(piece.words[mark.end() if mark else 0 :].split())
        if not words:
            continue
        fresh = before is None or bool(mark or _LABEL.match(words)) or _goes_apart(before, piece)
        lead = "" if before is None else "\n\n" if fresh else " "
        if fresh and piece.speaker and not words.startswith(f"{piece.speaker}:"):
            lead += f"{piece.speaker}: "
        parts += (lead, words)
        start = at + len(lead)
        at = start + len(words)
        timings.append(Timing(start, at, piece.from_s, piece.to_s, piece.speaker))
        before = piece
    return Transcript("".join(parts), tuple(timings))


def _goes_apart(before: Piece, piece: Piece) -> bool:
    """Whether somebody else speaks, or, where it is not said who, a sentence and a pause are over.

    Words behind a name stay in one paragraph, for only there does it hold.
    """
    if piece.speaker is not None or before.speaker is not None:
        return piece.speaker != before.speaker
    paused = piece.from_s - before.to_s >= _PAUSE_S
    return paused and bool(_SENTENCE_END.search(before.words.rstrip()))
